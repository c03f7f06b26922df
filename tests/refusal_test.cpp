// What is left as it is, and why: LINE:COLUMN message.
#include <doctest/doctest.h>

#include <string>

#include "pyinstr/rewriter.h"

using namespace pyinstr::rewriter;
using namespace std::string_literals;

namespace {

struct Case {
  std::string text;
  std::string expected;
};

std::string refused(const std::string& text) {
  const Rewritten file = rewrite(text);
  if (!file.refusal) return "";
  CHECK(file.text == text);
  CHECK(file.outcome == Outcome::refused);
  return std::to_string(file.refusal->line) + ":" + std::to_string(file.refusal->column) + " " +
         file.refusal->message;
}

void check(const std::vector<Case>& rows) {
  for (const Case& row : rows) {
    CAPTURE(row.text);
    CHECK(refused(row.text) == row.expected);
  }
}

const std::string missing = "expected an indented block";
const std::string mixed = "inconsistent use of tabs and spaces in indentation";
const std::string no_match = "unindent does not match any outer indentation level";

}  // namespace

TEST_CASE("Python 2") {
  check({
      {"x = 1\nprint x\n", "2:0 the statement `print` is Python 2"},
      {"exec 'x' in d\n", "1:0 the statement `exec` is Python 2"},
      {"if a <> b: pass\n", "1:5 `<>` is Python 2"},
      {"x = `a`\n", "1:4 backticks are Python 2"},
      {"x = 0777\n", "1:4 an octal number such as `0777` is Python 2"},
      {"x = 10L\n", "1:4 a long such as `10L` is Python 2"},
      {"x = ur'a'\n", "1:4 a string with the prefix `ur` is Python 2"},
      {"raise E, 'x'\n", "1:0 `raise E, value` is Python 2"},
  });
}

TEST_CASE("lines that end too soon, or not at all") {
  check({
      {"\"\n\"\"a\"\n", "1:0 not understood as Python 3"},
      {"x = f'{a}\n'\n", "1:4 not understood as Python 3"},
      {"match(x)\n:\n  case y: z\n", "2:0 expected ':'"},
      {"x\n*\ny\n", "2:0 invalid syntax"},
      {"def f():\n  return 1\\\n", "2:0 unexpected end of the file behind a backslash"},
      {"x = 1 \\", "1:6 not understood as Python 3"},
  });
  CHECK(refused("x = 1  # a \\\n").empty());
  CHECK(refused("x = (1 +\n  2); y = a\\\n  .b; z = '''\n''' + f'{a\n}'\n").empty());
}

TEST_CASE("what a hook would make right") {
  CHECK(refused("class A(,): x\n") == "1:8 not an expression of Python");
}

TEST_CASE("indentation") {
  check({
      {"if x:\ny\n", "1:0 " + missing},
      {"def f():\n# only a comment\n", "1:0 " + missing},
      {"x\n  y\n", "2:2 unexpected indent"},
      {"if x:\n    y\n  z\n", "3:2 " + no_match},
      {"if x:\n        y\n\tz\n", "3:1 " + mixed},
      {"if x:\n\ty\n        z\n", "3:8 " + mixed},
  });
}

TEST_CASE("bytes") {
  check({
      {"x = 1\0\n"s, "1:5 the file holds NUL bytes"},
      {"x = 1\ny = '\xff'\n", "2:5 a byte that is not in the file's encoding"},
      {"# coding: ascii\nx = '\xc3\xa9'\n", "2:5 a byte that is not in the file's encoding"},
      {"\x01\x02\x03\x04 x\n", "0:0 no text: its beginning is full of control characters"},
      {"# coding: klingon\n", "1:10 unknown encoding: klingon"},
      {"# coding: utf-16\n", "1:10 unknown encoding: utf-16"},
      {"\xEF\xBB\xBF# coding: latin-1\n", "1:13 encoding latin-1 in a file with a UTF-8 BOM"},
  });
}

TEST_CASE("syntax") {
  check({
      {"x = (\n", "1:0 not understood as Python 3"},
      {"x\nfrom __future__ import a\n",
       "2:0 from __future__ imports must occur at the beginning of the file"},
      {"def f():\n from __future__ import a\n",
       "2:1 from __future__ imports must occur at the beginning of the file"},
      {"x = 1 # pyinstr: skip-file\n", "1:6 asked for by `# pyinstr: skip-file`"},
      {"x = '# pyinstr: skip-file'\n", ""},
      {"try: x\n", "1:0 expected 'except' or 'finally' block"},
      {"for x in a := b: pass\n", "1:9 not an expression of Python"},
      {"x = [\n a for a in b\n if lambda: c]\n", "3:4 not an expression of Python"},
      {"if a\n if b else c: pass\n", "1:3 not an expression of Python"},
      {"for x in *a: pass\n", "1:9 not an expression of Python"},
      {"x = lambda: a as b\n", "1:12 not an expression of Python"},
      {"x =\xC2\xA0" "1\n", "1:3 not understood as Python 3"},
      {"x = '\xC2\xA0'  # \xE2\x80\xA8\n", ""},
  });
}

TEST_CASE("deep brackets do not use up the stack") {
  const std::string open(20000, '(');
  const std::string close(20000, ')');
  CHECK(rewrite("x = " + open).outcome == Outcome::refused);
  const std::string nested = "x = " + open + "1" + close + "\nif " + open + "1" + close + ": y\n";
  CHECK(strip(rewrite(nested).text) == nested);
}
