#include "compat.h"

#if PYINSTR_HAS_TRACE_FUNCTIONS

#include "trace_functions.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "hooks.h"
#include "imports.h"
#include "inspect.h"

namespace pyinstr::python {
namespace {

constexpr const char* trace_name = "pyinstr trace function";

TraceFunctions* functions_of(PyObject* function) {
  PyObject* const self = PyCFunction_GET_SELF(function);  // borrowed
  return static_cast<TraceFunctions*>(PyCapsule_GetPointer(self, trace_name));
}

int trace(PyObject* function, PyFrameObject* frame, int what, PyObject* argument) {
  TraceFunctions* const functions = functions_of(function);
  return functions == nullptr ? -1 : functions->on_event(frame, what, argument);
}

PyObject* trace_from_python(PyObject* self, PyObject* const* arguments, Py_ssize_t count) {
  auto* const functions = static_cast<TraceFunctions*>(PyCapsule_GetPointer(self, trace_name));
  if (functions == nullptr) return nullptr;
  if (count != 3 || !PyFrame_Check(arguments[0]) || !PyUnicode_Check(arguments[1])) {
    PyErr_SetString(PyExc_TypeError, "a trace function is called with a frame, an event and a value");
    return nullptr;
  }
  const char* const event = PyUnicode_AsUTF8(arguments[1]);
  if (event == nullptr) return nullptr;
  if (functions->on_python_event(reinterpret_cast<PyFrameObject*>(arguments[0]), event) != 0) return nullptr;
  Py_RETURN_NONE;
}

PyMethodDef trace_definition = {
    "pyinstr_trace", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(trace_from_python)),
    METH_FASTCALL, nullptr};

/// How people know a trace function: its name, or that of its type.
std::string name_of(PyObject* function) {
  if (function == nullptr) return "a native function";
  const auto object = py::reinterpret_borrow<py::object>(function);
  const py::object named = py::hasattr(object, "__qualname__") ? object : py::object(py::type::of(object));
  return text_of(py::str(named.attr("__module__"))) + "." + text_of(py::str(named.attr("__qualname__")));
}

/// All of this interpreter, newest first. Nothing of Python's runs while they are walked.
template <typename Visit>
void each_thread(Visit visit) {
  PyThreadState* thread = PyInterpreterState_ThreadHead(PyInterpreterState_Get());
  for (; thread != nullptr; thread = PyThreadState_Next(thread)) visit(thread);
}

std::uint64_t newest_thread() {
  PyThreadState* const head = PyInterpreterState_ThreadHead(PyInterpreterState_Get());
  return head == nullptr ? 0 : PyThreadState_GetID(head);
}

}  // namespace

// ---- what is wanted

void TraceFunctions::prepare() {
  if (function_) return;
  const py::capsule self(this, trace_name);
  function_ = py::reinterpret_steal<py::object>(PyCFunction_New(&trace_definition, self.ptr()));
  if (!function_) throw py::error_already_set();
}

bool TraceFunctions::want(MonitoringListener& listener, Events events, const EventThreads& threads) {
  prepare();
  if (events != event_none && !has_free_thread(threads)) return false;
  Wish& wish = wishes_.of(listener);
  wish.everywhere = events;
  wish.threads = threads;
  set();
  return true;
}

bool TraceFunctions::want_in(MonitoringListener& listener, PyCodeObject* code, Events events) {
  prepare();
  PyObject* const key = reinterpret_cast<PyObject*>(code);
  if (events == event_none && wishes_.of(listener).in.erase(key) == 0) return true;
  const Wish& before = wishes_.of(listener);
  if (events != event_none && !before.is_open() && !has_free_thread(before.threads)) return false;
  // Looked up anew: who has a thread was asked for a name, and may have wished for something.
  if (events != event_none) wishes_.of(listener).in[key] = events;
  set_in(key);
  set();
  return true;
}

void TraceFunctions::forget(MonitoringListener& listener) {
  Wish& wish = wishes_.of(listener);
  wish.everywhere = event_none;
  wish.threads = {};
  const auto codes = std::exchange(wish.in, {});
  if (!function_) return;
  for (const auto& entry : codes) set_in(entry.first);
  set();
}

void TraceFunctions::set_in(PyObject* key) {
  const Events events = wishes_.in(key);
  auto* const code = reinterpret_cast<PyCodeObject*>(key);
  Code* record = known_.find(code);
  if (record == nullptr && events != event_none) {
    record = known_.add(code, std::make_unique<Code>());
    if (record == nullptr) return;
  }
  if (record != nullptr) record->events = events;
  const auto kept = py::reinterpret_borrow<py::object>(key);  // outlives its entry
  if (events != event_none) codes_.emplace(key, kept);
  else codes_.erase(key);
}

// ---- threads

bool TraceFunctions::is_ours(PyThreadState* thread) const {
  return function_ && compat::trace_object(thread) == function_.ptr();
}

bool TraceFunctions::is_free() const {
  PyThreadState* const thread = PyThreadState_Get();
  return is_ours(thread) || !compat::is_traced(thread);
}

/// Also notes who has those that are not.
bool TraceFunctions::has_free_thread(const EventThreads& threads) {
  bool free = false;
  py::object other;
  each_thread([&](PyThreadState* thread) {
    if (!threads.have(thread->thread_id) || left_out_.contains(PyThreadState_GetID(thread))) return;
    const bool taken = compat::is_traced(thread) && !is_ours(thread);
    free = free || !taken;
    if (taken) other = py::reinterpret_borrow<py::object>(compat::trace_object(thread));
  });
  refusal_.clear();
  if (other) refusal_ = "`" + name_of(other.ptr()) + "` is the program's trace function";
  return free;
}

bool TraceFunctions::serves(engine::ThreadId thread) const {
  const auto& wishes = wishes_.all();
  return std::any_of(wishes.begin(), wishes.end(),
                     [&](const Wish& wish) { return wish.is_open() && wish.threads.have(thread); });
}

void TraceFunctions::set() {
  everywhere_ = wishes_.everywhere();
  set_threads();
  const auto& wishes = wishes_.all();
  set_new_threads(std::any_of(wishes.begin(), wishes.end(),
                              [](const Wish& wish) { return wish.is_open() && wish.threads.all; }));
}

void TraceFunctions::set_threads() {
  newest_ = newest_thread();
  each_thread([this](PyThreadState* thread) {
    set_thread(thread, serves(thread->thread_id) && !left_out_.contains(PyThreadState_GetID(thread)));
  });
}

void TraceFunctions::leave_out_this_thread() {
  std::set<std::uint64_t> there;
  each_thread([&](PyThreadState* thread) { there.insert(PyThreadState_GetID(thread)); });
  std::erase_if(left_out_, [&](std::uint64_t number) { return !there.contains(number); });
  left_out_.insert(PyThreadState_GetID(PyThreadState_Get()));
}

void TraceFunctions::set_thread(PyThreadState* thread, bool wanted) const {
  const bool ours = is_ours(thread);
  if (wanted && (ours || !compat::is_traced(thread))) compat::set_trace(thread, trace, function_.ptr());
  else if (ours && !wanted) compat::set_trace(thread, nullptr, nullptr);
}

/// On 3.11 call_tracing lets events through, but leaves them switched off.
void TraceFunctions::listen_inside() {
  PyThreadState* const thread = PyThreadState_Get();
  if (is_ours(thread)) set_thread(thread, true);
}

/// What the threading module gives to threads that it begins.
void TraceFunctions::set_new_threads(bool wanted) {
  if (wanted == waits_for_threads_) return;
  waits_for_threads_ = wanted;
  const py::module_ threading = imported("threading");
  const py::object has = threading.attr("gettrace")();
  if (wanted && has.is_none()) threading.attr("settrace")(function_);
  else if (!wanted && has.is(function_)) threading.attr("settrace")(py::none());
}

void TraceFunctions::look_for_threads() {
  if (newest_thread() != newest_) set_threads();
}

// ---- events

TraceFunctions::Code* TraceFunctions::code_of_frame(PyFrameObject* frame, bool make) {
  PyCodeObject* const code = compat::frame_code(frame);
  Code* const known = known_.find(code);
  return known != nullptr || !make ? known : known_.add(code, std::make_unique<Code>());
}

int TraceFunctions::on_event(PyFrameObject* frame, int what, PyObject* argument) noexcept {
  if (Ignoring::is_on()) return 0;
  try {
    if (what == PyTrace_CALL) return begins(frame);
    if (what == PyTrace_RETURN) return leaves(frame, argument);
    if (what == PyTrace_EXCEPTION) return raises(frame, argument);
    if (what != PyTrace_LINE) return 0;
    Code* const record = code_of_frame(frame, false);
    if (record == nullptr || (record->events & event_line) == 0) return 0;
    const py::int_ line(PyFrame_GetLineNumber(frame));
    PyObject* const code = reinterpret_cast<PyObject*>(compat::frame_code(frame));
    PyObject* const arguments[] = {code, line.ptr()};
    return dispatch(event_line, arguments, 2);
  } catch (py::error_already_set& error) {
    error.discard_as_unraisable("pyinstr");
  } catch (const std::exception&) {
    // Out of memory: this event is lost.
  }
  return 0;
}

int TraceFunctions::on_python_event(PyFrameObject* frame, const char* event) noexcept {
  PyThreadState* const thread = PyThreadState_Get();
  try {
    if (!serves(thread->thread_id)) {
      set_thread(thread, false);
      return 0;
    }
  } catch (const std::exception&) {
    return 0;
  }
  compat::set_trace(thread, trace, function_.ptr());
  return std::strcmp(event, "call") == 0 ? on_event(frame, PyTrace_CALL, Py_None) : 0;
}

int TraceFunctions::begins(PyFrameObject* frame) {
  look_for_threads();
  constexpr Events starts = event_start | event_resume;
  Code* const record = code_of_frame(frame, true);
  if (record == nullptr || ((everywhere_ | record->events) & starts) == 0) return 0;
  if (record->passed == round_) return 0;
  PyObject* const arguments[] = {reinterpret_cast<PyObject*>(compat::frame_code(frame))};
  return dispatch(compat::begins_anew(frame) ? event_start : event_resume, arguments, 1, record);
}

int TraceFunctions::leaves(PyFrameObject* frame, PyObject* value) {
  Code* const record = code_of_frame(frame, false);
  const Events wanted = everywhere_ | (record != nullptr ? record->events : event_none);
  if ((wanted & (event_return | event_yield | event_unwind)) == 0) return 0;
  const Event event = value == nullptr              ? event_unwind
                      : compat::is_at_yield(frame) ? event_yield
                                                   : event_return;
  if ((wanted & event) == 0) return 0;
  PyObject* const code = reinterpret_cast<PyObject*>(compat::frame_code(frame));
  PyObject* const arguments[] = {code, Py_None, value == nullptr ? Py_None : value};
  return dispatch(event, arguments, 3);
}

/// `exception` is a tuple: type, value, traceback.
int TraceFunctions::raises(PyFrameObject* frame, PyObject* exception) {
  if ((everywhere_ & event_raise) == 0 || !PyTuple_Check(exception) || PyTuple_GET_SIZE(exception) != 3) return 0;
  PyObject* const code = reinterpret_cast<PyObject*>(compat::frame_code(frame));
  PyObject* const arguments[] = {code, Py_None, PyTuple_GET_ITEM(exception, 1), PyTuple_GET_ITEM(exception, 2)};
  return dispatch(event_raise, arguments, 4);
}

int TraceFunctions::dispatch(Event event, PyObject* const* arguments, Py_ssize_t count, Code* code) {
  const std::uint64_t round = round_;
  const Interest interest = wishes_.tell(event, arguments, count);
  if (interest == Interest::raise) return -1;
  if (interest == Interest::disable && code != nullptr) code->passed = round;
  return 0;
}

}  // namespace pyinstr::python

#endif
