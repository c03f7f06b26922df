/// The views there are, by number.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "event_source.h"
#include "view.h"

namespace pyinstr::engine {

/// Asks the sources for what the views want, and for no more.
class Views {
 public:
  explicit Views(EventSource& source) : source_(source) {}
  /// Who tells of calls. Kept, not owned.
  void calls_from(CallSource& source) { calls_ = &source; }

  /// Its number: from 1, never reused; 0, and why in `refusal`, if what it wants cannot be had.
  int add(std::shared_ptr<View> view, std::string& refusal);
  /// False: there is none of that number.
  bool remove(int number);
  void remove_all();
  bool wants_lines() const { return (wanted_ & interest_lines) != 0; }
  void step_filter_changed();

  /// Tells them in the order of their numbers. They may come and go meanwhile.
  void tell(const ReachedLine& reached, Stack& stack);
  void tell(const CallEvent& event, Stack& stack);

 private:
  template <typename Tell>
  void tell_those(ViewInterests interests, Tell tell);
  std::string ask_sources();

  EventSource& source_;
  CallSource* calls_ = nullptr;
  std::map<int, std::shared_ptr<View>> views_;
  int last_number_ = 0;
  ViewInterests wanted_ = interest_none;
};

}  // namespace pyinstr::engine
