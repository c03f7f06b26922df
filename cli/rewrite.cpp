#include <memory>

#include "build_file.h"
#include "commands.h"
#include "files.h"
#include "hook_style.h"
#include "input.h"
#include "rewrite_step.h"

namespace pyinstr::cli {
namespace {

struct RewriteOptions {
  RewriteStep step;
  std::string path;
};

ExitCode rewrite_one(const RewriteOptions& options) {
  const std::string &in = options.step.files[0], &out = options.step.files[1];
  if (const MaybeError error = check_output(out)) return report(*error);
  const Result<Input> input = rewrite_input(in, options.step.hooks, options.path);
  if (!input) return report(input.error());
  if (const MaybeError error = write_file(out, input->rewritten.text, Timing::wait, input->mode)) {
    return report(*error);
  }
  if (!input->rewritten.refusal) return ExitCode::done;
  const ExitCode refused = report(describe_refusal(input->name, *input->rewritten.refusal));
  return options.step.strict ? refused : ExitCode::done;
}

ExitCode run_rewrite(const RewriteOptions& options) {
  if (!options.step.from.empty()) return run_step(options.step);
  if (options.step.files.size() == 2) return rewrite_one(options);
  return report({ExitCode::usage, "", "rewrite takes IN and OUT, or --from, --to and files", ""});
}

void add_step_options(CLI::App& command, RewriteOptions& options) {
  RewriteStep& step = options.step;
  CLI::Option* from =
      command
          .add_option("--from", step.from, "many files at once: the root of the tree they are in")
          ->option_text("FOLDER");
  CLI::Option* to =
      command.add_option("--to", step.to, "... and that of the copy")->option_text("FOLDER");
  from->needs(to);
  to->needs(from);
  command
      .add_option("--record", step.record,
                  "... and a file that gets what `pyinstr finish` asks for")
      ->option_text("FILE")
      ->needs(from);
  command.add_flag("--copy", step.copy, "... which are copied as they are")->needs(from);
}

}  // namespace

void add_rewrite(CLI::App& app, Invocation& invocation) {
  CLI::App* command =
      app.add_subcommand("rewrite", "instrument files, nothing else: a step for build engines");
  auto options = std::make_shared<RewriteOptions>();
  command
      ->add_option("FILES", options->step.files,
                   "IN and OUT: a Python file (- reads stdin), and the file to write;\n"
                   "with --from and --to any number of files")
      ->required()
      ->option_text("IN OUT");
  command->add_option("--path", options->path,
                      "IN's path from the root of the tree, with / (default: its name)");
  command->add_flag("--strict", options->step.strict, "exit 1 if a file was refused");
  add_hooks_option(*command, options->step.hooks);
  add_step_options(*command, *options);
  command->footer(
      "OUT depends on IN's bytes and permissions and on the options alone. A file that cannot be\n"
      "hooked is copied; no manifest and no runtime are put beside it. OUT is always written;\n"
      "with --from and --to only what changes is.\n\n"
      "Examples:\n"
      "  pyinstr rewrite src/pkg/mod.py out/pkg/mod.py --path pkg/mod.py\n"
      "  pyinstr rewrite --from src --to out src/main.py src/pkg/mod.py");
  command->callback([&invocation, options] { invocation.answer = run_rewrite(*options); });
}

}  // namespace pyinstr::cli
