#include "session.h"

namespace pyinstr::engine {
namespace {

bool is_step(ResumeKind kind) { return kind != ResumeKind::go && kind != ResumeKind::quit; }

/// Gives the prompt back, whatever happens at it.
struct Turn {
  Turns& turns;
  ThreadId thread;
  bool steps = false;
  ~Turn() { turns.give_back(thread, steps); }
};

/// The terminal, for one stop.
struct Asking {
  Host& host;
  long process = host.begin_asking();
  ~Asking() { host.end_asking(); }
};

}  // namespace

Session::Session(Host& host, FrontEnd& front_end) : host_(host), front_end_(front_end) {}

Resume Session::stopped(const StopEvent& event, Stack& stack) {
  if (!turns_.take(event.thread, host_)) return {};
  Turn turn{turns_, event.thread};
  const Resume resume = ask(event, stack);
  turn.steps = is_step(resume.kind);
  if (resume.kind == ResumeKind::quit) {
    turns_.close();  // exit functions may wait for threads that wait for the prompt
    host_.quit();
  }
  return resume;
}

void Session::logged(const LogRecord& record) {
  if (record.unattended) {
    host_.log(record);
  } else {
    front_end_.on_log(record);
  }
}

Resume Session::ask(const StopEvent& event, Stack& stack) {
  const Asking asking{host_};
  StopEvent told = event;
  told.process = asking.process;
  for (std::string& note : host_.notes(event)) told.notes.push_back(std::move(note));
  const std::unique_ptr<Inspector> inspector = host_.inspect(told, stack);
  return front_end_.on_stop(told, *inspector);
}

}  // namespace pyinstr::engine
