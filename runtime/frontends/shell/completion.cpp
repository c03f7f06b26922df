#include <algorithm>

#include "command_line.h"
#include "engine/file_name.h"
#include "shell.h"

namespace pyinstr::shell {
namespace {

void add_commands(std::vector<std::string>& found, std::string_view text) {
  if (text.empty()) return;
  for (const Command& command : commands()) {
    if (command.name.starts_with(text)) found.emplace_back(command.name);
  }
}

/// The part of the line that the completion goes on from: names, dots and brackets included,
/// since an editor may cut words at them.
std::string_view expression_before(std::string_view line, std::size_t end) {
  const std::size_t cut = line.substr(0, end).find_last_of(" \t([{,;:=!+-*/%<>|&^~@");
  return line.substr(cut == std::string_view::npos ? 0 : cut + 1,
                     end - (cut == std::string_view::npos ? 0 : cut + 1));
}

void add_files(std::vector<std::string>& found, engine::Files& files, std::string_view text) {
  for (engine::FileId id : files.known()) {
    const std::string name = engine::short_name(files, files.path(id)) + ":";
    if (name.starts_with(text)) found.push_back(name);
  }
}

}  // namespace

std::vector<std::string> Shell::complete(std::string_view line, std::size_t begin,
                                         std::size_t end) {
  std::vector<std::string> found;
  if (stop_ == nullptr || end > line.size() || begin > end) return found;
  const std::string_view text = line.substr(begin, end - begin);
  std::string_view before = trimmed(line.substr(0, begin));
  const Command* command = find_command(take_word(before));
  if (command != nullptr && command->takes == Takes::place) {
    add_files(found, files_, text);
  } else {
    if (trimmed(line.substr(0, begin)).empty()) add_commands(found, text);
    const std::string_view expression = expression_before(line, end);
    // What the inspector completes is the whole expression; the editor wants its last word.
    const std::size_t kept = expression.size() < text.size() ? 0 : expression.size() - text.size();
    for (std::string& name : stop_->inspector.complete(stop_->frame, expression)) {
      if (name.size() >= kept) found.push_back(name.substr(kept));
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace pyinstr::shell
