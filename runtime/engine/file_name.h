/// What people are shown for a path.
#pragma once

#include <string>
#include <string_view>

#include "source_file.h"

namespace pyinstr::engine {

/// The base name, with as many of its folders in front as are needed to tell it from the other
/// files known. What it gives names the same file in a breakpoint.
std::string short_name(Files& files, std::string_view path);

}  // namespace pyinstr::engine
