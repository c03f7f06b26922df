/// The whole of `pyinstr build` but its options and its words: files, manifest, runtime link.
#pragma once

#include <string>
#include <vector>

#include "build_file.h"
#include "build_watcher.h"

namespace pyinstr::cli {

struct BuildRequest {
  std::string src, out;
  unsigned threads = 1;
  std::vector<std::string> include, exclude;  ///< which Python files get hooks; see path_pattern.h
  BuildRules rules;
  bool delete_orphans = false;
  std::string verify;  ///< the interpreter to verify with; empty: none
};

struct BuildResult {
  SourceTree tree;
  std::vector<BuiltFile> files;      ///< one for each of tree.jobs, in their order
  std::vector<std::string> orphans;  ///< of earlier builds, without an original; sorted
  std::vector<std::string> stale;    ///< what else was not as it should be, relative to OUT
  std::vector<Error> errors;         ///< those that belong to no file of `files`
  std::vector<Error> differences;    ///< what --verify found
  bool has_runtime = false;          ///< the copy leads to the runtime's package
  double seconds = 0;
};

/// Builds. Fails only if SRC or OUT cannot be used at all; a file that fails never stops the
/// others. The result's bytes on disk do not depend on `threads`.
Result<BuildResult> build_tree(const BuildRequest& request, BuildWatcher& watcher);

/// Whether a file is to be hooked: a Python file that the patterns select.
bool is_wanted(const BuildRequest& request, const Job& job);

/// The options that the copy's bytes depend on, as the manifest keeps them.
std::string options_text(const BuildRequest& request);

}  // namespace pyinstr::cli
