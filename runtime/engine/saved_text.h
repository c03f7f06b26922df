/// What is armed, as a text that people can read and change: one record for each, a line for each
/// thing there is to say of it, in the words of the commands.
///
///     break ./counter.py:12
///       in count_code_lines
///       text for line in f:
///       if line
///       do p line
///
/// A line that begins with `#` is a comment. A path that begins with `./` or `../` is seen from the
/// folder of the file that the text is in. What is said twice is of several lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "saved.h"

namespace pyinstr::engine {

/// `folder` is the absolute path of the folder that the text is to be in, or empty: paths of files
/// in it are then written as seen from there.
std::string text_of(const Saved& saved, std::string_view folder);

struct SavedError {
  int line = 0;  ///< of the text, from 1
  std::string message;
};

/// The same again. What is wrong is told, and the record it stands in is left out.
Saved parse_saved(std::string_view text, std::string_view folder, std::vector<SavedError>& errors);

}  // namespace pyinstr::engine
