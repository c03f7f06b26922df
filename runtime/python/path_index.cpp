#include "path_index.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace pyinstr::python {
namespace fs = std::filesystem;
namespace {

std::string_view last_part(std::string_view path) { return path.substr(path.rfind('/') + 1); }

bool ends_with_parts(std::string_view path, std::string_view name) {
  return path.size() > name.size() && path.ends_with(name) && path[path.size() - name.size() - 1] == '/';
}

/// What most paths are already: to find that out costs little.
bool is_normal(std::string_view path) {
  return path.starts_with('/') && path.find("//") == std::string_view::npos && path.find("/.") == std::string_view::npos;
}

std::vector<engine::FileId> in_order(std::vector<engine::FileId> found) {
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace

std::string normal(std::string_view path) {
  if (is_normal(path)) return std::string(path);
  std::error_code failed;
  const fs::path whole = fs::absolute(fs::path(path), failed);
  return (failed ? fs::path(path) : whole).lexically_normal().string();
}

void PathIndex::add(const std::string& path, engine::FileId id) {
  by_path_.emplace(path, id);
  const std::string_view name = last_part(path);
  by_name_.emplace(name, Entry{path, id});
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return;
  const std::size_t suffix = name.size() - dot;
  by_stem_.emplace(name.substr(0, dot), Entry{path.substr(0, path.size() - suffix), id});
}

std::vector<engine::FileId> PathIndex::find(std::string_view name) const {
  std::vector<engine::FileId> found;
  const auto whole = by_path_.equal_range(normal(name));
  std::transform(whole.first, whole.second, std::back_inserter(found), [](const auto& one) { return one.second; });
  for (const ByPart* const parts : {&by_name_, &by_stem_}) {
    if (!found.empty()) break;
    const auto alike = parts->equal_range(last_part(name));
    for (auto one = alike.first; one != alike.second; ++one) {
      if (ends_with_parts(one->second.path, name)) found.push_back(one->second.id);
    }
  }
  return in_order(std::move(found));
}

}  // namespace pyinstr::python
