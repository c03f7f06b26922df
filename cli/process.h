/// Other programs: the seam to the operating system, implemented by process_posix.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "files.h"

namespace pyinstr::cli {

/// This command's own executable, links resolved; empty if the system does not tell.
Path own_executable();

/// An environment variable, empty if it is not set.
std::string environment(const char* name);

/// Where PATH finds a program; a name with `/` is taken as it is. Empty if there is none.
Path find_program(const std::string& name);

/// What a program that has ended leaves.
struct Ended {
  int status = 0;  ///< its exit code, or 128 and the signal that ended it
  std::string output;
};

/// Runs a program to its end with `input` on its stdin and gives its stdout; stderr is ours.
Result<Ended> run_program(const std::vector<std::string>& command, std::string_view input);

/// Becomes that program; comes back only with the error that prevented it.
Error become(const std::vector<std::string>& command);

}  // namespace pyinstr::cli
