/// The stopped thread as a front end sees it. There is one way to render a value: this one.
///
/// Valid during on_stop, on the stopped thread only. Frames are counted from the stopped one (0)
/// to the oldest. Nothing here raises: what goes wrong in the program's code (a hostile
/// `__repr__`, a property that fails) comes back as text.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "source_file.h"
#include "stack.h"

namespace pyinstr::engine {

class Strands;

struct FrameInfo {
  std::string path;      ///< as the program's code names it (the copy's, in a copy)
  Line line = 0;
  std::string function;  ///< qualified where the code carries hooks, else the code's name
  bool hooked = false;   ///< whether its lines can be stopped at
  /// In a traceback, `line` is where the exception passed; this is where the frame went on to since
  /// then (its handlers), or 0 if it did not.
  Line went_on = 0;
};

struct Variable {
  std::string name;
  std::string value;  ///< its repr, cut to the limit asked for
};

/// One of the exceptions that led to a stop.
struct ExceptionInfo {
  std::string text;      ///< `ValueError: too large`, one line
  std::string relation;  ///< `cause of 1`, `while 1 …`, `in the group 2`; empty for the last one
  std::string place;     ///< `path:line` of where it was raised, empty if it has no traceback
  int depth = 0;         ///< how many groups it is in
};

/// What came of evaluating something typed.
struct Evaluation {
  enum class Kind {
    value,       ///< an expression; text is its repr
    nothing,     ///< a statement, or an expression that gave None; text is empty
    incomplete,  ///< more lines are needed; text is empty
    failed,      ///< text is the error as people are to see it
    interrupted, ///< Ctrl-C; text is empty
  } kind = Kind::nothing;
  std::string text;
};

/// What can be asked about a value.
enum class Question {
  whatis,  ///< its kind and name, or its type
  source,  ///< the numbered lines of a function, class or module
};

/// What may stand instead of a text's end, from `begin` (in bytes) on.
struct Completions {
  std::size_t begin = 0;
  std::vector<std::string> texts;
};

class Inspector {
 public:
  virtual ~Inspector() = default;

  virtual int depth() = 0;
  virtual FrameInfo frame(int index) = 0;
  /// The frame, to be known again at a later stop; null past the end.
  virtual FrameRef identity(int index) = 0;

  /// The original text of a frame's file, without hooks; null if it cannot be had. The same one at
  /// each stop, as long as the text is.
  virtual Text source(int index) = 0;
  /// The same by the name of a file, as a breakpoint would name it.
  virtual Text source(std::string_view file) = 0;
  /// First and last line of the function (or module: the file) of a frame.
  virtual std::pair<Line, Line> extent(int index) = 0;

  /// A local (or, in a module, a global) of that name; nothing if it is unbound.
  /// `limit` is in characters; 0 is no limit.
  virtual std::optional<std::string> local(int index, std::string_view variable, int limit) = 0;
  /// Those of the names that are bound, in the order given. They are made together: in the time of
  /// one display, however many they are and whatever the program's `__repr__`s do.
  virtual std::vector<Variable> variables(int index, const std::vector<std::string>& names,
                                       int limit) = 0;
  virtual std::vector<Variable> arguments(int index, int limit) = 0;
  virtual std::vector<Variable> locals(int index, int limit) = 0;

  /// One expression; its repr, whole.
  virtual Evaluation evaluate(int index, std::string_view expression) = 0;
  /// The same, laid out by pprint.
  virtual Evaluation pretty(int index, std::string_view expression) = 0;
  /// Anything that could be typed at Python's own prompt: statements, blocks, expressions.
  /// Assignments reach the frame. Text may have several lines. `may_continue` is true while
  /// the user can still add lines: then an unfinished block gives `incomplete`.
  virtual Evaluation execute(int index, std::string_view text, bool may_continue) = 0;
  /// Whether what `execute` or `interact` called incomplete is a block that lacks the empty line behind it only.
  virtual bool is_whole_block(int, std::string_view) { return false; }

  /// The newest frame is to go on at that line. Why it cannot; or an empty text, and the program must
  /// go on by ResumeKind::jump: it stops at once, at the line or with why it is refused after all.
  virtual std::string jump(Line) { return "nothing can jump here"; }
  /// From when the program goes on, the frame stops where it returns, too, if that can be had.
  virtual void watch_return(int) {}
  /// The repr of what the frame is about to return; nothing if this is no stop at a return.
  virtual std::optional<std::string> return_value() { return std::nullopt; }

  /// The exceptions behind this stop, the oldest first; empty if there is none or only one is known
  /// by its traceback.
  virtual std::vector<ExceptionInfo> exceptions() { return {}; }
  /// Which of them the frames belong to; -1 if there are none.
  virtual int selected_exception() { return -1; }
  /// Shows the frames of another one instead. Gives why it cannot, or an empty text.
  virtual std::string select_exception(int) { return "the program still runs: only a post-mortem has other stacks"; }
  /// An answer about the value of an expression.
  virtual Evaluation answer(int index, Question question, std::string_view expression) = 0;
  /// As execute, one statement, but what it calls can be stopped in and stepped through: the
  /// front end is told of stops meanwhile, with inspectors of their own.
  virtual Evaluation debug(int index, std::string_view text) = 0;
  /// Copies the frame's names for `interact`, which executes with those and leaves the frame
  /// alone.
  virtual void begin_interaction(int index) = 0;
  virtual Evaluation interact(std::string_view text, bool may_continue) = 0;

  /// What may stand at the end of Python that is being typed: names, attributes, keys. Comes back
  /// in bounded time and runs no properties.
  virtual Completions complete(int index, std::string_view text) = 0;

  /// Other threads and tasks to look at (strands.h); null where there can be none. Owned by the
  /// inspector.
  virtual Strands* strands() { return nullptr; }
};

}  // namespace pyinstr::engine
