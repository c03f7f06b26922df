/// Other threads and tasks than the stopped one, as commands reach them.
#pragma once

#include "engine/strands.h"
#include "stop.h"

namespace pyinstr::shell {

/// `thread` or `task`
const char* noun(engine::StrandKind kind);

/// The stacks of all threads or tasks.
void show_stacks(Stop& stop, engine::StrandKind kind);

/// What runs or steps is the stopped thread: its frames are selected again, and the one that was
/// selected of them. Nothing happens if they are.
void select_stopped(Stop& stop);

}  // namespace pyinstr::shell
