// The words of the public enums.
#include <array>

#include "pyinstr/rewriter.h"

namespace pyinstr::rewriter {

std::string_view name(SlideReason reason) {
  constexpr std::array names = std::to_array<std::string_view>(
      {"", "def", "try", "clause", "docstring", "future", "declaration", "continuation",
       "comment", "blank", "skipped"});
  return names[static_cast<std::size_t>(reason)];
}

std::string_view name(SiteKind kind) {
  constexpr std::array names = std::to_array<std::string_view>(
      {"statement", "docstring", "condition", "loop", "iteration", "with_item", "subject", "guard",
       "handler", "class_header", "decorator", "lambda", "element"});
  return names[static_cast<std::size_t>(kind)];
}

}  // namespace pyinstr::rewriter
