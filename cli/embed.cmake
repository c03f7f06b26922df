# embed.cmake: writes the text file FROM into the header TO as the C++ constant NAME.
# Run as a script when FROM changes; a raw string keeps the text readable in the header, too.
file(READ ${FROM} text)
file(CONFIGURE OUTPUT ${TO} @ONLY CONTENT [[
#pragma once

namespace pyinstr::cli {
inline constexpr const char* @NAME@ = R"pyinstr(@text@)pyinstr";
}
]])
