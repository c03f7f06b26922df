#include "directives.h"

#include <vector>

#include "text_scan.h"

namespace pyinstr::rewriter {
namespace {

constexpr std::string_view marker = "# pyinstr:";

// The word behind the marker that begins at `offset`.
std::string_view word_at(std::string_view text, std::size_t offset) {
  std::size_t begin = offset + marker.size();
  while (begin < text.size() && text[begin] == ' ') ++begin;
  const std::size_t end = text.find_first_of(" \t\r\n\f", begin);
  return text.substr(begin, end == std::string_view::npos ? end : end - begin);
}

std::vector<std::size_t> find_markers(std::string_view text) {
  std::vector<std::size_t> found;
  for (std::size_t at = text.find(marker); at != std::string_view::npos;
       at = text.find(marker, at + 1)) {
    found.push_back(at);
  }
  return found;
}

void skip_rows(Directives& directives, const Source& source, int first, int last) {
  directives.skipped.resize(static_cast<std::size_t>(source.row_count()));
  for (int row = first; row <= last; ++row) directives.skipped[static_cast<std::size_t>(row)] = true;
}

}  // namespace

Directives find_directives(const Source& source) {
  Directives directives;
  const std::string_view text = source.program();
  const std::vector<std::size_t> markers = find_markers(text);
  if (markers.empty()) return directives;
  int off_since = -1;
  for (const std::size_t at : comments_among(text, markers)) {
    const auto offset = static_cast<Offset>(at);
    const std::string_view word = word_at(text, at);
    const int row = source.row_of(offset);
    if (word == "skip-file" && !directives.skip_file) directives.skip_file = offset;
    if (word == "skip") skip_rows(directives, source, row, row);
    if (word == "off" && off_since < 0) off_since = row;
    if (word == "on" && off_since >= 0) {
      skip_rows(directives, source, off_since, row);
      off_since = -1;
    }
  }
  if (off_since >= 0) skip_rows(directives, source, off_since, source.row_count() - 1);
  return directives;
}

}  // namespace pyinstr::rewriter
