/// Where the hooks of a file stand: what the tree and the statement table say, before any text.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "code_object.h"
#include "directives.h"
#include "source.h"
#include "statements.h"
#include "syntax.h"

namespace pyinstr::rewriter {

/// One hook. All offsets and rows are the original's.
struct HookSite {
  SiteKind kind = SiteKind::statement;
  Form form = Form::prefix;
  Offset begin = 0;   ///< where the hook goes
  Offset end = 0;     ///< of what is hooked: where a bracket of ours closes
  int row = 0;
  int code = 0;       ///< index of its code object
  int carries = -1;   ///< index of the loop header whose rounds it tells
  bool declares = false; ///< the name is declared global in front of it
};

/// A statement or clause, as far as lines care.
struct Statement {
  int first_row = 0;
  int last_row = 0;   ///< of its header, if it has suites
  int block = 0;
  int code = 0;
  int site = -1;      ///< its first hook
  int opened = -1;    ///< the code object its suite opens
  SlideReason slide = SlideReason::none;
};

/// A suite, or the module.
struct Block {
  int parent = -1;
  int code = 0;
  int column = 0;      ///< how far its statements are indented
  int depth = 0;       ///< suites around it that stand on lines of their own
  bool inline_ = false;  ///< on the line of its header
  int statements = 0;
};

/// What must be known to find a place for the prologue.
struct Head {
  int certain_hook = -1;  ///< the module's first hook, if it runs whenever the module does
  bool risky_def = false; ///< a `def` before it might call something in its header
  Offset docstring_end = 0;   ///< 0: none
  Offset future_end = 0;      ///< of the last `from __future__`; 0: none
  std::vector<std::pair<int, int>> rows;  ///< first and last of each top-level statement
};

/// Hooks are sorted by `begin`.
struct Plan {
  std::vector<HookSite> hooks;
  std::vector<CodeObject> codes;
  std::vector<Statement> statements;
  std::vector<Block> blocks;
  std::vector<int> owner;        ///< by row: the statement it belongs to, or -1
  std::vector<Offset> global_after;  ///< where `;global dbg` goes: class docstrings
  Head head;
  std::optional<Refusal> refusal;
};

Plan make_plan(const Source& source, const SyntaxTree& tree, const Directives& directives);

/// One line for each hook: `2:4 statement prefix f.<locals>.g`, with `carries 3` and `global`
/// where that holds.
std::string dump(const Plan& plan, const Source& source);

}  // namespace pyinstr::rewriter
