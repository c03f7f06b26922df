#include "intake.h"

#include <utility>

#include "command_line.h"

namespace pyinstr::shell {

void Intake::feed(std::vector<std::string> lines) {
  for (std::string& line : lines) fed_.push_back(std::move(line));
}

void Intake::feed_file(const std::string& name, const std::vector<std::string>& lines) {
  for (std::size_t number = 1; number <= lines.size(); ++number) {
    const std::string_view text = trimmed(lines[number - 1]);
    if (text.empty() || text.starts_with('#')) continue;
    file_lines_.push_back({lines[number - 1], name + ":" + std::to_string(number), {}});
  }
}

Input Intake::read(std::string_view prompt) {
  if (!file_lines_.empty()) {
    const Part line = std::move(file_lines_.front());
    file_lines_.pop_front();
    return {Input::Kind::line, line.text, line.origin};
  }
  if (fed_.empty()) return ask(prompt);
  answered_ = true;
  std::string line = std::move(fed_.front());
  fed_.pop_front();
  printer_.echo(prompt, line);
  return {Input::Kind::line, std::move(line), {}};
}

/// What there is to say of an interrupt stands on a line of its own.
Input Intake::ask(std::string_view prompt) {
  Input input = console_.read(printer_.prompt(prompt));
  answered_ = answered_ || input.kind != Input::Kind::end;
  if (input.kind == Input::Kind::interrupt && !input.text.empty()) console_.write("\n" + input.text);
  return input;
}

Input Intake::read_part(std::string_view prompt) {
  if (auto part = take()) {
    return {Input::Kind::line, std::move(part->text), std::move(part->origin)};
  }
  return read(prompt);
}

void Intake::put(std::vector<Part> parts) {
  parts_.insert(parts_.begin(), std::make_move_iterator(parts.begin()),
                std::make_move_iterator(parts.end()));
}

std::optional<Part> Intake::take() {
  if (parts_.empty()) return std::nullopt;
  Part part = std::move(parts_.front());
  parts_.pop_front();
  return part;
}

std::deque<Part> Intake::exchange(std::deque<Part> parts) {
  return std::exchange(parts_, std::move(parts));
}

}  // namespace pyinstr::shell
