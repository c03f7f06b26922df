/// The option --hooks.
#pragma once

#include <string_view>

#include "pyinstr/rewriter.h"

namespace CLI {
class App;
}

namespace pyinstr::cli {

std::string_view name(rewriter::HookStyle style);

/// Adds `--hooks frame|numbered`.
void add_hooks_option(CLI::App& command, rewriter::HookStyle& style);

}  // namespace pyinstr::cli
