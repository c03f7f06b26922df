/// The subcommands. Each is added to the command line by one function, which lives in the file of
/// its name; when it was the one asked for, it leaves its answer in `Invocation`.
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

#include "error.h"

namespace pyinstr::cli {

struct Invocation {
  std::vector<std::string> program;  ///< `run`: the program and all that belongs to it
  ExitCode answer = ExitCode::done;
};

void add_build(CLI::App& app, Invocation& invocation);
void add_lines(CLI::App& app, Invocation& invocation);
void add_show(CLI::App& app, Invocation& invocation);
void add_strip(CLI::App& app, Invocation& invocation);
void add_rewrite(CLI::App& app, Invocation& invocation);
void add_finish(CLI::App& app, Invocation& invocation);
void add_run(CLI::App& app, Invocation& invocation);

/// Splits words that begin with `run`: what is `run`'s own stays in `words`, and the program, a
/// FILE with all that follows it, or what follows `-m MODULE`, is given back. Nothing of a
/// program's own options is looked at.
std::vector<std::string> split_program(std::vector<std::string>& words);

}  // namespace pyinstr::cli
