/// The files of modules that nobody has asked for yet.
#pragma once

#include <string>
#include <vector>

namespace pyinstr::python {

/// Files that a name may mean: a path of a Python file; a module that is loaded, by its name or by
/// its file's last parts; else what an import of that name would find on `sys.path`. Runs no code of
/// the program. Throws what pybind11 throws.
std::vector<std::string> find_module_files(const std::string& name);

/// The standard library's folders, each with `/` at its end.
std::vector<std::string> library_folders();

}  // namespace pyinstr::python
