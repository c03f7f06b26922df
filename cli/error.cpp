#include "error.h"

#include <algorithm>
#include <cstdio>

namespace pyinstr::cli {

ExitCode worse(ExitCode a, ExitCode b) { return std::max(a, b); }

std::string describe(const Error& error) {
  std::string text = error.place.empty() ? "pyinstr" : error.place;
  text += ": " + error.message + "\n";
  if (!error.hint.empty()) text += "  hint: " + error.hint + "\n";
  return text;
}

ExitCode report(const Error& error) {
  const std::string text = describe(error);
  std::fwrite(text.data(), 1, text.size(), stderr);
  return error.code;
}

}  // namespace pyinstr::cli
