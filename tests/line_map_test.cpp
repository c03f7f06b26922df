// Columns of original and copy, each way.
#include <doctest/doctest.h>

#include "line_map.h"

using namespace pyinstr::rewriter;

namespace {

const std::string original = "x = 1\nf(lambda: a if b else c)\n";

}  // namespace

TEST_CASE("what was inserted on a line") {
  const Rewritten file = rewrite(original);
  CHECK(dump(edits_of_line(file.edits, original, 2)) == "0+6 10+9 23+1");
  CHECK(dump(edits_of_line(file.edits, original, 3)) == "");
}

TEST_CASE("columns go there and back") {
  // dbg();f(lambda: dbg() or(a if b else c))
  struct Row { int original, copy; };
  const Rewritten file = rewrite(original);
  for (const Row row : {Row{0, 6}, Row{2, 8}, Row{9, 15}, Row{10, 25}, Row{23, 39}}) {
    CAPTURE(row.original);
    CHECK(to_copy_column(file, original, 2, row.original) == row.copy);
    CHECK(to_original_column(file, original, 2, row.copy) == row.original);
  }
}

TEST_CASE("a column inside an insertion is the place of the insertion") {
  const Rewritten file = rewrite(original);
  CHECK(to_original_column(file, original, 2, 0) == 0);
  CHECK(to_original_column(file, original, 2, 5) == 0);
  CHECK(to_original_column(file, original, 2, 20) == 10);
}

TEST_CASE("a byte order mark is not part of the first line") {
  const std::string marked = "\xEF\xBB\xBFx = 1\ny = 2\n";
  const Rewritten file = rewrite(marked);
  CHECK(file.sites[0].column == 0);
  CHECK(to_original_column(file, marked, 1, file.sites[0].hook_column) == 0);
  CHECK(to_original_column(file, marked, 2, 6) == 0);
}
