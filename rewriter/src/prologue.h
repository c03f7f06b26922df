/// The prologue: the one expression that makes a file's hook name exist before its first hook
/// runs, and that alone marks a text as ours.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pyinstr/rewriter.h"
#include "source.h"

namespace pyinstr::rewriter {

/// What is variable in a prologue.
struct PrologueParts {
  std::string name;    ///< the hook's
  int depth = 0;       ///< folders between the file and the root of its copy
  int count = -1;      ///< of numbered hooks; -1: hooks look at frames
};

/// One line of ASCII; an expression with a false value that binds no name and never raises.
std::string prologue(const PrologueParts& parts);

/// Where a text's prologue stands.
struct FoundPrologue {
  std::size_t begin = 0;
  std::size_t end = 0;
  PrologueParts parts;
};

/// Whether the text may hold a prologue: quick, and wrong only where one is quoted.
bool may_hold_prologue(std::string_view text);

/// The prologue that stands as an expression, not in a string or a comment.
std::optional<FoundPrologue> find_prologue(const Source& source);

}  // namespace pyinstr::rewriter
