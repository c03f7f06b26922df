#include "indentation.h"

#include "pyinstr/rewriter.h"

namespace pyinstr::rewriter {
namespace {

constexpr std::string_view mixed = "inconsistent use of tabs and spaces in indentation";
constexpr std::string_view no_match = "unindent does not match any outer indentation level";
constexpr std::string_view unexpected = "unexpected indent";
constexpr std::string_view missing = "expected an indented block";

}  // namespace

Indent indent_of(std::string_view line) {
  Indent indent;
  for (const char c : line) {
    if (c == ' ') {
      ++indent.column;
      ++indent.tab_as_one;
    } else if (c == '\t') {
      indent.column = (indent.column / 8 + 1) * 8;
      ++indent.tab_as_one;
    } else if (c == '\f') {
      indent = {};
    } else {
      break;
    }
  }
  return indent;
}

std::string_view Indentation::next(Indent indent, int depth) {
  const std::size_t before = open_.size();
  while (indent.column < open_.back().column) open_.pop_back();
  const bool back = open_.size() < before;
  const Indent& top = open_.back();
  const auto level = static_cast<int>(open_.size()) - 1;
  if (indent.column == top.column) {
    if (indent.tab_as_one != top.tab_as_one) return mixed;
    return level == depth ? "" : level < depth ? missing : unexpected;
  }
  if (back) return no_match;
  if (level >= depth) return unexpected;
  if (indent.tab_as_one <= top.tab_as_one) return mixed;
  open_.push_back(indent);
  return level + 1 == depth ? "" : no_match;
}

}  // namespace pyinstr::rewriter
