/// Follows a text over its strings and comments, without parsing it.
///
/// For texts that are known to be Python: a hook's bracket is found again, a prologue that is only
/// quoted is told from one that runs. Works on the parser's view of a source, in which whatever
/// looks like ASCII is ASCII. Replacement fields may nest strings with the same quotes (PEP 701);
/// what was valid before that reads the same.
#pragma once

#include <cstddef>
#include <string_view>

namespace pyinstr::rewriter {

/// The bracket that closes the one at `open`, or npos.
std::size_t closing_bracket(std::string_view view, std::size_t open);

/// The end of the logical line that goes on at `from`, in front of its line end: brackets that open
/// behind `from` and backslashes join lines.
std::size_t logical_line_end(std::string_view view, std::size_t from);

/// Whether what begins at `offset` is code: not inside a string or a comment.
bool is_code(std::string_view view, std::size_t offset);

}  // namespace pyinstr::rewriter
