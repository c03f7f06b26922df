/// CPython's rules for indentation, which the parser does not check.
#pragma once

#include <string_view>
#include <vector>

namespace pyinstr::rewriter {

/// How far a line is indented, counted twice: with tabs to the next multiple of 8, and with tabs
/// as one. Lines whose two counts disagree about which is deeper mix tabs and spaces.
struct Indent {
  int column = 0;
  int tab_as_one = 0;
};
Indent indent_of(std::string_view line);

/// Follows the lines that begin statements through a file.
class Indentation {
 public:
  /// The next such line, in a suite of the given depth (0: the module's own). Returns what
  /// CPython would say, or "".
  std::string_view next(Indent indent, int depth);

 private:
  std::vector<Indent> open_{Indent{}};
};

}  // namespace pyinstr::rewriter
