/// How hooks are spelled, and how they are found again. docs/rewriting.md states the rules; both
/// directions stand in spelling.cpp and strip.cpp and nowhere else.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "edit.h"
#include "plan.h"
#include "prologue_place.h"

namespace pyinstr::rewriter {

/// The text of a file's insertions.
struct Spelling {
  std::string hook;      ///< the file's name for it
  std::string prologue;
  bool numbered = false; ///< `dbg_1a2b3c4d(17)`
};

/// A file's insertions, and where in them the hooks' names are.
struct SpelledPlan {
  std::vector<Edit> edits;
  std::vector<int> hook_columns;  ///< by site: of the hook's name, in the copy
};

SpelledPlan spell(const Plan& plan, const ProloguePlace& place, const Source& source,
                  const Spelling& spelling);

}  // namespace pyinstr::rewriter
