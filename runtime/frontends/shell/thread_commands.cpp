/// Threads and tasks: which there are, and looking at one of them.
#include <algorithm>

#include "command_tables.h"
#include "engine/strands.h"
#include "place.h"
#include "printer.h"
#include "strand_selection.h"

namespace pyinstr::shell {
namespace {

using engine::StrandKind;

void show(Stop& stop, const engine::StrandInfo& strand) {
  std::string text = strand.selected ? "-> " : "   ";
  text += std::to_string(strand.number) + "  \"" + strand.name + "\"  ";
  if (strand.place) text += where_is(stop.files, *strand.place) + "  ";
  stop.printer.say(text + strand.state);
}

/// The newest frame with hooks: where the program is, whatever library it waits in.
int frame_of_program(Stop& stop) {
  for (int index = 0; index < stop.inspector.depth(); ++index) {
    if (stop.inspector.frame(index).hooked) return index;
  }
  return 0;
}

/// One after the other is selected; at the end the one that was, if it is one of these.
void stacks(Stop& stop, StrandKind kind) {
  engine::Strands& strands = *stop.inspector.strands();
  const int frame = stop.frame, home = strands.elsewhere() ? stop.stopped_frame : frame;
  int before = 0;
  for (const engine::StrandInfo& strand : strands.list(kind)) {
    stop.printer.say(std::string(noun(kind)) + " " + std::to_string(strand.number) + " \"" +
                     strand.name + "\", " + strand.state);
    if (strand.selected && !strand.stopped) before = strand.number;
    if (!strands.select(kind, strand.number).empty()) continue;
    stop.frame = strand.selected ? frame : -1;
    stop.printer.stack(stop, stop.inspector.depth());
  }
  strands.select_stopped();
  const bool again = before != 0 && strands.select(kind, before).empty();
  stop.frame = again ? frame : home;
}

void select(Stop& stop, StrandKind kind, int number) {
  engine::Strands& strands = *stop.inspector.strands();
  const int home = strands.elsewhere() ? stop.stopped_frame : stop.frame;
  const std::string refusal = strands.select(kind, number);
  if (!refusal.empty()) return stop.printer.say(refusal);
  stop.stopped_frame = home;
  stop.frame = strands.elsewhere() ? frame_of_program(stop) : home;
  stop.listed = 0;
  stop.printer.frame(stop);
}

bool has_strands(Stop& stop) {
  if (stop.inspector.strands() != nullptr) return true;
  stop.printer.say("there is nothing but the stopped thread to look at");
  return false;
}

void list(Stop& stop, StrandKind kind) {
  if (!has_strands(stop)) return;
  const auto all = stop.inspector.strands()->list(kind);
  for (const engine::StrandInfo& strand : all) show(stop, strand);
  if (all.empty()) stop.printer.say(std::string("no ") + noun(kind) + "s");
}

void choose(Stop& stop, StrandKind kind, std::string_view arguments) {
  if (!has_strands(stop)) return;
  const auto number = parse_number(arguments);
  if (number) return select(stop, kind, *number);
  if (!arguments.empty()) {
    return stop.printer.say("`" + std::string(arguments) + "` is no number of a " + noun(kind));
  }
  select_stopped(stop);
  stop.printer.frame(stop);
}

Outcome threads(Stop& stop, std::string_view) {
  list(stop, StrandKind::thread);
  return std::nullopt;
}

Outcome hold(Stop& stop, std::string_view arguments) {
  if (arguments != "on" && arguments != "off" && !arguments.empty()) {
    stop.printer.say("`" + std::string(arguments) + "` is neither `on` nor `off`");
    return std::nullopt;
  }
  if (!arguments.empty()) stop.engine.hold_others(arguments == "on");
  stop.printer.say(stop.engine.holds_others() ? "other threads are held at their next line"
                                              : "other threads run on");
  return std::nullopt;
}

Outcome follow(Stop& stop, std::string_view arguments) {
  engine::Family& family = stop.engine.family();
  const auto wanted = engine::parse_follow(arguments);
  if (wanted) family.follow(*wanted);
  if (!wanted && !arguments.empty()) {
    stop.printer.say("`" + std::string(arguments) + "` is none of `parent`, `child` and `both`");
    return std::nullopt;
  }
  switch (family.follow()) {
    case engine::Follow::parent: stop.printer.say("child processes run on without stopping"); break;
    case engine::Follow::child:
      stop.printer.say("a process that forks runs on, its children stop");
      break;
    case engine::Follow::both: stop.printer.say("all processes stop, one at a time"); break;
  }
  return std::nullopt;
}

Outcome tasks(Stop& stop, std::string_view) {
  list(stop, StrandKind::task);
  return std::nullopt;
}

Outcome task(Stop& stop, std::string_view arguments) {
  choose(stop, StrandKind::task, arguments);
  return std::nullopt;
}

Outcome thread(Stop& stop, std::string_view arguments) {
  choose(stop, StrandKind::thread, arguments);
  return std::nullopt;
}

constexpr Command table[] = {
    {"threads",
     {},
     Group::strands,
     Takes::nothing,
     Repeat::no,
     "",
     "list the program's threads",
     "Number, name, the newest line of the program it is at, and whether it runs. `->` marks the\n"
     "selected one. `where all` shows their stacks.",
     threads},
    {"thread",
     {},
     Group::strands,
     Takes::text,
     Repeat::no,
     "[NUMBER]",
     "select a thread to look at",
     "`where`, `up`, `list`, `p` and Python at the prompt then work on its frames as they were when\n"
     "it was selected; it may have run on since. Assignments to the locals of a thread that runs are\n"
     "refused. Without NUMBER the stopped thread is selected again, as it is by commands that let the\n"
     "program run: those are always about the stopped thread.",
     thread},
    {"tasks",
     {},
     Group::strands,
     Takes::nothing,
     Repeat::no,
     "",
     "list asyncio's tasks",
     "Those of all loops that are not done: number, name, the newest line of the program they are\n"
     "at, and what they wait for. `where tasks` shows their stacks: the coroutines that await each\n"
     "other.",
     tasks},
    {"task",
     {},
     Group::strands,
     Takes::text,
     Repeat::no,
     "[NUMBER]",
     "select a task to look at",
     "As `thread` does. A task that waits can be changed, too: assignments reach its locals. Without\n"
     "NUMBER the stopped thread is selected again.",
     task},
    {"hold",
     {},
     Group::strands,
     Takes::text,
     Repeat::no,
     "[on | off]",
     "hold other threads while one is stopped or steps",
     "Held threads wait at the next line they reach that carries a hook, and go on when the program\n"
     "does; `off`, as it is at first, lets them run meanwhile. If what is evaluated at the prompt\n"
     "waits for a held thread, Ctrl-C lets those go until the next stop; so does a step that takes\n"
     "longer than two seconds. PYINSTR_HOLD=on chooses beforehand.",
     hold},
    {"follow",
     {},
     Group::strands,
     Takes::text,
     Repeat::no,
     "[parent | child | both]",
     "choose which processes stop when the program starts others",
     "`parent`, as it is at first: children run on without stopping, and say so once where one\n"
     "would have. `child`: a process stops until it forks; from then on it runs on, and its children\n"
     "stop. `both`: all stop, and take turns at the terminal; each prompt says its process. Children\n"
     "are forked processes, and others that are started with our environment (multiprocessing's\n"
     "spawn, subprocess). PYINSTR_FOLLOW chooses beforehand.",
     follow},
};

}  // namespace

std::span<const Command> thread_commands() { return table; }

const char* noun(StrandKind kind) { return kind == StrandKind::thread ? "thread" : "task"; }

void select_stopped(Stop& stop) {
  engine::Strands* strands = stop.inspector.strands();
  if (strands == nullptr || !strands->elsewhere()) return;
  strands->select_stopped();
  stop.frame = stop.stopped_frame;
  stop.listed = 0;
}

void show_stacks(Stop& stop, StrandKind kind) {
  if (has_strands(stop)) stacks(stop, kind);
}

}  // namespace pyinstr::shell
