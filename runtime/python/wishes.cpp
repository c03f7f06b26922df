#include "wishes.h"

#include <algorithm>

namespace pyinstr::python {

Wish& Wishes::of(MonitoringListener& listener) {
  const auto found = std::find_if(wishes_.begin(), wishes_.end(),
                                  [&](const Wish& wish) { return wish.listener == &listener; });
  if (found != wishes_.end()) return *found;
  wishes_.push_back({&listener, event_none, {}, {}});
  return wishes_.back();
}

bool Wishes::any() const {
  return std::any_of(wishes_.begin(), wishes_.end(), [](const Wish& wish) { return wish.is_open(); });
}

Events Wishes::everywhere() const {
  Events events = event_none;
  for (const Wish& wish : wishes_) events |= wish.everywhere;
  return events;
}

Events Wishes::in(PyObject* code) const {
  Events events = event_none;
  for (const Wish& wish : wishes_) {
    if (const auto found = wish.in.find(code); found != wish.in.end()) events |= found->second;
  }
  return events;
}

Interest Wishes::tell(Event event, PyObject* const* arguments, Py_ssize_t count) {
  Interest all = Interest::disable;
  for (std::size_t i = 0; i < wishes_.size(); ++i) {  // by index: a listener may make others
    const Interest interest = wishes_[i].listener->on_event(event, arguments, count);
    if (interest == Interest::raise) return interest;
    if (interest == Interest::keep) all = interest;
  }
  return all;
}

}  // namespace pyinstr::python
