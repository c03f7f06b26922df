#include <cstdio>
#include <memory>

#include "build_options.h"
#include "build_report.h"
#include "commands.h"
#include "emit_ninja.h"
#include "progress_bar.h"

namespace pyinstr::cli {
namespace {

void put(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void list(const char* what, const BuildResult& result, const std::string& path) {
  put(what + (result.tree.out / path).native() + "\n");
}

void list_changes(const BuildOptions& options, const BuildResult& result) {
  const char* const differs = options.check ? "differs: " : "would write: ";
  for (const BuiltFile& file : result.files) {
    if (file.written && !file.error) list(differs, result, file.job->path);
  }
  for (const std::string& path : result.stale) list(differs, result, path);
  if (!options.check && !options.request.delete_orphans) return;
  for (const std::string& path : result.orphans) {
    list(options.check ? "orphan: " : "would delete: ", result, path);
  }
}

void tell(const BuildOptions& options, const BuildResult& result) {
  if (options.json) {
    put(json_report(options.request, options.project_file, result));
  } else if (!options.quiet) {
    for (const std::string& note : result.tree.notes) report({ExitCode::done, "", note, ""});
    if (options.request.rules.dry_run) list_changes(options, result);
    put(summary_line(options.request, result));
  }
}

Result<BuildResult> build(const BuildOptions& options) {
  BuildWatcher nobody;
  ProgressBar bar;
  const bool is_shown = !options.quiet && !options.json;
  return build_tree(options.request, is_shown ? bar : nobody);
}

ExitCode run_build(BuildOptions options) {
  if (options.check) {
    options.request.rules.dry_run = true;
    options.request.rules.force = false;  // what a build would give, not what it would write
  }
  const Result<BuildResult> result = build(options);
  if (!result) return report(result.error());
  ExitCode answer = report_errors(*result);
  tell(options, *result);
  const Counts counts = count(*result);
  const bool differs = counts.written > 0 || !result->orphans.empty() || !result->stale.empty();
  if (options.check && differs) answer = worse(answer, ExitCode::not_held);
  if (options.strict && counts.refused > 0) answer = worse(answer, ExitCode::not_held);
  return answer;
}

ExitCode run(const CLI::App& command, BuildOptions options) {
  if (MaybeError error = take_project_options(command, options)) return report(*error);
  return options.ninja_file.empty() ? run_build(options) : emit_ninja(options);
}

}  // namespace

void add_build(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("build", "write the instrumented copy of SRC to OUT");
  auto options = std::make_shared<BuildOptions>();
  add_build_options(*command, *options);
  command->footer(
      "Only what changed is written again. Python files that cannot be hooked are named with the\n"
      "reason and copied; everything else is copied with mode and time.\n\n"
      "A GLOB without / is compared with every name on the path, one with / with the path from\n"
      "SRC; * and ? stop at /, ** does not; what matches a folder matches all that is below it.\n\n"
      "Defaults stand in [tool.pyinstr] of the nearest pyproject.toml at or above SRC.\n\n"
      "Examples:\n"
      "  pyinstr build src/ out/                  then: python out/main.py\n"
      "  pyinstr build tool.py /tmp/copy/\n"
      "  pyinstr build . out --exclude tests --exclude 'vendor/**'\n"
      "  pyinstr build src out --emit-ninja build.ninja   then: ninja\n\n"
      "Exit codes: 0 done, 1 something asked for did not hold, 2 wrong usage, 3 disk.");
  command->callback(
      [&invocation, command, options] { invocation.answer = run(*command, *options); });
}

}  // namespace pyinstr::cli
