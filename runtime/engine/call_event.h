/// What happens to calls, for those that look on: functions begin, return, and are left by
/// exceptions.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "source_file.h"

namespace pyinstr::engine {

/// What a view wants to hear of, as bits.
enum ViewInterest : std::uint32_t {
  interest_none = 0,
  interest_lines = 1 << 0,
  interest_calls = 1 << 1,       ///< calls, and generators and coroutines that go on
  interest_returns = 1 << 2,     ///< values returned and yielded
  interest_exceptions = 1 << 3,  ///< in all code, that of modules and classes too
};
using ViewInterests = std::uint32_t;

enum class CallKind {
  called,
  resumed,   ///< a generator or coroutine goes on
  returned,
  yielded,
  waits,     ///< a coroutine awaits something that is not there yet
  raised,    ///< met first here: raised by this code, or by others' code that it called
  handled,   ///< a handler of this code will take it; `line` is the handler's
  left,      ///< the exception leaves it
};

/// What of the interests the kind belongs to.
ViewInterests interest_of(CallKind kind);

/// Of code that steps would go into. Valid during the event, on its thread.
struct CallEvent {
  CallKind kind = CallKind::called;
  FileId file = 0;
  Line line = 0;         ///< of a call, the function's first
  std::string function;  ///< qualified
  /// The arguments, the value, or the exception: cut, on one line, in bounded time. Runs code of the
  /// program's, so it is asked once, by who needs it.
  std::function<std::string()> text;
  /// How many calls of such functions it is in; 0 for the outermost one.
  std::function<int()> depth;
};

/// Who tells the engine of calls (Engine::on_call).
class CallSource {
 public:
  virtual ~CallSource() = default;
  /// From now on all that these interests mean, in every thread. Gives why it cannot be done, and
  /// nothing changes; or an empty text. None always can. Bits of lines are not for it.
  virtual std::string watch(ViewInterests interests) = 0;
  /// Other code than before is meant.
  virtual void step_filter_changed() = 0;
};

}  // namespace pyinstr::engine
