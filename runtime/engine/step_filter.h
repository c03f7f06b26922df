/// Where steps go: which code they step over instead of into. Breakpoints stop everywhere.
///
/// A pattern with a slash is for paths, another one for a module and all in it; `*` stands for any
/// characters, `?` for one, `[abc]` for one of these. Pure text; threads as the engine's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pyinstr::engine {

/// What is known of a piece of code.
struct CodeOrigin {
  std::string_view module;  ///< `__name__`, empty if there is none
  std::string_view path;    ///< of its file, or `<string>` and the like
  bool hooked = false;      ///< rewritten, and so somebody's choice
};

class StepFilter {
 public:
  /// Folders of the standard library; ends each with `/`.
  void set_library(std::vector<std::string> folders);

  /// Whether a step goes into such code. `skip` wins over `only`; with `only`, nothing else is
  /// stepped into; without, all but what is not the program's own: the standard library, what is
  /// installed, and code without a file, unless it is rewritten.
  bool takes(const CodeOrigin& code) const;

  const std::vector<std::string>& skip() const { return skip_; }
  const std::vector<std::string>& only() const { return only_; }
  void set_skip(std::vector<std::string> patterns);
  void set_only(std::vector<std::string> patterns);

  /// Another number after each change, so that answers can be kept.
  std::uint64_t version() const { return version_; }

 private:
  bool is_own(const CodeOrigin& code) const;

  std::vector<std::string> library_, skip_, only_;
  std::uint64_t version_ = 1;
};

/// Whether the pattern means the code.
bool matches(std::string_view pattern, const CodeOrigin& code);

/// Patterns as people list them, between commas or spaces.
std::vector<std::string> split_patterns(std::string_view text);

}  // namespace pyinstr::engine
