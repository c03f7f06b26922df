/// What `help` says beside the commands: a text for each subject that several of them share.
#pragma once

#include <span>
#include <string_view>

namespace pyinstr::shell {

struct Topic {
  std::string_view name;   ///< one word, no command's name
  std::string_view title;  ///< one line
  std::string_view text;
};

std::span<const Topic> topics();

/// Null if there is none of that name.
const Topic* find_topic(std::string_view name);

}  // namespace pyinstr::shell
