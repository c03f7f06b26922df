/// The names that stand on the lines of a Python text.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "engine/source_file.h"

namespace pyinstr::shell {

/// For each line the identifiers on it that may be variables, in order, each once: not after a
/// dot, not a keyword argument's name, not in strings or comments but in the fields of f-strings.
/// Reads words, not grammar: names that are no variables of the frame are the caller's to drop.
std::vector<std::vector<std::string>> line_names(const std::vector<std::string>& lines);

/// The same for texts that are asked for again and again, of which each is read once: the few that
/// were asked for last are kept.
class NamesOfTexts {
 public:
  /// Of a text that is not null. Valid until the next call.
  const std::vector<std::vector<std::string>>& of(const engine::Text& text);

 private:
  struct Names {
    engine::Text text;
    std::vector<std::vector<std::string>> by_line;
  };
  std::deque<Names> known_;  ///< the newest first
};

}  // namespace pyinstr::shell
