// Insertions: sorted, stable, applied once.
#include <doctest/doctest.h>

#include "edit.h"

using namespace pyinstr::rewriter;

TEST_CASE("edits are sorted; at one offset they keep their order") {
  EditList list;
  list.insert(4, "c");
  list.insert(0, "a");
  list.insert(4, "d");
  const auto edits = list.take();
  CHECK(dump(edits) == "0 \"a\"\n4 \"c\"\n4 \"d\"\n");
  CHECK(splice("wxyz", edits) == "awxyzcd");
}

TEST_CASE("no edits give the text") { CHECK(splice("text", {}) == "text"); }

TEST_CASE("a rewrite's edits make its text") {
  const std::string original = "if x: y\n";
  const Rewritten file = rewrite(original);
  CHECK(splice(original, file.edits) == file.text);
}
