#include "statements.h"

#include <array>
#include <string>
#include <vector>

namespace pyinstr::rewriter {
namespace {

using enum Role;
constexpr auto prefix = Form::prefix;
constexpr auto or_ = Form::or_;
constexpr auto def = SlideReason::def;
constexpr auto clause_ = SlideReason::clause;

constexpr std::array table = std::to_array<Row>({
    // Where statements stand.
    {.node = "module", .role = block},
    {.node = "block", .role = block},

    // Simple statements.
    {.node = "expression_statement", .form = prefix},
    {.node = "return_statement", .form = prefix},
    {.node = "import_statement", .form = prefix},
    {.node = "import_from_statement", .form = prefix},
    {.node = "assert_statement", .form = prefix},
    {.node = "raise_statement", .form = prefix},
    {.node = "pass_statement", .form = prefix},
    {.node = "break_statement", .form = prefix},
    {.node = "continue_statement", .form = prefix},
    {.node = "delete_statement", .form = prefix, .closed = true},
    {.node = "type_alias_statement", .form = prefix},
    {.node = "print_statement", .form = prefix},  // `print >> x, y`, a tuple
    {.node = "exec_statement", .form = prefix},   // always refused
    {.node = "future_import_statement", .slide = SlideReason::future},
    {.node = "global_statement", .slide = SlideReason::declaration, .carry = Carry::passes},
    {.node = "nonlocal_statement", .slide = SlideReason::declaration, .carry = Carry::passes},

    // Compound statements and their clauses.
    {.node = "if_statement", .role = compound, .kind = SiteKind::condition, .form = or_,
     .anchor = "condition"},
    {.node = "elif_clause", .role = clause, .kind = SiteKind::condition, .form = or_,
     .anchor = "condition"},
    {.node = "while_statement", .role = compound, .kind = SiteKind::loop, .form = or_,
     .anchor = "condition", .carry = Carry::stops},
    {.node = "for_statement", .role = compound, .kind = SiteKind::iteration, .form = or_,
     .anchor = "right"},
    {.node = "with_statement", .role = compound},
    {.node = "with_clause", .role = inside},
    {.node = "with_item", .role = slot, .kind = SiteKind::with_item, .form = or_,
     .anchor = "value"},
    {.node = "match_statement", .role = compound, .kind = SiteKind::subject, .form = or_,
     .anchor = "subject"},
    {.node = "case_clause", .role = clause, .kind = SiteKind::guard, .form = Form::or_bracketed,
     .anchor = "guard", .slide = clause_},
    {.node = "try_statement", .role = compound, .slide = SlideReason::try_,
     .carry = Carry::descends, .runs = true},
    {.node = "except_clause", .role = clause, .kind = SiteKind::handler, .form = or_,
     .anchor = "value", .slide = clause_},
    {.node = "else_clause", .role = clause, .slide = clause_},
    {.node = "finally_clause", .role = clause, .slide = clause_, .runs = true},
    {.node = "function_definition", .role = compound, .slide = def, .carry = Carry::passes,
     .opens = CodeKind::function},
    {.node = "class_definition", .role = compound, .kind = SiteKind::class_header, .form = or_,
     .anchor = "superclasses", .opens = CodeKind::class_},
    {.node = "decorated_definition", .role = group},
    {.node = "decorator", .role = slot, .kind = SiteKind::decorator, .form = or_},

    // Expressions with a code object of their own.
    {.node = "lambda", .role = scope, .kind = SiteKind::lambda, .form = or_, .anchor = "body",
     .opens = CodeKind::lambda},
    {.node = "generator_expression", .role = scope, .kind = SiteKind::element, .form = or_,
     .anchor = "body", .opens = CodeKind::generator},
    {.node = "list_comprehension", .role = scope, .kind = SiteKind::element, .form = or_,
     .anchor = "body", .opens = CodeKind::list},
    {.node = "set_comprehension", .role = scope, .kind = SiteKind::element, .form = or_,
     .anchor = "body", .opens = CodeKind::set},
    {.node = "dictionary_comprehension", .role = scope, .kind = SiteKind::element, .form = or_,
     .anchor = "body", .opens = CodeKind::dict},
    {.node = "for_in_clause", .role = iteration, .anchor = "right"},
    {.node = "if_clause", .role = condition, .kind = SiteKind::element, .form = or_},

    // Where no hook may stand, and what tells Python 2.
    {.node = "assignment", .role = target},
    {.node = "augmented_assignment", .role = target},
    {.node = "type", .role = opaque},
    {.node = "type_parameter", .role = opaque},
    {.node = "case_pattern", .role = opaque},
    {.node = "string", .role = opaque},
    {.node = "comment", .role = opaque},
    {.node = "integer", .role = suspect},
});

// Statements that are not what their node type says.
constexpr Row docstring_row{.node = "docstring", .slide = SlideReason::docstring};
constexpr Row declaration_row{
    .node = "bare annotation", .slide = SlideReason::declaration, .carry = Carry::passes};
// Tokens without a name of their own.
constexpr Row colon_row{.node = ":", .role = colon};
constexpr Row not_equal_row{.node = "<>", .role = suspect};

struct Index {
  Index() : rules(table.size() + 2), by_symbol(symbol_count(), nullptr) {
    std::size_t next = 0;
    const auto add = [&](const Row& row, bool named) {
      rules[next] = Rule{&row, row.anchor.empty() ? Field{0} : field_of(row.anchor)};
      by_symbol[symbol_of(row.node, named)] = &rules[next++];
    };
    for (const Row& row : table) add(row, true);
    add(colon_row, false);
    add(not_equal_row, false);
  }
  std::vector<Rule> rules;
  std::vector<const Rule*> by_symbol;
};

constexpr std::array role_names = std::to_array<std::string_view>(
    {"block", "simple", "compound", "clause", "group", "inside", "slot", "scope", "iteration", "condition",
     "target", "colon", "opaque", "suspect"});
constexpr std::array form_names = std::to_array<std::string_view>(
    {"none", "prefix", "after", "or", "or-bracketed", "empty-brackets", "new-brackets"});

}  // namespace

const Rule* rule_of(Symbol symbol) {
  static const Index index;
  return symbol < index.by_symbol.size() ? index.by_symbol[symbol] : nullptr;
}

const Rule& docstring_rule() {
  static constexpr Rule rule{&docstring_row, 0};
  return rule;
}

const Rule& declaration_rule() {
  static constexpr Rule rule{&declaration_row, 0};
  return rule;
}

std::string_view name(Form form) { return form_names[static_cast<std::size_t>(form)]; }

std::string dump(const Row& row) {
  std::string line(row.node);
  line += ' ';
  line += role_names[static_cast<std::size_t>(row.role)];
  if (row.form != Form::none) {
    line += ' ';
    line += name(row.kind);
    line += ' ';
    line += name(row.form);
  }
  if (!row.anchor.empty()) line += " ." + std::string(row.anchor);
  if (row.slide != SlideReason::none) line += " slides: " + std::string(name(row.slide));
  return line;
}

std::string dump_table() {
  std::string text;
  for (const Row& row : table) text += dump(row) + "\n";
  return text;
}

}  // namespace pyinstr::rewriter
