/// The same events from trace functions, below 3.12.
///
/// A native trace function is set on threads that somebody wants events of, and taken away when
/// nobody does. It is called for every call and line of such a thread, which costs; of code that
/// nobody asked for it looks at a record on the code object and returns. Threads that the threading
/// module begins later have it from their first line, others from the next call that a traced
/// thread makes. Somebody else's trace function stays where it is, and its thread is done without.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "kept_with_code.h"
#include "wishes.h"

namespace pyinstr::python {

class TraceFunctions : public MonitoringTool {
 public:
  bool want(MonitoringListener& listener, Events events, const EventThreads& threads = {}) override;
  bool want_in(MonitoringListener& listener, PyCodeObject* code, Events events) override;
  void forget(MonitoringListener& listener) override;
  void restart() override { ++round_; }
  void listen_inside() override;
  void leave_out_this_thread() override;
  bool is_free() const override;
  const std::string& refusal() const override { return refusal_; }

  /// For the trace function: what CPython calls one with. -1 with an exception set if the program is
  /// to see one.
  int on_event(PyFrameObject* frame, int what, PyObject* argument) noexcept;
  /// Python's own machinery calls it as a trace function: on a thread that begins, or where somebody
  /// put it back. As on_event, of the event named.
  int on_python_event(PyFrameObject* frame, const char* event) noexcept;

 private:
  /// What is kept with a code object.
  struct Code {
    Events events = event_none;  ///< wanted in it
    std::uint64_t passed = 0;    ///< the round in which its start was disabled
  };

  void prepare();
  bool serves(engine::ThreadId thread) const;
  bool has_free_thread(const EventThreads& threads);
  bool is_ours(PyThreadState* thread) const;
  void set();
  void set_threads();
  void set_thread(PyThreadState* thread, bool wanted) const;
  void set_new_threads(bool wanted);
  void look_for_threads();
  void set_in(PyObject* key);
  Code* code_of_frame(PyFrameObject* frame, bool make);
  int begins(PyFrameObject* frame);
  int leaves(PyFrameObject* frame, PyObject* value);
  int raises(PyFrameObject* frame, PyObject* exception);
  int dispatch(Event event, PyObject* const* arguments, Py_ssize_t count, Code* code = nullptr);

  Wishes wishes_;
  std::map<PyObject*, py::object> codes_;  ///< those with wishes in them
  Events everywhere_ = event_none;         ///< of all wishes
  std::uint64_t round_ = 1;                ///< of restart()
  KeptWithCode<Code> known_;
  py::object function_;                    ///< what sys.gettrace() shows while it is set
  std::uint64_t newest_ = 0;               ///< of the threads that were looked at, its number
  std::set<std::uint64_t> left_out_;       ///< threads, by their numbers, which are not given again
  bool waits_for_threads_ = false;         ///< threading has the function, for those to come
  std::string refusal_;
};

}  // namespace pyinstr::python
