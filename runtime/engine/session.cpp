#include "session.h"

namespace pyinstr::engine {

Session::Session(Host& host, FrontEnd& front_end) : host_(host), front_end_(front_end) {}

Resume Session::stopped(const StopEvent& event, Stack& stack) {
  std::unique_lock turn(turn_, std::defer_lock);
  // Whoever has the turn needs the interpreter to give it back, so never wait holding it.
  if (!turn.try_lock()) host_.release_while([&] { turn.lock(); });
  StopEvent told = event;
  for (std::string& note : host_.notes(event)) told.notes.push_back(std::move(note));
  const std::unique_ptr<Inspector> inspector = host_.inspect(told, stack);
  const Resume resume = front_end_.on_stop(told, *inspector);
  if (resume.kind == ResumeKind::quit) host_.quit();
  return resume;
}

void Session::logged(const LogRecord& record) {
  if (record.unattended) {
    host_.log(record);
  } else {
    front_end_.on_log(record);
  }
}

}  // namespace pyinstr::engine
