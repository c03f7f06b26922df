/// The last step of a build, whether the files were built here or by a build engine: the manifest,
/// what has no original any more, and the way to the runtime.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "manifest.h"

namespace pyinstr::cli {

struct Completion {
  Path out;         ///< real path
  Manifest before;  ///< what the last build left
  Manifest after;   ///< what this one made: its `files` are those that were built now
  /// Whether SRC still has what a path of `before` was made from.
  std::function<bool(const std::string&)> has_original;
  bool delete_orphans = false;
  bool dry_run = false;
};

struct Completed {
  std::vector<std::string> orphans;  ///< of earlier builds, without an original; sorted
  std::vector<std::string> stale;    ///< what else was written, or would be, relative to OUT
  std::vector<Error> errors;
  bool has_runtime = false;  ///< the copy leads to the runtime's package
};

Completed complete_copy(Completion completion);

}  // namespace pyinstr::cli
