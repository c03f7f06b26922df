#include "build_tree.h"

#include <chrono>

#include "hook_style.h"
#include "parallel.h"
#include "path_pattern.h"
#include "runtime_package.h"
#include "verify.h"
#include "version.h"

namespace pyinstr::cli {
namespace {

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

void build_files(const BuildRequest& request, const Manifest& before, BuildResult& result) {
  const std::vector<Job>& jobs = result.tree.jobs;
  result.files.resize(jobs.size());
  for_each_index(jobs.size(), request.threads, [&](std::size_t i) {
    const auto known = before.files.find(jobs[i].path);
    result.files[i] =
        build_file(result.tree, jobs[i], is_wanted(request, jobs[i]),
                   known == before.files.end() ? nullptr : &known->second, request.rules);
  });
}

/// The manifest as it will be: what was built, and of what was there before all that was not
/// built now, with its original named where that is no longer told by the source root.
Manifest merge(const BuildRequest& request, const Manifest& before, const BuildResult& result) {
  Manifest after{version, options_text(request), result.tree.source.native(), before.files};
  if (before.source != after.source) {
    for (auto& [path, entry] : after.files) {
      if (entry.original.empty()) entry.original = (Path(before.source) / path).native();
    }
  }
  for (const BuiltFile& file : result.files) {
    if (!file.error) after.files[file.job->path] = file.entry;
  }
  return after;
}

/// Entries of the manifest that a build of the whole tree does not make.
std::vector<std::string> find_orphans(const Manifest& before, const SourceTree& tree) {
  std::vector<std::string> orphans;
  if (tree.single) return orphans;
  auto job = tree.jobs.begin();  // both are sorted
  for (const auto& [path, entry] : before.files) {
    while (job != tree.jobs.end() && job->path < path) ++job;
    if (job == tree.jobs.end() || job->path != path) orphans.push_back(path);
  }
  return orphans;
}

/// A path of the manifest that really names something below OUT.
bool is_inside(const Path& out, const std::string& path) {
  const Path folder = real_path((out / path).parent_path());
  return Path(path).is_relative() && is_within(folder, out);
}

void delete_orphans(Manifest& manifest, BuildResult& result) {
  for (const std::string& path : result.orphans) {
    if (!is_inside(result.tree.out, path)) continue;
    const Path orphan = result.tree.out / path;
    if (MaybeError error = remove_file(orphan)) {
      result.errors.push_back(*error);
      continue;
    }
    remove_empty_folders(orphan.parent_path(), result.tree.out);
    manifest.files.erase(path);
  }
}

/// Orphans that have been removed by hand are forgotten.
void forget_missing(Manifest& manifest, BuildResult& result) {
  std::erase_if(result.orphans, [&](const std::string& path) {
    if (kind_of(result.tree.out / path) != FileKind::none) return false;
    manifest.files.erase(path);
    return true;
  });
}

void finish(const BuildRequest& request, Manifest manifest, BuildResult& result) {
  const Path& out = result.tree.out;
  forget_missing(manifest, result);
  // A folder that could not be read makes everything below it look like an orphan.
  if (request.delete_orphans && result.tree.errors.empty()) delete_orphans(manifest, result);
  if (MaybeError error = save_manifest(out, manifest)) result.errors.push_back(*error);
  const Path package = find_runtime_package();
  if (package.empty()) return;
  if (MaybeError error = link_runtime_package(out, package)) result.errors.push_back(*error);
  else result.has_runtime = true;
}

}  // namespace

Result<BuildResult> build_tree(const BuildRequest& request) {
  const auto start = std::chrono::steady_clock::now();
  Result<SourceTree> tree = find_sources(request.src, request.out);
  if (!tree) return tree.error();
  BuildResult result;
  result.tree = std::move(*tree);
  result.errors = result.tree.errors;
  const Manifest before = load_manifest(result.tree.out);
  if (!request.rules.dry_run) {
    for (Error& error : make_folders(result.tree)) result.errors.push_back(std::move(error));
  }
  build_files(request, before, result);
  result.orphans = find_orphans(before, result.tree);
  if (!request.rules.dry_run) finish(request, merge(request, before, result), result);
  if (!request.verify.empty()) verify(request, result);
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

}  // namespace pyinstr::cli
