/// Names that somebody who mistyped one may have meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pyinstr::engine {

/// How many letters must be put in, left out, replaced or exchanged with their neighbour.
std::size_t letters_apart(std::string_view one, std::string_view other);

/// "; did you mean `dumps`?" with the nearest of the names, of three at most that are as near; empty where
/// none is near: a third of the letters may be wrong.
std::string did_you_mean(std::string_view typed, const std::vector<std::string>& names);

}  // namespace pyinstr::engine
