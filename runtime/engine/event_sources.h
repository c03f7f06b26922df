/// Two event sources as one: each is told everything, and knows which files are its own. So a file
/// may pass from one to the other (it is rewritten when it is imported) while it is armed.
#pragma once

#include <memory>
#include <utility>

#include "event_source.h"

namespace pyinstr::engine {

class EventSources : public EventSource {
 public:
  EventSources(EventSource& first, EventSource& second) : first_(first), second_(second) {}

  void arm(FileId file, SiteNumber site) override {
    first_.arm(file, site);
    second_.arm(file, site);
  }
  void disarm(FileId file, SiteNumber site) override {
    first_.disarm(file, site);
    second_.disarm(file, site);
  }
  void ask_first(FileId file, SiteNumber site, const SoleBreakpoint& breakpoint) override {
    first_.ask_first(file, site, breakpoint);
    second_.ask_first(file, site, breakpoint);
  }
  /// One of them counts.
  std::shared_ptr<PassedHits> pass_hits() override {
    auto passed = first_.pass_hits();
    return passed != nullptr ? std::move(passed) : second_.pass_hits();
  }
  void take_effect() override {
    first_.take_effect();
    second_.take_effect();
  }
  void watch_thread(ThreadId thread, bool watched) override {
    first_.watch_thread(thread, watched);
    second_.watch_thread(thread, watched);
  }
  void step_reaches(ThreadId thread, StepReach reach) override {
    first_.step_reaches(thread, reach);
    second_.step_reaches(thread, reach);
  }
  void watch_files(bool watched) override {
    first_.watch_files(watched);
    second_.watch_files(watched);
  }
  void step_filter_changed() override {
    first_.step_filter_changed();
    second_.step_filter_changed();
  }

 private:
  EventSource& first_;
  EventSource& second_;
};

}  // namespace pyinstr::engine
