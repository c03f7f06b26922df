#include "pairs.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

namespace pyinstr::tests {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

std::vector<Pair> read_pairs() {
  std::vector<Pair> pairs;
  for (const fs::directory_entry& entry : fs::directory_iterator(PYINSTR_PAIRS)) {
    const fs::path& path = entry.path();
    const std::string stem = path.stem().string();
    if (path.extension() != ".py" || stem.ends_with(".hooked")) continue;
    const fs::path hooked = path.parent_path() / (stem + ".hooked.py");
    pairs.push_back({stem, read(path), fs::exists(hooked) ? read(hooked) : "", hooked});
  }
  std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.name < b.name; });
  return pairs;
}

bool updating() {
  const char* update = std::getenv("PYINSTR_UPDATE");
  return update != nullptr && *update == '1';
}

void write_hooked(const Pair& pair, const std::string& hooked) {
  if (hooked.empty()) {
    fs::remove(pair.hooked_path);
  } else {
    std::ofstream(pair.hooked_path, std::ios::binary) << hooked;
  }
}

std::string first_difference(const std::string& expected, const std::string& actual) {
  std::istringstream left(expected);
  std::istringstream right(actual);
  for (int line = 1;; ++line) {
    std::string a;
    std::string b;
    const bool more_left = static_cast<bool>(std::getline(left, a));
    const bool more_right = static_cast<bool>(std::getline(right, b));
    if (!more_left && !more_right) return "";
    if (a == b && more_left == more_right) continue;
    return "line " + std::to_string(line) + "\n  expected: " + (more_left ? a : "(the end)") +
           "\n  actual:   " + (more_right ? b : "(the end)");
  }
}

}  // namespace pyinstr::tests
