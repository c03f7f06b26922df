/// What the rows of the command table do. Arguments come trimmed; a function prints what there is
/// to say and gives a Resume if the program is to go on.
#pragma once

#include "stop.h"

namespace pyinstr::shell {

// run_commands.cpp
/// Whether nothing can be run, since this is a post-mortem; if so, says that.
bool has_ended(Stop& stop);
Outcome step(Stop& stop, std::string_view arguments);
Outcome next(Stop& stop, std::string_view arguments);
Outcome return_(Stop& stop, std::string_view arguments);
Outcome until(Stop& stop, std::string_view arguments);
Outcome jump(Stop& stop, std::string_view arguments);
Outcome continue_(Stop& stop, std::string_view arguments);
Outcome restart(Stop& stop, std::string_view arguments);
Outcome quit(Stop& stop, std::string_view arguments);

// filter_commands.cpp
Outcome skip(Stop& stop, std::string_view arguments);
Outcome only(Stop& stop, std::string_view arguments);

// look_commands.cpp
Outcome where(Stop& stop, std::string_view arguments);
Outcome up(Stop& stop, std::string_view arguments);
Outcome down(Stop& stop, std::string_view arguments);
Outcome list(Stop& stop, std::string_view arguments);
Outcome longlist(Stop& stop, std::string_view arguments);
Outcome args(Stop& stop, std::string_view arguments);
Outcome locals(Stop& stop, std::string_view arguments);
Outcome print(Stop& stop, std::string_view arguments);
Outcome pretty_print(Stop& stop, std::string_view arguments);
Outcome retval(Stop& stop, std::string_view arguments);
Outcome whatis(Stop& stop, std::string_view arguments);

// catch_commands.cpp
Outcome catch_(Stop& stop, std::string_view arguments);

// exception_commands.cpp
Outcome exceptions(Stop& stop, std::string_view arguments);

// thread_commands.cpp
Outcome threads(Stop& stop, std::string_view arguments);
Outcome thread(Stop& stop, std::string_view arguments);
Outcome tasks(Stop& stop, std::string_view arguments);
Outcome task(Stop& stop, std::string_view arguments);
Outcome hold(Stop& stop, std::string_view arguments);
Outcome follow(Stop& stop, std::string_view arguments);

// break_commands.cpp
Outcome break_(Stop& stop, std::string_view arguments);
Outcome tbreak(Stop& stop, std::string_view arguments);
Outcome log(Stop& stop, std::string_view arguments);
Outcome clear(Stop& stop, std::string_view arguments);

/// All that stops the program, of every kind.
Outcome breakpoints(Stop& stop, std::string_view arguments);

// saved_commands.cpp
Outcome save(Stop& stop, std::string_view arguments);
Outcome load(Stop& stop, std::string_view arguments);

// break_changes.cpp
Outcome condition(Stop& stop, std::string_view arguments);
Outcome hitcondition(Stop& stop, std::string_view arguments);
Outcome enable(Stop& stop, std::string_view arguments);
Outcome disable(Stop& stop, std::string_view arguments);
Outcome ignore(Stop& stop, std::string_view arguments);

// python_commands.cpp
Outcome whatis(Stop& stop, std::string_view arguments);
Outcome source(Stop& stop, std::string_view arguments);
Outcome interact(Stop& stop, std::string_view arguments);
Outcome debug(Stop& stop, std::string_view arguments);

// display_commands.cpp
Outcome display(Stop& stop, std::string_view arguments);
Outcome undisplay(Stop& stop, std::string_view arguments);
/// At a stop: what the frame displays and has changed.
void show_changed_displays(Stop& stop);

// list_commands.cpp
Outcome commands_(Stop& stop, std::string_view arguments);

// alias_commands.cpp
Outcome alias(Stop& stop, std::string_view arguments);
Outcome unalias(Stop& stop, std::string_view arguments);
// view_commands.cpp
Outcome trace(Stop& stop, std::string_view arguments);
Outcome count(Stop& stop, std::string_view arguments);

// watch_commands.cpp
Outcome watch(Stop& stop, std::string_view arguments);
Outcome unwatch(Stop& stop, std::string_view arguments);
Outcome stopwhen(Stop& stop, std::string_view arguments);

// help.cpp
Outcome help(Stop& stop, std::string_view arguments);

}  // namespace pyinstr::shell
