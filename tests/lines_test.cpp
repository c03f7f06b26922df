// What a breakpoint on each line arms: LINE [REASON] -> SITE…
#include <doctest/doctest.h>

#include "line_targets.h"

using namespace pyinstr::rewriter;

namespace {

struct Case {
  std::string_view text;
  std::string_view expected;
};

}  // namespace

TEST_CASE("line targets") {
  const Case rows[] = {
      {"x = 1\n", "1 -> 0\n"},
      {"def f():\n x\n", "1 def -> 0\n2 -> 0\n"},
      {"def f(): x\n", "1 -> 0\n"},
      {"def f(a=lambda: 1):\n x\n", "1 def -> 1 0\n2 -> 1\n"},
      {"def f(\n a,\n):\n x\n", "1 def -> 0\n2 continuation -> 0\n3 continuation -> 0\n4 -> 0\n"},
      {"def f():\n 'd'\n x\n", "1 def -> 0\n2 docstring -> 0\n3 -> 0\n"},
      {"def f():\n 'd'\n", "1 def -> 0\n2 -> 0\n"},
      {"for a in b:\n c\n", "1 -> 0 1\n2 -> 1\n"},
      {"# c\n\nfor a in b:\n c\n", "1 comment -> 0 1\n2 blank -> 0 1\n3 -> 0 1\n4 -> 1\n"},
      {"try:\n a\nfinally:\n b\n", "1 try -> 0\n2 -> 0\n3 clause -> 1\n4 -> 1\n"},
      {"try:\n a\nexcept:\n b\nelse:\n c\n",
       "1 try -> 0\n2 -> 0\n3 clause -> 1\n4 -> 1\n5 clause -> 2\n6 -> 2\n"},
      {"match a:\n case 1:\n  b\n", "1 -> 0\n2 clause -> 1\n3 -> 1\n"},
      {"if (\n a\n):\n b\n", "1 continuation -> 0\n2 -> 0\n3 continuation -> 0\n4 -> 1\n"},
      {"x = [\n 1,\n]\n", "1 -> 0\n2 continuation -> 0\n3 continuation -> 0\n"},
      {"x = [\n # c\n\n]\n", "1 -> 0\n2 continuation -> 0\n3 continuation -> 0\n4 continuation -> 0\n"},
      {"f(lambda:\n  a +\n  b)\n", "1 -> 0\n2 -> 1\n3 continuation -> 1\n"},
      {"from __future__ import a\nx\n", "1 future -> 0\n2 -> 0\n"},
      {"def f():\n global x\n x\n", "1 def -> 0\n2 declaration -> 0\n3 -> 0\n"},
      {"def f():\n global x\n", "1 def -> 0\n2 -> 0\n"},
      {"def f():\n # c\n global x\n global y\n",
       "1 def -> 0\n2 comment -> 0\n3 -> 0\n4 declaration ->\n"},
      {"def f():\n def g():\n  x\ny\n", "1 def -> 1\n2 def -> 0\n3 -> 0\n4 -> 1\n"},
      {"def f():\n x\n # c\n\n# d\ny\n",
       "1 def -> 0\n2 -> 0\n3 comment ->\n4 blank -> 1\n5 comment -> 1\n6 -> 1\n"},
      {"def f():\n # c\n x\n", "1 def -> 0\n2 comment -> 0\n3 -> 0\n"},
      {"# c\ndef f():\n x\ny\n", "1 comment -> 1\n2 def -> 0\n3 -> 0\n4 -> 1\n"},
      {"x\n# c\n", "1 -> 0\n2 comment ->\n"},
      {"x  # pyinstr: skip\ny\n", "1 skipped ->\n2 -> 0\n"},
      {"@a\ndef f():\n x\n", "1 -> 0\n2 def -> 1\n3 -> 1\n"},
      {"x = '''\na\n'''\n", "1 -> 0\n2 continuation -> 0\n3 continuation -> 0\n"},
      {"", ""},
  };
  for (const Case& row : rows) {
    CAPTURE(row.text);
    CHECK(dump(rewrite(row.text).lines) == row.expected);
  }
}

TEST_CASE("a line that is not there has no sites") {
  const Rewritten file = rewrite("x = 1\n");
  CHECK(resolve(file, 0).sites.empty());
  CHECK(resolve(file, 2).sites.empty());
  CHECK(resolve(file, 1).sites == std::vector<int>{0});
}
