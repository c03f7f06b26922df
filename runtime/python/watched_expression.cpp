#include "watched_expression.h"

#include <utility>

#include "compat.h"
#include "condition.h"
#include "inspect.h"
#include "interrupts.h"

namespace pyinstr::python {
namespace {

PyFrameObject* raw_frame(const py::object& frame) { return reinterpret_cast<PyFrameObject*>(frame.ptr()); }

bool is_among(const py::handle& all, const py::object& name) {
  const int found = PySequence_Contains(all.ptr(), name.ptr());
  if (found < 0) throw py::error_already_set();
  return found == 1;
}

}  // namespace

WatchedExpression::WatchedExpression(std::shared_ptr<PythonCondition> expression,
                                     std::shared_ptr<PythonCondition> condition, const py::object& frame,
                                     std::function<void()> keep_interrupt)
    : expression_(std::move(expression)),
      condition_(std::move(condition)),
      keep_interrupt_(std::move(keep_interrupt)),
      globals_(py::reinterpret_borrow<py::object>(compat::frame_globals(raw_frame(frame)))) {
  const auto code = py::reinterpret_borrow<py::object>(reinterpret_cast<PyObject*>(code_of(frame)));
  const auto locals = expression_->names_local_to(code);
  const bool is_function = compat::is_function(code_of(frame));
  const bool is_module = !is_function && py::object(frame.attr("f_locals")).is(globals_);
  if (!is_module && !(is_function && locals.empty())) {
    frame_ = frame;
    function_ = text_of(compat::name(code_of(frame)));
    thread_ = compat::this_thread();
    is_one_local_ = is_function && locals.size() == 1 && expression_->is_name() &&
                    !is_among(code.attr("co_cellvars"), locals[0]) && !is_among(code.attr("co_freevars"), locals[0]);
  }
  const auto name = py::reinterpret_borrow<py::object>(PyDict_GetItemString(globals_.ptr(), "__name__"));
  if (!frame_ && name && PyUnicode_Check(name.ptr())) module_ = text_of(name);
  bool interrupted = false;
  last_ = ValueSnapshot(current(interrupted));
}

WatchedExpression::WatchedExpression(std::shared_ptr<PythonCondition> expression,
                                     std::shared_ptr<PythonCondition> condition, std::string module,
                                     std::function<void()> keep_interrupt)
    : expression_(std::move(expression)),
      condition_(std::move(condition)),
      keep_interrupt_(std::move(keep_interrupt)),
      module_(std::move(module)) {
  bool interrupted = false;
  const py::object now = current(interrupted);
  waits_ = !now;
  last_ = ValueSnapshot(now);
}

/// The module may be imported later. It is not asked for anything: it may be one that loads itself.
void WatchedExpression::find_module() {
  PyObject* modules = PySys_GetObject("modules");  // borrowed
  PyObject* module = modules != nullptr && PyDict_Check(modules) ? PyDict_GetItemString(modules, module_.c_str()) : nullptr;
  if (module != nullptr && PyModule_Check(module)) {
    globals_ = py::reinterpret_borrow<py::object>(PyModule_GetDict(module));
  }
}

PyObject* WatchedExpression::ask(PythonCondition& expression) const {
  return frame_ ? expression.value(raw_frame(frame_)) : expression.value_in_module(globals_.ptr());
}

/// Empty where it has no value: what it names is not there now.
py::object WatchedExpression::current(bool& interrupted) {
  if (!frame_ && !globals_) find_module();
  if (!frame_ && !globals_) return {};
  PyObject* const value = ask(*expression_);
  if (value != nullptr) return py::reinterpret_steal<py::object>(value);
  interrupted = is_interrupt();
  if (interrupted) keep_interrupt_();
  PyErr_Clear();
  return {};
}

bool WatchedExpression::is_left() const {
  return frame_ && state_of(frame_) == engine::FrameState::finished;
}

engine::Look WatchedExpression::look() {
  try {
    return compare();
  } catch (py::error_already_set& error) {
    if (!is_interrupt(error)) return {};  // a set's element that cannot be compared
    error.restore();
    keep_interrupt_();
    engine::Look interrupted;
    interrupted.kind = engine::Look::Kind::interrupted;
    return interrupted;
  }
}

engine::Look WatchedExpression::compare() {
  engine::Look look;
  // Another thread's stack cannot be seen from here; its own next line tells.
  if (frame_ && thread_ != compat::this_thread()) return look;
  if (is_left()) {
    look.kind = engine::Look::Kind::gone;
    look.before = last_.text();
    frame_ = py::object();
    return look;
  }
  bool interrupted = false;
  const py::object now = current(interrupted);
  if (interrupted) look.kind = engine::Look::Kind::interrupted;
  if (interrupted || last_.is_still(now)) return look;
  if (std::exchange(waits_, false)) {
    last_ = ValueSnapshot(now);
    return look;
  }
  const ValueSnapshot before = std::exchange(last_, ValueSnapshot(now));
  if (!counts(look)) return look;
  look.kind = engine::Look::Kind::changed;
  look.before = before.text();
  look.now = last_.text();
  if (is_one_local_ && !before.is_same_object(now)) look.frame = reinterpret_cast<std::uintptr_t>(frame_.ptr());
  return look;
}

/// Whether the condition lets a change count. One that fails does, with a note.
bool WatchedExpression::counts(engine::Look& look) const {
  if (condition_ == nullptr) return true;
  const auto value = py::reinterpret_steal<py::object>(ask(*condition_));
  const int truth = value ? PyObject_IsTrue(value.ptr()) : -1;
  if (truth >= 0) return truth == 1;
  if (is_interrupt()) throw py::error_already_set();
  look.note = take_error_text();
  return true;
}

std::string WatchedExpression::value() {
  try {
    return waits_ ? "not there yet" : last_.text();
  } catch (py::error_already_set&) {
    return "(its value cannot be shown)";
  }
}

}  // namespace pyinstr::python
