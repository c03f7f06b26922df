/// One step of a build that somebody else schedules: some files of a tree, and a record of them.
#pragma once

#include <string>
#include <vector>

#include "error.h"
#include "pyinstr/rewriter.h"

namespace pyinstr::cli {

struct RewriteStep {
  std::string from, to;            ///< the roots of tree and copy
  std::string record;              ///< the file that gets the manifest's lines; empty: none
  std::vector<std::string> files;  ///< below `from`
  rewriter::HookStyle hooks = rewriter::HookStyle::frame;
  bool copy = false;    ///< copy them as they are, with mode and time
  bool strict = false;  ///< a refused file makes the step fail
};

/// Reads the files and writes their copies and the record, nothing else; what says already what it
/// should is not written again. Tells what is wrong on stderr.
ExitCode run_step(const RewriteStep& step);

}  // namespace pyinstr::cli
