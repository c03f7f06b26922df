#include "build_tree.h"

#include <algorithm>
#include <chrono>
#include <numeric>

#include "complete_copy.h"
#include "hook_style.h"
#include "parallel.h"
#include "path_pattern.h"
#include "verify.h"
#include "version.h"

namespace pyinstr::cli {
namespace {

/// What a file adds to the progress: bytes to rewrite. Copying is about that much faster.
std::uint64_t work_of(const Job& job) { return job.is_python ? job.size : job.size / 32; }

/// The longest first, so that no thread begins a long file when the others have nothing to do.
std::vector<std::size_t> by_work(const std::vector<Job>& jobs) {
  std::vector<std::size_t> order(jobs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return work_of(jobs[a]) > work_of(jobs[b]); });
  return order;
}

void build_files(const BuildRequest& request, const Manifest& before, BuildWatcher& watcher,
                 BuildResult& result) {
  const std::vector<Job>& jobs = result.tree.jobs;
  std::uint64_t work = 0;
  for (const Job& job : jobs) work += work_of(job);
  watcher.begins(jobs.size(), work);
  result.files.resize(jobs.size());
  const std::vector<std::size_t> order = by_work(jobs);
  for_each_index(jobs.size(), request.threads, [&](std::size_t turn) {
    const std::size_t i = order[turn];
    const auto known = before.files.find(jobs[i].path);
    result.files[i] =
        build_file(result.tree, jobs[i], is_wanted(request, jobs[i]),
                   known == before.files.end() ? nullptr : &known->second, request.rules);
    watcher.built(work_of(jobs[i]));
  });
  watcher.ends();
}

bool has_job(const SourceTree& tree, const std::string& path) {
  const auto job = std::lower_bound(tree.jobs.begin(), tree.jobs.end(), path,
                                    [](const Job& a, const std::string& b) { return a.path < b; });
  return job != tree.jobs.end() && job->path == path;
}

Completion completion_of(const BuildRequest& request, Manifest before, const BuildResult& result) {
  const SourceTree& tree = result.tree;
  Completion completion;
  completion.out = tree.out;
  completion.before = std::move(before);
  completion.after = {version, options_text(request), tree.source.native(), {}};
  for (const BuiltFile& file : result.files) {
    if (!file.error) completion.after.files[file.job->path] = file.entry;
  }
  completion.has_original = [&tree](const std::string& path) {
    return tree.single || has_job(tree, path);
  };
  // A folder that could not be read makes everything below it look like an orphan.
  completion.delete_orphans = request.delete_orphans && tree.errors.empty();
  completion.dry_run = request.rules.dry_run;
  return completion;
}

void append(std::vector<Error>& errors, std::vector<Error> more) {
  for (Error& error : more) errors.push_back(std::move(error));
}

/// OUT with its folders, for this build alone, and free of what a killed one left.
FolderLock prepare(BuildWatcher& watcher, BuildResult& result) {
  const SourceTree& tree = result.tree;
  FolderLock lock;
  if (MaybeError error = make_folder(tree.out, own_folder)) result.errors.push_back(*error);
  else lock = FolderLock(tree.out / own_folder, Sharing::alone, [&] { watcher.waits(); });
  append(result.errors, make_folders(tree));
  const Leftovers which = lock.is_held() ? Leftovers::all : Leftovers::of_ended;
  remove_leftovers(tree.out, which);
  remove_leftovers(tree.out / own_folder, which);
  for (const std::string& folder : tree.folders) remove_leftovers(tree.out / folder, which);
  return lock;
}

void find_missing_folders(BuildResult& result) {
  for (const std::string& folder : result.tree.folders) {
    if (kind_of(result.tree.out / folder) != FileKind::folder) result.stale.push_back(folder);
  }
}

void complete(const BuildRequest& request, Manifest before, BuildResult& result) {
  Completed done = complete_copy(completion_of(request, std::move(before), result));
  result.orphans = std::move(done.orphans);
  result.has_runtime = done.has_runtime;
  for (std::string& path : done.stale) result.stale.push_back(std::move(path));
  append(result.errors, std::move(done.errors));
}

}  // namespace

bool is_wanted(const BuildRequest& request, const Job& job) {
  if (!job.is_python || matches_any(request.exclude, job.module)) return false;
  return request.include.empty() || matches_any(request.include, job.module);
}

std::string options_text(const BuildRequest& request) {
  std::string text = "hooks=" + std::string(name(request.rules.hooks));
  for (const std::string& pattern : request.include) text += " include=" + pattern;
  for (const std::string& pattern : request.exclude) text += " exclude=" + pattern;
  return text;
}

Result<BuildResult> build_tree(const BuildRequest& request, BuildWatcher& watcher) {
  const auto start = std::chrono::steady_clock::now();
  Result<SourceTree> tree = find_sources(request.src, request.out);
  if (!tree) return tree.error();
  BuildResult result;
  result.tree = std::move(*tree);
  result.errors = result.tree.errors;
  FolderLock lock;
  if (request.rules.dry_run) find_missing_folders(result);
  else lock = prepare(watcher, result);
  Manifest before = load_manifest(result.tree.out);
  build_files(request, before, watcher, result);
  complete(request, std::move(before), result);
  if (!request.verify.empty()) verify(request, result);
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

}  // namespace pyinstr::cli
