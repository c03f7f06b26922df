/// The rewriter's whole public interface: bytes in, bytes and hook sites out.
///
/// Every function here is pure: no file is read, nothing is printed, no state is kept between
/// calls, and all of them may be called from any number of threads at once. Text is bytes in the
/// file's own encoding; lines are counted from 1, columns are bytes counted from 0.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pyinstr::rewriter {

/// The spelling of what is inserted, and of the prologue. A copy carries it in its prologue.
inline constexpr int format_version = 2;

/// How a hook names its place.
enum class HookStyle {
  frame,     ///< `dbg();` looks at its caller's frame
  numbered,  ///< `dbg_1a2b3c4d(17);` says which site it is, for interpreters where frames are dear
};

struct Options {
  HookStyle hooks = HookStyle::frame;
  /// The file's path relative to the tree that is built, with `/`; names numbered hooks only.
  std::string path = "<stdin>";
};

/// What a hook stands in front of. One row of the statement table has one kind.
enum class SiteKind {
  statement,   ///< a simple statement: `dbg();x = 1`
  docstring,   ///< a body that is only a docstring: `"""d""";dbg()`
  condition,   ///< `if`, `elif`
  loop,        ///< `while`: asked each round
  iteration,   ///< the iterable of a `for`: reached on entry; its rounds are told by the carrier
  with_item,   ///< the first item that begins on a line
  subject,     ///< `match`
  guard,       ///< `case P if`
  handler,     ///< `except E`
  class_header,///< the first base, keyword, or the brackets of a class without any
  decorator,   ///< `@E`
  lambda,      ///< a lambda's body: a code object of its own
  element,     ///< an element or condition of a comprehension that begins a line
};

/// A place where a hook stands.
struct Site {
  int number = 0;         ///< place in the file's order of hooks, from 0
  int line = 0;           ///< the same in original and copy
  int column = 0;         ///< of the hooked thing, in the original
  int hook_column = 0;    ///< of the hook's name, in the copy
  SiteKind kind = SiteKind::statement;
  std::string function;   ///< as `co_qualname`: `<module>`, `A.f`, `f.<locals>.<lambda>`
  /// The `for` header that is in its next round when this hook is reached: the header's site
  /// number, or -1. A header has at most one carrier, a hook carries at most one header.
  int carries = -1;
};

/// Why a line has no hook of its own and where a breakpoint on it goes.
enum class SlideReason {
  none,          ///< it does not slide: it has sites
  def,           ///< to the first hook of the function's body
  try_,          ///< `try:`: to the first hook of its body
  clause,        ///< `else`, `finally`, `case`, bare `except`: to the first hook of its body
  docstring,     ///< to the next statement of the same code object
  future,        ///< `from __future__ import`: to the next statement
  declaration,   ///< `global`, `nonlocal`, bare annotation: to the next statement
  continuation,  ///< back to the first line of the statement it belongs to
  comment,       ///< forward to the next statement
  blank,         ///< forward to the next statement
  skipped,       ///< asked for by `# pyinstr: skip` or `off`: no site
};

/// What became of one line of the original.
struct LineTarget {
  SlideReason reason = SlideReason::none;
  /// Sites a breakpoint on this line arms, by number: the statement's first, then those of
  /// lambdas and decorators of that line. Empty: nothing there or below can be stopped at.
  std::vector<int> sites;
};

/// Why a file was left as it is. Line and column are 0 where the file as a whole is meant.
struct Refusal {
  int line = 0;
  int column = 0;
  std::string message;  ///< without the place: "`print x` is Python 2"
  std::string hint;     ///< what to do about it; may be empty
};

/// One insertion into the original. Edits are sorted by offset and never overlap: an insertion
/// only adds text. Several at one offset are in the order in which they stand in the copy.
struct Edit {
  std::size_t offset = 0;
  std::string text;
};

enum class Outcome {
  hooked,      ///< text is the instrumented copy
  unchanged,   ///< there is nothing to hook: text is the input
  built,       ///< the input was written by us already: text is the input
  refused,     ///< text is the input, refusal says why
};

/// What a rewrite gives. `text` is whole in every outcome.
struct Rewritten {
  Outcome outcome = Outcome::unchanged;
  std::string text;
  std::string hook;                 ///< the hook's name in this file; empty unless hooked
  std::vector<Site> sites;          ///< in file order; sites[i].number == i
  std::vector<LineTarget> lines;    ///< lines[0] is line 1
  std::vector<Edit> edits;          ///< from the input to text
  std::optional<Refusal> refusal;
};

/// Instruments one file.
Rewritten rewrite(std::string_view source, const Options& options = {});

/// The original of an instrumented text, byte for byte; other text comes back as it is.
std::string strip(std::string_view text);

/// Something of ours in an instrumented text.
struct Insertion {
  std::size_t offset = 0;
  std::size_t size = 0;
  int site = -1;  ///< the hook's number; -1: the prologue, a declaration or a closing bracket
  /// Of a hook: where the logical line ends that it stands in front of.
  std::size_t logical_end = 0;
};

/// All that was inserted into an instrumented text, in its order and without overlap; nothing for
/// other texts. What is left without it is the original.
std::vector<Insertion> insertions(std::string_view text);

/// The name in a text's coding cookie; "utf-8" without one.
std::string_view encoding_name(std::string_view text);

/// Whether a text carries our prologue.
bool is_instrumented(std::string_view text);

/// The name of the hooks in an instrumented text; empty for other texts.
std::string hook_name(std::string_view text);

/// What a breakpoint on `line` of a rewritten file arms. A line past the end has no sites.
LineTarget resolve(const Rewritten& file, int line);

/// The words of the contract: "def", "try", "clause", …; "" for none.
std::string_view name(SlideReason reason);
std::string_view name(SiteKind kind);

/// The same column in the other text, both counted in bytes on one line. A column inside
/// something inserted maps to the place of the insertion.
int to_original_column(const Rewritten& file, std::string_view original, int line, int column);
int to_copy_column(const Rewritten& file, std::string_view original, int line, int column);

}  // namespace pyinstr::rewriter
