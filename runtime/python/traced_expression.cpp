#include "traced_expression.h"

#include <algorithm>
#include <optional>

#include "compat.h"
#include "frame.h"
#include "imports.h"
#include "interrupts.h"

namespace pyinstr::python {

/// Empty where it has none. Throws an interrupt.
py::object TracedExpression::value_in(const py::object& frame) {
  PyObject* const value = expression_->value(reinterpret_cast<PyFrameObject*>(frame.ptr()));
  if (value != nullptr) return py::reinterpret_steal<py::object>(value);
  if (is_interrupt()) throw py::error_already_set();
  PyErr_Clear();
  return {};
}

TracedExpression::Seen& TracedExpression::seen_in(const py::object& owner, bool is_frame) {
  const auto found = std::find_if(seen_.rbegin(), seen_.rend(), [&](const Seen& one) { return one.owner.is(owner); });
  if (found != seen_.rend()) {
    found->thread = compat::this_thread();  // generators go from one to the other
    return *found;
  }
  seen_.push_back({owner, is_frame, true, compat::this_thread(), {}, {}});
  return seen_.back();
}

/// Of a module's name: functions without a `global` of it cannot.
bool TracedExpression::can_change_here() {
  PyCodeObject* const code = compat::current_place().code;
  if (!expression_->is_name() || code == nullptr || !compat::is_function(code)) return true;
  try {
    return binds(py::reinterpret_borrow<py::object>(reinterpret_cast<PyObject*>(code)));
  } catch (py::error_already_set& error) {
    error.discard_as_unraisable("pyinstr");
    return true;
  }
}

bool TracedExpression::binds(const py::object& code) {
  for (const auto& [known, does] : binding_) {
    if (known.is(code)) return does;
  }
  const bool does = py::cast<bool>(imported("pyinstr.frame_variables").attr("binds_global")(code, expression_->text()));
  binding_.emplace_back(code, does);
  return does;
}

std::vector<engine::ValueChange> TracedExpression::look() {
  std::vector<engine::ValueChange> changes;
  try {
    look_at_left(changes);
    look_here(changes);
  } catch (py::error_already_set& error) {
    const bool interrupts = is_interrupt(error);
    if (!interrupts) return changes;  // a set's element that cannot be compared
    error.restore();
    keep_interrupt_();
  }
  return changes;
}

void TracedExpression::look_here(std::vector<engine::ValueChange>& changes) {
  PyFrameObject* const raw = compat::current_frame();
  const auto frame = py::reinterpret_borrow<py::object>(reinterpret_cast<PyObject*>(raw));
  const bool local = expression_->names_local_in(raw);
  const auto owner = local ? frame : py::reinterpret_borrow<py::object>(compat::frame_globals(raw));
  const py::object now = value_in(frame);
  compare(seen_in(owner, local), now, changes);
}

/// A frame's last line may have changed the value; nothing of it is kept longer. Frames older than one
/// that runs still run, but for suspended generators, which can wait for the next time.
void TracedExpression::look_at_left(std::vector<engine::ValueChange>& changes) {
  const engine::ThreadId thread = compat::this_thread();
  std::list<Seen> left;
  bool running = false;
  for (auto seen = seen_.end(); seen != seen_.begin();) {
    const auto one = --seen;
    if (!one->is_frame || (one->thread == thread && running)) continue;
    const bool is_elsewhere = one->thread != thread && compat::is_live_thread(one->thread);
    const auto state = is_elsewhere ? engine::FrameState::running : state_of(one->owner);
    if (one->thread == thread) running = state == engine::FrameState::running;
    if (state != engine::FrameState::finished) continue;
    seen = std::next(one);
    left.splice(left.end(), seen_, one);
  }
  for (Seen& one : left) {
    const py::object last = value_in(one.owner);
    if (last) compare(one, last, changes);
  }
}

void TracedExpression::compare(Seen& seen, const py::object& now, std::vector<engine::ValueChange>& changes) {
  const bool is_new = std::exchange(seen.is_new, false);
  if (seen.last.is_still(now)) return;
  const ValueSnapshot current(now);  // of our own: to make its text may run code that comes by here
  const ValueSnapshot before = std::exchange(seen.last, current);
  engine::ValueChange change;
  if (!before.is_empty()) change.before = std::move(seen.text);
  change.now = seen.text = current.text();
  PyObject* const frame = seen.is_frame ? seen.owner.ptr() : reinterpret_cast<PyObject*>(compat::current_frame());
  if (!is_new) change.frame = reinterpret_cast<std::uintptr_t>(frame);
  change.is_certain = seen.is_frame && expression_->is_name();
  changes.push_back(std::move(change));
}

}  // namespace pyinstr::python
