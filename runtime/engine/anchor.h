/// Finds a line again that an edit has moved: by its text and its function, not by its number.
#pragma once

#include <string>
#include <vector>

#include "source_file.h"

namespace pyinstr::engine {

/// What a line looked like when it was written down.
struct Anchor {
  std::string text;      ///< without indentation; empty: there is nothing to go by
  std::string function;  ///< as sites name it
  int nth = 1;           ///< of the lines of its function with that text it was this one, from 1 …
  int of = 1;            ///< … of so many
};

/// A line that a breakpoint may be asked for at.
struct AnchorLine {
  Line line = 0;
  std::string text;  ///< without indentation
  std::vector<std::string> functions;  ///< whose sites a breakpoint there arms
};

/// Where it is now.
struct AnchorSearch {
  enum class Kind {
    same,     ///< where it was
    moved,    ///< on another line
    changed,  ///< its text is gone; its line is still one of its function
    lost,
  } kind = Kind::same;
  Line line = 0;  ///< 0 if lost
};

/// Lines of the same function with the same text come first: the nth of them if they are as many as
/// they were, else the nearest (the lower of two). Then the old line itself if it has the text, then
/// the only line of the file that has it, then the old line if it is of the function. Without a text
/// to look for, or to look in, the line stays.
AnchorSearch find_anchor(const std::vector<AnchorLine>& lines, const Anchor& anchor, Line line);

/// The anchor of one of the lines; an empty one if it is not among them.
Anchor anchor_of(const std::vector<AnchorLine>& lines, Line line);

/// The lines of a file that lead to a site, in order.
std::vector<AnchorLine> anchor_lines(Files& files, FileId file);

}  // namespace pyinstr::engine
