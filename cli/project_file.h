/// `[tool.pyinstr]` in pyproject.toml: what `pyinstr build` takes where its command line is silent.
///
///     [tool.pyinstr]
///     exclude = ["tests", "vendor/**"]
///     jobs = 4
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "files.h"
#include "pyinstr/rewriter.h"

namespace pyinstr::cli {

struct ProjectOptions {
  Path file;  ///< where they stand; empty if nowhere
  std::optional<std::vector<std::string>> include, exclude;
  std::optional<rewriter::HookStyle> hooks;
  std::optional<unsigned> jobs;
  std::optional<bool> delete_orphans, strict, json, quiet;
  std::optional<std::string> verify;  ///< a path in it is relative to the file's folder
};

/// Those of the nearest pyproject.toml that has such a table, in SRC's folder or above it. What is
/// wrong in it is an error with its line and column.
Result<ProjectOptions> find_project_options(const std::string& src);

/// Those of one file's text; nothing if it has no such table.
Result<std::optional<ProjectOptions>> parse_project_options(const Path& file,
                                                            const std::string& text);

}  // namespace pyinstr::cli
