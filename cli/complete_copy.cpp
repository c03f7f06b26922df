#include "complete_copy.h"

#include "folders.h"
#include "runtime_package.h"

namespace pyinstr::cli {
namespace {

std::string own(std::string_view name) { return std::string(own_folder) + "/" + std::string(name); }

/// Adds the entries of files that were not built now, with their originals named where those are
/// no longer told by the source root.
void keep_others(const Manifest& before, Manifest& after) {
  for (const auto& [path, entry] : before.files) {
    const auto [kept, is_new] = after.files.try_emplace(path, entry);
    if (is_new && before.source != after.source) {
      kept->second.original = before.original_of(path, entry);
    }
  }
}

/// A path of the manifest that really names something below OUT.
bool is_inside(const Path& out, const std::string& path) {
  const Path folder = real_path((out / path).parent_path());
  return Path(path).is_relative() && is_within(folder, out);
}

/// Takes out of the manifest what is gone, and tells what is there without an original.
std::vector<std::string> find_orphans(Completion& asked) {
  std::vector<std::string> orphans;
  for (const auto& [path, entry] : asked.before.files) {
    if (asked.has_original(path)) continue;
    if (kind_of(asked.out / path) != FileKind::none) orphans.push_back(path);
    else asked.after.files.erase(path);
  }
  return orphans;
}

/// Removes an orphan, and the folders around it that are empty then and that SRC does not have.
void remove_orphan(const Completion& asked, const Path& path, Completed& done) {
  if (MaybeError error = remove_file(asked.out / path)) {
    done.errors.push_back(*error);
    return;
  }
  const Path source = asked.after.source;
  for (Path at = path.parent_path(); !at.empty(); at = at.parent_path()) {
    if (kind_of(source / at) == FileKind::folder) return;
    remove_leftovers(asked.out / at, Leftovers::of_ended);
    if (!remove_empty_folder(asked.out / at)) return;
  }
}

void delete_orphans(Completion& asked, Completed& done) {
  for (const std::string& path : done.orphans) {
    if (!is_inside(asked.out, path)) continue;
    if (!asked.dry_run) remove_orphan(asked, path, done);
    asked.after.files.erase(path);
  }
}

void write_own_files(const Completion& asked, const Path& package, Completed& done) {
  if (MaybeError error = save_manifest(asked.out, asked.after)) done.errors.push_back(*error);
  if (package.empty()) return;
  if (MaybeError error = link_runtime_package(asked.out, package)) done.errors.push_back(*error);
  else done.has_runtime = true;
}

}  // namespace

Completed complete_copy(Completion asked) {
  Completed done;
  keep_others(asked.before, asked.after);
  done.orphans = find_orphans(asked);
  if (asked.delete_orphans) delete_orphans(asked, done);
  const Path package = find_runtime_package();
  if (!is_saved(asked.out, asked.after)) done.stale.push_back(own(manifest_name));
  if (!leads_to_package(asked.out, package)) done.stale.push_back(own("pyinstr"));
  if (!asked.dry_run) write_own_files(asked, package, done);
  return done;
}

}  // namespace pyinstr::cli
