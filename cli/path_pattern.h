/// The patterns of --include and --exclude.
///
///     *        any characters but `/`           ?     one character but `/`
///     **       any characters, `/` too          [a-z] [!a-z]  one character of a set
///
/// A pattern without `/` is compared with every name on the path: `tests` means every folder or
/// file of that name, `*_pb2.py` every such file. One with `/` is compared with the path from SRC:
/// `pkg/tests`, `vendor/**`. `**/` also stands for no folder at all, so that `**/x.py` finds
/// `x.py`. What matches a folder matches everything below it. Upper and lower case differ.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pyinstr::cli {

bool matches(std::string_view pattern, std::string_view path);

bool matches_any(const std::vector<std::string>& patterns, std::string_view path);

}  // namespace pyinstr::cli
