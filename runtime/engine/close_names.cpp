#include "close_names.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

namespace pyinstr::engine {
namespace {

constexpr std::size_t most_names = 3;

}  // namespace

std::size_t letters_apart(std::string_view one, std::string_view other) {
  std::vector<std::size_t> before, last(other.size() + 1), row(other.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= one.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= other.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
      const bool exchanged = i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
      if (exchanged) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = std::exchange(last, row);
  }
  return last.back();
}

std::string did_you_mean(std::string_view typed, const std::vector<std::string>& names) {
  std::size_t nearest = typed.size() / 3;
  std::set<std::string> meant;
  for (const std::string& name : names) {
    const std::size_t apart = letters_apart(typed, name);
    if (apart == 0 || apart > nearest) continue;
    if (apart < nearest) meant.clear();
    nearest = apart;
    meant.insert(name);
  }
  if (meant.empty() || meant.size() > most_names) return {};
  std::string text;
  for (const std::string& name : meant) text += (text.empty() ? "; did you mean `" : "` or `") + name;
  return text + "`?";
}

}  // namespace pyinstr::engine
