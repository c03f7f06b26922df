/// What a command works on: one stop, from its first prompt until the program goes on.
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "console.h"
#include "engine/engine.h"
#include "engine/inspector.h"
#include "engine/stop_event.h"

namespace pyinstr::shell {

class Printer;
struct Kept;
class Viewing;
class SavedFiles;

struct Stop {
  const engine::StopEvent& event;
  engine::Inspector& inspector;
  engine::Engine& engine;
  engine::Files& files;
  Printer& printer;
  Viewing& viewing;
  /// Asks a question; the answer comes from where commands come from.
  std::function<Input(std::string_view)> ask;
  /// The next command of the line, or the next line: for commands that take some more of them.
  std::function<Input(std::string_view)> next_part;
  Kept& kept;
  /// Starts the program anew. Comes back only with what is wrong.
  const std::function<std::string(std::string_view arguments)>& restart;
  SavedFiles* saved_files = nullptr;  ///< null: there are none
  int frame = 0;            ///< the selected one, counted from the stopped one
  engine::Line listed = 0;  ///< last line shown by `list`; 0: nothing yet in this frame
  int stopped_frame = 0;    ///< the stopped thread's selected one, while another thread is selected
};

/// How to go on; nothing if the prompt is to come back.
using Outcome = std::optional<engine::Resume>;

}  // namespace pyinstr::shell
