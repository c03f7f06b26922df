#include "prologue_place.h"

#include <algorithm>
#include <array>

namespace pyinstr::rewriter {
namespace {

using Kind = ProloguePlace::Kind;

// A shebang must stay the first line, a cookie's comment must stay a comment of nothing but that.
bool must_stay(const Source& source, int row) {
  if (row == 0 && source.row_text(0).starts_with("#!")) return true;
  const auto cookie = find_cookie(source.bytes());
  return cookie && row + 1 == cookie->line;
}

bool is_blank_or_comment(std::string_view line) {
  const std::size_t at = line.find_first_not_of(" \t\f");
  return at == std::string_view::npos || line[at] == '#';
}

// A row that no statement of the module covers, and where Python expects a statement.
bool is_free(const Source& source, int row) {
  if (!is_blank_or_comment(source.row_text(row)) || must_stay(source, row)) return false;
  // Joined to the row before: a statement, or the end of one.
  if (row > 0 && source.row_text(row - 1).ends_with('\\')) return false;
  // Before a cookie on the second line only comments may stand.
  const auto cookie = find_cookie(source.bytes());
  return !(cookie && row + 1 < cookie->line);
}

// The first free row from `first` on and before `last`, or -1.
int free_row(const Source& source, int first, int last) {
  for (int row = first; row < last; ++row) {
    if (is_free(source, row)) return row;
  }
  return -1;
}

int first_free_row(const Plan& plan, const Source& source) {
  int next = 0;
  for (const auto& [first, last] : plan.head.rows) {
    const int row = free_row(source, next, first);
    if (row >= 0) return row;
    next = std::max(next, last + 1);
  }
  return free_row(source, next, source.row_count());
}

bool ends_with_line_end(std::string_view text) {
  return text.ends_with('\n') || text.ends_with('\r');
}

}  // namespace

ProloguePlace find_prologue_place(const Plan& plan, const Source& source) {
  const Head& head = plan.head;
  if (head.certain_hook >= 0) {
    // A hook behind the docstring or the imports from the future comes before any `def`.
    const auto& hook = plan.hooks[static_cast<std::size_t>(head.certain_hook)];
    if (!head.risky_def || hook.form == Form::after) {
      return {Kind::hook, head.certain_hook, 0};
    }
  }
  const Offset behind = std::max(head.docstring_end, head.future_end);
  if (behind != 0) return {Kind::behind, -1, behind};
  const int row = first_free_row(plan, source);
  if (row >= 0) return {Kind::line, -1, source.row_start(row)};
  const auto end = static_cast<Offset>(source.bytes().size());
  return {ends_with_line_end(source.bytes()) ? Kind::line : Kind::new_line, -1, end};
}

std::string dump(const ProloguePlace& place) {
  constexpr std::array names =
      std::to_array<std::string_view>({"hook", "behind", "line", "new-line"});
  const std::string where = place.kind == Kind::hook ? std::to_string(place.hook)
                                                     : std::to_string(place.offset);
  return std::string(names[static_cast<std::size_t>(place.kind)]) + " " + where;
}

}  // namespace pyinstr::rewriter
