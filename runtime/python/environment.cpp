#include "environment.h"

#include <cstdlib>

namespace pyinstr::python::environment {

std::string get(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

bool is_off() { return get(off) == "off"; }

}  // namespace pyinstr::python::environment
