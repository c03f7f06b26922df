#include "views.h"

#include <utility>

namespace pyinstr::engine {

ViewInterests interest_of(CallKind kind) {
  switch (kind) {
    case CallKind::called:
    case CallKind::resumed: return interest_calls;
    case CallKind::returned:
    case CallKind::yielded:
    case CallKind::waits: return interest_returns;
    case CallKind::raised:
    case CallKind::handled:
    case CallKind::left: return interest_exceptions;
  }
  return interest_none;
}

int Views::add(std::shared_ptr<View> view, std::string& refusal) {
  const int number = ++last_number_;
  views_.emplace(number, std::move(view));
  refusal = ask_sources();
  if (!refusal.empty()) {
    remove(number);
    if (last_number_ == number) --last_number_;
    return 0;
  }
  return number;
}

bool Views::remove(int number) {
  const auto removed = views_.extract(number);  // dies last: it may hold the program's objects
  if (removed.empty()) return false;
  ask_sources();
  return true;
}

void Views::remove_all() {
  const auto removed = std::exchange(views_, {});
  ask_sources();
}

void Views::step_filter_changed() {
  if (calls_ != nullptr) calls_->step_filter_changed();
}

/// Why somebody refuses, or an empty text. What is refused is asked for again next time.
std::string Views::ask_sources() {
  ViewInterests wanted = interest_none;
  for (const auto& [number, view] : views_) wanted |= view->wants();
  const ViewInterests before = wanted_;
  const ViewInterests calls = wanted & ~interest_lines;
  if (calls != (before & ~interest_lines)) {
    if (calls_ == nullptr) return "calls are not told of here";
    if (std::string refusal = calls_->watch(calls); !refusal.empty()) return refusal;
  }
  wanted_ = wanted;
  if (wants_lines() != ((before & interest_lines) != 0)) source_.watch_thread(all_threads, wants_lines());
  return {};
}

template <typename Tell>
void Views::tell_those(ViewInterests interests, Tell tell) {
  if ((wanted_ & interests) == 0) return;
  // By number, looked up anew each time: a view may let other threads change the table.
  for (auto next = views_.begin(); next != views_.end();) {
    const int number = next->first;
    const std::shared_ptr<View> view = next->second;
    if ((view->wants() & interests) != 0) tell(*view);
    next = views_.upper_bound(number);
  }
}

void Views::tell(const ReachedLine& reached, Stack& stack) {
  tell_those(interest_lines, [&](View& view) { view.on_line(reached, stack); });
}

void Views::tell(const CallEvent& event, Stack& stack) {
  tell_those(interest_of(event.kind), [&](View& view) { view.on_call(event, stack); });
}

}  // namespace pyinstr::engine
