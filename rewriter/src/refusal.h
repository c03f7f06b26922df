/// Reasons to leave a file as it is that are known before it is planned.
#pragma once

#include <optional>
#include <string_view>

#include "directives.h"
#include "pyinstr/rewriter.h"
#include "source.h"
#include "syntax.h"

namespace pyinstr::rewriter {

/// NUL bytes, what is no text at all, and more bytes than an offset can count.
std::optional<Refusal> check_bytes(std::string_view bytes);

/// `# pyinstr: skip-file`, and text the parser does not understand.
std::optional<Refusal> check_tree(const Source& source, const SyntaxTree& tree,
                                  const Directives& directives);

}  // namespace pyinstr::rewriter
