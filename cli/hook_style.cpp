#include "hook_style.h"

#include <CLI/CLI.hpp>

#include <map>
#include <string>

namespace pyinstr::cli {

std::string_view name(rewriter::HookStyle style) {
  return style == rewriter::HookStyle::frame ? "frame" : "numbered";
}

void add_hooks_option(CLI::App& command, rewriter::HookStyle& style) {
  const auto choose = [&style](const std::string& word) {
    style = word == "frame" ? rewriter::HookStyle::frame : rewriter::HookStyle::numbered;
  };
  command
      .add_option_function<std::string>(
          "--hooks", choose,
          "frame: `dbg();`, looks at its caller (default);\n"
          "numbered: `dbg_1a2b3c4d(17);`, where frames are expensive (PyPy)")
      ->option_text("STYLE")
      ->check(CLI::IsMember({"frame", "numbered"}));
}

}  // namespace pyinstr::cli
