/// Source lines as people see them at a stop: numbered, marked, with the values of their
/// variables beside them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "stop.h"

namespace pyinstr::shell {

struct ListedLine {
  engine::Line number = 0;
  std::string text;
  bool current = false;
  bool raised = false;  ///< an exception passed here; the frame itself went on to another line
  bool breakpoint = false;
  std::int64_t hits = -1;  ///< how often it was reached; -1: not counted, or not reachable
  std::string values;  ///< `line: 'import sys\n', n: 3`, or empty
};

/// Lines first to last of the selected frame's file, as far as there are such lines.
///
/// Values stand beside the lines of the frame's own function, up to the current one: what has
/// been reached. They are the values of now, wherever they stand. Functions, classes and modules
/// tell nothing there and are left out.
std::vector<ListedLine> listed_lines(Stop& stop, engine::Line first, engine::Line last);

/// How many lines the selected frame's file has; 0 if its text cannot be had.
engine::Line line_count(Stop& stop);

/// Cuts a text to that many characters (not bytes), the last one an ellipsis.
std::string cut(std::string_view text, std::size_t characters);

/// In characters, not bytes.
std::size_t width_of(std::string_view text);

}  // namespace pyinstr::shell
