/// Function breakpoints: which function a name means, and when one stops.
#include "engine/break_text.h"
#include "engine/function_place.h"
#include "fake_debuggee.h"

namespace pyinstr::test {
namespace {

constexpr const char* accounts = R"(
1 ~def 2
2 pay
3 Account
4 ~def 5
5 Account.__init__
6 ~def 8
7 ~docstring 8
8 Account.withdraw for
9 Account.withdraw carries 8
10 ~def 11
11 Account.total
12 ~def 13
13 Account.total
14 short
15 ~def 16
16 outer.<locals>.inner
17 <module>
18 Coin
19 ~def 20
20 Coin.__new__
21 Empty
)";

constexpr const char* student = R"(
1 ~def 2
2 pay
3 ~def 4
4 Student.withdraw
5 ~def 6
6 Student.report
)";

Debuggee& with_files(Debuggee& program) {
  program.files.add("/src/pkg/accounts.py", accounts);
  program.files.add("/src/pkg/student/__init__.py", student);
  return program;
}

struct Row {
  const char* name;
  const char* near;
  const char* message;
};

constexpr Row rows[] = {
    {"pay", "accounts.py", "breakpoint 1 at accounts.py:2, where pay begins"},
    {"pay", "student/__init__.py", "breakpoint 1 at __init__.py:2, where pay begins"},
    {"pay", "", "`pay` is ambiguous: pay in accounts.py, pay in __init__.py"},
    {"accounts.pay", "", "breakpoint 1 at accounts.py:2, where pay begins"},
    {"pkg.accounts.pay", "", "breakpoint 1 at accounts.py:2, where pay begins"},
    {"pkg.student.pay", "accounts.py", "breakpoint 1 at __init__.py:2, where pay begins"},
    {"Account.withdraw", "", "breakpoint 1 at accounts.py:8, where Account.withdraw begins"},
    {"accounts.Account.withdraw", "",
     "breakpoint 1 at accounts.py:8, where Account.withdraw begins"},
    {"withdraw", "accounts.py", "breakpoint 1 at accounts.py:8, where Account.withdraw begins"},
    {"withdraw", "",
     "`withdraw` is ambiguous: Account.withdraw in accounts.py, Student.withdraw in __init__.py"},
    {"report", "accounts.py", "breakpoint 1 at __init__.py:6, where Student.report begins"},
    {"Account", "", "breakpoint 1 at accounts.py:5, where Account.__init__ begins"},
    {"Coin", "", "breakpoint 1 at accounts.py:20, where Coin.__new__ begins"},
    {"Empty", "", "breakpoint 1 at accounts.py:21, where Empty begins"},
    {"short", "", "breakpoint 1 at accounts.py:14, where short begins"},
    {"outer.inner", "", "breakpoint 1 at accounts.py:16, where outer.<locals>.inner begins"},
    {"outer.<locals>.inner", "", "breakpoint 1 at accounts.py:16, where outer.<locals>.inner begins"},
    {"accounts.nothing", "", "accounts.py has no function `nothing`"},
    {"accounts.apy", "", "accounts.py has no function `apy`; did you mean `pay`?"},
    {"accounts.Account.withdrawn", "",
     "accounts.py has no function `Account.withdrawn`; did you mean `withdraw`?"},
    {"accounts.Account.nothing", "", "accounts.py has no function `Account.nothing`"},
    {"accounts.Other.f", "", "breakpoint 1 is pending: no function `accounts.Other.f` is known yet"},
    {"nothing", "", "breakpoint 1 is pending: no function `nothing` is known yet"},
    {"accounts", "",
     "no function `accounts`: it is a file, and accounts:LINE a place in it"},
};

BreakpointSpec function(const char* name, const char* near = "") {
  BreakpointSpec spec;
  spec.function = name;
  spec.file = near;
  return spec;
}

}  // namespace

TEST_CASE("a name means a function of the file at hand, then of its module, then of any") {
  for (const Row& row : rows) {
    CAPTURE(row.name);
    Debuggee program;
    CHECK(with_files(program).engine.set(function(row.name, row.near)).message == row.message);
  }
}

TEST_CASE("a function breakpoint stops at each entry, not in each round of a `for` it begins with") {
  Debuggee program;
  with_files(program).engine.set(function("Account.withdraw"));
  program.run("f( 8 9 9 9 ) f( 8 9 )");
  CHECK(program.lines() == "8 8");
}

TEST_CASE("a condition of a function breakpoint is asked at the entry") {
  Debuggee program;
  BreakpointSpec spec = function("Account.withdraw");
  spec.condition = "true";
  with_files(program).engine.set(spec);
  program.run("f( 8 9 9 )");
  CHECK(program.lines() == "8");
}

TEST_CASE("all functions of one name stop") {
  Debuggee program;
  with_files(program).engine.set(function("Account.total"));
  program.run("f( 11 ) g( 13 )");
  CHECK(program.lines() == "11 13");
}

TEST_CASE("a function to come is waited for") {
  Debuggee program;
  const FileId later = program.files.add_later("/src/pkg/accounts.py", accounts);
  const FileId other = program.files.add_later("/src/other.py", student);
  program.engine.set(function("pkg.accounts.pay"));
  program.engine.set(function("accounts.nothing"));
  program.engine.set(function("Student.report"));
  program.files.load(later);
  program.engine.file_loaded(later);
  CHECK(program.engine.find(1)->state == BreakpointState::verified);
  CHECK(program.engine.find(1)->line == 2);
  CHECK(program.engine.find(2)->state == BreakpointState::refused);
  CHECK(program.engine.find(3)->state == BreakpointState::pending);
  program.files.load(other);
  program.engine.file_loaded(other);
  CHECK(program.engine.find(3)->line == 6);
}

TEST_CASE("what a package is known for may be defined in any module of it") {
  Debuggee program;
  with_files(program);
  program.engine.set(function("pkg.student.Marks.best"));
  program.engine.set(function("student.grade"));
  program.engine.set(function("pkg.grade"));  // no package: nothing is known of an __init__.py of it
  const FileId marks = program.files.add("/src/pkg/student/marks.py", "1 ~def 2\n2 grade\n3 Marks.best");
  program.engine.file_loaded(marks);
  CHECK(program.engine.find(1)->line == 3);
  CHECK(program.engine.find(2)->line == 2);
  CHECK(program.engine.find(3)->state == BreakpointState::pending);
  CHECK(program.engine.set(function("student.pay")).message ==
        "breakpoint 4 at __init__.py:2, where pay begins");
}

TEST_CASE("a module that makes names when they are asked for may have any") {
  Debuggee program;
  program.files.add("/src/lazy.py", "1 ~def 2\n2 __getattr__\n3 ~def 4\n4 Made.f\n5 <module>");
  CHECK(program.engine.set(function("lazy.g")).message ==
        "breakpoint 1 is pending: no function `lazy.g` is known yet");
  CHECK(program.engine.set(function("lazy.Made.g")).message == "lazy.py has no function `Made.g`");
}

TEST_CASE("what is imported under a name is looked for where it is defined, by its name there") {
  Debuggee program;
  const FileId later = program.files.add_later("/src/prices.py", "1 ~def 2\n2 price\n3 <module>");
  program.files.imported["shop.price"] = {{"/src/prices.py"}, "prices.price", ""};
  program.files.imported["shop.cost"] = {{"/src/prices.py"}, "prices.price", ""};
  program.files.imported["shop.rate"] = {{"/src/prices.py"}, "", "`shop.rate` is no function"};
  program.files.imported["prices.nothing"] = {{}, "", "prices has no function `nothing`; did you mean `price`?"};
  CHECK(program.engine.set(function("shop.rate")).message == "`shop.rate` is no function");
  CHECK(program.engine.set(function("shop.cost")).message ==
        "breakpoint 1 is pending: no function `shop.cost` is known yet");
  program.files.load(later);
  CHECK(program.engine.set(function("shop.cost")).message ==
        "breakpoint 2 at prices.py:2, where price begins");
  CHECK(program.engine.find(2)->spec.function == "prices.price");
  CHECK(program.engine.set(function("shop.price")).was_there);
  CHECK(program.engine.set(function("prices.nothing")).message ==
        "prices has no function `nothing`; did you mean `price`?");
}

TEST_CASE("the same function again is the breakpoint there is; its line is another") {
  Debuggee program;
  with_files(program).engine.set(function("short"));
  CHECK(program.engine.set(function("accounts.short")).message ==
        "there already is breakpoint 1 at accounts.py:14, where short begins");
  CHECK(program.engine.set({"accounts", 14, "", false}).number == 2);
}

TEST_CASE("names of functions") {
  for (const char* name : {"f", "a.b.c", "_x1", "größe", "A.__init__", "f.<locals>.g"}) CHECK(is_function_name(name));
  for (const char* name : {"", "1", "a.", ".a", "a..b", "a b", "a:1", "a.1", "f()"}) {
    CHECK_FALSE(is_function_name(name));
  }
  std::string error;
  CHECK(parse_break(" pkg.mod.f hit 2 if x ", error)->function == "pkg.mod.f");
  CHECK(parse_break("pkg.mod.f if x:1", error)->condition == "x:1");
}

}  // namespace pyinstr::test
