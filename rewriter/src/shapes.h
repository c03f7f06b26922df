/// What only a look inside a node tells: where exactly an expression hook goes, and statements
/// that are something else than their node type says.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "source.h"
#include "statements.h"
#include "syntax.h"

namespace pyinstr::rewriter {

/// The place of a hook: before `begin`; `end` is where a bracket of ours closes.
struct Anchor {
  Offset begin = 0;
  Offset end = 0;
  Form form = Form::or_;
  bool as = false;     ///< an `as` stands in it or around it: right only for some kinds of hook
  bool entered = false;  ///< it stands in brackets of the program's that were entered
  bool walrus = false;   ///< `a := b` without brackets of the program's own
  bool list = false;   ///< several expressions with commas between them
  bool starred = false;  ///< one starred expression
  bool wrong = false;  ///< Python does not take it: one starred expression, `a := b as c`
};

/// Where the rule's hook goes in this node; nothing if it has no such part (a bare `except:`).
std::optional<Anchor> find_anchor(Node node, const Rule& rule, const Source& source);

/// The hooks of a `with` item: its own, or, where brackets around several items look like one
/// tuple, one for each of them.
/// `alone`: it is the only one, without a comma or brackets beside it.
std::vector<Anchor> find_item_anchors(Node item, bool alone, const Rule& rule,
                                      const Source& source);

/// The hook of an expression: bracketed where it binds looser than `or`.
Anchor anchor_expression(Node expression, const Source& source);

/// Whether a class has bases or keywords.
bool has_arguments(Node class_definition);

/// Whether a `try` has what must follow it.
bool has_handler(Node try_statement);

/// A string literal alone, which is the docstring of the body it begins.
bool is_docstring(Node statement, std::string_view view);
/// The node behind whose end something can be appended to it.
Node docstring_node(Node statement);

/// `x: int`, without a value.
bool is_bare_annotation(Node statement);

/// Whether evaluating a function's header (defaults, annotations) might call something: a
/// bracket inside it, or a comprehension.
bool header_may_call(Node function, std::string_view program);

/// Why the node is Python 2, or "".
std::string_view python2_reason(Node node, std::string_view view);

/// The name a definition binds.
std::string_view defined_name(Node definition, std::string_view view);

}  // namespace pyinstr::rewriter
