#include "frame.h"

#include <algorithm>

#include "compat.h"
#include "imports.h"

namespace pyinstr::python {
namespace {

PyFrameObject* raw(const py::object& frame) { return reinterpret_cast<PyFrameObject*>(frame.ptr()); }

bool is_on_stack(PyObject* wanted) {
  auto frame = py::reinterpret_borrow<py::object>(reinterpret_cast<PyObject*>(compat::current_frame()));
  while (frame && frame.ptr() != wanted) frame = caller_of(frame);
  return static_cast<bool>(frame);
}

/// Calls the trace function that the frame had, if it had one. None leaves a trace function in place.
PyObject* trace_as_before(PyObject* before, PyObject* const* arguments, Py_ssize_t count) {
  if (before == nullptr) return Py_NewRef(Py_None);
  PyObject* const next = PyObject_Vectorcall(before, arguments, static_cast<std::size_t>(count), nullptr);
  if (next != before) return next;
  Py_DECREF(next);
  return Py_NewRef(Py_None);
}

PyMethodDef frame_mark = {"pyinstr_mark", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(&trace_as_before)),
                          METH_FASTCALL, nullptr};

bool is_mark(const py::object& function) {
  return PyCFunction_Check(function.ptr()) && PyCFunction_GetFunction(function.ptr()) == frame_mark.ml_meth;
}

/// Generators, coroutines and asynchronous generators name their frame differently; a finished
/// one has none.
bool has_frame(const py::object& generator) {
  for (const char* name : {"gi_frame", "cr_frame", "ag_frame"}) {
    auto frame = py::reinterpret_steal<py::object>(PyObject_GetAttrString(generator.ptr(), name));
    if (frame) return !frame.is_none();
    PyErr_Clear();
  }
  return false;
}

/// The greenlet that this thread runs, if the program has any (gevent's are such).
py::object current_greenlet() {
  const py::str name("greenlet");
  const auto module = py::reinterpret_steal<py::object>(PyImport_GetModule(name.ptr()));
  auto current = py::reinterpret_steal<py::object>(
      module ? PyObject_CallMethod(module.ptr(), "getcurrent", nullptr) : nullptr);
  PyErr_Clear();
  return current;
}

/// Whether the frame is on the stack of a greenlet that was switched away from.
bool waits_in(const py::object& greenlet, PyObject* wanted) {
  auto frame = py::reinterpret_steal<py::object>(PyObject_GetAttrString(greenlet.ptr(), "gr_frame"));
  PyErr_Clear();
  while (frame && PyFrame_Check(frame.ptr()) && frame.ptr() != wanted) frame = caller_of(frame);
  return frame && frame.ptr() == wanted;
}

}  // namespace

PythonFrame::PythonFrame(py::object frame) : frame_(std::move(frame)), greenlet_(current_greenlet()) {}

py::object caller_of(const py::object& frame) {
  return py::reinterpret_steal<py::object>(compat::frame_caller(raw(frame)));
}

PyCodeObject* code_of(const py::object& frame) { return compat::frame_code(raw(frame)); }

engine::FrameState state_of(const py::object& frame) {
  return is_on_stack(frame.ptr()) ? engine::FrameState::running : PythonFrame(frame).state();
}

engine::FrameState PythonFrame::state() const {
  if (is_on_stack(frame_.ptr())) return engine::FrameState::running;
  if (greenlet_ && waits_in(greenlet_, frame_.ptr())) return engine::FrameState::suspended;
  const auto generator = py::reinterpret_steal<py::object>(generator_.of(raw(frame_)));
  return generator && has_frame(generator) ? engine::FrameState::suspended : engine::FrameState::finished;
}

bool FrameRules::is_hidden(PyCodeObject* code) const {
  Py_ssize_t size = 0;
  const py::object name = compat::file_name(code);
  const char* file = PyUnicode_AsUTF8AndSize(name.ptr(), &size);
  if (file == nullptr) {  // a name with lone surrogates is no file of ours
    PyErr_Clear();
    return false;
  }
  return !package_folder.empty() && std::string_view(file, static_cast<std::size_t>(size)).starts_with(package_folder);
}

bool FrameRules::is_hook_name(PyObject* name) const {
  return PyUnicode_Check(name) &&
         std::any_of(hook_names.begin(), hook_names.end(), [name](const py::object& hook) {
           return name == hook.ptr() || PyUnicode_Compare(name, hook.ptr()) == 0;
         });
}

bool FrameRules::is_prologue(PyCodeObject* code) {
  bool imports = false, attaches = false;
  for (const py::handle name : compat::names(code)) {
    imports = imports || PyUnicode_CompareWithASCIIString(name.ptr(), "pyinstr") == 0;
    attaches = attaches || PyUnicode_CompareWithASCIIString(name.ptr(), "attach") == 0;
  }
  return imports && attaches;
}

bool FrameRules::is_hooked(PyCodeObject* code) const {
  for (const py::handle used : compat::names(code)) {
    if (is_hook_name(used.ptr())) return true;
  }
  return false;
}

engine::ThreadId PythonStack::thread() const { return compat::this_thread(); }

/// A program that has not imported `threading` has one thread, as far as it has named any.
std::string PythonStack::thread_name() {
  if (PyDict_GetItemString(PyImport_GetModuleDict(), "threading") == nullptr) return {};
  try {
    return py::cast<std::string>(imported("pyinstr.threads").attr("own_name")());
  } catch (const std::exception&) {
    return {};  // a name that cannot be had is not worth losing the row for
  }
}

const std::vector<py::object>& PythonStack::frames() {
  if (!frames_.empty()) return frames_;
  auto frame = py::reinterpret_borrow<py::object>(reinterpret_cast<PyObject*>(compat::current_frame()));
  for (; frame; frame = caller_of(frame)) {
    if (!rules_.is_hidden(code_of(frame))) frames_.push_back(frame);
  }
  return frames_;
}

int PythonStack::depth() { return static_cast<int>(frames().size()); }

engine::FrameRef PythonStack::frame(int index) {
  if (index < 0 || index >= depth()) return nullptr;
  return std::make_shared<PythonFrame>(object(index));
}

bool PythonStack::does_report(const py::object& frame) const {
  return reporting_ != nullptr && reporting_->reports(code_of(frame), compat::frame_globals(raw(frame)));
}

bool PythonStack::reports(int index) {
  return index >= 0 && index < depth() && does_report(object(index));
}

/// From the newest coroutine on, down to where something else than an awaitable called one: there
/// its loop begins.
int PythonStack::task_root() {
  const auto is = [this](int index, int flags) { return (compat::flags(code_of(object(index))) & flags) != 0; };
  int index = 0;
  while (index < depth() && !is(index, compat::coroutine)) ++index;
  if (index == depth()) return -1;
  while (index + 1 < depth() && is(index + 1, compat::coroutine | CO_GENERATOR)) ++index;
  return index;
}

engine::TaskFrames PythonStack::task() {
  engine::TaskFrames found;
  try {
    const py::object answer = imported("pyinstr.tasks").attr("beside")();
    for (const auto& item : answer[py::int_(0)]) {
      auto frame = py::reinterpret_borrow<py::object>(item);
      if (!does_report(frame)) continue;
      found.awaiters.push_back(std::make_shared<PythonFrame>(std::move(frame)));
    }
    for (const auto& item : answer[py::int_(1)]) {
      found.others.push_back(std::make_shared<PythonFrame>(py::reinterpret_borrow<py::object>(item)));
    }
  } catch (py::error_already_set& error) {
    error.discard_as_unraisable("pyinstr");
  }
  return found;
}

/// Below frames of ours, where those are known: a stop may be asked for by Python code of ours.
std::uintptr_t PythonStack::top() {
  const auto* const running = reinterpret_cast<const PyObject*>(compat::current_frame());
  return reinterpret_cast<std::uintptr_t>(frames_.empty() ? running : frames_.front().ptr());
}

bool PythonStack::mark() {
  const auto frame = py::reinterpret_borrow<py::object>(reinterpret_cast<PyObject*>(compat::current_frame()));
  const auto there = py::reinterpret_steal<py::object>(frame ? PyObject_GetAttrString(frame.ptr(), "f_trace") : nullptr);
  if (there && is_mark(there)) return false;
  if (there) {
    PyObject* const before = there.is_none() ? nullptr : there.ptr();
    const auto mark = py::reinterpret_steal<py::object>(PyCFunction_New(&frame_mark, before));
    if (mark && PyObject_SetAttrString(frame.ptr(), "f_trace", mark.ptr()) == 0) return true;
  }
  PyErr_Clear();  // no memory
  return true;
}

py::object PythonStack::object(int index) { return frames()[static_cast<std::size_t>(index)]; }

}  // namespace pyinstr::python
