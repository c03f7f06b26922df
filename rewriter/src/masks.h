/// Spots of Python that the parser's grammar does not know, hidden under text of equal length.
///
/// Where the first parse of a file fails, the spots are looked for, each is replaced in the view
/// by something older that has the same shape, and the view is parsed again. Offsets and rows stay
/// what they were, so hooks are planned as if the parser had understood. No hook may stand inside
/// what was replaced.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "span.h"

namespace pyinstr::rewriter {

/// One replaced spot.
struct Mask {
  Offset begin = 0;
  std::string text;  ///< what stands in its place; of the same length
};

/// The masks of a view, sorted and disjoint; empty where nothing is known to help. `from` is where
/// the text begins, behind a byte order mark.
std::vector<Mask> find_masks(std::string_view view, Offset from);

/// One line for each: `7 "~"`.
std::string dump(const std::vector<Mask>& masks);

}  // namespace pyinstr::rewriter
