/// `--verify PYTHON`: what that interpreter makes of the copies, compared with the originals.
#pragma once

#include "build_tree.h"

namespace pyinstr::cli {

/// Adds what differs to `result.differences`: a copy that does not strip back to its original, or
/// that the interpreter compiles where it rejects the original, the other way round, with another
/// message or line, or to another program once the hooks are taken away. Starts the interpreter
/// once; that it cannot be started is an error of `result`.
void verify(const BuildRequest& request, BuildResult& result);

}  // namespace pyinstr::cli
