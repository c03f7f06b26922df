#include "statements.h"

#include <algorithm>
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
    {.node = "expression_statement",
     .form = prefix,
     .shown = "`dbg();x = 1`",
     .why = "the first that begins on its line, in each code object: a line is a stop, not a "
            "statement"},
    {.node = "return_statement", .form = prefix},
    {.node = "import_statement", .form = prefix},
    {.node = "import_from_statement", .form = prefix},
    {.node = "assert_statement", .form = prefix},
    {.node = "raise_statement", .form = prefix},
    {.node = "pass_statement", .form = prefix},
    {.node = "break_statement", .form = prefix},
    {.node = "continue_statement", .form = prefix},
    {.node = "delete_statement",
     .form = prefix,
     .closed = true,
     .shown = "`dbg();del x`",
     .why = "nothing inside: what is deleted is a target, like what is assigned to"},
    {.node = "type_alias_statement",
     .form = prefix,
     .shown = "`dbg();type X = int`",
     .why = "nothing in the value, which is evaluated later, if ever"},
    {.node = "print_statement", .form = prefix, .shown = "-"},  // `print >> x, y`, a tuple
    {.node = "exec_statement", .form = prefix, .shown = "-"},   // always refused
    {.node = "future_import_statement",
     .slide = SlideReason::future,
     .shown = "the next statement",
     .why = "must stay the first statement of its file"},
    {.node = "global_statement",
     .slide = SlideReason::declaration,
     .carry = Carry::passes,
     .shown = "the next statement",
     .why = "no code: Python cannot stop there either"},
    {.node = "nonlocal_statement", .slide = SlideReason::declaration, .carry = Carry::passes},

    // Compound statements and their clauses.
    {.node = "if_statement",
     .role = compound,
     .kind = SiteKind::condition,
     .form = or_,
     .anchor = "condition",
     .shown = "`if dbg() or x:`",
     .why = "a statement cannot stand before an `elif`; where the condition begins on a later "
            "line, that line has the hook, as in Python"},
    {.node = "elif_clause",
     .role = clause,
     .kind = SiteKind::condition,
     .form = or_,
     .anchor = "condition"},
    {.node = "while_statement",
     .role = compound,
     .kind = SiteKind::loop,
     .form = or_,
     .anchor = "condition",
     .carry = Carry::stops,
     .shown = "`while dbg() or x:`",
     .why = "asked each round, as Python stops each round"},
    {.node = "for_statement",
     .role = compound,
     .kind = SiteKind::iteration,
     .form = or_,
     .anchor = "right",
     .shown = "`for a in dbg() or b:`",
     .why = "on entry; the rounds are told by the body's first hook, when the target is bound (see "
            "below)"},
    {.node = "with_statement", .role = compound},
    {.node = "with_clause", .role = inside},
    {.node = "with_item",
     .role = slot,
     .kind = SiteKind::with_item,
     .form = or_,
     .anchor = "value",
     .shown = "`with dbg() or a as b:`",
     .why = "one for each line on which an item begins, inside the brackets where they hold items: "
            "outside they would make a tuple"},
    {.node = "match_statement",
     .role = compound,
     .kind = SiteKind::subject,
     .form = or_,
     .anchor = "subject",
     .shown = "`match dbg() or x:`",
     .why = "the subject is evaluated once"},
    {.node = "case_clause",
     .role = clause,
     .kind = SiteKind::guard,
     .form = Form::or_bracketed,
     .anchor = "guard",
     .slide = clause_,
     .shown = "`case P if dbg() or(G):`",
     .why = "reached when P has matched; a hook in the pattern would change what matches. Without "
            "a guard: the first hook of its body"},
    {.node = "try_statement",
     .role = compound,
     .slide = SlideReason::try_,
     .carry = Carry::descends,
     .runs = true,
     .shown = "the first hook behind it",
     .why = "it does nothing, and has no expression"},
    {.node = "except_clause",
     .role = clause,
     .kind = SiteKind::handler,
     .form = or_,
     .anchor = "value",
     .slide = clause_,
     .shown = "`except dbg() or E:`",
     .why = "reached when an exception is compared; `except A, B:` (3.14) stays without brackets. "
            "A bare one has no expression: the first hook of its body"},
    {.node = "else_clause",
     .role = clause,
     .slide = clause_,
     .shown = "the first hook of its body",
     .why = "has no expression, and Python does not stop there"},
    {.node = "finally_clause", .role = clause, .slide = clause_, .runs = true},
    {.node = "function_definition",
     .role = compound,
     .slide = def,
     .carry = Carry::passes,
     .opens = CodeKind::function,
     .shown = "the first hook of its body; without one, the next statement behind it",
     .why = "a breakpoint on a `def` means the function, not its definition"},
    {.node = "class_definition",
     .role = compound,
     .kind = SiteKind::class_header,
     .form = or_,
     .anchor = "superclasses",
     .opens = CodeKind::class_,
     .shown = "`class A(dbg() or B):`",
     .why = "in front of the first base or keyword. With empty brackets `class A(*dbg() or ()):`, "
            "without brackets `class A(*dbg() or()):`: nothing is added to the bases"},
    {.node = "decorated_definition", .role = group},
    {.node = "decorator",
     .role = slot,
     .kind = SiteKind::decorator,
     .form = or_,
     .shown = "`@dbg() or E`",
     .why = "each of them is evaluated on its own line"},

    // Expressions with a code object of their own.
    {.node = "lambda",
     .role = scope,
     .kind = SiteKind::lambda,
     .form = or_,
     .anchor = "body",
     .opens = CodeKind::lambda,
     .shown = "`lambda a: dbg() or a + 1`",
     .why = "a code object of its own, whose line is a stop"},
    {.node = "generator_expression",
     .role = scope,
     .kind = SiteKind::element,
     .form = or_,
     .anchor = "body",
     .opens = CodeKind::generator,
     .shown = "`dbg() or x for x in y`",
     .why = "a code object of its own; its element, where that begins a line"},
    {.node = "list_comprehension",
     .role = scope,
     .kind = SiteKind::element,
     .form = or_,
     .anchor = "body",
     .opens = CodeKind::list},
    {.node = "set_comprehension",
     .role = scope,
     .kind = SiteKind::element,
     .form = or_,
     .anchor = "body",
     .opens = CodeKind::set},
    {.node = "dictionary_comprehension",
     .role = scope,
     .kind = SiteKind::element,
     .form = or_,
     .anchor = "body",
     .opens = CodeKind::dict},
    {.node = "for_in_clause", .role = iteration, .anchor = "right"},
    {.node = "if_clause",
     .role = condition,
     .kind = SiteKind::element,
     .form = or_,
     .shown = "`if dbg() or x`",
     .why = "a comprehension's condition, where it begins a line"},

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
constexpr Row docstring_row{.node = "docstring",
                            .slide = SlideReason::docstring,
                            .shown = "the next statement",
                            .why = "must stay first, or it is none"};
constexpr Row declaration_row{.node = "annotation without a value",
                              .slide = SlideReason::declaration,
                              .carry = Carry::passes,
                              .shown = "the next statement",
                              .why = "no code in a function; elsewhere it is a statement"};
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
    {"block", "simple", "compound", "clause", "group", "inside", "slot", "scope", "iteration",
     "condition", "target", "colon", "opaque", "suspect"});
constexpr std::array form_names = std::to_array<std::string_view>(
    {"none", "prefix", "after", "or", "or-bracketed", "empty-brackets", "new-brackets"});

// `import_from_statement` is "import from" to people.
std::string title_of(const Row& row) {
  std::string title(row.node);
  for (const std::string_view end : {"_statement", "_clause", "_definition"}) {
    if (title.ends_with(end)) title.resize(title.size() - end.size());
  }
  std::replace(title.begin(), title.end(), '_', ' ');
  return title;
}

// Rows without a reason share the line of the one before them.
std::string document(std::string text, const std::vector<const Row*>& rows, bool slides) {
  for (std::size_t i = 0; i < rows.size();) {
    const Row& row = *rows[i];
    std::string titles = title_of(row);
    while (++i < rows.size() && rows[i]->why.empty()) titles += ", " + title_of(*rows[i]);
    text += "| " + titles + " | " + std::string(row.shown);
    if (slides) text += " | `" + std::string(name(row.slide)) + "`";
    text += " | " + std::string(row.why) + " |\n";
  }
  return text;
}

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

std::string document_hooks() {
  std::vector<const Row*> rows;
  for (const Row& row : table) {
    if (row.form != Form::none && row.shown != "-") rows.push_back(&row);
  }
  return document("| statement | hook | why there |\n|---|---|---|\n", rows, false);
}

std::string document_slides() {
  std::vector<const Row*> rows{&docstring_row};
  for (const Row& row : table) {
    if (row.form == Form::none && row.slide != SlideReason::none) rows.push_back(&row);
  }
  rows.push_back(&declaration_row);
  return document("| line | goes to | word | why |\n|---|---|---|---|\n", rows, true);
}

}  // namespace pyinstr::rewriter
