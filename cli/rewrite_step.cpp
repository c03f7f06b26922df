#include "rewrite_step.h"

#include "build_file.h"

namespace pyinstr::cli {
namespace {

Path whole(const Path& path) {
  std::error_code ignored;
  return std::filesystem::absolute(path, ignored).lexically_normal();
}

Result<Job> job_of(const SourceTree& tree, const std::string& file, bool is_python) {
  Job job;
  job.path = whole(file).lexically_relative(tree.source).native();
  if (job.path.empty() || job.path == "." || job.path.starts_with("..")) {
    return Error{ExitCode::usage, file, "this is not below the folder of --from", ""};
  }
  job.shown = file;
  job.module = job.path;
  job.source = tree.source / job.path;
  job.output = tree.out / job.path;
  job.is_python = is_python;
  return job;
}

/// Makes one file; its entry goes to `entries`.
ExitCode make_one(const RewriteStep& step, const SourceTree& tree, const std::string& file,
                  ManifestEntries& entries) {
  const Result<Job> job = job_of(tree, file, !step.copy);
  if (!job) return report(job.error());
  if (MaybeError error = make_folder(tree.out, Path(job->path).parent_path())) {
    return report(*error);
  }
  BuildRules rules;
  rules.hooks = step.hooks;
  rules.timing = Timing::wait;
  const BuiltFile built = build_file(tree, *job, job->is_python, nullptr, rules);
  if (built.error) return report(*built.error);
  entries[job->path] = built.entry;
  if (!built.refusal) return ExitCode::done;
  const ExitCode refused = report(describe_refusal(job->shown, *built.refusal));
  return step.strict ? refused : ExitCode::done;
}

ExitCode write_record(const std::string& file, const ManifestEntries& entries) {
  if (const MaybeError error = check_output(file)) return report(*error);
  const std::string text = encode(entries);
  const Result<FileContent> present = read_file(file);
  if (present && present->bytes == text) return ExitCode::done;
  const MaybeError error = write_file(file, text);
  return error ? report(*error) : ExitCode::done;
}

}  // namespace

ExitCode run_step(const RewriteStep& step) {
  SourceTree tree;
  tree.source = whole(step.from);
  if (!tree.source.has_filename()) tree.source = tree.source.parent_path();
  tree.out = real_path(step.to);
  const FolderLock lock(tree.out / own_folder, Sharing::shared);
  ManifestEntries entries;
  ExitCode answer = ExitCode::done;
  for (const std::string& file : step.files) {
    answer = worse(answer, make_one(step, tree, file, entries));
  }
  if (answer != ExitCode::done || step.record.empty()) return answer;
  return write_record(step.record, entries);
}

}  // namespace pyinstr::cli
