#include "module_files.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "inspect.h"

namespace pyinstr::python {
namespace {

namespace fs = std::filesystem;

bool is_file(const fs::path& path) {
  std::error_code failed;
  return path.extension() == ".py" && fs::is_regular_file(path, failed);
}

/// A loaded module's `__file__`, without asking the module: it may be one that loads itself when
/// asked. Empty if it is no Python file.
std::string file_of(PyObject* module) {
  if (!PyModule_Check(module)) return {};
  PyObject* names = PyModule_GetDict(module);  // borrowed
  PyObject* file = PyDict_GetItemString(names, "__file__");
  if (file == nullptr || !PyUnicode_Check(file)) return {};
  const std::string path = text_of(file);
  return path.ends_with(".py") ? path : std::string();
}

bool has_last_parts(const std::string& path, const std::string& name) {
  return path.ends_with("/" + name) || path.ends_with("/" + name + ".py");
}

std::vector<std::string> loaded(const std::string& name) {
  PyObject* modules = PySys_GetObject("modules");  // borrowed
  std::vector<std::string> found;
  if (modules == nullptr || !PyDict_Check(modules)) return found;
  PyObject *key = nullptr, *module = nullptr;
  for (Py_ssize_t at = 0; PyDict_Next(modules, &at, &key, &module) != 0;) {
    const std::string file = file_of(module);
    if (file.empty()) continue;
    if (PyUnicode_Check(key) && text_of(key) == name) return {file};
    const bool is_new = std::find(found.begin(), found.end(), file) == found.end();
    if (is_new && has_last_parts(file, name)) found.push_back(file);
  }
  return found;
}

std::vector<std::string> importable(const std::string& name) {
  PyObject* folders = PySys_GetObject("path");  // borrowed
  if (folders == nullptr || !PyList_Check(folders)) return {};
  std::string module = name;
  std::replace(module.begin(), module.end(), '.', '/');
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(folders); ++i) {
    PyObject* entry = PyList_GET_ITEM(folders, i);
    if (!PyUnicode_Check(entry)) continue;
    const fs::path folder = text_of(entry);
    for (const fs::path& file : {folder / name, folder / (module + ".py"), folder / module / "__init__.py"}) {
      if (is_file(file)) return {file.string()};
    }
  }
  return {};
}

}  // namespace

std::vector<std::string> find_module_files(const std::string& name) {
  if (name.empty()) return {};
  if (is_file(name)) return {fs::absolute(name).lexically_normal().string()};
  if (auto found = loaded(name); !found.empty()) return found;
  return importable(name);
}

std::vector<std::string> library_folders() {
  std::vector<std::string> folders;
  // `os` is imported before anything of ours could be; its folder is the library's.
  PyObject* modules = PySys_GetObject("modules");  // borrowed
  PyObject* os = modules != nullptr && PyDict_Check(modules) ? PyDict_GetItemString(modules, "os") : nullptr;
  if (os == nullptr || !PyModule_Check(os)) return folders;
  PyObject* file = PyDict_GetItemString(PyModule_GetDict(os), "__file__");
  if (file != nullptr && PyUnicode_Check(file)) folders.push_back(fs::path(text_of(file)).parent_path().string() + "/");
  return folders;
}

}  // namespace pyinstr::python
