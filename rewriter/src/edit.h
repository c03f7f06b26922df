/// Insertions on the original's offsets, and the one place that applies them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pyinstr/rewriter.h"

namespace pyinstr::rewriter {

/// Insertions in the order of the text; those at one offset in the order in which they were
/// added. They cannot overlap: nothing is ever removed or replaced.
class EditList {
 public:
  void insert(std::size_t offset, std::string text);
  /// Sorts what was added and gives it away.
  std::vector<Edit> take();

 private:
  std::vector<Edit> edits_;
};

/// The text with the edits, which are sorted, applied.
std::string splice(std::string_view original, const std::vector<Edit>& edits);

/// One line for each edit: `12 "dbg();"`.
std::string dump(const std::vector<Edit>& edits);

}  // namespace pyinstr::rewriter
