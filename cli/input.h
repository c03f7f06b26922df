/// A file named on the command line, `-` meaning stdin, and what the rewriter makes of it.
#pragma once

#include <optional>
#include <string>

#include "error.h"
#include "pyinstr/rewriter.h"

namespace pyinstr::cli {

struct Input {
  std::string name;              ///< for messages
  std::optional<unsigned> mode;  ///< its permissions; none for stdin
  std::string text;
  rewriter::Rewritten rewritten;
};

/// Reads and rewrites. `path` is the path relative to the tree, for hooks that carry a name; the
/// file's base name if it is empty. A refused file is no error here.
Result<Input> rewrite_input(const std::string& file, rewriter::HookStyle hooks,
                            const std::string& path = {});

}  // namespace pyinstr::cli
