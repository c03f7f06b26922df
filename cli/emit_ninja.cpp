#include "emit_ninja.h"

#include <cstdio>

#include "ninja_file.h"
#include "ninja_syntax.h"
#include "process.h"
#include "runtime_package.h"

namespace pyinstr::cli {
namespace {

/// The first name that Ninja cannot express.
MaybeError find_inexpressible(const NinjaPlan& plan, const std::vector<std::string>& patterns) {
  std::vector<std::string> names{plan.tree->source.native(), plan.tree->out.native(),
                                 plan.folder.native(), plan.file, plan.command.native()};
  names.insert(names.end(), patterns.begin(), patterns.end());
  names.insert(names.end(), plan.tree->folders.begin(), plan.tree->folders.end());
  for (const Job& job : plan.tree->jobs) names.push_back(job.path);
  for (const std::string& each : names) {
    if (is_expressible(each)) continue;
    return Error{ExitCode::not_held, each, "Ninja cannot work with a line end or tab in a name",
                 "rename it, or build without --emit-ninja"};
  }
  return std::nullopt;
}

MaybeError save(const Path& file, const std::string& text, bool& is_new) {
  if (MaybeError error = check_output(file)) return error;
  const Result<FileContent> present = read_file(file);
  is_new = !present || present->bytes != text;
  return is_new ? write_file(file, text) : std::nullopt;
}

void tell(const NinjaPlan& plan, const BuildOptions& options, bool is_new) {
  for (const std::string& note : plan.tree->notes) report({ExitCode::done, "", note, ""});
  const std::size_t steps = cut_into_batches(*plan.tree, *plan.request).size();
  std::printf("%s %s: %zu files in %zu steps; now: ninja -C %s -f %s\n", options.ninja_file.c_str(),
              is_new ? "written" : "is up to date", plan.tree->jobs.size(), steps,
              shell_word(plan.folder.native()).c_str(), shell_word(plan.file).c_str());
}

ExitCode write_plan(const NinjaPlan& plan, const BuildOptions& options, bool is_told) {
  std::vector<std::string> patterns = options.request.include;
  patterns.insert(patterns.end(), options.request.exclude.begin(), options.request.exclude.end());
  if (MaybeError error = find_inexpressible(plan, patterns)) return report(*error);
  bool is_new = false;
  if (MaybeError error = save(plan.folder / plan.file, ninja_file(plan), is_new)) {
    return report(*error);
  }
  if (is_told) tell(plan, options, is_new);
  return ExitCode::done;
}

/// Plans and writes once. `is_part_unseen` tells whether the file is part of the tree, but was not
/// there when that was looked through.
ExitCode emit(const BuildOptions& options, const SourceTree& tree, bool& is_part_unseen) {
  const Path file = options.ninja_file;
  NinjaPlan plan;
  plan.tree = &tree;
  plan.request = &options.request;
  plan.strict = options.strict;
  plan.folder = real_path(file.has_parent_path() ? file.parent_path() : Path("."));
  plan.file = file.filename().native();
  plan.command = own_executable();
  plan.project_file = options.project_file;
  plan.has_runtime = !find_runtime_package().empty();
  plan.given = options.given;
  const Path whole = plan.folder / plan.file;
  is_part_unseen = kind_of(whole) == FileKind::none && is_within(whole, tree.source);
  return write_plan(plan, options, !options.quiet && !is_part_unseen);
}

}  // namespace

ExitCode emit_ninja(const BuildOptions& options) {
  // A new file that is itself part of the tree is part of it from the second time on.
  for (bool again = true; again;) {
    const Result<SourceTree> tree = find_sources(options.request.src, options.request.out);
    if (!tree) return report(tree.error());
    if (tree->single) {
      return report({ExitCode::usage, options.request.src, "--emit-ninja takes a folder as SRC",
                     "for one file, the step is: pyinstr rewrite IN OUT"});
    }
    for (const Error& error : tree->errors) report(error);
    if (!tree->errors.empty()) return ExitCode::disk;
    const ExitCode answer = emit(options, *tree, again);
    if (answer != ExitCode::done) return answer;
  }
  return ExitCode::done;
}

}  // namespace pyinstr::cli
