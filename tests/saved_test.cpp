/// What is armed, written down and armed again.
#include <utility>

#include "engine/saved_comments.h"
#include "engine/saved_text.h"
#include "fake_debuggee.h"

namespace pyinstr::test {
namespace {

/// Written as people may, read, and written again as it is written.
constexpr const char* whole = R"(
break ./pkg/counter.py:12
  in A.count
  text for line in f:  # each
  nth 2 of 3
  hit %5
  if line and
  if   line[0]
  temporary
  ignore 2
  disabled
  do silent
  do p "x"; continue

log /elsewhere/b c.py:6
  in f
  text return x
  write {x!r} #1
  unattended

break Account.withdraw
  near ./bank.py

watch total
  in app.state
  if total > 3

catch uncaught OSError if x

stopwhen x > 3

skip app.generated
skip */vendor/*

only app
)";

std::string without_head(const std::string& text) { return text.substr(text.find("\n\n") + 1); }

struct Mistake {
  const char* text;
  int line;
  const char* message;
};

constexpr Mistake mistakes[] = {
    {"brake a:1", 1, "`brake` is nothing that can be saved"},
    {"  if x", 1, "`if` belongs to nothing"},
    {"# no\n\nbreak a:1\n  iff x", 4, "`iff` means nothing here"},
    {"break a:1\n  nth 3 of 2", 2, "`nth 3 of 2` means nothing here"},
    {"break a:1\n  ignore x", 2, "`ignore x` means nothing here"},
    {"break a:1\n  disabled yes", 2, "`disabled yes` means nothing here"},
    {"break a:1\n  write x", 1, "`write` is for a log point"},
    {"log a:1", 1, "a log point without `write`"},
    {"break a:x", 1, "`x` is no line number in `a:x`: expected FILE:LINE or FUNCTION, and `if CONDITION` behind it"},
    {"watch x", 1, "a watch needs an expression, and its module behind `in`"},
    {"skip a\n  if x", 2, "`if` means nothing here"},
};

/// A program, some of whose lines have texts.
constexpr const char* before = R"(
1 <module> | import sys
2 ~def 3 | def f(x):
3 f | y = x
4 f | return y
)";
constexpr const char* after = R"(
1 <module> | import sys
2 <module> | import os
3 ~def 4 | def f(x):
4 f | z = 1
5 f | y = x
6 f | return y + z
)";

/// Sets breakpoints, and has them again in another program.
std::string set_again(std::vector<BreakpointSpec> specs, const char* rows) {
  Debuggee first, second;
  first.files.add("/src/a.py", before);
  second.files.add("/src/a.py", rows);
  for (auto& spec : specs) first.engine.set(std::move(spec));
  std::string messages;
  for (const SavedBreakpoint& one : saved_of(first.engine, first.files).breakpoints) {
    messages += second.engine.set(one.spec).message + "\n";
  }
  return messages;
}

}  // namespace

TEST_CASE("a text of all there is reads and writes the same") {
  std::vector<SavedError> errors;
  const Saved saved = parse_saved(whole, "/home/me", errors);
  CHECK(errors.empty());
  CHECK(without_head(text_of(saved, "/home/me")) == whole);
  REQUIRE(saved.breakpoints.size() == 3);
  const SavedBreakpoint& first = saved.breakpoints[0];
  CHECK(first.spec.file == "/home/me/pkg/counter.py");
  CHECK(first.spec.condition == "line and\n  line[0]");
  CHECK(first.commands == std::vector<std::string>{"silent", "p \"x\"; continue"});
  CHECK_FALSE(first.enabled);
}

TEST_CASE("what is wrong in a text is told, and the rest counts") {
  for (const Mistake& one : mistakes) {
    CAPTURE(one.text);
    std::vector<SavedError> errors;
    const Saved saved = parse_saved(std::string(one.text) + "\nbreak b:7\r\n", "/", errors);
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].line == one.line);
    CHECK(errors[0].message == one.message);
    REQUIRE_FALSE(saved.breakpoints.empty());
    CHECK(saved.breakpoints.back().spec.line == 7);
  }
}

TEST_CASE("paths are seen from the folder only where that is shorter") {
  std::vector<SavedError> errors;
  const Saved saved = parse_saved("break ../a.py:1\nbreak counter:2", "/home/me", errors);
  REQUIRE(saved.breakpoints.size() == 2);
  CHECK(saved.breakpoints[0].spec.file == "/home/a.py");
  CHECK(saved.breakpoints[1].spec.file == "counter");
  CHECK(text_of(saved, "/home/me").find("break /home/a.py:1\n\nbreak counter:2\n") != std::string::npos);
}

TEST_CASE("saved breakpoints are found again in an edited file") {
  CHECK(set_again({{"a", 3}, {"a", 2, "true"}}, before) ==
        "breakpoint 1 at a.py:3\n"
        "breakpoint 2 at a.py:3 (line 2 is a `def`: stops where the function begins)\n");
  CHECK(set_again({{"a", 3}, {"a", 2, "true"}, {"a", 4}}, after) ==
        "breakpoint 1 at a.py:5 (moved from 3 to 5)\n"
        "breakpoint 2 at a.py:4 (moved from 2 to 3; line 3 is a `def`: stops where the function begins)\n"
        "breakpoint 3 at a.py:4 (line 4 has changed: it was `return y`)\n");
}

TEST_CASE("what is lost stays in the list, and is written down as it was") {
  Debuggee program;
  program.files.add("/src/a.py", before);
  SavedBreakpoint gone{{"/src/a.py", 1, "x"}};
  gone.spec.saved = true;
  gone.spec.anchor = {"old = 1", "g"};
  const SetResult set = program.engine.set(gone.spec);
  CHECK(set.number == 1);
  CHECK(set.message == "breakpoint 1 is lost: `old = 1` of g is not in a.py any more");
  CHECK(program.engine.set(gone.spec).number == 1);
  const Saved again = saved_of(program.engine, program.files);
  REQUIRE(again.breakpoints.size() == 1);
  CHECK(again.breakpoints[0].spec.anchor.text == "old = 1");
  CHECK(again.breakpoints[0].spec.line == 1);
}

TEST_CASE("what does not compile any more is lost, not dropped") {
  Debuggee program;
  program.files.add("/src/a.py", before);
  BreakpointSpec wrong{"a", 3, "syntax"};
  wrong.saved = true;
  CHECK(program.engine.set(wrong).message ==
        "breakpoint 1 is lost: condition `syntax`: SyntaxError: invalid syntax");
}

TEST_CASE("a saved breakpoint waits for its file, and is found in it by its text") {
  Debuggee program;
  const FileId later = program.files.add_later("/src/a.py", after);
  BreakpointSpec spec{"/src/a.py", 3};
  spec.saved = true;
  spec.anchor = {"y = x", "f"};
  CHECK(program.engine.set(spec).message == "breakpoint 1 is pending: no file `/src/a.py` is known yet");
  program.files.load(later);
  program.engine.file_loaded(later);
  CHECK(program.engine.find(1)->line == 5);
  CHECK(program.engine.find(1)->spec.line == 5);
}

/// As it is written without comments, and what people had made of it.
constexpr const char* rewritten = R"(# head
# of ours

break ./a.py:5
  in f
  text y = x
  if x > 3

break g

log ./a.py:9
  write {x}

catch LookupError
catch OSError
)";
constexpr const char* commented = R"(# head
# of ours

# What this file is for.

# the sum
break ./a.py:3
  in f
  # moved twice
  text y = x

# only for a while
break ./a.py:99
# of two

# tests begin here

break g
  # nothing more
catch LookupError
# files, too
catch OSError

# the end
)";

TEST_CASE("comments outlive a text that is written anew, with the records they belong to") {
  CHECK(with_comments(rewritten, rewritten) == rewritten);
  CHECK(with_comments(rewritten, "") == rewritten);
  CHECK(with_comments(rewritten, "# head\n# of ours\n") == rewritten);
  const std::string made = with_comments(rewritten, commented);
  CHECK(made == R"(# head
# of ours

# What this file is for.

# the sum
break ./a.py:5
  in f
  # moved twice
  text y = x
  if x > 3

# of two

# tests begin here

break g
  # nothing more

log ./a.py:9
  write {x}

catch LookupError
# files, too
catch OSError

# the end
)");
  CHECK(with_comments(rewritten, made) == made);
}

TEST_CASE("records that read otherwise are taken in order where they are as many") {
  CHECK(with_comments("\nbreak /src/a.py:2\n  in f\n\nbreak /src/a.py:7\n", "# one\nbreak a:2\n# two\nbreak a:7\n") ==
        "\n# one\nbreak /src/a.py:2\n  in f\n\n# two\nbreak /src/a.py:7\n");
  CHECK(with_comments("\nbreak /src/a.py:2\n", "# one\nbreak a:2\n# two\nbreak a:7\n") == "\nbreak /src/a.py:2\n");
}

TEST_CASE("each change of what is armed changes the revision, a hit does not") {
  Debuggee program;
  program.files.add("/src/a.py", before);
  auto last = program.engine.revision();
  const auto changed = [&] { return std::exchange(last, program.engine.revision()) != last; };
  program.engine.set({"a", 3});
  CHECK(changed());
  program.engine.ignore(1, 2);
  CHECK(changed());
  program.run("3");
  CHECK_FALSE(changed());
  program.engine.set({"a", 4, "", true});
  program.run("4");
  CHECK(changed());
  program.engine.clear(2);
  CHECK_FALSE(changed());
  program.engine.filter_steps({"x"}, {});
  CHECK(changed());
}

}  // namespace pyinstr::test
