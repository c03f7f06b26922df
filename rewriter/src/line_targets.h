/// What a breakpoint on each line of the original arms: every line has its sites, or slides.
#pragma once

#include <string>
#include <vector>

#include "plan.h"

namespace pyinstr::rewriter {

std::vector<LineTarget> find_line_targets(const Plan& plan, const Source& source,
                                          const Directives& directives);

/// One line for each: `3 def -> 4 5`, `4 -> 4`.
std::string dump(const std::vector<LineTarget>& lines);

}  // namespace pyinstr::rewriter
