#include "hit_condition.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace pyinstr::engine {
namespace {

using Kind = HitCondition::Kind;

/// Longer signs first: `>=5` begins with `>`, too.
struct Sign {
  std::string_view text;
  Kind kind;
  std::int64_t least;       ///< a smaller count never holds, or says nothing
  std::string_view before;  ///< the count, in words
  std::string_view behind;
};

constexpr std::array signs = {
    Sign{"==", Kind::equal, 1, "at hit ", ""},
    Sign{">=", Kind::at_least, 1, "from hit ", " on"},
    Sign{"<=", Kind::at_most, 1, "up to hit ", ""},
    Sign{">", Kind::above, 0, "after hit ", ""},
    Sign{"<", Kind::below, 2, "before hit ", ""},
    Sign{"%", Kind::every, 1, "at every ", " hit"},
    Sign{"", Kind::equal, 1, "at hit ", ""},
};

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

const Sign& sign_in_front(std::string_view text) {
  for (const Sign& sign : signs) {
    if (text.starts_with(sign.text)) return sign;
  }
  return signs.back();
}

std::string ordinal(std::int64_t number) {
  constexpr std::array endings = {"th", "st", "nd", "rd"};
  const bool teen = number % 100 / 10 == 1;
  const auto last = static_cast<std::size_t>(number % 10);
  return std::to_string(number) + (teen || last >= endings.size() ? "th" : endings[last]);
}

}  // namespace

std::int64_t HitCondition::first_from(std::int64_t hit) const {
  switch (kind) {
    case Kind::equal: return hit <= count ? count : never;
    case Kind::above: return count < never ? std::max(hit, count + 1) : never;
    case Kind::at_least: return std::max(hit, count);
    case Kind::below: return hit < count ? hit : never;
    case Kind::at_most: return hit <= count ? hit : never;
    case Kind::every: return hit % count == 0 ? hit : hit + (count - hit % count);
  }
  return hit;
}

std::optional<HitCondition> parse_hit_condition(std::string_view text, std::string& error) {
  const std::string_view whole = without_blanks(text);
  const Sign& sign = sign_in_front(whole);
  const std::string_view digits = without_blanks(whole.substr(sign.text.size()));
  HitCondition condition{sign.kind, 0};
  const char* const last = digits.data() + digits.size();
  const auto [end, failed] = std::from_chars(digits.data(), last, condition.count);
  if (digits.empty() || failed != std::errc() || end != last) {
    error = "`" + std::string(whole) +
            "` is no hit condition: expected a number, alone or behind one of == > >= < <= %";
    return std::nullopt;
  }
  if (condition.count < sign.least) {
    error = "hit condition `" + std::string(whole) + "` leaves no hit to stop at: hits are counted from 1";
    return std::nullopt;
  }
  return condition;
}

std::string in_words(const HitCondition& condition) {
  for (const Sign& sign : signs) {
    if (sign.kind != condition.kind) continue;
    const bool every = condition.kind == Kind::every;
    if (every && condition.count == 1) return "at every hit";
    const std::string count = every ? ordinal(condition.count) : std::to_string(condition.count);
    return std::string(sign.before) + count + std::string(sign.behind);
  }
  return {};
}

}  // namespace pyinstr::engine
