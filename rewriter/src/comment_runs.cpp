#include "comment_runs.h"

#include "tokens.h"

namespace pyinstr::rewriter {
namespace {

// Shorter ones cost less than the look for strings does.
constexpr int long_run = 64;

bool is_comment(std::string_view row) {
  const std::size_t at = row.find_first_not_of(" \t\f");
  return at != std::string_view::npos && row[at] == '#';
}

struct Rows {
  int first = 0;
  int last = 0;
};

// The first of a run stays: what it is joined to by a backslash may be no comment.
std::vector<Rows> long_runs(const Source& source) {
  std::vector<Rows> runs;
  int first = -1;
  for (int row = 0; row <= source.row_count(); ++row) {
    if (row < source.row_count() && is_comment(source.row_text(row))) {
      if (first < 0) first = row;
      continue;
    }
    if (first >= 0 && row - first > long_run) runs.push_back({first + 1, row - 1});
    first = -1;
  }
  return runs;
}

void blank_row(const Source& source, int row, std::vector<Mask>& masks) {
  const std::string_view text = source.row_text(row);
  if (text.find("pyinstr:") != std::string_view::npos) return;
  const std::size_t at = text.find('#');
  masks.push_back({source.row_start(row) + static_cast<Offset>(at), std::string(text.size() - at, ' ')});
}

// What looks like comments may be text in a string.
class Strings {
 public:
  explicit Strings(const Source& source)
      : reader_(source.view(), static_cast<Offset>(source.encoding().bom)) {}

  bool hold(Offset offset) {
    while (last_.end <= offset) {
      const auto token = reader_.next();
      if (!token) return false;
      last_ = *token;
    }
    return last_.begin < offset;
  }

 private:
  TokenReader reader_;
  Token last_;
};

}  // namespace

std::vector<Mask> find_comment_runs(const Source& source) {
  std::vector<Mask> masks;
  const std::vector<Rows> runs = long_runs(source);
  if (runs.empty()) return masks;
  Strings strings(source);
  for (const Rows& run : runs) {
    if (strings.hold(source.row_start(run.first))) continue;
    for (int row = run.first; row <= run.last; ++row) blank_row(source, row, masks);
  }
  return masks;
}

}  // namespace pyinstr::rewriter
