#include "views.h"

#include <utility>

namespace pyinstr::engine {

int Views::add(std::shared_ptr<View> view) {
  if (views_.empty()) source_.watch_thread(all_threads, true);
  views_.emplace(++last_number_, std::move(view));
  return last_number_;
}

bool Views::remove(int number) {
  const auto removed = views_.extract(number);
  if (removed.empty()) return false;
  if (views_.empty()) source_.watch_thread(all_threads, false);
  return true;
}

void Views::remove_all() {
  const auto removed = std::exchange(views_, {});
  if (!removed.empty()) source_.watch_thread(all_threads, false);
}

void Views::tell(const ReachedLine& reached, Stack& stack) {
  // By number, looked up anew each time: a view may let other threads change the table.
  for (auto next = views_.begin(); next != views_.end();) {
    const int number = next->first;
    const std::shared_ptr<View> view = next->second;
    view->on_line(reached, stack);
    next = views_.upper_bound(number);
  }
}

}  // namespace pyinstr::engine
