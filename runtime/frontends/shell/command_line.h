/// How a typed line is read: a command or Python.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "commands.h"

namespace pyinstr::shell {

/// A line, read. `text` lies in the line: a command's arguments, or the Python text.
struct Typed {
  const Command* command = nullptr;  ///< null: Python
  std::string_view word;  ///< the first word, if it names a command, even where it is Python
  std::string_view text;
};

/// A first word that is a command, alone or followed by a space and something that is no
/// operator, comma or bracket, is the command. Anything else is Python, and `!` forces Python.
///
/// Operators are those that can follow a name: `n -1` and `n in x` are Python, `p not x` and
/// `p ~x` are the command. More that could never be Python is the command: `.` alone or before a
/// `/`, a path or `<string>` with a line (`b /tmp/x.py:3`), and a comment.
Typed read_line(std::string_view line);

/// The identifier that a text begins with; empty if it begins with none.
std::string_view first_name(std::string_view text);

/// Whether a word, with this behind it, can be a command: nothing, or a blank and then no operator.
bool reads_as_command(std::string_view behind);

/// Whether a line that follows a whole block has nothing to do with it: it begins at the margin, and goes on
/// with none of `else`, `except` and the like.
bool begins_anew(std::string_view line);

/// The commands of a line, split at `;;` outside strings, comments and brackets, trimmed.
std::vector<std::string> split_commands(std::string_view line);

/// What stands behind the last `;;` of a line that is still being typed.
std::string_view last_command(std::string_view line);

std::string_view trimmed(std::string_view text);

/// Takes the word in front off the text, and the blanks behind it.
std::string_view take_word(std::string_view& text);

}  // namespace pyinstr::shell
