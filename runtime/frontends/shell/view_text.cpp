#include "view_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "command_line.h"
#include "engine/nesting.h"

namespace pyinstr::shell {
namespace {

using What = ViewText::What;

constexpr std::string_view expected =
    "expected `trace lines`, `trace calls`, `trace returns`, `trace exceptions`, `trace EXPRESSION` or "
    "`count`, then `of FILE`, `of FUNCTION` or `into FILE`";

/// What can be asked for of calls, several in one view.
constexpr std::array<std::pair<std::string_view, engine::ViewInterests>, 3> call_words{{
    {"calls", engine::interest_calls},
    {"returns", engine::interest_returns},
    {"exceptions", engine::interest_exceptions},
}};

engine::ViewInterests calls_named(std::string_view word) {
  const auto row = std::find_if(call_words.begin(), call_words.end(),
                                [word](const auto& known) { return known.first == word; });
  return row == call_words.end() ? engine::interest_none : row->second;
}

/// Whether a text would be read as something else than an expression.
bool begins_otherwise(std::string_view text) {
  const std::string_view word = take_word(text);
  return word == "lines" || word == "value" || calls_named(word) != engine::interest_none;
}

/// Where the first ` of ` or ` into ` outside brackets and strings is; the text's size if nowhere.
/// No expression has such words, so one ends there.
std::size_t clauses_at(std::string_view text) {
  engine::Nesting nesting;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool outside = nesting.take(text[i]);
    const std::string_view rest = text.substr(i);
    const std::string_view word = rest.substr(0, rest.find(' ', 1));
    if (outside && (word == " of" || word == " into")) return i;
  }
  return text.size();
}

/// `calls, returns`: blanks or commas between them. False if a word is none of these.
bool take_calls(std::string_view text, ViewText& view) {
  view.what = What::calls;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(", "), text.size());
    const engine::ViewInterests named = calls_named(text.substr(0, end));
    if (named == engine::interest_none) return false;
    view.calls |= named;
    const auto next = std::min(text.find_first_not_of(", ", end), text.size());
    text.remove_prefix(next);
  }
  return view.calls != engine::interest_none;
}

bool take_traced(std::string_view text, ViewText& view) {
  std::string_view rest = text;
  if (text == "lines") return true;
  if (take_calls(text, view)) return true;
  view.what = What::value;
  view.calls = engine::interest_none;
  view.expression = take_word(rest) == "value" && !rest.empty() ? rest : text;
  return !view.expression.empty();
}

/// `of FILE`, `into FILE`, each at most once.
bool take_clauses(std::string_view text, ViewText& view) {
  while (!text.empty()) {
    const std::string_view word = take_word(text);
    std::string* const clause = word == "of" ? &view.of : word == "into" ? &view.into : nullptr;
    if (clause == nullptr || text.empty() || !clause->empty()) return false;
    *clause = take_word(text);
  }
  return true;
}

std::string names_of(engine::ViewInterests calls) {
  std::string text;
  for (const auto& [name, interest] : call_words) {
    if ((calls & interest) != 0) text += (text.empty() ? "" : ", ") + std::string(name);
  }
  return text;
}

}  // namespace

std::optional<ViewText> parse_view(std::string_view text, std::string& error) {
  ViewText view;
  const std::string_view command = take_word(text);
  bool read = command == "count";
  if (read) {
    view.what = What::counts;
  } else if (command == "trace") {
    const std::size_t end = clauses_at(text);
    read = take_traced(trimmed(text.substr(0, end)), view);
    text = trimmed(text.substr(end));
  }
  if (read && take_clauses(text, view)) return view;
  error = expected;
  return std::nullopt;
}

std::string described(const ViewText& view) {
  std::string text = view.what == What::counts ? "count" : "trace ";
  if (view.what == What::lines) text += "lines";
  if (view.what == What::calls) text += names_of(view.calls);
  if (view.what == What::value) text += (begins_otherwise(view.expression) ? "value " : "") + view.expression;
  if (!view.of.empty()) text += " of " + view.of;
  if (!view.into.empty()) text += " into " + view.into;
  return text;
}

}  // namespace pyinstr::shell
