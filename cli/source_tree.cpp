#include "source_tree.h"

#include <algorithm>
#include <array>

#include "manifest.h"

namespace pyinstr::cli {
namespace {

constexpr std::array<std::string_view, 3> names_left_out{"__pycache__", ".git", own_folder};

bool has_python_suffix(const std::string& path) {
  return path.ends_with(".py") || path.ends_with(".pyw");
}

Error wrong(const std::string& place, const char* message, const char* hint) {
  return {ExitCode::usage, place, message, hint};
}

/// Which entries of the source tree are not part of it.
class Omissions {
 public:
  Omissions(const Path& source, const Path& out, std::vector<std::string>& notes)
      : source_(source), out_(out), notes_(notes) {}

  bool operator()(const FileEntry& entry) const {
    const Path path = source_ / entry.path;
    if (entry.kind == FileKind::other) return note(entry, "neither a file, a folder nor a link");
    if (std::find(names_left_out.begin(), names_left_out.end(), path.filename().native()) !=
        names_left_out.end())
      return true;
    if (entry.kind != FileKind::folder) return false;
    if (path == out_) return true;
    if (kind_of(path / own_folder / "manifest") == FileKind::none) return false;
    return note(entry, "a copy made by pyinstr");
  }

 private:
  bool note(const FileEntry& entry, const std::string& why) const {
    notes_.push_back(entry.path + ": left out: " + why);
    return true;
  }

  Path source_, out_;
  std::vector<std::string>& notes_;
};

Result<SourceTree> find_single(const std::string& src, const std::string& out) {
  if (MaybeError error = check_output(out)) return *error;
  const bool into_folder = out.ends_with('/') || std::filesystem::is_directory(out);
  const Path given = Path(src);
  const Path name = given.filename();
  SourceTree tree;
  tree.single = true;
  tree.source = real_path(given).parent_path();
  const Path target = into_folder ? Path(out) / name : Path(out);
  tree.out = real_path(target.has_parent_path() ? target.parent_path() : Path("."));
  Job job;
  job.path = target.filename().native();
  job.shown = src;
  job.source = real_path(given);
  job.module = name.native();
  job.output = tree.out / target.filename();
  job.is_python = true;
  job.size = facts_of(job.source).size;
  if (job.source == job.output || job.source == real_path(target)) {
    return wrong(out, "OUT would replace SRC", "name another file or folder");
  }
  tree.jobs.push_back(std::move(job));
  return tree;
}

Result<SourceTree> find_tree(const std::string& src, const std::string& out) {
  SourceTree tree;
  tree.source = real_path(src);
  tree.out = real_path(out);
  if (std::filesystem::exists(out) && !std::filesystem::is_directory(out)) {
    return wrong(out, "SRC is a folder and OUT is a file", "name a folder for the copy");
  }
  if (is_within(tree.source, tree.out)) {
    return wrong(out, "SRC is inside OUT", "name a folder for the copy that does not hold SRC");
  }
  const Omissions omissions(tree.source, tree.out, tree.notes);
  for (FileEntry& entry : walk(tree.source, omissions, tree.errors)) {
    if (entry.kind == FileKind::folder) {
      tree.folders.push_back(std::move(entry.path));
      continue;
    }
    const bool is_python = entry.kind == FileKind::file && has_python_suffix(entry.path);
    tree.jobs.push_back({entry.path, (Path(src) / entry.path).lexically_normal().native(),
                         entry.path, tree.source / entry.path, tree.out / entry.path, entry.kind,
                         is_python, entry.size});
  }
  std::sort(tree.notes.begin(), tree.notes.end());
  return tree;
}

}  // namespace

Result<SourceTree> find_sources(const std::string& src, const std::string& out) {
  if (src.empty() || out.empty()) return wrong("", "SRC and OUT must not be empty", "");
  std::error_code error;
  const auto status = std::filesystem::status(src, error);
  if (!std::filesystem::exists(status)) {
    return Error{ExitCode::disk, src, "cannot read: " + (error ? error.message() : "no such file"),
                 "SRC is a Python file or a folder of them"};
  }
  if (std::filesystem::is_directory(status)) return find_tree(src, out);
  if (!std::filesystem::is_regular_file(status)) {
    return wrong(src, "SRC is neither a file nor a folder", "");
  }
  return find_single(src, out);
}

std::vector<Error> make_folders(const SourceTree& tree) {
  std::vector<Error> errors;
  if (MaybeError error = make_folder(tree.out, {})) errors.push_back(*error);
  if (!errors.empty()) return errors;
  for (const std::string& folder : tree.folders) {
    if (MaybeError error = make_folder(tree.out, folder)) errors.push_back(*error);
  }
  return errors;
}

Result<Path> link_text(const SourceTree& tree, const Job& job) {
  Result<Path> text = read_link(job.source);
  if (!text) return text;
  const Path folder = job.source.parent_path();
  const Path target = (folder / *text).lexically_normal();
  if (!is_within(target, tree.source)) return target;
  return text->is_absolute() ? target.lexically_relative(folder) : *text;
}

}  // namespace pyinstr::cli
