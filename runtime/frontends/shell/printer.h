/// How the shell's output looks. All of it.
///
///     stopped: breakpoint 1, counter.py:6 in is_code_line
///     -> 6      return not line.isspace()  # line: 'import sys\n'
///
/// Files are shown by base name, with folders only where two known files share it. Listings have
/// `B` in front of lines with a breakpoint and `->` in front of the current one. Colours, where
/// there are any, are those of theme.h.
#pragma once

#include <string>
#include <string_view>

#include "console.h"
#include "listing.h"
#include "stop.h"

namespace pyinstr::shell {

class Printer {
 public:
  explicit Printer(Console& console) : console_(console) {}

  /// Whether values are wanted beside source lines.
  bool shows_values() const { return console_.shows_values(); }
  /// One line or several, with a line ending added.
  void say(std::string_view text);

  /// The event, its notes and its line.
  /// `thread` is its name, where that is worth telling; else empty.
  void stopped(Stop& stop, const std::string& thread);
  /// The selected frame and its line.
  void frame(Stop& stop);
  /// The newest `count` frames, oldest first.
  void stack(Stop& stop, int count);
  /// False if there are no such lines.
  bool listing(Stop& stop, engine::Line first, engine::Line last);
  void breakpoint(Stop& stop, const engine::Breakpoint& breakpoint);
  void variable(const engine::Variable& variable);

  /// A prompt in its colour. Colours stand between \001 and \002, for readline.
  std::string prompt(std::string_view text) const;
  /// A line taken from elsewhere, shown as if it had been typed.
  void echo(std::string_view prompt, std::string_view line);

 private:
  void current_line(Stop& stop);
  /// A text in the look of a part, if there are colours.
  std::string in(std::string_view part, std::string_view text) const;
  /// The lines' texts, in colours if there are any.
  std::vector<std::string> shown(Stop& stop, const std::vector<ListedLine>& lines);
  std::string beside(const ListedLine& line, std::size_t used) const;

  Console& console_;
};

/// `next hit`, `next 3 hits`
std::string next_hits(int count);

/// `[1234] ` where several processes may ask, else nothing.
std::string process_tag(const engine::StopEvent& event);

/// `counter.py:6 in is_code_line`
std::string where_is(engine::Files& files, const engine::FrameInfo& frame);

/// `1  counter.py:6  hit once, if x`: a breakpoint in a list.
std::string row_of(engine::Files& files, const engine::Breakpoint& breakpoint);

/// `counter.py:6`: where a breakpoint stands, or where it was asked for.
std::string place_of(engine::Files& files, const engine::Breakpoint& breakpoint);

}  // namespace pyinstr::shell
