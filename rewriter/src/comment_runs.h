/// Many comments on end, which the parser's scanner would read again for each of them.
#pragma once

#include <vector>

#include "masks.h"
#include "source.h"

namespace pyinstr::rewriter {

/// Blanks for the comments of long runs of lines that hold nothing else; those that are obeyed stay.
std::vector<Mask> find_comment_runs(const Source& source);

}  // namespace pyinstr::rewriter
