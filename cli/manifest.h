/// The manifest on disk; what it says is manifest_format.h's affair.
#pragma once

#include "files.h"
#include "manifest_format.h"

namespace pyinstr::cli {

/// `OUT/.pyinstr/manifest`.
Path manifest_path(const Path& out);

/// That of a copy; an empty one if there is none.
Manifest load_manifest(const Path& out);

/// Whether the file says just that.
bool is_saved(const Path& out, const Manifest& manifest);

/// Replaces it atomically, unless it says that already.
MaybeError save_manifest(const Path& out, const Manifest& manifest);

}  // namespace pyinstr::cli
