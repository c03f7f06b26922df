// Rewrites one text after the other without a process for each: for tests that try thousands.
//
//     stdin:   LENGTH\n and a text, again and again
//     stdout:  LENGTH LENGTH REASON\n, the copy, what comes back from it; a reason if it was refused
#include <iostream>
#include <string>

#include "pyinstr/rewriter.h"

int main() {
  std::ios::sync_with_stdio(false);
  std::size_t length = 0;
  while (std::cin >> length && std::cin.get() == '\n') {
    std::string text(length, '\0');
    if (!std::cin.read(text.data(), static_cast<std::streamsize>(length))) return 1;
    const auto rewritten = pyinstr::rewriter::rewrite(text);
    const std::string back = pyinstr::rewriter::strip(rewritten.text);
    const std::string message = rewritten.refusal ? rewritten.refusal->message : "";
    std::cout << rewritten.text.size() << ' ' << back.size() << ' ' << message << '\n'
              << rewritten.text << back << std::flush;
  }
  return 0;
}
