#include <cstdio>
#include <memory>

#include "build_file.h"
#include "commands.h"
#include "hook_style.h"
#include "input.h"
#include "line_diff.h"

namespace pyinstr::cli {
namespace {

struct ShowOptions {
  std::string file;
  rewriter::HookStyle hooks = rewriter::HookStyle::frame;
  bool diff = false;
};

ExitCode run_show(const ShowOptions& options) {
  const Result<Input> input = rewrite_input(options.file, options.hooks);
  if (!input) return report(input.error());
  const rewriter::Rewritten& rewritten = input->rewritten;
  const std::string out =
      options.diff ? line_diff(input->text, rewritten.text, input->name, input->name + " (hooked)")
                   : rewritten.text;
  std::fwrite(out.data(), 1, out.size(), stdout);
  if (!rewritten.refusal) return ExitCode::done;
  return report(describe_refusal(input->name, *rewritten.refusal));
}

}  // namespace

void add_show(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("show", "print the instrumented text of a file");
  auto options = std::make_shared<ShowOptions>();
  command->add_option("FILE", options->file, "a Python file; - reads stdin")->required();
  command->add_flag("--diff,-d", options->diff, "what was inserted, as a unified diff");
  add_hooks_option(*command, options->hooks);
  command->footer(
      "A file that cannot be hooked is printed as it is; the reason goes to stderr, exit code "
      "1.\n\n"
      "Examples:\n"
      "  pyinstr show counter.py\n"
      "  pyinstr show --diff counter.py\n"
      "  echo 'if x: y()' | pyinstr show -");
  command->callback([&invocation, options] { invocation.answer = run_show(*options); });
}

}  // namespace pyinstr::cli
