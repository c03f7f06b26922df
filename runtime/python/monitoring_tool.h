/// The interpreter's own events (sys.monitoring, 3.12 and later), shared by whatever part of the
/// runtime wants some: one place takes the debuggers' tool id and gives it back.
///
/// The id is held exactly while a listener wants an event. Below 3.12 there is nothing to hold.
/// Threads: under the interpreter's lock. A listener is called on the thread that the event is of.
#pragma once

#include <pybind11/pybind11.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace pyinstr::python {

namespace py = pybind11;

/// One event of sys.monitoring, or several, as bits of our own.
enum Event : std::uint32_t {
  event_none = 0,
  event_start = 1 << 0,   ///< a function begins (PY_START)
  event_resume = 1 << 1,  ///< a generator or coroutine goes on (PY_RESUME)
  event_throw = 1 << 2,   ///< … with an exception (PY_THROW); global only, never disabled
  event_line = 1 << 3,
  event_jump = 1 << 4,
  event_return = 1 << 5,
  event_yield = 1 << 6,
  event_raise = 1 << 7,   ///< global only, never disabled
  event_handled = 1 << 8, ///< EXCEPTION_HANDLED; global only, never disabled
  event_unwind = 1 << 9,  ///< left by an exception (PY_UNWIND); global only, never disabled
  event_reraise = 1 << 10,  ///< a handler or `finally` lets one go on; global only, never disabled
};
inline constexpr int event_count = 11;
using Events = std::uint32_t;

/// What becomes of an event's place after a listener has seen it.
enum class Interest {
  keep,     ///< goes on being reported
  disable,  ///< not again before restart(); where another listener keeps it, that wins
  raise,    ///< a Python exception is set, which the program is to see
};

class MonitoringListener {
 public:
  virtual ~MonitoringListener() = default;
  /// `arguments` are those of sys.monitoring's callback, borrowed; the first is the code. Also told
  /// of events that other listeners asked for: of those it answers `disable`.
  /// Lets no C++ exception out.
  virtual Interest on_event(Event event, PyObject* const* arguments, Py_ssize_t count) noexcept = 0;
};

class MonitoringTool {
 public:
  MonitoringTool() = default;
  MonitoringTool(const MonitoringTool&) = delete;
  MonitoringTool& operator=(const MonitoringTool&) = delete;

  /// Whether this interpreter has such events at all.
  static bool exists();

  /// What the listener wants of all code, in place of what it wanted before. False, and nothing
  /// changes, if another tool has the id: `holder` says which.
  bool want(MonitoringListener& listener, Events events);
  /// The same for one code object, which is kept alive meanwhile. Only while the listener wants
  /// something of all code, or of some code, already; else as above.
  bool want_in(MonitoringListener& listener, PyCodeObject* code, Events events);
  /// Nothing any more, neither of all code nor of any.
  void forget(MonitoringListener& listener);
  /// Places that were disabled report again.
  void restart();

  /// Whether the id is ours or could be.
  bool is_free() const;
  bool held() const { return static_cast<bool>(monitoring_); }
  /// The name of the tool that had the id when it was last refused to us.
  const std::string& holder() const { return holder_; }

  /// For the callbacks: an event has come.
  PyObject* dispatch(Event event, PyObject* const* arguments, Py_ssize_t count);

 private:
  struct Wish {
    MonitoringListener* listener = nullptr;
    Events everywhere = event_none;
    std::map<PyObject*, Events> in;  ///< borrowed: codes_ owns
  };
  struct Code {
    py::object code;
    Events events = event_none;  ///< what is set
  };

  bool take();
  void give_back_if_unused();
  Wish& wish_of(MonitoringListener& listener);
  void set_everywhere();
  void set_in(PyObject* code);
  void register_callbacks(bool ours);
  unsigned long mask_of(Events events) const;

  py::object monitoring_;        ///< sys.monitoring while the id is ours
  py::object disable_;           ///< sys.monitoring.DISABLE
  int id_ = 0;
  unsigned long masks_[event_count] = {};
  py::object callbacks_[event_count];
  std::vector<Wish> wishes_;
  std::map<PyObject*, Code> codes_;
  Events everywhere_ = event_none;
  std::string holder_;
};

}  // namespace pyinstr::python
