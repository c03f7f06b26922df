/// What a program asks for in comments: `# pyinstr: skip-file`, `skip`, `off` and `on`.
#pragma once

#include <optional>
#include <vector>

#include "source.h"

namespace pyinstr::rewriter {

struct Directives {
  std::optional<Offset> skip_file;  ///< where it is asked for
  std::vector<bool> skipped;        ///< by row; empty if nothing is skipped

  bool skips(int row) const {
    const auto at = static_cast<std::size_t>(row);
    return at < skipped.size() && skipped[at];
  }
};

/// Only real comments count. `off` and `on` belong to what is off.
Directives find_directives(const Source& source);

}  // namespace pyinstr::rewriter
