/// Follows a text over its strings and comments, without parsing it.
///
/// For texts that are known to be Python: a hook's bracket is found again, a prologue that is only
/// quoted is told from one that runs. Works on the parser's view of a source, in which whatever
/// looks like ASCII is ASCII. Replacement fields may nest strings with the same quotes (PEP 701);
/// what was valid before that reads the same.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace pyinstr::rewriter {

/// Whether a word in front of a quote belongs to the string: two letters at most, such as `rb`. In
/// `if"x"` it does not.
bool is_string_prefix(std::string_view word);

/// The end of the string whose first quote stands at `quote`, behind its prefix. One without its
/// closing quotes ends with its line, or with the text.
std::size_t string_end(std::string_view view, std::size_t quote);

/// For each offset, of which there may be many and which are sorted: the end of the logical line that
/// goes on there, in front of its line end. Brackets that open behind the offset and backslashes
/// join lines.
std::vector<std::size_t> logical_line_ends(std::string_view view,
                                           const std::vector<std::size_t>& from);

/// Those of the offsets, which are sorted, at which a comment begins.
std::vector<std::size_t> comments_among(std::string_view view,
                                        const std::vector<std::size_t>& offsets);

/// Whether what begins at `offset` is code: not inside a string or a comment.
bool is_code(std::string_view view, std::size_t offset);

}  // namespace pyinstr::rewriter
