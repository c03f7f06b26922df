/// All that stops the program, with the commands that belong to it: taken together, and armed again.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "command_lists.h"
#include "engine/engine.h"
#include "engine/saved_text.h"

namespace pyinstr::shell {

/// What there is now. Watches of frames are left out: those end with the program.
engine::Saved armed(engine::Engine& engine, engine::Files& files, const CommandLists& lists);

/// Takes what there is to say of each. `notable`: it is not simply back where it was.
using TellArmed = std::function<void(const std::string& message, bool notable)>;

/// Arms all of it, beside what there is; what is there already stays as it is.
void arm(const engine::Saved& saved, engine::Engine& engine, CommandLists& lists, const TellArmed& tell);

/// `3 breakpoints, 1 catch`; `nothing`.
std::string in_words(const engine::Saved& saved);

/// The folder part of a path.
std::string folder_of(std::string_view path);

}  // namespace pyinstr::shell
