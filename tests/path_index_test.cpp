// Names of files: NAME -> the files that it may mean, of those below.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "python/path_index.h"

using namespace pyinstr::python;

namespace {

PathIndex indexed() {
  const std::vector<std::string> paths = {"/out/a/counter.py", "/out/b/counter.py", "/out/b/views.py", "/out/b/run",
                                          "/out/counter",      "/out/two.parts.py", "/out/.hidden"};
  PathIndex made;
  for (std::size_t id = 0; id < paths.size(); ++id) made.add(paths[id], static_cast<pyinstr::engine::FileId>(id));
  made.add("/src/b/views.py", 2);  // its original
  return made;
}

std::string found(const PathIndex& index, std::string_view name) {
  std::string text;
  for (const auto id : index.find(name)) text += (text.empty() ? "" : " ") + std::to_string(id);
  return text;
}

}  // namespace

TEST_CASE("files by what people call them") {
  struct Row {
    std::string_view name, files;
  };
  const Row rows[] = {
      {"/out/b/views.py", "2"},
      {"/src/b/views.py", "2"},
      {"/out/./b/../b//views.py", "2"},
      {"views.py", "2"},
      {"b/views.py", "2"},
      {"/b/views.py", ""},
      {"src/b/views.py", "2"},
      {"c/views.py", ""},
      {"iews.py", ""},
      {"views", "2"},
      {"b/views", "2"},
      {"counter.py", "0 1"},
      {"a/counter.py", "0"},
      {"counter", "4"},  // a whole name is better than one without its suffix
      {"a/counter", "0"},
      {"run", "3"},
      {"two.parts", "5"},
      {"two", ""},
      {".hidden", "6"},
      {"", ""},
  };
  const PathIndex index = indexed();
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(found(index, row.name) == row.files);
  }
}
