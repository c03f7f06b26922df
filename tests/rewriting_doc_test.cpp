// The tables in docs/rewriting.md are those of the program.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "statements.h"

using namespace pyinstr::rewriter;

namespace {

const std::string path = PYINSTR_PAIRS "/../../docs/rewriting.md";

std::string read() {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The text with what stands between the two marks of that name replaced.
std::string with_part(std::string text, const std::string& name, const std::string& part) {
  const std::string begin = "<!-- " + name + " -->\n", end = "<!-- end of " + name + " -->\n";
  const std::size_t from = text.find(begin), to = text.find(end);
  REQUIRE(from != std::string::npos);
  REQUIRE(to != std::string::npos);
  return text.replace(from + begin.size(), to - from - begin.size(), part);
}

}  // namespace

TEST_CASE("docs/rewriting.md has the statement table") {
  const std::string text = read();
  const std::string wanted = with_part(with_part(text, "hooks", document_hooks()), "slides", document_slides());
  const char* const update = std::getenv("PYINSTR_UPDATE");
  if (update != nullptr && std::string(update) == "1") std::ofstream(path, std::ios::binary) << wanted;
  else CHECK(text == wanted);  // stale: run the test with PYINSTR_UPDATE=1
}
