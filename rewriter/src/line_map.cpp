#include "line_map.h"

#include <algorithm>

#include "span.h"

namespace pyinstr::rewriter {
namespace {

std::size_t next_line(std::string_view text, std::size_t from) {
  const std::size_t end = text.find_first_of("\r\n", from);
  if (end == std::string_view::npos) return text.size();
  return end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
}

// The line's bytes, behind the byte order mark, with its line end.
Span line_span(std::string_view text, int line) {
  std::size_t begin = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  for (int i = 1; i < line && begin < text.size(); ++i) begin = next_line(text, begin);
  return {static_cast<Offset>(begin), static_cast<Offset>(next_line(text, begin))};
}

}  // namespace

LineEdits edits_of_line(const std::vector<Edit>& edits, std::string_view original, int line) {
  LineEdits found;
  const Span span = line_span(original, line);
  const auto before = [](const Edit& edit, Offset offset) { return edit.offset < offset; };
  auto it = std::lower_bound(edits.begin(), edits.end(), span.begin, before);
  const bool last = span.end == original.size();
  for (; it != edits.end() && (it->offset < span.end || last); ++it) {
    // A line of its own, the prologue's last resort, belongs to no line of the original.
    if (it->text.starts_with('\n') || it->text.starts_with('\r')) break;
    found.push_back({static_cast<int>(it->offset - span.begin), static_cast<int>(it->text.size())});
  }
  return found;
}

int to_original(const LineEdits& edits, int column) {
  int inserted = 0;
  for (const LineEdit& edit : edits) {
    if (column < edit.column + inserted) break;
    if (column < edit.column + inserted + edit.length) return edit.column;
    inserted += edit.length;
  }
  return column - inserted;
}

int to_copy(const LineEdits& edits, int column) {
  int inserted = 0;
  for (const LineEdit& edit : edits) {
    if (edit.column > column) break;
    inserted += edit.length;
  }
  return column + inserted;
}

std::string dump(const LineEdits& edits) {
  std::string text;
  for (const LineEdit& edit : edits) {
    if (!text.empty()) text += ' ';
    text += std::to_string(edit.column) + "+" + std::to_string(edit.length);
  }
  return text;
}

int to_original_column(const Rewritten& file, std::string_view original, int line, int column) {
  return to_original(edits_of_line(file.edits, original, line), column);
}

int to_copy_column(const Rewritten& file, std::string_view original, int line, int column) {
  return to_copy(edits_of_line(file.edits, original, line), column);
}

}  // namespace pyinstr::rewriter
