/// Spelling for Ninja files and for the shell that runs their commands.
#pragma once

#include <string>
#include <string_view>

namespace pyinstr::cli {

/// Whether Ninja can work with a text as a name: its files know no way to write line ends, and its
/// log none to write tabs.
bool is_expressible(std::string_view text);

/// A path in a build statement. The file must define `pipe = |`, which Ninja cannot quote.
std::string ninja_path(std::string_view path);

/// What stands behind `name =`.
std::string ninja_value(std::string_view text);

/// One word of a shell's command line.
std::string shell_word(std::string_view text);

}  // namespace pyinstr::cli
