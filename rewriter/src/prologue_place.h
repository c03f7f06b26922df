/// Where the prologue goes: before every hook of the file runs, and never inside a function.
#pragma once

#include "plan.h"

namespace pyinstr::rewriter {

struct ProloguePlace {
  enum class Kind {
    hook,      ///< in front of a hook of the module's own code, in the same form
    behind,    ///< `"doc";P`, `from __future__ import x;P`
    line,      ///< at the begin of a blank or comment line, or behind the last line end
    new_line,  ///< the file does not end with a line end: on a line of its own, `P;`
  };
  Kind kind = Kind::hook;
  int hook = -1;
  Offset offset = 0;
};

ProloguePlace find_prologue_place(const Plan& plan, const Source& source);

/// One line: `hook 3`, `behind 12`, `line 0`, `new-line 40`.
std::string dump(const ProloguePlace& place);

}  // namespace pyinstr::rewriter
