/// The terminal that messages go to: the seam to the operating system, see terminal_posix.cpp.
#pragma once

namespace pyinstr::cli {

/// How many columns the terminal at stderr has; 0 if stderr is something else.
unsigned terminal_width();

}  // namespace pyinstr::cli
