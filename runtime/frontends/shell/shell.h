/// The shell: reads what people type at a stop, runs commands and Python, and says how to go on.
///
/// A front end like any other: it knows the engine, the stop and the inspector, and nothing of
/// Python. Threads: on_stop and complete on the stopped thread; feed before the first stop.
#pragma once

#include <deque>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "console.h"
#include "engine/engine.h"
#include "engine/front_end.h"
#include "printer.h"
#include "stop.h"

namespace pyinstr::shell {

class Shell : public engine::FrontEnd {
 public:
  /// Keeps the references; uses them at a stop only.
  Shell(Console& console, engine::Engine& engine, engine::Files& files);

  /// Lines taken before the console is read, and shown after the prompt as if they were typed.
  void feed(std::vector<std::string> lines);

  /// Shows the stop and serves the prompt until something typed goes on. The end of the input
  /// detaches the engine: the program runs on and never stops again.
  engine::Resume on_stop(const engine::StopEvent& event, engine::Inspector& inspector) override;

  /// What may stand instead of line[begin, end): commands and names for the first word, files
  /// after commands that take a place, else what the frame knows. Empty outside on_stop.
  std::vector<std::string> complete(std::string_view line, std::size_t begin, std::size_t end);

 private:
  Input read(std::string_view prompt);
  Outcome serve(Stop& stop);
  Outcome obey(Stop& stop, const std::string& line);
  Outcome end();
  void run_python(Stop& stop, std::string text, std::string_view word);
  void explain_command_word(const std::string& error, std::string_view word);
  void warn_of_hidden_local(Stop& stop, std::string_view word);

  Console& console_;
  engine::Engine& engine_;
  engine::Files& files_;
  Printer printer_;
  std::deque<std::string> fed_;                // whole lines, echoed
  std::deque<std::string> rest_;               // what followed `;;` on the line just taken
  std::string repeat_;                         // what an empty line does
  std::set<std::string, std::less<>> warned_;  // locals hidden by a command, told already
  engine::ThreadId last_thread_ = 0;
  Stop* stop_ = nullptr;  // during on_stop
  bool ended_ = false;    // the input ended: later stops pass
};

}  // namespace pyinstr::shell
