/// Files by what people call them: a whole path, its last parts, or those without the suffix.
/// Finding takes the files of one name, however many others there are: a copy's manifest may list
/// thousands, and each stop asks.
/// Threads: under the interpreter's lock, like its owner.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/source_file.h"

namespace pyinstr::python {

/// A path from the root, without `.`, `..` and doubled slashes. Links are not followed.
std::string normal(std::string_view path);

class PathIndex {
 public:
  /// A file is known by that path, too, which is normal.
  void add(const std::string& path, engine::FileId id);
  /// Files that `name` may mean, in the order of their numbers: of the best kind of match only.
  std::vector<engine::FileId> find(std::string_view name) const;

 private:
  struct Entry {
    std::string path;
    engine::FileId id = 0;
  };
  using ByPart = std::multimap<std::string, Entry, std::less<>>;

  std::multimap<std::string, engine::FileId, std::less<>> by_path_;
  ByPart by_name_;  ///< by the last part
  ByPart by_stem_;  ///< by the last part without its suffix; the path is without it, too
};

}  // namespace pyinstr::python
