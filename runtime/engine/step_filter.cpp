#include "step_filter.h"

#include <algorithm>
#include <utility>

namespace pyinstr::engine {
namespace {

/// A pattern's first part, `[…]`, against one character. Its length, or 0 if it has no end and so
/// stands for itself.
std::size_t match_set(std::string_view pattern, char one, bool& in) {
  const bool inverted = pattern.size() > 1 && pattern[1] == '!';
  const std::size_t first = inverted ? 2 : 1;
  const std::size_t end = pattern.find(']', first + 1);
  if (end == std::string_view::npos) return 0;
  in = false;
  for (std::size_t at = first; at < end; ++at) {
    const bool range = at + 2 < end && pattern[at + 1] == '-';
    if (range ? pattern[at] <= one && one <= pattern[at + 2] : pattern[at] == one) in = true;
    if (range) at += 2;
  }
  if (inverted) in = !in;
  return end + 1;
}

/// How much of the pattern stands for this character; 0: it does not match.
std::size_t match_one(std::string_view pattern, char one) {
  if (pattern.empty()) return 0;
  if (pattern.front() == '?') return 1;
  bool in = false;
  if (pattern.front() == '[') {
    if (const std::size_t size = match_set(pattern, one, in)) return in ? size : 0;
  }
  return pattern.front() == one ? 1 : 0;
}

bool glob(std::string_view pattern, std::string_view text) {
  std::string_view star, behind;  // after the last star, and the text it was tried on
  bool starred = false;
  while (!text.empty()) {
    if (!pattern.empty() && pattern.front() == '*') {
      pattern.remove_prefix(1);
      star = pattern;
      behind = text;
      starred = true;
    } else if (const std::size_t size = match_one(pattern, text.front())) {
      pattern.remove_prefix(size);
      text.remove_prefix(1);
    } else if (starred) {
      behind.remove_prefix(1);
      pattern = star;
      text = behind;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*') == std::string_view::npos;
}

bool any_matches(const std::vector<std::string>& patterns, const CodeOrigin& code) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return matches(pattern, code); });
}

bool is_installed(std::string_view path) {
  return path.find("/site-packages/") != std::string_view::npos ||
         path.find("/dist-packages/") != std::string_view::npos;
}

}  // namespace

bool matches(std::string_view pattern, const CodeOrigin& code) {
  if (pattern.find('/') != std::string_view::npos) return glob(pattern, code.path);
  return glob(pattern, code.module) || glob(std::string(pattern) + ".*", code.module);
}

void StepFilter::set_library(std::vector<std::string> folders) {
  library_ = std::move(folders);
  ++version_;
}

void StepFilter::set_skip(std::vector<std::string> patterns) {
  skip_ = std::move(patterns);
  ++version_;
}

void StepFilter::set_only(std::vector<std::string> patterns) {
  only_ = std::move(patterns);
  ++version_;
}

bool StepFilter::is_own(const CodeOrigin& code) const {
  if (code.hooked) return true;
  if (code.path.empty() || code.path.front() == '<' || is_installed(code.path)) return false;
  return std::none_of(library_.begin(), library_.end(), [&](const std::string& folder) {
    return code.path.starts_with(folder);
  });
}

bool StepFilter::takes(const CodeOrigin& code) const {
  if (any_matches(skip_, code)) return false;
  return only_.empty() ? is_own(code) : any_matches(only_, code);
}

std::vector<std::string> split_patterns(std::string_view text) {
  constexpr std::string_view between = ", \t;";
  std::vector<std::string> patterns;
  for (std::size_t at = 0; (at = text.find_first_not_of(between, at)) != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(between, at), text.size());
    patterns.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return patterns;
}

}  // namespace pyinstr::engine
