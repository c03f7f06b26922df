// The way back: everything that was inserted is recognised by its spelling alone.
//
// The prologue tells the hook's name, and the original does not hold that name as a word. So the
// prologue goes first, then each occurrence of the name is one of the spellings of spelling.cpp,
// told apart by the characters around it. A copy may have been edited since: what looks like none
// of them is left alone.
#include <algorithm>

#include "characters.h"
#include "prologue.h"
#include "pyinstr/rewriter.h"
#include "source.h"
#include "syntax.h"

namespace pyinstr::rewriter {
namespace {

using Cuts = std::vector<Span>;

bool stands_at(std::string_view text, std::size_t at, std::string_view expected) {
  return at <= text.size() && text.substr(at).starts_with(expected);
}

// Whether a statement begins here: after `dbg();` one always does, directly.
bool begins_statement(std::string_view text, std::size_t at) {
  return at < text.size() && std::string_view(" \t\f\r\n#\\;").find(text[at]) == std::string_view::npos;
}

Span span(std::size_t begin, std::size_t end) {
  return {static_cast<Offset>(begin), static_cast<Offset>(end)};
}

std::string cut_out(std::string_view text, Cuts& cuts) {
  std::sort(cuts.begin(), cuts.end(), [](Span a, Span b) { return a.begin < b.begin; });
  std::string rest;
  rest.reserve(text.size());
  std::size_t done = 0;
  for (const Span cut : cuts) {
    if (cut.begin > done) rest += text.substr(done, cut.begin - done);
    done = std::max<std::size_t>(done, cut.end);
  }
  rest += text.substr(done);
  return rest;
}

std::size_t line_end_before(std::string_view text, std::size_t at) {
  if (at == 0) return 0;
  if (at >= 2 && text.substr(at - 2, 2) == "\r\n") return at - 2;
  return at - 1;
}

bool begins_line(std::string_view text, std::size_t at) {
  return at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r' ||
         (at == 3 && text.starts_with("\xEF\xBB\xBF"));
}

// The prologue and what joins it to the text around.
Span prologue_cut(std::string_view text, std::size_t begin, std::size_t end) {
  if (stands_at(text, end, " or ")) return span(begin, end + 4);
  if (stands_at(text, end, ";") && begins_statement(text, end + 1)) return span(begin, end + 1);
  if (!begins_line(text, begin)) return span(begin - 1, end);
  if (!stands_at(text, end, ";")) return span(begin, end);
  return span(line_end_before(text, begin), end + 1);
}

// Reads the hooks of a text without its prologue.
class HookReader {
 public:
  HookReader(std::string_view text, std::string_view name, Node root)
      : text_(text), name_(name), root_(root) {}

  std::string strip() {
    for (std::size_t at = find_word(text_, name_, 0); at != std::string_view::npos;
         at = find_word(text_, name_, at + name_.size())) {
      read(at);
    }
    return cut_out(text_, cuts_);
  }

 private:
  char at(std::size_t offset) const { return offset < text_.size() ? text_[offset] : '\0'; }

  void read(std::size_t begin) {
    std::size_t end = begin + name_.size();
    if (at(end) != '(') return read_global(begin, end);
    do ++end; while (is_digit(at(end)));
    if (at(end++) != ')') return;
    if (begin > 0 && stands_at(text_, end, "  or")) return read_operand(begin - 1, begin, end + 4);
    if (stands_at(text_, end, " or")) return read_operand(begin, begin, end + 3);
    read_statement(begin, end);
  }

  // `global dbg;X` or `X;global dbg`.
  void read_global(std::size_t name, std::size_t end) {
    constexpr std::string_view keyword = "global ";
    if (text_.substr(0, name).ends_with(keyword)) read_statement(name - keyword.size(), end);
  }

  // `dbg();X` or `X;dbg()`.
  void read_statement(std::size_t begin, std::size_t end) {
    const bool in_front = at(end) == ';' && begins_statement(text_, end + 1);
    // `X;global dbg;dbg()`: one insertion.
    const std::string declaration = "global " + std::string(name_) + ";";
    if (!in_front && text_.substr(0, begin).ends_with(declaration)) begin -= declaration.size();
    if (in_front) cuts_.push_back(span(begin, end + 1));
    else if (begin > 0 && text_[begin - 1] == ';') cuts_.push_back(span(begin - 1, end));
  }

  // What stands behind `or` tells whose brackets these are.
  void read_operand(std::size_t begin, std::size_t name, std::size_t end) {
    const bool starred = name >= 2 && text_[name - 1] == '*' && text_[name - 2] == '(';
    if (starred && stands_at(text_, end, "())")) {
      cuts_.push_back(span(name - 2, end + 3));
    } else if (starred && stands_at(text_, end, " ()")) {
      cuts_.push_back(span(name - 1, end + 3));
    } else if (at(end) == '(') {
      const Node brackets = root_.leaf_at(static_cast<Offset>(end)).parent();
      if (brackets.null() || brackets.begin() != end) return;
      cuts_.push_back(span(begin, end + 1));
      cuts_.push_back(span(brackets.end() - 1, brackets.end()));
    } else if (at(end) == ' ') {
      cuts_.push_back(span(begin, end + 1));
    }
  }

  std::string_view text_;
  std::string_view name_;
  Node root_;
  Cuts cuts_;
};

std::optional<FoundPrologue> find_prologue_in(std::string_view text) {
  if (!may_hold_prologue(text)) return std::nullopt;
  const Source source(text, find_encoding(text).encoding);
  return find_prologue(source, SyntaxTree(source.view()));
}

}  // namespace

bool is_instrumented(std::string_view text) { return find_prologue_in(text).has_value(); }

std::string strip(std::string_view text) {
  const auto found = find_prologue_in(text);
  if (!found) return std::string(text);
  Cuts cuts{prologue_cut(text, found->begin, found->end)};
  const std::string hooked = cut_out(text, cuts);
  const Source source(hooked, find_encoding(hooked).encoding);
  const SyntaxTree tree(source.view());
  return HookReader(hooked, found->parts.name, tree.root()).strip();
}

}  // namespace pyinstr::rewriter
