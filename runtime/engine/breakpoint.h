/// Breakpoints: what was asked for, and where it landed.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "anchor.h"
#include "hit_condition.h"
#include "passed_hits.h"
#include "source_file.h"

namespace pyinstr::engine {

class LogPoint;
class Stack;
class TracedValue;
class WatchedValue;

/// A condition, compiled once. Made by the Evaluator; shared by a breakpoint and the event that
/// asks it, so that clearing the breakpoint meanwhile is safe.
class Condition {
 public:
  virtual ~Condition() = default;
};

/// The answer of a condition. `text` says what went wrong where it failed.
struct Verdict {
  enum class Kind { no, yes, failed, interrupted } kind = Kind::no;
  std::string text;
  bool undefined = false;  ///< it failed for a name that the frame does not have
};

/// A value as text. Where it failed, `text` says what went wrong.
struct Formatted {
  enum class Kind { made, failed, interrupted } kind = Kind::made;
  std::string text;
};

/// Asks the interpreter. May run any Python code and therefore switch threads: the engine holds
/// no reference into its own tables across a call.
class Evaluator {
 public:
  virtual ~Evaluator() = default;
  /// Null on a syntax error, which is then described in `error`.
  virtual std::shared_ptr<Condition> compile(std::string_view text, std::string& error) = 0;
  /// In frame 0 of the stack. `interrupted` (Ctrl-C arrived meanwhile) counts as no; the
  /// interpreter's exception stays set for the hook to pass on.
  virtual Verdict ask(Condition& condition, Stack& stack) = 0;
  /// The value of what was compiled as `f"{value!conversion:spec}"` has it; a conversion of 0 is
  /// none. `interrupted` as above.
  virtual Formatted format(Condition& expression, char conversion, std::string_view spec,
                           Stack& stack) = 0;
  /// A watch of an expression in a frame of the stack, with the condition for a change to count
  /// (empty: none). Null if one of them does not compile, which is then described in `error`.
  virtual std::shared_ptr<WatchedValue> watch(std::string_view expression,
                                              std::string_view condition, Stack& stack, int frame,
                                              std::string& error) = 0;
  /// An expression whose value is traced. Null as above.
  virtual std::shared_ptr<TracedValue> trace(std::string_view expression, std::string& error) = 0;
  /// The same with the names of a module, which need not be imported yet. The watch begins with the
  /// first value that the expression has.
  virtual std::shared_ptr<WatchedValue> watch_module(std::string_view expression,
                                                     std::string_view condition,
                                                     std::string_view module,
                                                     std::string& error) = 0;
};

struct BreakpointSpec {
  std::string file;       ///< as the user wrote it
  Line line = 0;          ///< -1: the file's first breakable line
  std::string condition = {};  ///< empty: none
  bool temporary = false;
  std::string hits = {};  ///< which hits stop, as parse_hit_condition reads it; empty: all
  std::string function = {};  ///< stops where it begins, if not empty; `file` is then one near it
  std::string log = {};   ///< a log point's message, which is written instead of stopping
  bool unattended = false;  ///< nobody sits at a prompt: messages go to standard error
  Anchor anchor = {};   ///< where it has a text, what the line must look like; else the line counts
  bool saved = false;   ///< kept in the list though it lands nowhere, so that nothing is lost
};

/// Where a breakpoint stands.
enum class BreakpointState {
  verified,  ///< its sites are armed
  pending,   ///< its file or function is not known yet
  refused,   ///< it was pending or saved, and leads nowhere: `slid` is the reason
};

struct Breakpoint {
  int number = 0;  ///< from 1, never reused
  BreakpointSpec spec;
  BreakpointState state = BreakpointState::pending;
  FileId file = 0;     ///< valid if verified
  Line line = 0;          ///< where it landed; of a function its first
  std::string function;   ///< the one that spec.function means, as its sites name it
  bool moved = false;  ///< it was saved on another line, or with another text
  std::string slid;    ///< why line differs from spec.line, or empty
  std::vector<SiteNumber> sites;  ///< of file; the header's carrier is not among them
  bool enabled = true;
  int ignore = 0;            ///< hits still to be let pass
  std::int64_t hits = 0;     ///< times that its line was reached and its condition held
  std::optional<HitCondition> hit_condition;
  std::int64_t counted = 0;  ///< hits since the hit condition was set
  std::shared_ptr<PassedHits> passed;  ///< who counts hits that pass; null where the engine hears of them all
  std::shared_ptr<Condition> condition;  ///< null if none
  bool condition_failed = false;  ///< its error was reported already
  bool once_a_call = false;  ///< a function's, whose first line is reached again within a call
  std::shared_ptr<const LogPoint> log;  ///< null if it stops
  bool log_failed = false;  ///< an error in its message was reported already
};

}  // namespace pyinstr::engine
