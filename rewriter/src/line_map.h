/// Columns of original and copy, from the edits alone. Lines are the same in both.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pyinstr/rewriter.h"

namespace pyinstr::rewriter {

/// What was inserted on one line of the original.
struct LineEdit {
  int column = 0;  ///< in the original
  int length = 0;
};
using LineEdits = std::vector<LineEdit>;

LineEdits edits_of_line(const std::vector<Edit>& edits, std::string_view original, int line);

int to_original(const LineEdits& edits, int column);
int to_copy(const LineEdits& edits, int column);

/// `4+6 10+1`.
std::string dump(const LineEdits& edits);

}  // namespace pyinstr::rewriter
