// Programs and their plans, one line a hook: LINE:COLUMN KIND FORM FUNCTION.
#include <doctest/doctest.h>

#include "plan.h"
#include "prologue_place.h"

using namespace pyinstr::rewriter;

namespace {

struct Planned {
  explicit Planned(std::string_view text)
      : source(text, find_encoding(text).encoding),
        tree(source.view()),
        plan(make_plan(source, tree, find_directives(source))) {}
  Source source;
  SyntaxTree tree;
  Plan plan;
};

std::string planned(std::string_view text) {
  const Planned made(text);
  return dump(made.plan, made.source);
}

std::string place(std::string_view text) {
  const Planned made(text);
  return dump(find_prologue_place(made.plan, made.source));
}

struct Case {
  std::string_view text;
  std::string_view expected;
};

}  // namespace

TEST_CASE("plans") {
  const Case rows[] = {
      {"x = 1\n", "1:0 statement prefix <module>\n"},
      {"a; b\n", "1:0 statement prefix <module>\n"},
      {"if a: b\n", "1:3 condition or <module>\n"},
      {"if a if b else c: b\n", "1:3 condition or-bracketed <module>\n"},
      {"while a: b\n", "1:6 loop or <module>\n"},
      {"for a in b:\n c\n", "1:9 iteration or <module>\n2:1 statement prefix <module> carries 0\n"},
      {"for a in b: c\n", "1:9 iteration or <module>\n"},
      {"def f(): x\n", "1:9 statement prefix f\n"},
      {"def f(): 'd'\n", "1:12 docstring after f\n"},
      {"def f(a=lambda: 1): pass\n",
       "1:16 lambda or <lambda>\n1:20 statement prefix f\n"},
      {"class A:\n def f(self): x\n",
       "1:7 class_header new-brackets <module>\n2:14 statement prefix A.f\n"},
      {"class A(B): x\n",
       "1:8 class_header or <module>\n1:12 statement prefix A global\n"},
      {"class A(): x\n",
       "1:8 class_header empty-brackets <module>\n1:11 statement prefix A\n"},
      {"def f():\n def g(): x\n", "2:10 statement prefix f.<locals>.g\n"},
      {"def f():\n global g\n def g(): x\n",
       "2:9 statement after f\n3:10 statement prefix g\n"},
      {"@a\ndef f(): x\n", "1:1 decorator or <module>\n2:9 statement prefix f\n"},
      {"f(\n x for x in y)\n",
       "1:0 statement prefix <module>\n2:1 element or <genexpr>\n"},
      {"from __future__ import a\ndef f(): x\n",
       "1:24 statement after <module>\n2:9 statement prefix f\n"},
      {"[\n x for x in y if (\n a if b else c)]\n",
       "1:0 statement prefix <module>\n2:1 element or <listcomp>\n"
       "3:1 element or-bracketed <listcomp>\n"},
      {"async def f():\n async with a as b: pass\n", "2:12 with_item or f\n"},
      {"match a, b:\n case c: d\n",
       "1:6 subject or-bracketed <module>\n2:9 statement prefix <module>\n"},
      {"try: a\nexcept B as c: d\n",
       "1:5 statement prefix <module>\n2:7 handler or <module>\n"},
      {"f'{(lambda: 1)()}'\n", "1:0 statement prefix <module>\n"},
      {"", ""},
  };
  for (const Case& row : rows) {
    CAPTURE(row.text);
    CHECK(planned(row.text) == row.expected);
  }
}

TEST_CASE("who tells a loop's rounds") {
  const Case rows[] = {
      {"for a in b:\n for c in d:\n  e\n",
       "1:9 iteration or <module>\n2:10 iteration or <module> carries 0\n"
       "3:2 statement prefix <module> carries 1\n"},
      {"for a in b:\n while c:\n  d\n",
       "1:9 iteration or <module>\n2:7 loop or <module>\n3:2 statement prefix <module>\n"},
      {"for a in b:\n try:\n  c\n finally: d\n",
       "1:9 iteration or <module>\n3:2 statement prefix <module> carries 0\n"
       "4:10 statement prefix <module>\n"},
      {"for a in b:\n try:\n  def f(): c\n except D: e\n",
       "1:9 iteration or <module>\n3:11 statement prefix f\n4:8 handler or <module>\n"},
      {"for a in b:\n def f(x=g()): c\n d\n",
       "1:9 iteration or <module>\n2:15 statement prefix f\n3:1 statement prefix <module>\n"},
  };
  for (const Case& row : rows) {
    CAPTURE(row.text);
    CHECK(planned(row.text) == row.expected);
  }
}

TEST_CASE("places for the prologue") {
  const Case rows[] = {
      {"x\n", "hook 0"},
      {"'d'\ndef f(): x\ny\n", "hook 1"},
      {"'d'\ndef f(a=b()): x\ny\n", "behind 3"},
      {"'d'\ndef f(): x\n", "hook 0"},
      {"'d'\ndef f(a=b()): x\n", "hook 0"},
      {"from __future__ import a\ndef f(): x\n", "hook 0"},
      {"'d'\nfrom __future__ import a\ndef f(x=g()): x\ny\n", "behind 28"},
      {"def f(): x\n\n", "line 11"},
      {"\ndef f(): x\n", "line 0"},
      {"#!shebang\n# comment\ndef f(): x\n", "line 10"},
      {"# one\n# coding: utf-8\n# three\ndef f(): x\n", "line 22"},
      {"class_ = 1\n", "hook 0"},
      {"def f():\n\n x\n", "line 13"},
      {"def f(): x", "new-line 10"},
  };
  for (const Case& row : rows) {
    CAPTURE(row.text);
    CHECK(place(row.text) == row.expected);
  }
}

TEST_CASE("the statement table prints itself") {
  CHECK(dump_table().find("if_statement compound condition or .condition\n") != std::string::npos);
  CHECK(dump_table().find("try_statement compound slides: try\n") != std::string::npos);
}
