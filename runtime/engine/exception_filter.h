/// Exceptions that stop: what people asked for, and the rule that says which one is meant.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "breakpoint.h"

namespace pyinstr::engine {

enum class CatchWhen {
  raised,          ///< each, where it is raised
  uncaught,        ///< if nothing up the stack handles it
  user_unhandled,  ///< if the program's own code does not, before it reaches a library's
};

struct CatchSpec {
  CatchWhen when = CatchWhen::raised;
  std::vector<std::string> types;  ///< names, with or without their modules; empty: all
  std::string condition;           ///< asked in the frame that raises; empty: none
};

struct Catch {
  int number = 0;  ///< from 1, never reused
  CatchSpec spec;
  std::int64_t hits = 0;
  bool condition_failed = false;  ///< its error was reported already
};

/// An exception in a frame of the program's own code, the newest one of the stack.
struct ExceptionEvent {
  FileId file = 0;
  Line line = 0;
  std::string function;            ///< qualified
  std::string text;                ///< `ValueError: too large`
  std::vector<std::string> types;  ///< of its class and the bases: each short and with its module
  bool control_flow = false;       ///< StopIteration and the like: meant only where it is named
  /// Whether the program's own code meets it here first; else it passes on its way up.
  bool first = true;
  bool handled = true;             ///< something up the stack handles it
  bool handled_by_user = true;     ///< … in the program's own code, before a library's is reached
  bool told_unhandled = false;     ///< a stop has said already that nothing handles it
  /// Asks a condition in its frame. Called during the event only.
  std::function<Verdict(const std::string& condition)> ask;
};

/// What there is to say of a name by which exceptions are to be caught.
struct ExceptionName {
  std::string own;                  ///< the class's own name; empty: there is no such class yet
  std::vector<std::string> others;  ///< then, the names there are
};

/// How much is to be found out of each exception.
enum class ExceptionInterest { none, raised, handling };

/// Who tells the engine of exceptions.
class ExceptionSource {
 public:
  virtual ~ExceptionSource() = default;
  /// From now on. Gives why it cannot be done, or an empty text; `none` always can.
  virtual std::string watch(ExceptionInterest interest) = 0;
  /// A source that cannot tell takes each name for one.
  virtual ExceptionName look_up(const std::string& name) { return {name, {}}; }
};

/// `raised ValueError, pkg.Error if x > 3`; every part may be missing. Nothing if the text has no
/// such form; `error` then says what is wrong with it.
std::optional<CatchSpec> parse_catch(std::string_view text, std::string& error);

/// The same text again.
std::string text_of(const CatchSpec& spec);

/// Whether the exception is meant, apart from the condition.
bool is_meant(const CatchSpec& spec, const ExceptionEvent& event);

}  // namespace pyinstr::engine
