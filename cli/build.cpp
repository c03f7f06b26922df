#include <cstdio>
#include <memory>
#include <thread>

#include "build_report.h"
#include "build_tree.h"
#include "commands.h"
#include "hook_style.h"

namespace pyinstr::cli {
namespace {

/// The request, and what only the telling and the exit code depend on.
struct BuildOptions {
  BuildRequest request;
  bool check = false, strict = false, json = false, quiet = false;
};

void put(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void list_changes(const BuildOptions& options, const BuildResult& result) {
  for (const BuiltFile& file : result.files) {
    if (file.written && !file.error) {
      put((options.check ? "differs: " : "would write: ") + file.job->output.native() + "\n");
    }
  }
  if (!options.check && !options.request.delete_orphans) return;
  for (const std::string& path : result.orphans) {
    put((options.check ? "orphan: " : "would delete: ") + (result.tree.out / path).native() + "\n");
  }
}

void tell(const BuildOptions& options, const BuildResult& result) {
  if (options.json) {
    put(json_report(options.request, result));
  } else if (!options.quiet) {
    for (const std::string& note : result.tree.notes) report({ExitCode::done, "", note, ""});
    if (options.request.rules.dry_run) list_changes(options, result);
    put(summary_line(options.request, result));
  }
}

ExitCode run_build(BuildOptions options) {
  if (options.check) options.request.rules.dry_run = true;
  const Result<BuildResult> result = build_tree(options.request);
  if (!result) return report(result.error());
  ExitCode answer = report_errors(*result);
  tell(options, *result);
  const Counts counts = count(*result);
  const bool differs = counts.written > 0 || !result->orphans.empty();
  if (options.check && differs) answer = worse(answer, ExitCode::not_held);
  if (options.strict && counts.refused > 0) answer = worse(answer, ExitCode::not_held);
  return answer;
}

void add_selection(CLI::App& command, BuildRequest& request) {
  command
      .add_option("--include", request.include,
                  "hook only Python files that match, copy others as they are;\n"
                  "may be repeated, as may --exclude")
      ->option_text("GLOB")
      ->allow_extra_args(false);
  command.add_option("--exclude", request.exclude, "do not hook what matches, but copy it")
      ->option_text("GLOB")
      ->allow_extra_args(false);
}

void add_answers(CLI::App& command, BuildOptions& options) {
  BuildRequest& request = options.request;
  command.add_flag("--force", request.rules.force, "build everything, changed or not");
  command.add_flag("--dry-run", request.rules.dry_run, "write nothing, tell what would be written");
  command.add_flag("--check", options.check,
                   "write nothing, exit 1 if OUT is not what a build would give");
  command.add_flag("--delete", request.delete_orphans,
                   "delete files of earlier builds that have no original any more");
  command.add_flag("--strict", options.strict, "exit 1 if any file was refused");
  command
      .add_option("--verify", request.verify,
                  "compile originals and copies with that interpreter and compare")
      ->option_text("PYTHON");
  command.add_flag("--json", options.json, "tell the result as JSON on stdout");
  command.add_flag("--quiet,-q", options.quiet, "tell only what is wrong");
}

}  // namespace

void add_build(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("build", "write the instrumented copy of SRC to OUT");
  auto options = std::make_shared<BuildOptions>();
  BuildRequest& request = options->request;
  request.threads = std::max(1u, std::thread::hardware_concurrency());
  command->add_option("SRC", request.src, "a Python file, or a folder")->required();
  command
      ->add_option("OUT", request.out,
                   "the copy: a folder; or, if SRC is a file, a file or FOLDER/")
      ->required();
  command->add_option("-j,--jobs", request.threads, "files built at a time (default: cores)")
      ->option_text("N")
      ->check(CLI::Range(1, 1024));
  add_selection(*command, request);
  add_hooks_option(*command, request.rules.hooks);
  add_answers(*command, *options);
  command->footer(
      "Only what changed is written again. Python files that cannot be hooked are named with the\n"
      "reason and copied; everything else is copied with mode and time.\n\n"
      "A GLOB without / is compared with every name on the path, one with / with the path from\n"
      "SRC; * and ? stop at /, ** does not; what matches a folder matches all that is below it.\n\n"
      "Examples:\n"
      "  pyinstr build src/ out/                  then: python out/main.py\n"
      "  pyinstr build tool.py /tmp/copy/\n"
      "  pyinstr build . out --exclude tests --exclude 'vendor/**'\n\n"
      "Exit codes: 0 done, 1 something asked for did not hold, 2 wrong usage, 3 disk.");
  command->callback([&invocation, options] { invocation.answer = run_build(*options); });
}

}  // namespace pyinstr::cli
