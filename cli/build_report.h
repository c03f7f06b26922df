/// What `pyinstr build` tells about its result.
#pragma once

#include <string>

#include "build_tree.h"

namespace pyinstr::cli {

struct Counts {
  std::size_t hooked = 0, unchanged = 0, refused = 0, copied = 0;  ///< by state
  std::size_t failed = 0;                                          ///< could not be read or written
  std::size_t written = 0;                                         ///< or would be, in a dry run
  std::size_t was_built = 0;  ///< of the hooked: originals that carry our hooks already
  std::size_t rewritten_bytes = 0;
};

Counts count(const BuildResult& result);

/// `42 files: 38 hooked, 3 unchanged, 1 refused, 12 others copied, in 0.12 s (9.8 MB/s)`
std::string summary_line(const BuildRequest& request, const BuildResult& result);

/// Everything, for other programs. `project_file` is where defaults came from; empty: nowhere.
std::string json_report(const BuildRequest& request, const Path& project_file,
                        const BuildResult& result);

/// Shows on stderr what is wrong, in the order of the files; gives what speaks against success.
ExitCode report_errors(const BuildResult& result);

}  // namespace pyinstr::cli
