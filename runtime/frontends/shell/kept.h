/// What the shell keeps from one stop to the next, for commands to read and change.
#pragma once

#include "aliases.h"
#include "command_lists.h"
#include "displays.h"
#include "line_names.h"

namespace pyinstr::shell {

struct Kept {
  Aliases aliases;
  CommandLists lists;
  Displays displays;
  NamesOfTexts names;  ///< of what was shown lately
};

}  // namespace pyinstr::shell
