// Any bytes at all: the rewriter neither fails nor forgets what it was given.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "pyinstr/rewriter.h"

using namespace pyinstr::rewriter;

namespace {

void demand(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

std::size_t line_count(std::string_view text) {
  std::size_t lines = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    lines += text[i] == '\n' || (text[i] == '\r' && text.substr(i + 1, 1) != "\n") ? 1 : 0;
  }
  return lines;
}

void check_sites(const Rewritten& file) {
  for (std::size_t i = 0; i < file.sites.size(); ++i) {
    demand(file.sites[i].number == static_cast<int>(i), "sites are numbered in order");
    demand(!resolve(file, file.sites[i].line).sites.empty(), "a hook's line has a site");
  }
  for (const LineTarget& line : file.lines) {
    for (const int site : line.sites) {
      demand(site >= 0 && static_cast<std::size_t>(site) < file.sites.size(), "targets are sites");
    }
  }
}

void check_hooked(std::string_view original, const Rewritten& file) {
  demand(is_instrumented(file.text), "a copy is told from other texts");
  demand(rewrite(file.text).outcome == Outcome::built, "a copy is not built twice");
  demand(strip(file.text) == original, "strip gives the original back");
  const bool own_line = file.edits.back().text.find_first_of("\r\n") == 0;
  demand(line_count(file.text) == line_count(original) + (own_line ? 1 : 0), "lines stay lines");
  check_sites(file);
}

void check(std::string_view original, HookStyle style) {
  const Rewritten file = rewrite(original, {style, "a/b.py"});
  demand(file.refusal.has_value() == (file.outcome == Outcome::refused), "a refusal has a reason");
  if (file.outcome == Outcome::hooked) check_hooked(original, file);
  else demand(file.text == original, "what is not hooked is left as it is");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view original(reinterpret_cast<const char*>(data), size);
  check(original, HookStyle::frame);
  check(original, HookStyle::numbered);
  static_cast<void>(strip(original));
  return 0;
}
