#include "shapes.h"

#include <algorithm>
#include <array>

#include "characters.h"

namespace pyinstr::rewriter {
namespace {

// Node types, looked up once.
struct Symbols {
  Symbol as_pattern = symbol_of("as_pattern");
  Symbol pair = symbol_of("pair");
  Symbol if_clause = symbol_of("if_clause");
  Symbol argument_list = symbol_of("argument_list");
  Symbol keyword_argument = symbol_of("keyword_argument");
  Symbol named_expression = symbol_of("named_expression");
  Symbol list_splat = symbol_of("list_splat");
  Symbol dictionary_splat = symbol_of("dictionary_splat");
  Symbol string = symbol_of("string");
  Symbol concatenated_string = symbol_of("concatenated_string");
  Symbol parenthesized = symbol_of("parenthesized_expression");
  Symbol tuple = symbol_of("tuple");
  Symbol assignment = symbol_of("assignment");
  Symbol identifier = symbol_of("identifier");
  Symbol integer = symbol_of("integer");
  Symbol print_statement = symbol_of("print_statement");
  Symbol exec_statement = symbol_of("exec_statement");
  Symbol raise_statement = symbol_of("raise_statement");
  Symbol expression_list = symbol_of("expression_list");
  Symbol except_clause = symbol_of("except_clause");
  Symbol finally_clause = symbol_of("finally_clause");
  Symbol chevron = symbol_of("chevron");
  Symbol not_equal = symbol_of("<>", false);
  Symbol comma = symbol_of(",", false);
  Field right = field_of("right");
  Field left = field_of("left");
  Field body = field_of("body");
  Field key = field_of("key");
  Field value = field_of("value");
  Field name = field_of("name");
  Field superclasses = field_of("superclasses");
  Field type_parameters = field_of("type_parameters");
};

const Symbols& symbols() {
  static const Symbols found;
  return found;
}

// What binds looser than `or`; as_pattern only where the parser took a `with` item for one.
bool needs_brackets(Symbol symbol) {
  static const std::array looser = {
      symbol_of("conditional_expression"), symbol_of("lambda"),
      symbol_of("named_expression"),       symbol_of("expression_list"),
      symbol_of("pattern_list"),           symbol_of("yield"),
      symbol_of("list_splat"),             symbol_of("list_splat_pattern"),
      symbol_of("dictionary_splat")};
  return std::find(looser.begin(), looser.end(), symbol) != looser.end();
}

Anchor anchor_of(Node node, Form form) {
  Anchor anchor;
  anchor.begin = node.begin();
  anchor.end = node.end();
  anchor.form = form;
  return anchor;
}

// `a if b else c as d` is parsed as if the `as` belonged to c.
void end_before_as(Anchor& anchor, Node expression, const Source& source) {
  if (!source.may_hold_as(anchor.begin, anchor.end)) return;
  // CPython nests no deeper; each of n lambdas in each other comes by here.
  constexpr int deepest = 500;
  Node last = expression;
  for (int depth = 0; !last.null() && depth < deepest; last = last.last_child(), ++depth) {
    if (last.symbol() != symbols().as_pattern) continue;
    anchor.end = last.first_part().end();
    anchor.as = true;
    return;
  }
}

// `*X` and `**X`: behind the stars. X is bracketed too where it begins with a bracket, so that
// `*dbg() or ()` is always ours.
Anchor anchor_starred(Node argument, const Source& source) {
  const bool plain = argument.symbol() == symbols().list_splat ||
                     argument.symbol() == symbols().dictionary_splat;
  const Node inner = argument.first_part();
  if (plain && !inner.null() && source.view()[inner.begin()] != '(') {
    return anchor_expression(inner, source);
  }
  Anchor anchor = anchor_of(argument, Form::or_bracketed);
  const std::string_view view = source.view();
  while (view[anchor.begin] == '*' || view[anchor.begin] == ' ') ++anchor.begin;
  return anchor;
}

Anchor anchor_argument(Node argument, const Source& source) {
  if (source.view()[argument.begin()] == '*') return anchor_starred(argument, source);
  if (argument.symbol() == symbols().keyword_argument) {
    return anchor_expression(argument.child(symbols().value), source);
  }
  return anchor_expression(argument, source);
}

Anchor anchor_at(Offset offset, Form form) {
  Anchor anchor;
  anchor.begin = anchor.end = offset;
  anchor.form = form;
  return anchor;
}

Anchor anchor_class(Node definition, const Source& source) {
  const Node arguments = definition.child(symbols().superclasses);
  if (arguments.null()) {
    Node before = definition.child(symbols().type_parameters);
    if (before.null()) before = definition.child(symbols().name);
    return anchor_at(before.end(), Form::new_brackets);
  }
  const Node first = arguments.first_part();
  if (!first.null()) return anchor_argument(first, source);
  Anchor anchor = anchor_at(arguments.begin() + 1, Form::empty_brackets);
  anchor.wrong = arguments.has_child(symbols().comma);  // `class A(,)`
  return anchor;
}

// Several expressions with commas between them: a tuple without brackets.
Anchor anchor_list(Node first, Field field, Node parent, const Source& source) {
  Anchor anchor = anchor_expression(first, source);
  bool inside = false;
  Cursor cursor(parent);
  for (bool more = cursor.to_child(); more; more = cursor.to_next()) {
    const Node node = cursor.node();
    if (node.begin() < first.begin() || node.extra()) continue;
    if (node.symbol() == symbols().comma) {
      anchor.form = Form::or_bracketed;
      anchor.list = true;
      anchor.wrong = false;
    } else if (cursor.field() != field && inside) {
      break;
    }
    inside = true;
    anchor.end = node.end();
  }
  return anchor;
}

bool is_plain_string(Node string, std::string_view view) {
  const std::string_view text = view.substr(string.begin(), string.end() - string.begin());
  const std::string_view letters = text.substr(0, text.find_first_of("'\"`"));
  return letters.find_first_of("bBfFtT`") == std::string_view::npos;
}

bool is_plain_text(Node node, std::string_view view) {
  if (node.symbol() == symbols().string) return is_plain_string(node, view);
  if (node.symbol() != symbols().concatenated_string) return false;
  for (const Node part : node.parts()) {
    if (part.symbol() == symbols().string && !is_plain_string(part, view)) return false;
  }
  return true;
}

bool holds_comma(Node node) { return node.has_child(symbols().comma); }

std::string_view python2_integer(std::string_view text) {
  if (text.ends_with('l') || text.ends_with('L')) return "a long such as `10L` is Python 2";
  const bool octal = text.size() > 1 && text[0] == '0' && (is_digit(text[1]) || text[1] == '_') &&
                     text.find_first_not_of("0_") != std::string_view::npos &&
                     text.find_first_not_of("0123456789_") == std::string_view::npos;
  return octal ? "an octal number such as `0777` is Python 2" : "";
}

std::string_view python2_string(std::string_view text) {
  if (text.starts_with('`')) return "backticks are Python 2";
  const bool raw_unicode = text.size() > 2 && (text[0] == 'u' || text[0] == 'U') &&
                           (text[1] == 'r' || text[1] == 'R');
  return raw_unicode ? "a string with the prefix `ur` is Python 2" : "";
}

}  // namespace

// Brackets are entered where CPython's line is that of what is inside: it begins on a later
// line. And where a `with` in brackets holds `as`, which only looks like one bracketed expression.
Anchor anchor_expression(Node expression, const Source& source) {
  const Symbols& s = symbols();
  bool as = false;
  bool entered = false;
  for (;;) {
    const Node inner = expression.first_part();
    if (expression.symbol() == s.as_pattern) {
      expression = inner;
      as = true;
    } else if (expression.symbol() == s.pair) {
      expression = expression.child(s.key);
    } else if (expression.symbol() == s.parenthesized && !inner.null() &&
               (source.row_of(inner.begin()) > source.row_of(expression.begin()) || inner.symbol() == s.as_pattern)) {
      expression = inner;
      entered = true;
    } else {
      break;
    }
  }
  Anchor anchor = anchor_of(expression, Form::or_);
  anchor.as = as;
  if (needs_brackets(expression.symbol())) {
    anchor.form = Form::or_bracketed;
    end_before_as(anchor, expression, source);
  }
  const bool walrus = expression.symbol() == s.named_expression;
  anchor.list = expression.symbol() == s.expression_list;
  anchor.entered = entered;
  anchor.walrus = walrus && !entered;
  anchor.starred = expression.symbol() == s.list_splat ||
                   expression.symbol() == s.dictionary_splat;
  anchor.wrong = anchor.starred || (anchor.as && walrus);
  return anchor;
}

std::vector<Anchor> find_item_anchors(Node item, bool alone, const Rule& rule,
                                      const Source& source) {
  const Node value = item.child(rule.anchor);
  std::vector<Anchor> anchors;
  if (value.symbol() != symbols().tuple || !alone) {
    if (const auto anchor = find_anchor(item, rule, source)) anchors.push_back(*anchor);
    return anchors;
  }
  for (const Node part : value.parts()) anchors.push_back(anchor_expression(part, source));
  return anchors;
}

std::optional<Anchor> find_anchor(Node node, const Rule& rule, const Source& source) {
  if (rule.row->kind == SiteKind::class_header) return anchor_class(node, source);
  Node part = rule.anchor == 0 ? node.first_part() : node.child(rule.anchor);
  if (part.null()) return std::nullopt;
  if (rule.row->form == Form::or_bracketed) {  // a guard: the expression behind its `if`
    part = part.first_part();
    return part.null() ? std::nullopt : std::optional(anchor_of(part, Form::or_bracketed));
  }
  if (rule.row->kind == SiteKind::subject) return anchor_list(part, rule.anchor, node, source);
  return anchor_expression(part, source);
}

bool has_handler(Node try_statement) {
  return try_statement.has_child(symbols().except_clause) ||
         try_statement.has_child(symbols().finally_clause);
}

bool has_arguments(Node class_definition) {
  const Node arguments = class_definition.child(symbols().superclasses);
  return !arguments.null() && !arguments.first_part().null();
}

Node docstring_node(Node statement) { return statement.first_part(); }

bool is_docstring(Node statement, std::string_view view) {
  if (holds_comma(statement)) return false;
  Node node = docstring_node(statement);
  while (!node.null() && node.symbol() == symbols().parenthesized) node = node.first_part();
  return !node.null() && is_plain_text(node, view);
}

bool is_bare_annotation(Node statement) {
  const Node assignment = statement.child(std::uint32_t{0});
  return !assignment.null() && assignment.symbol() == symbols().assignment &&
         assignment.child(symbols().right).null() &&
         assignment.child(symbols().left).symbol() == symbols().identifier;
}

bool header_may_call(Node function, std::string_view program) {
  const Offset begin = function.child(symbols().name).end();
  const Node body = function.child(symbols().body);
  const std::string_view header =
      program.substr(begin, (body.null() ? function.end() : body.begin()) - begin);
  return std::count(header.begin(), header.end(), '(') > 1 ||
         find_word(header, "for", 0) != std::string_view::npos;
}

std::string_view python2_reason(Node node, std::string_view view) {
  const Symbols& s = symbols();
  const Symbol symbol = node.symbol();
  const std::string_view text = view.substr(node.begin(), node.end() - node.begin());
  if (symbol == s.string) return python2_string(text);
  if (symbol == s.integer) return python2_integer(text);
  if (symbol == s.not_equal) return "`<>` is Python 2";
  if (symbol == s.exec_statement) return "the statement `exec` is Python 2";
  if (symbol == s.print_statement && !node.has_child(s.chevron)) {
    return "the statement `print` is Python 2";
  }
  if (symbol == s.raise_statement && node.has_child(s.expression_list)) {
    return "`raise E, value` is Python 2";
  }
  return "";
}

std::string_view defined_name(Node definition, std::string_view view) {
  const Node name = definition.child(symbols().name);
  if (name.null()) return "";
  return view.substr(name.begin(), name.end() - name.begin());
}

}  // namespace pyinstr::rewriter
