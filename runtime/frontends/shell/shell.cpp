#include "shell.h"

#include <utility>

#include "command_line.h"
#include "displays.h"
#include "engine/log_text.h"
#include "foreign_words.h"
#include "strand_selection.h"

namespace pyinstr::shell {
namespace {

constexpr std::string_view prompt_word = "(dbg)";
constexpr std::string_view more_prompt = "... ";
constexpr std::string_view nobody_answers =
    "the input is at its end: nothing stops any more (PYINSTR_TTY=/dev/tty asks on the terminal)";

/// The commands of a line. What an alias is to stand for is left whole.
std::vector<std::string> split_line(const std::string& line) {
  const std::string_view word = first_name(trimmed(line));
  if (word == "alias") return {std::string(trimmed(line))};
  return split_commands(line);
}

}  // namespace

Shell::Shell(Console& console, engine::Engine& engine, engine::Files& files)
    : console_(console),
      engine_(engine),
      files_(files),
      printer_(console),
      intake_(console, printer_),
      viewing_(engine, files, [this](const std::string& row) { printer_.say(row); }) {}

bool Shell::is_answered() const { return !ended_ && (last_thread_ != 0 || intake_.was_fed()); }

engine::Resume Shell::on_stop(const engine::StopEvent& event, engine::Inspector& inspector) {
  if (ended_ || passes(event)) return {};
  if (before_first_stop_) std::exchange(before_first_stop_, nullptr)();
  Stop stop{event,
            inspector,
            engine_,
            files_,
            printer_,
            viewing_,
            [this](std::string_view question) { return intake_.read(question); },
            [this](std::string_view text) { return intake_.read_part(text); },
            kept_,
            restart_,
            saved_files_};
  Stop* const outer = std::exchange(stop_, &stop);
  std::deque<Part> outer_parts;
  if (outer != nullptr) outer_parts = intake_.exchange({});
  std::deque<std::string> outer_list = std::exchange(list_, {});
  ++depth_;
  begin(stop);
  Outcome outcome;
  while (!outcome) {
    tell_changes();
    outcome = serve(stop);
  }
  tell_changes();
  --depth_;
  list_ = std::move(outer_list);
  if (outer != nullptr) intake_.exchange(std::move(outer_parts));
  stop_ = outer;
  if (stop_ == nullptr) leaves_ = false;
  return as_stepping(*outcome, stop);
}

/// Whether the stop is one of those that are to be skipped.
bool Shell::passes(const engine::StopEvent& event) {
  if (skipped_breaks_ == 0 || event.breakpoints.empty()) return false;
  --skipped_breaks_;
  return true;
}

void Shell::obey_first(std::vector<std::string> lines) {
  std::vector<std::string> parts;
  for (const std::string& line : lines) {
    for (std::string& part : split_line(line)) parts.push_back(std::move(part));
  }
  put(std::move(parts), {}, {});
}

void Shell::wish(std::string_view command) { wish_ = find_command(command); }

void Shell::step_always(std::string_view command) {
  stepping_ = command == "continue" ? nullptr : find_command(command);
}

Outcome Shell::take_wish(Stop& stop) {
  const Command* command = std::exchange(wish_, nullptr);
  return command == nullptr ? std::nullopt : command->run(stop, {});
}

engine::Resume Shell::as_stepping(engine::Resume resume, Stop& stop) const {
  if (resume.kind != engine::ResumeKind::go || stepping_ == nullptr || ended_) return resume;
  stop.frame = 0;
  return stepping_->run(stop, {}).value_or(resume);
}

void Shell::on_log(const engine::LogRecord& record) {
  printer_.say(engine::row_of(files_, record));
}

/// The name of the stopped thread, unless it is the main one and was so before.
std::string Shell::thread_to_tell(Stop& stop) {
  const bool other = last_thread_ != 0 && last_thread_ != stop.event.thread;
  last_thread_ = stop.event.thread;
  engine::Strands* strands = stop.inspector.strands();
  if (strands == nullptr) return {};
  const auto name = strands->name_beside_main(stop.event.thread);
  return name ? *name : other ? "MainThread" : "";
}

void Shell::tell_changes() {
  if (!after_changes_ || std::exchange(told_, revision()) == revision()) return;
  after_changes_();
}

std::string Shell::armed_text(std::string_view folder) {
  return text_of(armed(engine_, files_, kept_.lists), folder);
}

void Shell::arm_text(std::string_view text, std::string_view folder, const TellArmed& tell) {
  std::vector<engine::SavedError> errors;
  const engine::Saved saved = engine::parse_saved(text, folder, errors);
  for (const auto& [line, message] : errors) tell("line " + std::to_string(line) + ": " + message, true);
  arm(saved, engine_, kept_.lists, tell);
}

void Shell::take_state(std::string_view text, const TellArmed& tell, const engine::RowSink& shown) {
  arm_text(viewing_.start_all(text, shown), {}, tell);
}

/// Shows the stop, unless the breakpoints' commands say otherwise.
void Shell::begin(Stop& stop) {
  const std::vector<int>& hit = stop.event.breakpoints;
  const std::string thread = thread_to_tell(stop);
  if (stop.event.continued) {
    for (const std::string& note : stop.event.notes) printer_.say(note);
  } else if (!kept_.lists.silent(hit)) {
    printer_.stopped(stop, thread);
    show_changed_displays(stop);
  }
  for (std::string& command : kept_.lists.at_stop(hit)) list_.push_back(std::move(command));
  for (int number : hit) {
    if (!engine_.find(number)) kept_.lists.set(number, {});  // it was temporary
  }
}

/// One line of input, or what is left of the last one, or a command of the breakpoint's.
Outcome Shell::serve(Stop& stop) {
  if (ended_ || leaves_) return engine::Resume{};
  if (!list_.empty()) {
    const std::string line = std::move(list_.front());
    list_.pop_front();
    return serve_list(stop, line);
  }
  if (const auto part = intake_.take()) return obey(stop, *part);
  const Input input = intake_.read(prompt_text());
  switch (input.kind) {
    case Input::Kind::end: return stop.event.post_mortem ? leave() : end();
    case Input::Kind::interrupt: printer_.say(""); return std::nullopt;
    case Input::Kind::line: break;
  }
  if (trimmed(input.text).empty()) return obey(stop, {});
  put(split_line(input.text), input.origin, {});
  return std::nullopt;
}

void Shell::forked(bool at_prompt, bool asks_on) {
  leaves_ = at_prompt && !asks_on;
  if (at_prompt) return;
  stop_ = nullptr;
  depth_ = 0;
  list_.clear();
  intake_.exchange({});
}

std::string Shell::prompt_text() const {
  const auto brackets = static_cast<std::size_t>(depth_ - 1);
  return process_tag(stop_->event) + std::string(brackets, '(') + std::string(prompt_word) +
         std::string(brackets, ')') + " ";
}

/// What is shown has ended already: there is nothing to let go.
Outcome Shell::leave() {
  printer_.say("");
  return engine::Resume{};
}

/// Nobody is left to answer: the program is let go.
Outcome Shell::end() {
  printer_.say("");
  if (!intake_.was_answered()) printer_.say(std::string(nobody_answers));
  ended_ = true;
  engine_.detach();
  return engine::Resume{};
}

/// Commands of a breakpoint do not become what an empty line repeats.
Outcome Shell::serve_list(Stop& stop, const std::string& line) {
  const std::string repeat = repeat_;
  std::deque<Part> parts = intake_.exchange({});
  put(split_line(line), {}, {});
  Outcome outcome;
  while (!outcome) {
    const auto part = intake_.take();
    if (!part) break;
    outcome = obey(stop, *part);
  }
  intake_.exchange(std::move(parts));
  repeat_ = repeat;
  return outcome;
}

void Shell::put(std::vector<std::string> texts, const std::string& origin,
                const Aliases::Names& used) {
  std::vector<Part> parts;
  for (std::string& text : texts) {
    if (!text.empty()) parts.push_back({std::move(text), origin, used});
  }
  intake_.put(std::move(parts));
}

Outcome Shell::obey(Stop& stop, const Part& part) {
  if (replace_alias(part)) return std::nullopt;
  const std::string typed = part.text.empty() ? repeat_ : part.text;
  if (typed.empty()) return std::nullopt;
  const Typed read = read_line(typed);
  if (read.command == nullptr) {
    run_python(stop, std::string(read.text), read.word, part.origin);
    return take_wish(stop);
  }
  warn_of_hidden_local(stop, read.word);
  if (read.command->takes == Takes::nothing && !read.text.empty()) {
    printer_.say("`" + std::string(read.command->name) +
                 "` takes no arguments; `!` in front makes it Python");
    return std::nullopt;
  }
  if (read.command->repeat == Repeat::same) repeat_ = typed;
  if (read.command->repeat == Repeat::bare) repeat_ = read.command->name;
  if (read.command->group == Group::running) select_stopped(stop);
  return read.command->run(stop, read.text);
}

/// Puts what the line's alias stands for in its place.
bool Shell::replace_alias(const Part& part) {
  auto expansion = kept_.aliases.expand(part.text, part.used);
  if (!expansion) return false;
  if (!expansion->error.empty()) {
    printer_.say(expansion->error);
  } else {
    put(std::move(expansion->parts), part.origin, expansion->used);
  }
  return true;
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

/// Reads on while the text is incomplete. An empty line ends a block, and so does one that begins anew, which
/// is obeyed next: what is pasted often has no empty line. Ctrl-C drops the block. `word` is a command that
/// the text begins with although it is Python, or empty.
void Shell::run_python(Stop& stop, std::string text, std::string_view word,
                       const std::string& origin) {
  using Kind = engine::Evaluation::Kind;
  if (text.empty()) return;
  const bool whole = !origin.empty();  // a line of a file ends where it ends
  engine::Evaluation result = stop.inspector.execute(stop.frame, text, !whole);
  while (result.kind == Kind::incomplete) {
    const Input more = intake_.read(more_prompt);
    if (more.kind != Input::Kind::line) printer_.say("");
    if (more.kind == Input::Kind::interrupt) return;
    const bool left = begins_anew(more.text) && stop.inspector.is_whole_block(stop.frame, text);
    if (left) put(split_line(more.text), more.origin, {});
    else text += "\n" + more.text;
    const bool last = left || more.kind == Input::Kind::end || trimmed(more.text).empty();
    result = stop.inspector.execute(stop.frame, text, !last);
    if (last && result.kind == Kind::incomplete) return;
  }
  if (result.kind == Kind::interrupted) {
    printer_.say("interrupted");
  } else if (!result.text.empty()) {
    const bool tell = result.kind == Kind::failed && !origin.empty();
    printer_.say((tell ? origin + ": " : "") + result.text);
  }
  if (result.kind != Kind::failed) return;
  explain_command_word(result.text, word);
  const std::string hint = hint_for_foreign_word(text, result.text);
  if (!hint.empty()) printer_.say(hint);
}

}  // namespace pyinstr::shell
