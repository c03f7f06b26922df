#include "shell.h"

#include <utility>

#include "command_line.h"

namespace pyinstr::shell {
namespace {

constexpr std::string_view prompt = "(dbg) ";
constexpr std::string_view more_prompt = "... ";

}  // namespace

Shell::Shell(Console& console, engine::Engine& engine, engine::Files& files)
    : console_(console), engine_(engine), files_(files), printer_(console) {}

void Shell::feed(std::vector<std::string> lines) {
  for (std::string& line : lines) fed_.push_back(std::move(line));
}

/// A line, from what was fed or from the console.
Input Shell::read(std::string_view text) {
  if (fed_.empty()) return console_.read(printer_.prompt(text));
  std::string line = std::move(fed_.front());
  fed_.pop_front();
  printer_.echo(text, line);
  return {Input::Kind::line, std::move(line)};
}

engine::Resume Shell::on_stop(const engine::StopEvent& event, engine::Inspector& inspector) {
  if (ended_) return {};
  Stop stop{event,  inspector, engine_,
            files_, printer_,  [this](std::string_view question) { return read(question); }};
  stop_ = &stop;
  const bool other_thread = last_thread_ != 0 && last_thread_ != event.thread;
  last_thread_ = event.thread;
  printer_.stopped(stop, other_thread);
  Outcome outcome;
  while (!outcome) outcome = serve(stop);
  stop_ = nullptr;
  return *outcome;
}

/// One line of input, or what is left of the last one.
Outcome Shell::serve(Stop& stop) {
  if (!rest_.empty()) {
    const std::string line = std::move(rest_.front());
    rest_.pop_front();
    return obey(stop, line);
  }
  Input input = read(prompt);
  switch (input.kind) {
    case Input::Kind::end: return end();
    case Input::Kind::interrupt: printer_.say(""); return std::nullopt;
    case Input::Kind::line: break;
  }
  if (trimmed(input.text).empty()) return obey(stop, {});
  for (std::string& part : split_commands(input.text)) {
    if (!part.empty()) rest_.push_back(std::move(part));
  }
  return std::nullopt;
}

/// Nobody is left to answer: the program is let go.
Outcome Shell::end() {
  printer_.say("");
  ended_ = true;
  engine_.detach();
  return engine::Resume{};
}

Outcome Shell::obey(Stop& stop, const std::string& line) {
  const std::string typed = line.empty() ? repeat_ : line;
  if (typed.empty()) return std::nullopt;
  const Typed read = read_line(typed);
  if (read.command == nullptr) {
    run_python(stop, std::string(read.text), read.word);
    return std::nullopt;
  }
  warn_of_hidden_local(stop, read.word);
  if (read.command->takes == Takes::nothing && !read.text.empty()) {
    printer_.say("`" + std::string(read.command->name) +
                 "` takes no arguments; `!` in front makes it Python");
    return std::nullopt;
  }
  if (read.command->repeat == Repeat::same) repeat_ = typed;
  if (read.command->repeat == Repeat::bare) repeat_ = read.command->name;
  return read.command->run(stop, read.text);
}

void Shell::warn_of_hidden_local(Stop& stop, std::string_view word) {
  if (warned_.contains(word) || !stop.inspector.local(stop.frame, word, 1)) return;
  const std::string name(word);
  warned_.insert(name);
  printer_.say("`" + name + "` is a variable here too: `!" + name + "` is the variable");
}

/// `p -1` and `p (a)` are Python by the rule; who meant the command is told why it did not run.
void Shell::explain_command_word(const std::string& error, std::string_view word) {
  const std::string name(word);
  if (word.empty() || error.find("NameError: name '" + name + "'") == std::string::npos) return;
  printer_.say("`" + name + "` in front of an operator or a bracket is Python, not the command");
}

/// Reads on while the text is incomplete. An empty line ends a block, Ctrl-C drops it. `word` is
/// a command that the text begins with although it is Python, or empty.
void Shell::run_python(Stop& stop, std::string text, std::string_view word) {
  using Kind = engine::Evaluation::Kind;
  if (text.empty()) return;
  engine::Evaluation result = stop.inspector.execute(stop.frame, text, true);
  while (result.kind == Kind::incomplete) {
    const Input more = read(more_prompt);
    if (more.kind != Input::Kind::line) printer_.say("");
    if (more.kind == Input::Kind::interrupt) return;
    text += "\n" + more.text;
    const bool last = more.kind == Input::Kind::end || trimmed(more.text).empty();
    result = stop.inspector.execute(stop.frame, text, !last);
    if (last && result.kind == Kind::incomplete) return;
  }
  if (result.kind == Kind::interrupted) {
    printer_.say("interrupted");
  } else if (!result.text.empty()) {
    printer_.say(result.text);
  }
  if (result.kind == Kind::failed) explain_command_word(result.text, word);
}

}  // namespace pyinstr::shell
