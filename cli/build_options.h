/// The options of `pyinstr build`: from the command line, and where that is silent from
/// `[tool.pyinstr]`.
#pragma once

#include <memory>

#include "build_tree.h"

namespace CLI {
class App;
}

namespace pyinstr::cli {

/// The request, and what only the telling and the exit code depend on.
struct BuildOptions {
  BuildRequest request;
  bool check = false, strict = false, json = false, quiet = false;
  std::string ninja_file;  ///< to be written instead of a build; empty: build
  Path project_file;       ///< whose [tool.pyinstr] was used; empty: none
  /// What the command line said of the copy, to say it again when the Ninja file is written again.
  std::vector<std::string> given;
};

/// Adds them all to the subcommand. `options` must live as long as it does.
void add_build_options(CLI::App& command, BuildOptions& options);

/// Takes from `[tool.pyinstr]` what the parsed command line did not say.
MaybeError take_project_options(const CLI::App& command, BuildOptions& options);

}  // namespace pyinstr::cli
