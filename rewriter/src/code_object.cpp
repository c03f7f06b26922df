#include "code_object.h"

#include <algorithm>

namespace pyinstr::rewriter {
namespace {

constexpr std::size_t longest_qualname = 4000;

std::string_view fixed_name(CodeKind kind) {
  switch (kind) {
    case CodeKind::module: return "<module>";
    case CodeKind::lambda: return "<lambda>";
    case CodeKind::generator: return "<genexpr>";
    case CodeKind::list: return "<listcomp>";
    case CodeKind::set: return "<setcomp>";
    case CodeKind::dict: return "<dictcomp>";
    default: return "";
  }
}

}  // namespace

std::string qualname_in(const CodeObject& parent, CodeKind kind, std::string_view name) {
  const std::string_view fixed = fixed_name(kind);
  if (!fixed.empty()) name = fixed;
  const bool global = std::find(parent.globals.begin(), parent.globals.end(), name) !=
                      parent.globals.end();
  if (parent.kind == CodeKind::module || global) return std::string(name);
  // CPython nests no deeper than this; without an end, the names of n lambdas in each other would
  // have n * n letters.
  if (parent.qualname.size() > longest_qualname) return parent.qualname;
  std::string qualname = parent.qualname;
  qualname += parent.kind == CodeKind::class_ ? "." : ".<locals>.";
  qualname += name;
  return qualname;
}

}  // namespace pyinstr::rewriter
