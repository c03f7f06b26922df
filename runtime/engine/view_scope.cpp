#include "view_scope.h"

namespace pyinstr::engine {
namespace {

/// `counter` of `/src/counter.py`.
std::string stem(const std::string& path) {
  const auto folder = path.rfind('/');
  const std::string name = folder == std::string::npos ? path : path.substr(folder + 1);
  return name.substr(0, name.rfind('.'));
}

bool is_last_part(const std::string& name, const std::string& whole) {
  return whole == name || whole.ends_with("." + name);
}

}  // namespace

bool ViewScope::takes(Files& files, FileId in, const std::string& qualified) const {
  if (file && *file != in) return false;
  if (function.empty() || is_last_part(function, qualified)) return true;
  // Functions of functions have `.<locals>.` in their names: nobody writes that.
  return is_last_part(stem(files.path(in)) + "." + qualified, function);
}

}  // namespace pyinstr::engine
