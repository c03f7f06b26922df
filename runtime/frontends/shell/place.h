/// The places people name in commands: `6`, `counter:6`, `pkg/mod.py:10`.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/source_file.h"

namespace pyinstr::shell {

struct Place {
  std::string file;  ///< empty: the selected frame's
  engine::Line line = 0;
};

/// Nothing if the text is no place. A line of -1 is the file's first breakable one.
std::optional<Place> parse_place(std::string_view text);

/// Whether a place stands in front, with or without a condition behind it.
bool is_place(std::string_view text);

/// A whole number, or nothing.
std::optional<int> parse_number(std::string_view text);

}  // namespace pyinstr::shell
