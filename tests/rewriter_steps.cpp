// Counts the steps that files take: how often a basic block of the rewriter or the parser is
// entered, there and back. The count is the same on each machine, so tests can compare sizes
// without a clock. What the C library does in one call counts as nothing.
//
//     rewriter_steps FILE…    a line for each file: its number of steps
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "pyinstr/rewriter.h"

namespace {
unsigned long long steps = 0;
}

// Called by what is compiled with -fsanitize-coverage=trace-pc.
extern "C" void __sanitizer_cov_trace_pc() { ++steps; }

int main(int count, char** files) {
  for (int i = 1; i < count; ++i) {
    std::ifstream file(files[i], std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    steps = 0;
    const auto rewritten = pyinstr::rewriter::rewrite(text);
    if (pyinstr::rewriter::strip(rewritten.text) != text) return 1;
    std::printf("%llu\n", steps);
  }
  return 0;
}
