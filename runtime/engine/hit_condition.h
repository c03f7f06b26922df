/// Which of a breakpoint's hits stop: `5`, `==5`, `>5`, `>=5`, `<5`, `<=5`, `%5`.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace pyinstr::engine {

struct HitCondition {
  enum class Kind { equal, above, at_least, below, at_most, every } kind = Kind::equal;
  std::int64_t count = 1;

  /// Whether the hit of that number, counted from 1, stops.
  bool holds(std::int64_t hit) const { return first_from(hit) == hit; }
  static constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();
  /// The first hit from that one on that stops; `never` if none does.
  std::int64_t first_from(std::int64_t hit) const;
};

/// A bare number means that hit and no other, as it does in debugpy. Nothing if the text is no hit
/// condition or could never hold; `error` then says what is wrong with it.
std::optional<HitCondition> parse_hit_condition(std::string_view text, std::string& error);

/// As people read it in `stops …`: `at hit 5`, `from hit 5 on`, `at every 5th hit`.
std::string in_words(const HitCondition& condition);

}  // namespace pyinstr::engine
