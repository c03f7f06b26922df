#include "runtime_package.h"

#include <algorithm>
#include <vector>

#include "folders.h"
#include "manifest.h"
#include "process.h"

namespace pyinstr::cli {
namespace fs = std::filesystem;
namespace {

bool is_package(const Path& folder) { return kind_of(folder / "__init__.py") == FileKind::file; }

/// Where installers put packages below a prefix, newest Python first.
std::vector<Path> site_folders(const Path& prefix) {
  std::vector<Path> found;
  for (const char* library : {"lib", "lib64"}) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(prefix / library, error)) {
      if (!entry.path().filename().native().starts_with("python3")) continue;
      found.push_back(entry.path() / "site-packages");
      found.push_back(entry.path() / "dist-packages");
    }
  }
  std::sort(found.rbegin(), found.rend());
  return found;
}

/// All places relative to the folder that the executable is in.
std::vector<Path> candidates(const Path& bin) {
  const Path prefix = bin.parent_path();
  std::vector<Path> places{
      prefix / "python" / "pyinstr",  // a build tree: cli/pyinstr and python/pyinstr
      prefix,                         // inside the package: pyinstr/bin/pyinstr
      prefix / "pyinstr",             // pip install --target
  };
  for (const Path& site : site_folders(prefix)) places.push_back(site / "pyinstr");
  return places;
}

MaybeError copy_package(const Path& from, const Path& out, const Path& relative) {
  std::vector<Error> errors;
  const auto files = walk(
      from, [](const FileEntry& entry) { return Path(entry.path).filename() == "__pycache__"; },
      errors);
  if (!errors.empty()) return errors.front();
  if (MaybeError error = make_folder(out, relative)) return error;
  for (const FileEntry& file : files) {
    const Path target = relative / file.path;
    if (file.kind == FileKind::folder) {
      if (MaybeError error = make_folder(out, target)) return error;
    } else if (const auto copied = duplicate_file(from / file.path, out / target); !copied) {
      return copied.error();
    }
  }
  return std::nullopt;
}

}  // namespace

Path find_runtime_package() {
  if (const std::string asked = environment("PYINSTR_PACKAGE"); !asked.empty()) {
    return is_package(asked) ? real_path(asked) : Path();
  }
  const Path executable = own_executable();
  if (executable.empty()) return {};
  for (const Path& place : candidates(executable.parent_path())) {
    if (is_package(place)) return real_path(place);
  }
  return {};
}

Path runtime_link(const Path& out) { return out / own_folder / "pyinstr"; }

Path find_python() {
  if (const std::string asked = environment("PYINSTR_PYTHON"); !asked.empty()) {
    return find_program(asked);
  }
  const Path beside = own_executable().parent_path() / "python3";
  const Path found = find_program(beside.native());
  return found.empty() ? find_program("python3") : found;
}

bool leads_to_package(const Path& out, const Path& package) {
  if (package.empty()) return true;
  const Path place = runtime_link(out);
  const Result<Path> link = read_link(place);
  return link ? *link == package : is_package(place);
}

MaybeError link_runtime_package(const Path& out, const Path& package) {
  const Path relative = Path(own_folder) / "pyinstr";
  if (const Result<Path> link = read_link(out / relative); link && *link == package) {
    return std::nullopt;
  }
  if (MaybeError error = make_folder(out, own_folder)) return error;
  // A copy from an earlier build stays: it cannot be replaced by a link in one step.
  if (kind_of(out / relative) != FileKind::folder && !write_link(out / relative, package)) {
    return std::nullopt;
  }
  return copy_package(package, out, relative);
}

}  // namespace pyinstr::cli
