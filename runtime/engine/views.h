/// The views there are, by number.
#pragma once

#include <map>
#include <memory>

#include "event_source.h"
#include "view.h"

namespace pyinstr::engine {

/// Watches all threads through the event source while there is a view.
class Views {
 public:
  explicit Views(EventSource& source) : source_(source) {}

  /// Its number: from 1, never reused.
  int add(std::shared_ptr<View> view);
  /// False: there is none of that number.
  bool remove(int number);
  void remove_all();
  bool empty() const { return views_.empty(); }

  /// Tells them in the order of their numbers. They may come and go meanwhile.
  void tell(const ReachedLine& reached, Stack& stack);

 private:
  EventSource& source_;
  std::map<int, std::shared_ptr<View>> views_;
  int last_number_ = 0;
};

}  // namespace pyinstr::engine
