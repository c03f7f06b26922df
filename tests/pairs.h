/// Readable pairs: rewrite/NAME.py and what becomes of it, rewrite/NAME.hooked.py.
///
/// The prologue is long and always the same; a pair shows it as `«prologue»`. A program without a
/// hooked half is one that the rewriter leaves alone.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace pyinstr::tests {

struct Pair {
  std::string name;
  std::string original;
  std::string hooked;  ///< empty if there is none
  std::filesystem::path hooked_path;
};

std::vector<Pair> read_pairs();

/// With `PYINSTR_UPDATE=1` in the environment the hooked halves are written, not compared.
bool updating();
void write_hooked(const Pair& pair, const std::string& hooked);

/// The first line in which two texts differ, with its number: for people.
std::string first_difference(const std::string& expected, const std::string& actual);

}  // namespace pyinstr::tests
