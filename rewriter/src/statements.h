/// THE TABLE: what is hooked, where, in which form, and where a line without a hook slides.
///
/// One row for each node type that matters to a plan. The walk over the tree (plan.cpp) knows
/// roles, forms and fields, but no node type; docs/rewriting.md is laid out like the table.
#pragma once

#include <string_view>

#include "code_object.h"
#include "pyinstr/rewriter.h"
#include "syntax.h"

namespace pyinstr::rewriter {

/// What the walk does with a node.
enum class Role : unsigned char {
  block,      ///< holds statements: the module, a suite
  simple,     ///< a statement without a suite
  compound,   ///< a statement with suites
  clause,     ///< a part of one that begins a line and has a suite: `else:`
  group,      ///< decorators and what they decorate
  inside,     ///< only looked into: holds slots
  slot,       ///< a part of a statement that has a hook of its own: decorator, with item
  scope,      ///< an expression that is a code object of its own
  iteration,  ///< `for x in y` of a comprehension
  condition,  ///< `if x` of a comprehension
  target,     ///< holds something that is assigned to, in the field `left`
  colon,      ///< ends a header
  opaque,     ///< never looked into: strings, annotations, patterns
  suspect,    ///< a token that may be Python 2
};

/// How a hook is spelled. `dbg` stands for the file's name for it, X for what is hooked.
enum class Form : unsigned char {
  none,            ///< no hook of its own
  prefix,          ///< `dbg();X`
  after,           ///< `X;dbg()`
  or_,             ///< `dbg() or X`
  or_bracketed,    ///< `dbg() or(X)`
  empty_brackets,  ///< `*dbg() or ()`, in the program's empty brackets
  new_brackets,    ///< `(*dbg() or())`
};

/// What the statement is to a loop whose body it begins: who tells the loop's rounds.
enum class Carry : unsigned char {
  takes,     ///< its first hook runs once per round: it does
  passes,    ///< it runs nothing: the next statement may
  descends,  ///< its suite's first statement may
  stops,     ///< nobody can
};

struct Row {
  std::string_view node;
  Role role = Role::simple;
  SiteKind kind = SiteKind::statement;
  Form form = Form::none;
  /// The field whose expression is hooked; "": the node itself, or its first part for a slot.
  std::string_view anchor = "";
  SlideReason slide = SlideReason::none;
  Carry carry = Carry::takes;
  CodeKind opens = CodeKind::none;  ///< by its field `body`, or as a whole for comprehensions
  bool runs = false;                ///< its suite runs whenever the statement does
  bool closed = false;              ///< nothing inside it is hooked
  /// For people, in docs/rewriting.md: the statement with its hook, and why the hook stands there or
  /// why there is none. A row without a reason is like the one before it; `-` leaves a row out.
  std::string_view shown = "";
  std::string_view why = "";
};

/// A row with its names looked up.
struct Rule {
  const Row* row;
  Field anchor;
};

/// The rule of a node type, or null.
const Rule* rule_of(Symbol symbol);

/// Rules for statements that only a look at their inside tells from others.
const Rule& docstring_rule();
const Rule& declaration_rule();

/// One line: `if_statement compound condition or .condition`.
std::string dump(const Row& row);
std::string dump_table();

/// The table as Markdown: what is hooked, and what slides, each with its reason.
std::string document_hooks();
std::string document_slides();

std::string_view name(Form form);

}  // namespace pyinstr::rewriter
