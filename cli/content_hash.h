/// Content hashes: what tells a build that a file is as it was.
///
/// XXH3 with 128 bits: as fast as memory, and no accident makes two files alike. It guards against
/// accidents, not against somebody who wants two files to look alike.
#pragma once

#include <string>
#include <string_view>

#include "files.h"

namespace pyinstr::cli {

/// The hash of `bytes`, and of `stamp` behind them, as 32 hexadecimal digits. The stamp tells what
/// else a result depends on: version, format, options.
std::string hash_bytes(std::string_view bytes, std::string_view stamp = {});

/// The same for a file of any size, in little memory.
Result<std::string> hash_file(const Path& path);

}  // namespace pyinstr::cli
