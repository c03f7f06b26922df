/// The message of a log point: text with fields, written as in an f-string.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pyinstr::engine {

/// A piece of a message: text as it is, or a field `{expression!conversion:spec}`.
struct LogPiece {
  bool is_field = false;
  std::string text;     ///< of a field, the expression
  char conversion = 0;  ///< r, s, a; 0: none
  std::vector<LogPiece> spec;  ///< of a field; may have fields of its own
};

/// `{{` and `}}` are brackets of the text, `{x=}` shows the expression too, all as in an f-string.
/// Nothing if the message is none; `error` then says what is wrong, with its column from 1.
std::optional<std::vector<LogPiece>> parse_log_message(std::string_view message,
                                                       std::string& error);

}  // namespace pyinstr::engine
