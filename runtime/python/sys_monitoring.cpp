#include "sys_monitoring.h"

#include "imports.h"
#include "inspect.h"

namespace pyinstr::python {
namespace {

constexpr const char* tool_name = "pyinstr";

/// In the order of Event's bits.
constexpr const char* event_names[event_count] = {"PY_START", "PY_RESUME", "PY_THROW",  "LINE",
                                                  "JUMP",     "PY_RETURN", "PY_YIELD",  "RAISE",
                                                  "EXCEPTION_HANDLED",     "PY_UNWIND", "RERAISE"};

/// What a callback is bound to: the tool, and which event it is for.
SysMonitoring* tool_of(PyObject* capsule) {
  return static_cast<SysMonitoring*>(PyCapsule_GetPointer(capsule, tool_name));
}

template <int number>
PyObject* call(PyObject* capsule, PyObject* const* arguments, Py_ssize_t count) {
  SysMonitoring* const tool = tool_of(capsule);
  if (tool == nullptr || count < 1) return nullptr;
  return tool->dispatch(static_cast<Event>(1u << number), arguments, count);
}

template <int... numbers>
void define(PyMethodDef* definitions, std::integer_sequence<int, numbers...>) {
  ((definitions[numbers] = {event_names[numbers],
                            reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(call<numbers>)),
                            METH_FASTCALL, nullptr}),
   ...);
}

/// Never freed: the interpreter calls them to its very end.
PyMethodDef* definitions() {
  static PyMethodDef table[event_count];
  static const bool defined = (define(table, std::make_integer_sequence<int, event_count>()), true);
  static_cast<void>(defined);
  return table;
}

}  // namespace

bool SysMonitoring::is_free() const {
  if (held()) return true;
  const py::object monitoring = imported("sys").attr("monitoring");
  return monitoring.attr("get_tool")(monitoring.attr("DEBUGGER_ID")).is_none();
}

bool SysMonitoring::want(MonitoringListener& listener, Events events, const EventThreads&) {
  if (events != event_none && !take()) return false;
  wishes_.of(listener).everywhere = events;
  if (held()) set_everywhere();
  give_back_if_unused();
  return true;
}

bool SysMonitoring::want_in(MonitoringListener& listener, PyCodeObject* code, Events events) {
  if (events != event_none && !take()) return false;
  PyObject* const key = reinterpret_cast<PyObject*>(code);
  Wish& wish = wishes_.of(listener);
  if (events == event_none && wish.in.erase(key) == 0) return true;
  if (events != event_none) wish.in[key] = events;
  set_in(key);
  give_back_if_unused();
  return true;
}

void SysMonitoring::forget(MonitoringListener& listener) {
  Wish& wish = wishes_.of(listener);
  wish.everywhere = event_none;
  const auto codes = std::exchange(wish.in, {});
  if (held()) set_everywhere();
  for (const auto& entry : codes) set_in(entry.first);
  give_back_if_unused();
}

void SysMonitoring::restart() {
  if (held()) monitoring_.attr("restart_events")();
}

bool SysMonitoring::take() {
  if (held()) return true;
  const py::object monitoring = imported("sys").attr("monitoring");
  const py::object id = monitoring.attr("DEBUGGER_ID");
  const py::object other = monitoring.attr("get_tool")(id);
  if (!other.is_none()) {
    refusal_ = "`" + text_of(py::str(other)) + "` has the interpreter's debugging events";
    return false;
  }
  refusal_.clear();
  id_ = py::cast<int>(id);
  for (int number = 0; number < event_count; ++number) {
    masks_[number] = py::cast<unsigned long>(monitoring.attr("events").attr(event_names[number]));
  }
  disable_ = monitoring.attr("DISABLE");
  monitoring.attr("use_tool_id")(id, tool_name);
  monitoring_ = monitoring;
  register_callbacks(true);
  return true;
}

void SysMonitoring::register_callbacks(bool ours) {
  const py::object events = monitoring_.attr("events");
  for (int number = 0; number < event_count; ++number) {
    py::object& callback = callbacks_[number];
    if (ours && !callback) {
      const py::capsule self(this, tool_name);
      callback = py::reinterpret_steal<py::object>(PyCFunction_New(&definitions()[number], self.ptr()));
      if (!callback) throw py::error_already_set();
    }
    monitoring_.attr("register_callback")(id_, events.attr(event_names[number]),
                                          ours ? callback : py::none());
  }
}

void SysMonitoring::give_back_if_unused() {
  if (!held() || wishes_.any()) return;
  // Up to 3.13 the id's release clears neither events nor callbacks.
  set_everywhere();
  register_callbacks(false);
  monitoring_.attr("free_tool_id")(id_);
  monitoring_ = py::object();
}

unsigned long SysMonitoring::mask_of(Events events) const {
  unsigned long mask = 0;
  for (int number = 0; number < event_count; ++number) {
    if ((events >> number & 1u) != 0) mask |= masks_[number];
  }
  return mask;
}

void SysMonitoring::set_everywhere() {
  const Events events = wishes_.everywhere();
  if (events == everywhere_) return;
  everywhere_ = events;
  monitoring_.attr("set_events")(id_, mask_of(events));
}

void SysMonitoring::set_in(PyObject* key) {
  const Events events = wishes_.in(key);
  const auto entry = codes_.try_emplace(key).first;
  if (!entry->second.code) entry->second.code = py::reinterpret_borrow<py::object>(key);
  const py::object code = entry->second.code;  // outlives its entry
  const bool changed = std::exchange(entry->second.events, events) != events;
  if (events == event_none) codes_.erase(entry);
  if (changed) monitoring_.attr("set_local_events")(id_, code, mask_of(events));
}

PyObject* SysMonitoring::dispatch(Event event, PyObject* const* arguments, Py_ssize_t count) {
  const Interest interest = wishes_.tell(event, arguments, count);
  if (interest == Interest::raise) return nullptr;
  constexpr Events never_disabled = event_throw | event_raise | event_handled | event_unwind | event_reraise;
  if (interest == Interest::keep || !held() || (event & never_disabled) != 0) Py_RETURN_NONE;
  return Py_NewRef(disable_.ptr());
}

}  // namespace pyinstr::python
