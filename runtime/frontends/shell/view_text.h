/// How people ask for a trace or a count.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/call_event.h"

namespace pyinstr::shell {

/// A view as it was asked for.
struct ViewText {
  enum class What { lines, calls, value, counts } what = What::lines;
  engine::ViewInterests calls = engine::interest_none;  ///< which of them, for calls
  std::string expression;  ///< for a value
  std::string of;          ///< the only file or function it is told of; empty: all
  std::string into;        ///< the file it writes; empty: to people
  bool unattended = false; ///< not asked for at a prompt
};

/// `trace lines`, `trace calls, returns, exceptions`, `trace EXPRESSION` or `trace value EXPRESSION`,
/// `count`; then `of FILE` or `of FUNCTION`, and `into FILE`. Nothing, and why in `error`, if it
/// cannot be read.
std::optional<ViewText> parse_view(std::string_view text, std::string& error);

/// The same text again.
std::string described(const ViewText& view);

}  // namespace pyinstr::shell
