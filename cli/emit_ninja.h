/// `pyinstr build SRC OUT --emit-ninja FILE`.
#pragma once

#include "build_options.h"

namespace pyinstr::cli {

/// Writes the Ninja file, unless it says that already.
ExitCode emit_ninja(const BuildOptions& options);

}  // namespace pyinstr::cli
