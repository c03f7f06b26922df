#include <algorithm>

#include "command_line.h"
#include "kept.h"
#include "shell.h"
#include "topics.h"

namespace pyinstr::shell {
namespace {

using engine::Completions;
using Texts = std::vector<std::string>;

/// More lines than anybody reads are not offered one by one.
constexpr std::size_t most_lines = 200;

bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// Where the last word of a text begins.
std::size_t last_word(std::string_view text) {
  const std::size_t blank = text.find_last_of(" \t");
  return blank == std::string_view::npos ? 0 : blank + 1;
}

void add(Texts& found, std::string_view begun, std::string text) {
  if (text.starts_with(begun)) found.push_back(std::move(text));
}

void add_commands(Texts& found, std::string_view begun) {
  for (const Command& command : commands()) {
    add(found, begun, std::string(command.name));
    if (begun.empty()) continue;
    for (std::string_view alias : command.aliases) {
      if (!alias.empty()) add(found, begun, std::string(alias));
    }
  }
}

/// Functions as a place names them; what has no name of its own is left out.
void add_functions(Texts& found, std::string_view begun, const engine::SourceFile& file,
                   const std::string& before) {
  for (const engine::Site& site : file.sites) {
    if (site.function.find('<') == std::string::npos) add(found, begun, before + site.function);
  }
}

void add_lines(Texts& found, std::string_view begun, const engine::SourceFile& file,
               const std::string& before) {
  Texts lines;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    if (file.lines[i].reason.empty()) add(lines, begun, before + std::to_string(i + 1));
  }
  if (lines.size() <= most_lines) found.insert(found.end(), lines.begin(), lines.end());
}

/// What a command's arguments are offered. `text` is what stands behind the command's word.
Completions of_nothing(Stop&, std::string_view text) { return {text.size(), {}}; }

Completions of_expression(Stop& stop, std::string_view text) {
  return stop.inspector.complete(stop.frame, text);
}

/// An expression that begins at an offset.
Completions of_expression_from(Stop& stop, std::string_view text, std::size_t begin) {
  Completions found = of_expression(stop, text.substr(begin));
  found.begin += begin;
  return found;
}

Completions of_place(Stop& stop, std::string_view text) {
  for (const std::string_view separator : {",", " if "}) {
    const std::size_t at = text.find(separator);
    if (at != std::string_view::npos) return of_expression_from(stop, text, at + separator.size());
  }
  Completions found{last_word(text), {}};
  const std::string_view begun = text.substr(found.begin);
  if (const std::size_t colon = begun.rfind(':'); colon != std::string_view::npos) {
    const std::vector<engine::FileId> meant = stop.files.match(begun.substr(0, colon));
    if (meant.size() != 1) return found;
    add_lines(found.texts, begun, stop.files.file(meant.front()),
              std::string(begun.substr(0, colon + 1)));
    return found;
  }
  for (engine::FileId id : stop.files.known()) {
    add(found.texts, begun, stop.files.short_name(stop.files.path(id)) + ":");
  }
  if (begun.find('.') != std::string_view::npos) {  // a function by the names that lead to it
    const Completions names = of_expression(stop, begun);
    const std::string before(begun.substr(0, names.begin));
    for (const std::string& name : names.texts) add(found.texts, begun, before + name);
  }
  const std::vector<engine::FileId> own = stop.files.match(stop.inspector.frame(stop.frame).path);
  if (own.size() == 1) add_functions(found.texts, begun, stop.files.file(own.front()), "");
  return found;
}

Completions of_breakpoints(Stop& stop, std::string_view text) {
  Completions found{last_word(text), {}};
  for (const engine::Breakpoint& breakpoint : stop.engine.breakpoints()) {
    add(found.texts, text.substr(found.begin), std::to_string(breakpoint.number));
  }
  return found;
}

Completions of_place_or_breakpoint(Stop& stop, std::string_view text) {
  Completions found = of_place(stop, text);
  const Completions numbers = of_breakpoints(stop, text);
  if (numbers.begin != found.begin) return found;
  found.texts.insert(found.texts.end(), numbers.texts.begin(), numbers.texts.end());
  return found;
}

Completions of_breakpoint_then_text(Stop& stop, std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  const std::size_t behind = text.find_first_of(" \t", std::min(first, text.size()));
  if (behind == std::string_view::npos) return of_breakpoints(stop, text);
  return of_expression_from(stop, text, behind + 1);
}

Completions of_command(Stop&, std::string_view text) {
  Completions found{last_word(text), {}};
  add_commands(found.texts, text.substr(found.begin));
  for (const Topic& topic : topics()) {
    add(found.texts, text.substr(found.begin), std::string(topic.name));
  }
  std::sort(found.texts.begin(), found.texts.end());
  return found;
}

struct Row {
  Takes takes;
  Completions (*offer)(Stop& stop, std::string_view text);
};

constexpr Row rows[] = {
    {Takes::nothing, of_nothing},
    {Takes::text, of_expression},
    {Takes::place, of_place},
    {Takes::place_or_breakpoint, of_place_or_breakpoint},
    {Takes::breakpoints, of_breakpoints},
    {Takes::breakpoint_then_text, of_breakpoint_then_text},
    {Takes::command, of_command},
    {Takes::file, of_nothing},
};

/// The first word: commands first, then what Python may begin with.
Completions of_first_word(Stop& stop, std::string_view text) {
  Completions found = of_expression(stop, text);
  if (text.empty() || found.begin != 0) return found;
  Texts names;
  add_commands(names, text);
  for (const auto& [alias, body] : stop.kept.aliases.all()) add(names, text, alias);
  std::sort(names.begin(), names.end());
  for (std::string& name : found.texts) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  found.texts = std::move(names);
  return found;
}

/// One command or Python, without blanks in front.
Completions of_line(Stop& stop, std::string_view text) {
  if (text.starts_with('!')) return of_expression_from(stop, text, 1);
  if (std::none_of(text.begin(), text.end(), is_blank)) return of_first_word(stop, text);
  const Typed typed = read_line(text);
  if (typed.command == nullptr) return of_expression(stop, text);
  const std::size_t begin = text.find_first_of(" \t") + 1;
  for (const Row& row : rows) {
    if (row.takes != typed.command->takes) continue;
    Completions found = row.offer(stop, text.substr(begin));
    found.begin += begin;
    return found;
  }
  return of_expression(stop, text);
}

void drop_repeated(Texts& texts) {
  Texts once;
  for (std::string& text : texts) {
    if (std::find(once.begin(), once.end(), text) == once.end()) once.push_back(std::move(text));
  }
  texts = std::move(once);
}

}  // namespace

Completions Shell::complete(std::string_view line) {
  if (stop_ == nullptr) return {line.size(), {}};
  const std::string_view last = last_command(line);
  const std::size_t blanks = std::min(last.find_first_not_of(" \t"), last.size());
  Completions found = of_line(*stop_, last.substr(blanks));
  found.begin += line.size() - last.size() + blanks;
  drop_repeated(found.texts);
  return found;
}

}  // namespace pyinstr::shell
