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

ExitCode finish_output(ExitCode answer) {
  const bool arrived = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
  if (arrived) return answer;
  return worse(answer, report({ExitCode::disk, "<stdout>", "cannot write all of the output", ""}));
}

ExitCode report(const Error& error) {
  const std::string text = describe(error);
  std::fwrite(text.data(), 1, text.size(), stderr);
  return error.code;
}

}  // namespace pyinstr::cli
