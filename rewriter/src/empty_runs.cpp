#include "empty_runs.h"

#include <algorithm>

#include "tokens.h"

namespace pyinstr::rewriter {
namespace {

// Shorter ones cost less than the look for strings does.
constexpr int long_run = 64;

enum class RowKind { blank, comment, backslash, code };

std::size_t text_begin(std::string_view row) {
  return std::min(row.find_first_not_of(" \t\f"), row.size());
}

RowKind kind_of(std::string_view row) {
  const std::size_t at = text_begin(row);
  if (at == row.size()) return RowKind::blank;
  if (row[at] == '#') return RowKind::comment;
  return row[at] == '\\' && at + 1 == row.size() ? RowKind::backslash : RowKind::code;
}

struct Rows {
  int first = 0;
  int last = 0;
};

// The first of a run stays: what it is joined to by a backslash may be no comment.
std::vector<Rows> long_runs(const Source& source) {
  std::vector<Rows> runs;
  int first = -1;
  int full = 0;  // rows of the run that are not blank
  for (int row = 0; row <= source.row_count(); ++row) {
    const RowKind kind = row < source.row_count() ? kind_of(source.row_text(row)) : RowKind::code;
    if (kind == RowKind::blank) continue;
    if (kind != RowKind::code) {
      if (first < 0) first = row;
      ++full;
      continue;
    }
    if (full > long_run) runs.push_back({first + 1, row - 1});
    first = -1;
    full = 0;
  }
  return runs;
}

class Blanks {
 public:
  explicit Blanks(const Source& source) : source_(source) {}

  void blank(const Rows& run) {
    for (int row = run.first; row <= run.last; ++row) {
      const std::string_view text = source_.row_text(row);
      const RowKind kind = kind_of(text);
      if (kind == RowKind::comment) {
        const std::size_t at = text_begin(text);
        put(source_.row_start(row) + static_cast<Offset>(at), std::string(text.size() - at, ' '));
      } else if (kind == RowKind::backslash) {
        const int first = row;
        while (row < run.last && kind_of(source_.row_text(row + 1)) == RowKind::backslash) ++row;
        join(first, row);
      }
    }
  }

  std::vector<Mask> take() { return std::move(masks_); }

 private:
  void put(Offset begin, std::string text) { masks_.push_back({begin, std::move(text)}); }

  // Rows of backslashes and what follows are one line, whose indentation is that of the first of
  // them that has one. A form feed begins the count anew.
  void join(int first, int last) {
    const bool more = last + 1 < source_.row_count();
    const std::string_view behind = more ? source_.row_text(last + 1) : "";
    const Offset begin = source_.row_start(first);
    const Offset end = more ? source_.row_start(last + 1) + static_cast<Offset>(text_begin(behind))
                            : static_cast<Offset>(source_.bytes().size());
    if (first > 0 && kind_of(source_.row_text(first - 1)) == RowKind::backslash) --first;
    std::string_view indentation = behind.substr(0, text_begin(behind));
    for (int row = last; row >= first; --row) {
      const std::string_view text = source_.row_text(row);
      if (text_begin(text) > 0) indentation = text.substr(0, text_begin(text));
    }
    const std::size_t size = end - begin;
    if (indentation.size() > size) return;
    put(begin, std::string(size - indentation.size(), '\f') + std::string(indentation));
  }

  const Source& source_;
  std::vector<Mask> masks_;
};

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

std::vector<Mask> find_empty_runs(const Source& source) {
  const std::vector<Rows> runs = long_runs(source);
  if (runs.empty()) return {};
  Strings strings(source);
  Blanks blanks(source);
  for (const Rows& run : runs) {
    if (!strings.hold(source.row_start(run.first))) blanks.blank(run);
  }
  return blanks.take();
}

}  // namespace pyinstr::rewriter
