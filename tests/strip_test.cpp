// The way back. Programs whose copies would be alike if brackets and blanks of ours could not be
// told from the program's.
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "pyinstr/rewriter.h"

using namespace pyinstr::rewriter;

TEST_CASE("alike programs have copies that differ, and each comes back") {
  const std::vector<std::vector<std::string>> groups = {
      {"class A: pass\n", "class A(): pass\n", "class A(*()): pass\n", "class A(*(),): pass\n",
       "class A (): pass\n", "class A( ): pass\n", "class A(*() ): pass\n", "class A(*()+b): pass\n"},
      {"if x:=1: pass\n", "if (x:=1): pass\n", "if(x:=1): pass\n", "if  (x:=1): pass\n"},
      {"while x: pass\n", "while (x): pass\n", "while(x): pass\n", "while  (x): pass\n"},
      {"match x:\n case y if z: pass\n", "match x:\n case y if (z): pass\n",
       "match x:\n case y if(z): pass\n", "match(x):\n case y if z: pass\n"},
      {"for x in a, b: pass\n", "for x in (a, b): pass\n", "for x in(a, b): pass\n"},
      {"def f(): 'd'\n", "def f(): 'd';\n", "def f(): 'd' ;\n", "def f(): 'd'; x\n",
       "def f(): 'd';x\n", "def f(): 'd' # c\n"},
      {"class A(B):\n 'd'\n", "class A(B):\n 'd';\n", "class A(B):\n 'd';x\n",
       "class A(B):\n 'd'\n @a\n def f(): pass\n"},
      {"'d'\ndef f(): x\n", "'d';\ndef f(): x\n", "'d'; # c\ndef f(): x\n"},
      {"def f(): x", "def f(): x\n", "def f(): x\n\n", "def f(): x\r\n", "def f(): x\r"},
      {"with (a): pass\n", "with a: pass\n", "with(a): pass\n", "with (a,): pass\n"},
      {"x = lambda: (yield)\n", "x = lambda: a if b else c\n", "x = lambda: (a if b else c)\n",
       "x = lambda:(a if b else c)\n"},
  };
  for (const auto& group : groups) {
    std::set<std::string> copies;
    for (const std::string& original : group) {
      CAPTURE(original);
      const Rewritten file = rewrite(original);
      CHECK(file.outcome == Outcome::hooked);
      CHECK(strip(file.text) == original);
      copies.insert(file.text);
    }
    CHECK(copies.size() == group.size());
  }
}

TEST_CASE("text that is not ours comes back as it is") {
  for (const std::string text : {"", "x = 1\n", "dbg();x = 1\n", "if dbg() or x: pass\n"}) {
    CHECK(strip(text) == text);
    CHECK_FALSE(is_instrumented(text));
    CHECK(hook_name(text).empty());
  }
}

TEST_CASE("a prologue in a string or a comment is no prologue") {
  const std::string copy = rewrite("x = 1\n").text;
  const std::string prologue = copy.substr(0, copy.find(";dbg()"));
  const std::string quoted = "text = '''" + copy + "'''\n# " + prologue + "\n";
  CHECK_FALSE(is_instrumented(quoted));
  const Rewritten file = rewrite(quoted);
  CHECK(file.outcome == Outcome::hooked);
  CHECK(file.hook == "__dbg__");
  CHECK(strip(file.text) == quoted);
}

TEST_CASE("numbered hooks carry a name per file") {
  const Rewritten one = rewrite("x = 1\ny = 2\n", {HookStyle::numbered, "a/b.py"});
  const Rewritten two = rewrite("x = 1\ny = 2\n", {HookStyle::numbered, "a/c.py"});
  CHECK(one.hook.starts_with("dbg_"));
  CHECK(one.hook.size() == 12);
  CHECK(one.hook != two.hook);
  CHECK(one.text.ends_with(one.hook + "(1);y = 2\n"));
  CHECK(one.text.find("attach(2,n,2)") != std::string::npos);
}

TEST_CASE("insertions are whole, in order, and say which hook they are") {
  const std::string original =
      "class A(B):\n 'd'\n @a\n def f(): pass\nx = lambda: (yield)\nif x: pass\nclass C: y = f\"{x}\"\n";
  const Rewritten file = rewrite(original);
  std::string text = file.text;
  int next_site = 0;
  std::size_t behind = 0;
  std::vector<Insertion> found = insertions(text);
  for (const Insertion& one : found) {
    CHECK(one.offset >= behind);
    behind = one.offset + one.size;
    if (one.site >= 0) CHECK(one.site == next_site++);
  }
  CHECK(next_site == static_cast<int>(file.sites.size()));
  for (auto one = found.rbegin(); one != found.rend(); ++one) text.erase(one->offset, one->size);
  CHECK(text == original);
}
