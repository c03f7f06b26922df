/// The shell: reads what people type at a stop, runs commands and Python, and says how to go on.
///
/// A front end like any other: it knows the engine, the stop and the inspector, and nothing of
/// Python. Threads: on_stop and complete on the stopped thread; feed before the first stop.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "arming.h"
#include "commands.h"
#include "console.h"
#include "engine/engine.h"
#include "engine/front_end.h"
#include "intake.h"
#include "kept.h"
#include "printer.h"
#include "saved_files.h"
#include "stop.h"
#include "viewing.h"

namespace pyinstr::shell {

class Shell : public engine::FrontEnd {
 public:
  /// Keeps the references; uses them at a stop only.
  Shell(Console& console, engine::Engine& engine, engine::Files& files);

  /// Lines taken before the console is read, and shown after the prompt as if they were typed.
  void feed(std::vector<std::string> lines) { intake_.feed(std::move(lines)); }

  /// Lines of a file, taken before those. They are not shown; what Python finds wrong in one is
  /// told with the file and the line.
  void feed_file(const std::string& name, const std::vector<std::string>& lines) {
    intake_.feed_file(name, lines);
  }

  /// Whether what is asked will be answered, as far as the shell can know: it was before, or
  /// something was fed that is still to come.
  bool is_answered() const;
  /// Its input has ended: nothing stops any more.
  bool has_ended() const { return ended_; }
  /// Commands for the next stop, before all others. They are not shown.
  void obey_first(std::vector<std::string> lines);
  /// Called once, when something stops for the first time.
  void before_first_stop(std::function<void()> call) { before_first_stop_ = std::move(call); }

  /// What `restart` does with its arguments; returns only where it cannot, with the reason.
  void restart_with(std::function<std::string(std::string_view)> call) {
    restart_ = std::move(call);
  }

  /// Where `save` and `load` find their files. Kept, not owned.
  void keep_in(SavedFiles& files) { saved_files_ = &files; }
  /// Called on the stopped thread after commands that have changed what armed_text() gives.
  void after_changes(std::function<void()> call) { after_changes_ = std::move(call); }
  /// All that stops the program, as engine/saved_text.h writes it; `folder` as there. Threads: any that
  /// holds the interpreter, as for the next two.
  std::string armed_text(std::string_view folder);
  /// Arms what such a text says, beside what there is. `tell` takes what is wrong with it, and what
  /// there is to say of each.
  void arm_text(std::string_view text, std::string_view folder, const TellArmed& tell);
  /// The same with views in front, for this program's next image or its children.
  std::string state_text() { return viewing_.texts() + armed_text({}); }
  /// `shown` takes rows of views that nobody asked for at a prompt.
  void take_state(std::string_view text, const TellArmed& tell, const engine::RowSink& shown);
  std::uint64_t state_revision() const { return revision() + viewing_.revision(); }
  /// Another number after each change of armed_text(), but for counts that hits use up.
  std::uint64_t revision() const { return engine_.revision() + kept_.lists.revision(); }

  /// For Python code that runs at the prompt: the program is to go on as by that command (one of
  /// those without arguments that go on) when the line has ended.
  void wish(std::string_view command);
  /// From now on going on means that command; `continue` is as it was.
  void step_always(std::string_view command);
  /// The next stops at breakpoints pass.
  void skip_breaks(int count) { skipped_breaks_ = count; }

  /// Shows the stop and serves the prompt until something typed goes on. The end of the input
  /// detaches the engine: the program runs on and never stops again. A stop inside a stop (code
  /// typed at a prompt is debugged) has a prompt of its own, with brackets around it.
  engine::Resume on_stop(const engine::StopEvent& event, engine::Inspector& inspector) override;

  /// In a forked child. If another thread was at the prompt, that thread and what was typed are gone. If this
  /// one was (`at_prompt`), it `asks_on`, or goes on as the program does after `continue`.
  void forked(bool at_prompt, bool asks_on);

  /// Traces and counts. Any thread that holds the interpreter.
  Viewing& viewing() { return viewing_; }

  /// `counter.py:6: ` and the text.
  void on_log(const engine::LogRecord& record) override;

  /// What may stand at the end of a line: commands and names for the first word, then what the
  /// command takes. Nothing outside on_stop.
  engine::Completions complete(std::string_view line);

 private:
  void begin(Stop& stop);
  void tell_changes();
  Outcome serve(Stop& stop);
  Outcome obey(Stop& stop, const Part& part);
  bool passes(const engine::StopEvent& event);
  Outcome take_wish(Stop& stop);
  engine::Resume as_stepping(engine::Resume resume, Stop& stop) const;
  Outcome serve_list(Stop& stop, const std::string& line);
  std::string prompt_text() const;
  void put(std::vector<std::string> texts, const std::string& origin, const Aliases::Names& used);
  std::string thread_to_tell(Stop& stop);
  Outcome end();
  Outcome leave();
  bool replace_alias(const Part& part);
  void run_python(Stop& stop, std::string text, std::string_view word, const std::string& origin);
  void explain_command_word(const std::string& error, std::string_view word);
  void warn_of_hidden_local(Stop& stop, std::string_view word);

  Console& console_;
  engine::Engine& engine_;
  engine::Files& files_;
  Printer printer_;
  Intake intake_;
  Kept kept_;
  std::deque<std::string> list_;               // commands of the breakpoints that stopped
  Viewing viewing_;
  std::string repeat_;                         // what an empty line does
  std::set<std::string, std::less<>> warned_;  // locals hidden by a command, told already
  engine::ThreadId last_thread_ = 0;
  Stop* stop_ = nullptr;  // during on_stop
  std::function<void()> before_first_stop_;
  std::function<std::string(std::string_view)> restart_;
  SavedFiles* saved_files_ = nullptr;
  std::function<void()> after_changes_;
  std::uint64_t told_ = 0;  // the revision of which was told
  const Command* wish_ = nullptr;
  const Command* stepping_ = nullptr;  // what going on means; null: just that
  int skipped_breaks_ = 0;
  int depth_ = 0;         // of prompts inside prompts
  bool leaves_ = false;   // all prompts: this process is not the one that asks
  bool ended_ = false;    // the input ended: later stops pass
};

}  // namespace pyinstr::shell
