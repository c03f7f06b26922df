#include "exception_filter.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "blanks.h"

namespace pyinstr::engine {
namespace {

struct Word {
  std::string_view word;
  CatchWhen when;
};

constexpr std::array words = {
    Word{"raised", CatchWhen::raised},
    Word{"uncaught", CatchWhen::uncaught},
    Word{"userunhandled", CatchWhen::user_unhandled},
};

std::string_view trim(std::string_view text) { return trimmed(text, " \t"); }

/// `ValueError`, `pkg.errors.Missing`
bool is_type_name(std::string_view name) {
  if (name.empty() || name.front() == '.' || name.back() == '.') return false;
  if (std::isdigit(static_cast<unsigned char>(name.front())) != 0) return false;
  return std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '_' || c == '.' || c >= 0x80;
  });
}

/// Takes the condition off the end: what stands behind the word `if`.
std::string take_condition(std::string_view& text) {
  const std::string padded = " " + std::string(text) + " ";
  const auto at = padded.find(" if ");
  if (at == std::string::npos) return {};
  std::string condition(trim(std::string_view(padded).substr(at + 4)));
  text = trim(text.substr(0, at));
  return condition;
}

bool take_when(std::string_view& text, CatchWhen& when) {
  const std::string_view first = text.substr(0, text.find_first_of(" \t"));
  const auto row = std::find_if(words.begin(), words.end(),
                                [&](const Word& word) { return word.word == first; });
  if (row == words.end()) return false;
  when = row->when;
  text = trim(text.substr(first.size()));
  return true;
}

}  // namespace

std::optional<CatchSpec> parse_catch(std::string_view text, std::string& error) {
  CatchSpec spec;
  text = trim(text);
  const bool conditional = text.ends_with(" if") || text == "if";
  spec.condition = take_condition(text);
  if (conditional && spec.condition.empty()) {
    error = "a condition is missing behind `if`";
    return std::nullopt;
  }
  take_when(text, spec.when);
  while (!text.empty()) {
    const auto comma = std::min(text.find(','), text.size());
    const std::string_view name = trim(text.substr(0, comma));
    if (!is_type_name(name)) {
      error = "`" + std::string(name) +
              "` is no exception: expected [raised|uncaught|userunhandled] [TYPE, …] [if CONDITION]";
      return std::nullopt;
    }
    spec.types.emplace_back(name);
    text = comma < text.size() ? text.substr(comma + 1) : std::string_view();
  }
  return spec;
}

std::string text_of(const CatchSpec& spec) {
  const auto row = std::find_if(words.begin(), words.end(),
                                [&](const Word& word) { return word.when == spec.when; });
  std::string text(row->word);
  for (std::size_t i = 0; i < spec.types.size(); ++i) text += (i == 0 ? " " : ", ") + spec.types[i];
  if (!spec.condition.empty()) text += " if " + spec.condition;
  return text;
}

bool is_meant(const CatchSpec& spec, const ExceptionEvent& event) {
  const bool named = std::any_of(spec.types.begin(), spec.types.end(), [&](const std::string& type) {
    return std::find(event.types.begin(), event.types.end(), type) != event.types.end();
  });
  if (!named && (!spec.types.empty() || event.control_flow)) return false;
  switch (spec.when) {
    case CatchWhen::raised: return event.first;
    case CatchWhen::uncaught: return !event.handled && !event.told_unhandled;
    case CatchWhen::user_unhandled: return !event.handled_by_user && !event.told_unhandled;
  }
  return false;
}

}  // namespace pyinstr::engine
