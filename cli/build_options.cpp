#include "build_options.h"

#include <CLI/CLI.hpp>

#include <thread>

#include "hook_style.h"
#include "project_file.h"

namespace pyinstr::cli {
namespace {

/// Options, by the name under which the command line and `take_project_options` know them.
constexpr const char* jobs = "--jobs";
constexpr const char* include = "--include";
constexpr const char* exclude = "--exclude";
constexpr const char* hooks = "--hooks";
constexpr const char* verify = "--verify";
constexpr const char* delete_orphans = "--delete";
constexpr const char* strict = "--strict";
constexpr const char* json = "--json";
constexpr const char* quiet = "--quiet";

/// An empty word is a shell's variable that was not set, and not a way to ask for nothing.
std::string check_named(const std::string& word) { return word.empty() ? "names nothing" : ""; }

void add_places(CLI::App& command, BuildRequest& request) {
  command.add_option("SRC", request.src, "a Python file, or a folder")->required();
  command
      .add_option("OUT", request.out, "the copy: a folder; or, if SRC is a file, a file or FOLDER/")
      ->required();
}

void add_selection(CLI::App& command, BuildRequest& request) {
  command
      .add_option(include, request.include,
                  "hook only Python files that match, copy others as they are;\n"
                  "may be repeated, as may --exclude")
      ->option_text("GLOB")
      ->allow_extra_args(false);
  command.add_option(exclude, request.exclude, "do not hook what matches, but copy it")
      ->option_text("GLOB")
      ->allow_extra_args(false);
}

void add_what_is_done(CLI::App& command, BuildOptions& options) {
  BuildRequest& request = options.request;
  CLI::Option* const others[] = {
      command.add_flag("--force", request.rules.force, "build everything, changed or not"),
      command.add_flag("--dry-run", request.rules.dry_run,
                       "write nothing, tell what would be written"),
      command.add_flag("--check", options.check,
                       "write nothing, exit 1 if OUT is not what a build would give"),
      command
          .add_option(verify, request.verify,
                      "compile originals and copies with that interpreter and compare")
          ->option_text("PYTHON")
          ->check(check_named),
  };
  command.add_flag("--delete,!--no-delete", request.delete_orphans,
                   "delete files of earlier builds that have no original any more");
  CLI::Option* ninja =
      command
          .add_option("--emit-ninja", options.ninja_file,
                      "build nothing, write a Ninja file whose steps make the copy")
          ->option_text("FILE")
          ->check(check_named);
  for (CLI::Option* other : others) ninja->excludes(other);
}

void add_what_is_told(CLI::App& command, BuildOptions& options) {
  command.add_flag("--strict,!--no-strict", options.strict, "exit 1 if any file was refused");
  command.add_flag("--json,!--no-json", options.json, "tell the result as JSON on stdout");
  command.add_flag("--quiet,-q,!--no-quiet", options.quiet, "tell only what is wrong");
}

/// `--flag` or `--no-flag`, if the command line said either.
void repeat_flag(const CLI::App& command, const char* flag, bool value,
                 std::vector<std::string>& words) {
  if (command.count(flag) == 0) return;
  words.push_back(value ? flag : "--no-" + std::string(flag + 2));
}

std::vector<std::string> repeat(const CLI::App& command, const BuildOptions& options) {
  const BuildRequest& request = options.request;
  std::vector<std::string> words;
  for (const std::string& glob : request.include) words.push_back(include + ("=" + glob));
  for (const std::string& glob : request.exclude) words.push_back(exclude + ("=" + glob));
  if (command.count(hooks) > 0) {
    words.push_back(hooks + ("=" + std::string(name(request.rules.hooks))));
  }
  repeat_flag(command, delete_orphans, request.delete_orphans, words);
  repeat_flag(command, strict, options.strict, words);
  return words;
}

template <typename T>
void take(const CLI::App& command, const char* option, const std::optional<T>& from, T& to) {
  if (from && command.count(option) == 0) to = *from;
}

}  // namespace

void add_build_options(CLI::App& command, BuildOptions& options) {
  BuildRequest& request = options.request;
  request.threads = std::max(1u, std::thread::hardware_concurrency());
  add_places(command, request);
  command.add_option("-j,--jobs", request.threads, "files built at a time (default: cores)")
      ->option_text("N")
      ->check(CLI::Range(1, 1024));
  add_selection(command, request);
  add_hooks_option(command, request.rules.hooks);
  add_what_is_done(command, options);
  add_what_is_told(command, options);
}

MaybeError take_project_options(const CLI::App& command, BuildOptions& options) {
  const Result<ProjectOptions> found = find_project_options(options.request.src);
  if (!found) return found.error();
  BuildRequest& request = options.request;
  options.given = repeat(command, options);
  options.project_file = found->file;
  take(command, jobs, found->jobs, request.threads);
  take(command, include, found->include, request.include);
  take(command, exclude, found->exclude, request.exclude);
  take(command, hooks, found->hooks, request.rules.hooks);
  take(command, verify, found->verify, request.verify);
  take(command, delete_orphans, found->delete_orphans, request.delete_orphans);
  take(command, strict, found->strict, options.strict);
  take(command, json, found->json, options.json);
  take(command, quiet, found->quiet, options.quiet);
  return std::nullopt;
}

}  // namespace pyinstr::cli
