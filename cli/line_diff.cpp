#include "line_diff.h"

#include <algorithm>
#include <vector>

namespace pyinstr::cli {
namespace {

constexpr std::size_t context = 3;

using Lines = std::vector<std::string_view>;

/// Lines with their newline; the last one may lack it.
Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::size_t length = end == std::string_view::npos ? text.size() : end + 1;
    lines.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return lines;
}

bool differs(const Lines& a, const Lines& b, std::size_t i) {
  return i >= a.size() || i >= b.size() || a[i] != b[i];
}

void put_line(std::string& out, char mark, std::string_view line) {
  (out += mark) += line;
  if (!line.ends_with('\n')) out += "\n\\ No newline at end of file\n";
}

/// Lines `first` to `end` of both; a run of changed lines is told as removed, then as added.
void put_body(std::string& out, const Lines& a, const Lines& b, std::size_t first,
              std::size_t end) {
  for (std::size_t i = first; i < end;) {
    if (!differs(a, b, i)) {
      put_line(out, ' ', a[i++]);
      continue;
    }
    const std::size_t start = i;
    while (i < end && differs(a, b, i)) ++i;
    for (std::size_t k = start; k < std::min(i, a.size()); ++k) put_line(out, '-', a[k]);
    for (std::size_t k = start; k < std::min(i, b.size()); ++k) put_line(out, '+', b[k]);
  }
}

std::string range(std::size_t first, std::size_t end, std::size_t size) {
  const std::size_t count = std::min(end, size) - std::min(first, size);
  return std::to_string(count ? first + 1 : first) + "," + std::to_string(count);
}

/// The end of the hunk whose first changed line is `at`: behind the last change that is not more
/// than two contexts away from the one before it.
std::size_t hunk_end(const Lines& a, const Lines& b, std::size_t at, std::size_t size) {
  std::size_t last = at;
  for (std::size_t i = at; i < size && i <= last + 2 * context; ++i) {
    if (differs(a, b, i)) last = i;
  }
  return std::min(size, last + 1 + context);
}

}  // namespace

std::string line_diff(std::string_view before, std::string_view after,
                      const std::string& before_name, const std::string& after_name) {
  const Lines a = lines_of(before), b = lines_of(after);
  const std::size_t size = std::max(a.size(), b.size());
  std::string out;
  for (std::size_t i = 0; i < size; ++i) {
    if (!differs(a, b, i)) continue;
    const std::size_t first = i > context ? i - context : 0;
    const std::size_t end = hunk_end(a, b, i, size);
    if (out.empty()) out = "--- " + before_name + "\n+++ " + after_name + "\n";
    out += "@@ -" + range(first, end, a.size()) + " +" + range(first, end, b.size()) + " @@\n";
    put_body(out, a, b, first, end);
    i = end - 1;
  }
  return out;
}

}  // namespace pyinstr::cli
