#include "saved_files.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include "environment.h"
#include "hooks.h"
#include "imports.h"
#include "inspect.h"
#include "process.h"

namespace pyinstr::python {
namespace {

constexpr std::string_view of_project = "project";

/// Empty where the state of this project is not kept anywhere.
std::string project_file() {
  const Ignoring ignoring;
  try {
    const py::object path = imported("pyinstr.history").attr("saved_file")();
    return path.is_none() ? std::string() : text_of(path);
  } catch (py::error_already_set& error) {
    error.discard_as_unraisable("pyinstr.history");
    return {};
  }
}

std::string at_home(std::string_view name) {
  const std::string home = environment::get("HOME");
  const bool is_there = !home.empty() && (name == "~" || name.starts_with("~/"));
  return is_there ? home + std::string(name.substr(1)) : std::string(name);
}

std::string reason() { return std::strerror(errno); }

std::filesystem::path behind_links(const std::filesystem::path& path) {
  std::error_code failed;
  const auto to = std::filesystem::read_symlink(path, failed);  // of one that leads nowhere yet, too
  const auto real = std::filesystem::weakly_canonical(failed ? path : path.parent_path() / to, failed);
  return failed ? path : real;
}

}  // namespace

DiskFiles::DiskFiles() {
  std::error_code unknown;
  start_folder_ = std::filesystem::current_path(unknown).string();
}

std::string DiskFiles::path_of(std::string_view name, std::string& error) {
  const std::string chosen = name.empty() ? environment::get(environment::saved) : std::string(name);
  const bool is_project = name.empty() && (chosen.empty() || chosen == of_project);
  std::filesystem::path path = is_project ? project_file() : at_home(chosen);
  if (name.empty() && !path.empty()) path = start_folder_ / path;
  std::error_code failed;
  const auto whole = std::filesystem::absolute(path, failed).lexically_normal();
  if (!path.empty() && !failed) return whole.string();
  error = "there is no folder to keep it in: name a FILE";
  return {};
}

std::optional<std::string> DiskFiles::read(const std::string& path, std::string& error) {
  std::error_code unknown;
  if (std::filesystem::is_directory(path, unknown)) {  // which could be opened
    error = "it is a folder";
    return std::nullopt;
  }
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  if (in.is_open()) text << in.rdbuf();
  if (in.is_open() && !in.bad()) return text.str();
  error = reason();
  return std::nullopt;
}

std::string DiskFiles::last_written(const std::string& path) const {
  const auto found = written_.find(path);
  return found == written_.end() ? std::string() : found->second;
}

bool DiskFiles::write(const std::string& path, const std::string& text, std::string& error) {
  namespace fs = std::filesystem;
  const fs::path whole = behind_links(path);
  std::error_code failed;
  if (path == project_file()) fs::create_directories(whole.parent_path(), failed);
  const fs::path fresh = whole.string() + "." + std::to_string(process::number());
  errno = 0;
  std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
  out << text << std::flush;
  bool done = out.good();
  error = reason();
  out.close();
  if (done) fs::rename(fresh, whole, failed), done = !failed;
  if (failed) error = failed.message();
  if (done) return error.clear(), written_[path] = text, true;
  fs::remove(fresh, failed);
  return false;
}

}  // namespace pyinstr::python
