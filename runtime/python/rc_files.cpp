#include "rc_files.h"

#include <algorithm>
#include <filesystem>

namespace pyinstr::python {
namespace {

namespace fs = std::filesystem;

constexpr const char* rc_names[] = {".pdbrc", ".pyinstrrc"};

void add(std::vector<RcFile>& files, const fs::path& path, std::string name) {
  std::error_code error;
  const fs::path whole = fs::canonical(path, error);
  if (error || !fs::is_regular_file(whole, error)) return;
  const bool known = std::any_of(files.begin(), files.end(),
                                 [&](const RcFile& file) { return file.path == whole.native(); });
  if (!known) files.push_back({whole.native(), std::move(name)});
}

}  // namespace

std::vector<RcFile> find_rc_files(const std::string& home) {
  std::vector<RcFile> files;
  for (const char* name : rc_names) {
    if (!home.empty()) add(files, fs::path(home) / name, std::string("~/") + name);
    add(files, name, name);
  }
  return files;
}

}  // namespace pyinstr::python
