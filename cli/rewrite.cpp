#include <memory>

#include "build_file.h"
#include "commands.h"
#include "files.h"
#include "hook_style.h"
#include "input.h"

namespace pyinstr::cli {
namespace {

struct RewriteOptions {
  std::string in, out, path;
  rewriter::HookStyle hooks = rewriter::HookStyle::frame;
  bool strict = false;
};

ExitCode run_rewrite(const RewriteOptions& options) {
  const Result<Input> input = rewrite_input(options.in, options.hooks, options.path);
  if (!input) return report(input.error());
  const Path model = options.in == "-" ? Path() : Path(options.in);
  if (const MaybeError error = write_file(options.out, input->rewritten.text, model)) {
    return report(*error);
  }
  if (!input->rewritten.refusal) return ExitCode::done;
  const ExitCode refused = report(describe_refusal(input->name, *input->rewritten.refusal));
  return options.strict ? refused : ExitCode::done;
}

}  // namespace

void add_rewrite(CLI::App& app, Invocation& invocation) {
  CLI::App* command =
      app.add_subcommand("rewrite", "instrument one file, nothing else: a step for build engines");
  auto options = std::make_shared<RewriteOptions>();
  command->add_option("IN", options->in, "a Python file; - reads stdin")->required();
  command->add_option("OUT", options->out, "the file to write")->required();
  command->add_option("--path", options->path,
                      "IN's path from the root of the tree, with / (default: its name)");
  command->add_flag("--strict", options->strict, "exit 1 if the file was refused");
  add_hooks_option(*command, options->hooks);
  command->footer(
      "OUT depends on IN's bytes and the options alone. It is always written, and a file that\n"
      "cannot be hooked is copied; no manifest and no runtime are put beside it.\n\n"
      "Example:\n"
      "  pyinstr rewrite src/pkg/mod.py out/pkg/mod.py --path pkg/mod.py");
  command->callback([&invocation, options] { invocation.answer = run_rewrite(*options); });
}

}  // namespace pyinstr::cli
