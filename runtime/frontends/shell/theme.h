/// How the parts of what the shell shows look, where there are colours: one table.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace pyinstr::shell {

/// A part: `sgr` is what stands between `ESC[` and `m`.
struct Look {
  std::string_view part;
  std::string_view sgr;
};

/// All there are. The parts of source text are named here too: whoever highlights it reads them.
std::span<const Look> theme();

/// The look of a part; empty if there is none.
std::string_view look_of(std::string_view part);

/// A text in the look of a part. Looks that begin inside it end where they did; then this one goes
/// on.
std::string painted(std::string_view part, std::string_view text);

}  // namespace pyinstr::shell
