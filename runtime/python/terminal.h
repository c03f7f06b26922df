/// The few things asked of the operating system: the one seam for other systems.
#pragma once

#include <cstdio>
#include <string>

namespace pyinstr::python::terminal {

bool is_terminal(std::FILE* file);
/// Columns of the terminal behind a file; 80 if it is none.
int width(std::FILE* file);
/// Ends the process at once, without running anything more.
[[noreturn]] void end_process(int status);

}  // namespace pyinstr::python::terminal
