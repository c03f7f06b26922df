/// The interpreter's own events, shared by whatever part of the runtime wants some: one place takes
/// what they come from, and gives it back.
///
/// On 3.12 and later that is the debuggers' id of sys.monitoring (sys_monitoring.h), below trace
/// functions (trace_functions.h). Something is held exactly while a listener wants an event.
/// Threads: under the interpreter's lock. A listener is called on the thread that the event is of.
#pragma once

#include <pybind11/pybind11.h>

#include <cstdint>
#include <memory>
#include <set>
#include <string>

#include "engine/stack.h"

namespace pyinstr::python {

namespace py = pybind11;

/// One event, or several, as bits of our own; named as in sys.monitoring. Those marked * are had
/// from all code only, and none of their places can be disabled. Trace functions tell of no
/// event_jump, event_throw (a resumption), event_handled and event_reraise, and not what a frame is left by.
enum Event : std::uint32_t {
  event_none = 0,
  event_start = 1 << 0,   ///< a function begins (PY_START)
  event_resume = 1 << 1,  ///< a generator or coroutine goes on (PY_RESUME)
  event_throw = 1 << 2,   ///< … with an exception (PY_THROW) *
  event_line = 1 << 3,
  event_jump = 1 << 4,
  event_return = 1 << 5,
  event_yield = 1 << 6,
  event_raise = 1 << 7,     ///< * a trace function tells it to each frame the exception comes to
  event_handled = 1 << 8,   ///< EXCEPTION_HANDLED *
  event_unwind = 1 << 9,    ///< left by an exception (PY_UNWIND) *
  event_reraise = 1 << 10,  ///< a handler or `finally` lets one go on *
};
inline constexpr int event_count = 11;
using Events = std::uint32_t;

/// What becomes of an event's place after a listener has seen it.
enum class Interest {
  keep,     ///< goes on being reported
  disable,  ///< not again before restart(); where another listener keeps it, that wins
  raise,    ///< a Python exception is set, which the program is to see
};

/// Of which threads events are wanted. Sources that cannot tell threads apart report all.
struct EventThreads {
  bool all = true;
  std::set<engine::ThreadId> some;  ///< unless all

  bool have(engine::ThreadId thread) const { return all || some.contains(thread); }
};

class MonitoringListener {
 public:
  virtual ~MonitoringListener() = default;
  /// `arguments` are those of sys.monitoring's callback, borrowed; the first is the code. Behind an
  /// exception its traceback may stand. Also told of events that other listeners asked for: of those
  /// it answers `disable`. Lets no C++ exception out.
  virtual Interest on_event(Event event, PyObject* const* arguments, Py_ssize_t count) noexcept = 0;
};

class MonitoringTool {
 public:
  MonitoringTool() = default;
  MonitoringTool(const MonitoringTool&) = delete;
  MonitoringTool& operator=(const MonitoringTool&) = delete;
  virtual ~MonitoringTool() = default;

  /// Whether this interpreter has any such events.
  static bool exists();

  /// What the listener wants of all code, in place of what it wanted before. False, and nothing
  /// changes, if another tool has what is needed: `refusal` says which.
  virtual bool want(MonitoringListener& listener, Events events, const EventThreads& threads = {}) = 0;
  /// The same for one code object, which is kept alive meanwhile, on the threads of `want`.
  virtual bool want_in(MonitoringListener& listener, PyCodeObject* code, Events events) = 0;
  /// Nothing any more, neither of all code nor of any.
  virtual void forget(MonitoringListener& listener) = 0;
  /// Places that were disabled report again.
  virtual void restart() = 0;
  /// This thread is in an event, and runs code through `sys.call_tracing` that is to have some, too.
  virtual void listen_inside() {}
  /// This thread is the debugger's own, to its end: nobody wants its events.
  virtual void leave_out_this_thread() {}

  /// Whether this thread's events are ours or could be.
  virtual bool is_free() const = 0;
  /// Who has what is needed, for people: of all threads when it was last wanted, or of some. Empty
  /// if nobody.
  virtual const std::string& refusal() const = 0;
};

/// What this interpreter has; where it has none, one that refuses.
std::unique_ptr<MonitoringTool> make_monitoring_tool();

}  // namespace pyinstr::python
