#include "aliases.h"

#include <utility>

#include "command_line.h"

namespace pyinstr::shell {
namespace {

constexpr std::size_t most_parameters = 9;

std::string parameter(std::size_t number) { return "%" + std::to_string(number); }


/// How many of %1 to %9 a body has; nothing if one is left out.
std::optional<std::size_t> parameters_of(std::string_view body) {
  std::size_t count = 0;
  for (std::size_t number = 1; number <= most_parameters; ++number) {
    if (body.find(parameter(number)) == std::string_view::npos) continue;
    if (number != count + 1) return std::nullopt;
    count = number;
  }
  return count;
}

std::vector<std::string_view> words_in(std::string_view text) {
  std::vector<std::string_view> words;
  while (!(text = trimmed(text)).empty()) words.push_back(take_word(text));
  return words;
}

std::string wrong_count(std::string_view name, std::size_t wanted, std::size_t given, bool more) {
  std::string arguments = std::to_string(wanted) + " arguments";
  if (wanted == 0) arguments = "no arguments";
  if (wanted == 1) arguments = "one argument";
  return "alias `" + std::string(name) + "` takes " + (more ? "at least " : "") + arguments +
         ", not " + std::to_string(given);
}

/// Puts the arguments where the parameters are. Returns an error text.
std::string put_arguments(std::string_view name, std::string& body, std::string_view rest) {
  const std::vector<std::string_view> arguments = words_in(rest);
  const std::size_t wanted = parameters_of(body).value_or(0);
  const bool takes_all = body.find("%*") != std::string::npos;
  if (arguments.size() < wanted || (arguments.size() > wanted && !takes_all)) {
    return wrong_count(name, wanted, arguments.size(), takes_all);
  }
  std::string result;
  for (std::size_t at = 0; at < body.size(); ++at) {
    const char next = body[at] == '%' && at + 1 < body.size() ? body[at + 1] : '\0';
    if (next == '*') {
      result += rest;
    } else if (next >= '1' && next <= '9') {
      result += arguments[static_cast<std::size_t>(next - '1')];
    } else {
      result += body[at];
      continue;
    }
    ++at;
  }
  body = std::move(result);
  return {};
}

}  // namespace

std::string Aliases::set(std::string_view name, std::string_view body) {
  if (!parameters_of(body)) {
    return "the parameters of an alias are %1, %2, … without a gap, and %*";
  }
  bodies_.insert_or_assign(std::string(name), std::string(body));
  return {};
}

bool Aliases::remove(std::string_view name) {
  const auto found = bodies_.find(name);
  if (found == bodies_.end()) return false;
  bodies_.erase(found);
  return true;
}

const std::string* Aliases::find(std::string_view name) const {
  const auto found = bodies_.find(name);
  return found == bodies_.end() ? nullptr : &found->second;
}

std::optional<Aliases::Expansion> Aliases::expand(std::string_view line, const Names& used) const {
  Expansion result{{std::string(trimmed(line))}, used, {}};
  bool replaced = false;
  while (true) {
    const std::string head = result.parts.front();
    const std::string_view word = first_name(head);
    const std::string* body = result.used.contains(word) ? nullptr : find(word);
    if (body == nullptr || !reads_as_command(std::string_view(head).substr(word.size()))) break;
    replaced = true;
    std::string text = *body;
    result.error = put_arguments(word, text, trimmed(std::string_view(head).substr(word.size())));
    if (!result.error.empty()) break;
    result.used.emplace(word);
    std::vector<std::string> parts = split_commands(text);
    parts.insert(parts.end(), result.parts.begin() + 1, result.parts.end());
    result.parts = std::move(parts);
  }
  if (!replaced) return std::nullopt;
  return result;
}

}  // namespace pyinstr::shell
