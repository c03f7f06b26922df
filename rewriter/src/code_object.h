/// The code objects a file compiles to, as far as hooks care.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "span.h"

namespace pyinstr::rewriter {

enum class CodeKind : unsigned char {
  none,  ///< in the statement table: opens no code object
  module, function, class_, lambda, generator, list, set, dict,
};

/// A comprehension's element and conditions; a code object of its own before 3.12, and always for
/// a generator expression.
constexpr bool is_comprehension(CodeKind kind) { return kind >= CodeKind::generator; }

/// One code object. Objects are kept in a list in the order in which they open; 0 is the module.
struct CodeObject {
  CodeKind kind = CodeKind::module;
  int parent = -1;
  std::string qualname;    ///< as `co_qualname`
  bool mapped = false;     ///< a class with bases or keywords: its names may live in any mapping
  bool iterating = false;  ///< a comprehension whose first iterable has been seen
  int hooks = 0;           ///< how many stand in it
  int last_row = -1;       ///< the row of the last one
  /// Behind which statement without a slot of its own something can be put: the docstring, an
  /// import from the future, else the first declaration. 0: there is none.
  Offset room = 0;
  bool room_behind_docstring = false;
  std::vector<std::string_view> globals;  ///< names declared global here
};

/// Assignments and bare annotations in it are a function's: locals.
constexpr bool has_fast_locals(CodeKind kind) {
  return kind != CodeKind::module && kind != CodeKind::class_;
}

/// `name` as `co_qualname` inside `parent`, which may have declared it global.
std::string qualname_in(const CodeObject& parent, CodeKind kind, std::string_view name);

}  // namespace pyinstr::rewriter
