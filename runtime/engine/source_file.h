/// What the engine knows of a source file: its sites, and where each line of it leads.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pyinstr::engine {

using Line = int;           ///< from 1; 0 is "no line"
/// Stands for each number that is too large for a line.
constexpr Line past_all_lines = std::numeric_limits<Line>::max();
using FileId = std::uint32_t;  ///< given by Files, never reused
using SiteNumber = int;     ///< index into SourceFile::sites

/// A place that can report its line.
struct Site {
  Line line = 0;
  std::string function;  ///< qualified: `<module>`, `A.f`, `f.<locals>.<lambda>`
  /// The iterable of a `for`: reached on entry only; its carrier reports the rounds.
  bool iteration = false;
  SiteNumber carries = -1;  ///< the `for` header whose next round begins at this site, or -1
  bool asked_again = false;  ///< a `while`'s condition: reached in each round, and nothing tells which
  SiteNumber carrier = -1;  ///< the site that carries this header, or -1; link_carriers (placement.h) fills it in
};

/// Where a breakpoint on a line goes. `reason` is empty where the line has sites of its own,
/// else the word that says why it has none ("def", "comment", …).
struct LineTarget {
  std::string reason;
  std::vector<SiteNumber> sites;
};

/// The lines of a text, without their endings. Never changes, and is shared: whoever has made something of
/// it may keep both, and know it again by its address. Null where there is no text.
using Text = std::shared_ptr<const std::vector<std::string>>;

struct SourceFile {
  std::string path;      ///< the file that runs, as its code objects name it
  std::string original;  ///< the file it was made from; equal to path where there is no copy
  std::vector<Site> sites;
  std::vector<LineTarget> lines;  ///< lines[0] is line 1
  bool hooked = false;   ///< whether hooks report in it; if not, the interpreter's events do
};

/// What the interpreter knows of a function by its dotted name.
struct NamedFunction {
  std::vector<std::string> paths;  ///< files that may define it: what has its name there is it
  std::string name;     ///< else what has this name in one of them; empty: nothing
  std::string refusal;  ///< else why no such function is to come; empty: it may come
};

/// The files there are: those that have run a hook or were asked for, and those a copy's manifest
/// lists. It reads
/// a file's sites when they are first asked for. The runtime implements it; tests fake it.
class Files {
 public:
  virtual ~Files() = default;
  /// Files that `name` may mean: a stem, a file name, a path's last parts, or a whole path, of
  /// the copy or of the original. Best kind of match only; more than one means it is ambiguous.
  virtual std::vector<FileId> match(std::string_view name) = 0;
  /// A path's file, known from now on.
  virtual FileId at(std::string_view path) = 0;
  /// Never fails: a file that cannot be read has no sites and no lines. Valid until the next call of a
  /// non-const member.
  virtual const SourceFile& file(FileId id) = 0;
  /// The path people are shown. Does not read the file.
  virtual std::string path(FileId id) = 0;
  /// What people are shown for a path: the base name, with as many of its folders in front as are needed
  /// to tell it from the other files known. It names the same file in a breakpoint. A source that keeps
  /// the answer gives it sooner: each row of a trace asks.
  virtual std::string short_name(std::string_view path);
  /// A line of the original text, without its ending; empty if it cannot be had.
  virtual std::string line_text(FileId, Line) { return {}; }
  /// What is imported under a function's dotted name. Runs none of the program's code. A source that cannot
  /// tell knows nothing.
  virtual NamedFunction look_up(std::string_view) { return {}; }
  /// All there are, for completion. A source that cannot tell gives none.
  virtual std::vector<FileId> known() { return {}; }
};

}  // namespace pyinstr::engine
