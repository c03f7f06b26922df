/// Finds the Python package of the runtime, the folder with `__init__.py` and the extensions.
#pragma once

#include "files.h"

namespace pyinstr::cli {

/// The package that belongs to this command: $PYINSTR_PACKAGE, or a place relative to the
/// executable: the build tree's, or that of an installed wheel. Empty if there is none.
Path find_runtime_package();

/// The interpreter to run programs with: $PYINSTR_PYTHON, else the one installed beside this
/// command, else python3 in PATH. Empty if there is none.
Path find_python();

/// `OUT/.pyinstr/pyinstr`.
Path runtime_link(const Path& out);

/// Whether that is as `link_runtime_package` would make it; true if there is no package.
bool leads_to_package(const Path& out, const Path& package);

/// Makes `OUT/.pyinstr/pyinstr` lead to the package: a link, or a copy where links cannot be made.
MaybeError link_runtime_package(const Path& out, const Path& package);

}  // namespace pyinstr::cli
