/// Aliases: words that stand for commands, with parameters.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace pyinstr::shell {

class Aliases {
 public:
  using Names = std::set<std::string, std::less<>>;

  /// What a line becomes. With an error nothing is to be run.
  struct Expansion {
    std::vector<std::string> parts;  ///< split at `;;`
    Names used;                      ///< aliases that none of the parts may use again
    std::string error;
  };

  /// Returns an error text, empty if the alias is set.
  std::string set(std::string_view name, std::string_view body);
  bool remove(std::string_view name);
  /// Null if there is none.
  const std::string* find(std::string_view name) const;
  const std::map<std::string, std::string, std::less<>>& all() const { return bodies_; }

  /// The line with the alias replaced that it begins with, again and again; an alias is never
  /// replaced inside what it stands for. Nothing if it begins with none. Whether a first word is
  /// meant as an alias is decided as for commands: `x + 1` is Python.
  std::optional<Expansion> expand(std::string_view line, const Names& used) const;

 private:
  std::map<std::string, std::string, std::less<>> bodies_;
};

}  // namespace pyinstr::shell
