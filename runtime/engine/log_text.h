/// The text forms of a log point: `PLACE: MESSAGE`, and the list in PYINSTR_LOG.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "break_text.h"
#include "stop_event.h"

namespace pyinstr::engine {

struct LogParts {
  BreakParts where;
  std::string_view message;
};

/// `6: text`, `6 text`, `counter:6 hit %5 if x > 3: text`. The place is the first word; where a hit
/// condition or a condition follows, the message begins behind the next colon outside brackets and
/// strings that a blank follows. Nothing if there is no message; `error` then says so.
std::optional<LogParts> split_log(std::string_view text, std::string& error);

/// The same with a file or function to name the place.
std::optional<BreakpointSpec> parse_log(std::string_view text, std::string& error);

/// Splits at `;` outside the fields of messages, and outside brackets and strings of conditions.
std::vector<std::string> split_logs(std::string_view text);

/// `counter.py:6: ` and the message: how a log point's is shown.
std::string row_of(Files& files, const LogRecord& record);

}  // namespace pyinstr::engine
