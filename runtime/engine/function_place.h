/// Where a function begins, found by the name people know it by.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "source_file.h"

namespace pyinstr::engine {

/// A function of a file; several where one name is defined more than once (a property's getter and
/// setter), then with the first lines of them all.
struct FunctionPlace {
  FileId file = 0;
  std::string function;           ///< as the sites name it
  std::vector<SiteNumber> sites;  ///< the first of each body, ascending
};

/// The functions that a name means best, or why there can be none.
struct FunctionSearch {
  std::vector<FunctionPlace> found;  ///< more than one: the name is ambiguous
  std::string refusal;  ///< nothing is found and nothing will be: the module is there without it
};

/// `f`, `Class.method`, `outer.inner`, `pkg.mod.Class.method`. Best are those of the file `near`
/// (a path, or empty), then those of the module that the name begins with, of any module below it if that is
/// a package, then those whose name is the whole of what was asked for, then methods and
/// inner functions of that name. The name of a class means its `__init__`, or `__new__`, or its body; `outer.<locals>.inner`, as
/// stops show it, is `outer.inner`.
FunctionSearch find_functions(Files& files, std::string_view name, std::string_view near);

/// The same in one file.
FunctionSearch find_functions(Files& files, FileId file, std::string_view name);

/// Names with dots between them.
bool is_function_name(std::string_view text);

}  // namespace pyinstr::engine
