// Spots that the grammar does not know, and what the parser reads in their place: a program, the
// masked program.
#include "masks.h"

#include <doctest/doctest.h>

#include <string>

#include "pyinstr/rewriter.h"

using namespace pyinstr::rewriter;

namespace {

std::string masked(std::string text) {
  for (const Mask& mask : find_masks(text, 0)) text.replace(mask.begin, mask.text.size(), mask.text);
  return text;
}

struct Case {
  std::string text;
  std::string expected;
};

}  // namespace

TEST_CASE("what is masked") {
  const Case rows[] = {
      {"def f[T=int](a=1): x", "def f[T    ](a=1): x"},
      {"class A[T: b = c, *U = *d[e, f]]: x", "class A[T: b    , *U           ]: x"},
      {"type X[**P = [a, b]] = c", "type X[**P         ] = c"},
      {"def f[\n  T = a,  # c\n  U = b  # d\n]: x", "def f[   T    ,        U          ]: x"},
      {"lazy import a", "import      a"},
      {"lazy  from a import b", "from       a import b"},
      {"x; lazy import a", "x; import      a"},
      {"[*x for x in y]", "[~x for x in y]"},
      {"f(*x async for x in y)", "f(~x async for x in y)"},
      {"{**x for x in y}", "{0:x for x in y}"},
      {"[*x[a, b] for x in y]", "[~x[a, b] for x in y]"},
      {"for x in *[a], b: c", "for x in ~[a], b: c"},
      {"x = a, *'b'", "x = a, ~'b'"},
      {"a[*(b)]", "a[~(b)]"},
      {"f'{a}' t'''\n{b}'''", "f'xxx' t'''\nxxx'''"},
      {"  x = (a +\n b)", "  x = (a +  b)"},
      {"  x = (a and\nb)", "  x = (a and b)"},
      {"  x = (lambda:\n1)", "  x = (lambda: 1)"},
      {"  x = (a if b else # c\nd)", "  x = (a if b else     d)"},
      {"  x = f(\n   a, # b\nc)", "  x = f(    a,     c)"},
      {"lazy \\\nimport x", "import        x"},
      {"*[a], b = c", "*xxx, b = c"},
      {"x: a[:, b] = c[d](e)", "x: xxxxxxx = c[d](e)"},
      {"match: a[b][c] = 1", "match: xxxxxxx = 1"},
      {"def f[T](x: a[:] = lambda: 1, *y: *(b), **z: c) -> d[e](f): g",
       "def f[T](x: xxxx = lambda: 1, *y: xxxx, **z: c) -> xxxxxxx: g"},
      {"case +1 | (+2, {'a': +3}): b", "case -1 | (-2, {'a': -3}): b"},
      {"(a, *(b)[0].c) = *[d], e", "(a, *xxx[0].c) = ~[d], e"},
      {"for *[a,\n b], c in *[d], e: f", "for *xxxxxxx, c in ~[d], e: f"},
      {"[x for *[a] in b]", "[x for *xxx in b]"},
      {"*[a], b", "~[a], b"},
      {"x += *[a], b", "x += ~[a], b"},
      {"f'{a\n}'", "f'xxxx'"},
  };
  for (const Case& row : rows) {
    CAPTURE(row.text);
    CHECK(masked(row.text) == row.expected);
  }
}

TEST_CASE("what is left alone") {
  for (const std::string text :
       {"lazy = 1", "lazy.x", "lazy(x)", "raise lazy from x", "[*x, y]",
        "{**x, **{y: z for y in z}}", "f(*a, b=[x for x in y])", "def f(*, a=1, **k): x",
        "x = [*[a], b]", "case[a]", "'lazy import x'", "# [*x for x in y]", "f(*'ab')",
        "type[T] = x", "x = f'abc'", "x = lambda: f(a)", "lambda x: f(a)",
        "if a: f(b)", "else: f(a)", "match (a): f(b)", "x = {a: f(b)}", "x[a: f(b)]", "f(a, b) + 1"}) {
    CAPTURE(text);
    CHECK(masked(text) == text);
  }
}

TEST_CASE("no hook stands inside a mask, and all around it do") {
  const Case rows[] = {
      {"x = [\n *a\n for a in b]\n", "dbg();x = [\n *a\n for a in b]\n"},
      {"x = {\n **(lambda: a)()\n for a in b}\n",
       "dbg();x = {\n **(lambda: dbg() or a)()\n for a in b}\n"},
      {"def f[T = (lambda: 1)()](): x\ny\n",
       "def f[T = (lambda: 1)()](): dbg();x\ndbg();y\n"},
      {"for x in *[a]: b\n", "for x in *[a]: dbg();b\n"},
  };
  for (const Case& row : rows) {
    CAPTURE(row.text);
    const Rewritten file = rewrite(row.text);
    CHECK(file.outcome == Outcome::hooked);
    CHECK(strip(file.text) == row.text);
    std::string hooks = file.text;
    for (const Insertion& cut : insertions(file.text)) {
      if (cut.site < 0) hooks.erase(cut.offset, cut.size);
    }
    CHECK(hooks == row.expected);
  }
}

TEST_CASE("a file with one spot that nothing helps is refused where the first parse fails") {
  const Rewritten file = rewrite("lazy import a\nx = (\n");
  CHECK(file.outcome == Outcome::refused);
  CHECK(file.text == "lazy import a\nx = (\n");
}

TEST_CASE("long runs of backslashes join what they stand between") {
  std::string backslashes;
  for (int i = 0; i < 100; ++i) backslashes += i % 3 == 0 ? "\\\n" : "  \\\n";
  const std::string sum = "x = 1 " + backslashes + "+ 1\ny\n";
  CHECK(rewrite(sum).sites.size() == 2);
  CHECK(rewrite(sum).sites[1].line == 102);
  // In front of a statement the first that is indented tells how far the statement is.
  const std::string suite = "if a:\n  b\n" + backslashes + "      c\n  d\ne\n";
  CHECK(rewrite(suite).sites.size() == 5);
  CHECK(rewrite("if a:\n" + backslashes + "    c\n  d\ne\n").sites.size() == 4);
  const std::string quoted = "x = '''\n" + backslashes + "'''\ny\n";
  CHECK(rewrite(quoted).sites.size() == 2);
  CHECK(strip(rewrite(quoted).text) == quoted);
  std::string mixed;
  for (int i = 0; i < 100; ++i) mixed += "# a \\\n\n\\\n# b\n";
  CHECK(rewrite("if a:\n" + mixed + "  b\nc\n").sites.size() == 3);
}

TEST_CASE("where a text is not understood, the first place is told, however much follows") {
  std::string text = "x = 1\n";
  for (int i = 0; i < 1000; ++i) text += "a b\n";
  const Rewritten file = rewrite(text);
  CHECK(file.outcome == Outcome::refused);
  CHECK(file.refusal->line == 2);
}

TEST_CASE("what is asked for in a comment counts where the parser does not see the comment") {
  const std::string text = "def f():\n  x = (1 if a else  # pyinstr: skip\nb)\n  y\n";
  CHECK(rewrite(text).sites.size() == 1);
  CHECK(rewrite(text).sites[0].line == 4);
}

TEST_CASE("long runs of comments are blank to the parser, but for those that are obeyed") {
  std::string comments;
  for (int i = 0; i < 100; ++i) comments += "  # '''\n";
  CHECK(rewrite("def f():\n" + comments + "  a\n").sites.size() == 1);
  CHECK(rewrite("def f():\n" + comments + "  # pyinstr: skip-file\n  a\n").outcome == Outcome::refused);
  const std::string text = "y = '''\n" + comments + "a\n";  // the first of them ends the string
  CHECK(rewrite(text).sites.size() == 2);
  const std::string quoted = "y = \"\"\"\n" + comments + "\"\"\"; z\nw\n";
  CHECK(rewrite(quoted).sites.size() == 3);
  CHECK(strip(rewrite(quoted).text) == quoted);
}
