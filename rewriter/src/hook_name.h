/// What a file's hook is called.
#pragma once

#include <string>

#include "pyinstr/rewriter.h"
#include "source.h"

namespace pyinstr::rewriter {

/// `dbg`, unless the file uses that word anywhere, or a name that Python takes for it, or could
/// receive it by `import *`; then the first of `__dbg__`, `__dbg1__`, `__dbg2__`, … that it does
/// not use. Numbered hooks: `dbg_` and a hash of the file's path. So every occurrence of the name
/// as a word in the copy is one of ours.
std::string choose_hook_name(const Source& source, const Options& options);

}  // namespace pyinstr::rewriter
