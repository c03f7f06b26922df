/// Many lines on end without code, which the parser's scanner would read again for each of them.
#pragma once

#include <vector>

#include "masks.h"
#include "source.h"

namespace pyinstr::rewriter {

/// Blanks for long runs of lines that hold only a comment or a backslash, or nothing.
std::vector<Mask> find_empty_runs(const Source& source);

}  // namespace pyinstr::rewriter
