/// Which listener wants which events: what every MonitoringTool keeps.
/// Threads: under the interpreter's lock.
#pragma once

#include <map>
#include <vector>

#include "monitoring_tool.h"

namespace pyinstr::python {

struct Wish {
  MonitoringListener* listener = nullptr;
  Events everywhere = event_none;
  EventThreads threads;
  std::map<PyObject*, Events> in;  ///< by code object, none of them empty; borrowed: the tool owns them

  bool is_open() const { return everywhere != event_none || !in.empty(); }
};

class Wishes {
 public:
  /// The listener's, made if there is none. It stays where it is until another one is made.
  Wish& of(MonitoringListener& listener);
  const std::vector<Wish>& all() const { return wishes_; }

  bool any() const;
  /// Of all code, whoever wants it.
  Events everywhere() const;
  /// Of that code object alone.
  Events in(PyObject* code) const;

  /// Tells every listener. `disable` if all say so; `raise` at once.
  Interest tell(Event event, PyObject* const* arguments, Py_ssize_t count);

 private:
  std::vector<Wish> wishes_;
};

}  // namespace pyinstr::python
