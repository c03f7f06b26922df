#include "source_file.h"

#include <algorithm>

namespace pyinstr::engine {
namespace {

bool is_path_of(Files& files, FileId id, std::string_view path) {
  if (files.path(id) == path) return true;
  const SourceFile& file = files.file(id);
  return file.path == path || file.original == path;
}

bool means_only(Files& files, std::string_view name, std::string_view path) {
  const std::vector<FileId> meant = files.match(name);
  return std::all_of(meant.begin(), meant.end(),
                     [&](FileId id) { return is_path_of(files, id, path); });
}

}  // namespace

std::string Files::short_name(std::string_view path) {
  std::size_t slash = path.rfind('/');
  while (slash != std::string_view::npos && slash != 0) {
    const std::string_view name = path.substr(slash + 1);
    if (!name.empty() && means_only(*this, name, path)) return std::string(name);
    slash = path.rfind('/', slash - 1);
  }
  if (slash == 0 && means_only(*this, path.substr(1), path)) return std::string(path.substr(1));
  return std::string(path);
}

}  // namespace pyinstr::engine
