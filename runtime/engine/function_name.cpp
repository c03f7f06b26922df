#include "function_name.h"

namespace pyinstr::engine {

std::string unqualified(const std::string& function) {
  const bool bracketed = !function.empty() && function.back() == '>';
  const std::size_t at = bracketed ? function.rfind('<') : function.rfind('.');
  if (at == std::string::npos) return function;
  return function.substr(bracketed ? at : at + 1);
}

}  // namespace pyinstr::engine
