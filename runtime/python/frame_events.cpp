#include "frame_events.h"

#include <algorithm>

#include "compat.h"
#include "frame.h"

namespace pyinstr::python {

Events FrameEvents::wanted_in(PyObject* code) const {
  Events events = event_none;
  for (const Watched& one : watched_) {
    if (reinterpret_cast<PyObject*>(code_of(one.frame)) == code) events |= one.events;
  }
  return events;
}

bool FrameEvents::watch(const py::object& frame, Events events, py::object tell) {
  PyCodeObject* const code = code_of(frame);
  if (!tool_.want_in(*this, code, wanted_in(reinterpret_cast<PyObject*>(code)) | events)) return false;
  forget(frame);
  watched_.push_back({frame, events, std::move(tell)});
  return tool_.want_in(*this, code, wanted_in(reinterpret_cast<PyObject*>(code)));
}

void FrameEvents::forget(const py::object& frame) {
  const auto found = std::find_if(watched_.begin(), watched_.end(),
                                  [&](const Watched& one) { return one.frame.is(frame); });
  if (found == watched_.end()) return;
  const Watched gone = std::move(*found);  // dies last: it may be all that keeps the code
  watched_.erase(found);
  PyCodeObject* const code = code_of(gone.frame);
  tool_.want_in(*this, code, wanted_in(reinterpret_cast<PyObject*>(code)));
}

Interest FrameEvents::on_event(Event event, PyObject* const* arguments, Py_ssize_t count) noexcept {
  if ((wanted_in(arguments[0]) & event) == 0) return Interest::disable;
  const auto* const running = reinterpret_cast<PyObject*>(compat::current_frame());
  for (const Watched& one : watched_) {
    if (one.frame.ptr() != running || (one.events & event) == 0) continue;
    const py::object tell = one.tell;  // it may be forgotten meanwhile
    const auto told = py::reinterpret_steal<py::object>(
        PyObject_CallFunction(tell.ptr(), "IO", static_cast<unsigned>(event), arguments[count - 1]));
    return told ? Interest::keep : Interest::raise;
  }
  return Interest::keep;  // another call of the same code
}

void release_frame() {
  for (const char* name : {"pyinstr.returns", "pyinstr.jump"}) {
    try {
      const auto module = py::reinterpret_steal<py::object>(PyImport_GetModule(py::str(name).ptr()));
      if (module) module.attr("release")();
      else PyErr_Clear();
    } catch (py::error_already_set& error) {
      error.discard_as_unraisable(name);
    }
  }
}

}  // namespace pyinstr::python
