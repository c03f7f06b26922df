/// Breakpoints: where they land, when they stop, and what the engine asks its sources for.
#include "engine/break_text.h"
#include "engine/gate.h"
#include "engine/line_counts.h"
#include "engine/line_trace.h"
#include "engine/placement.h"
#include "fake_debuggee.h"

namespace pyinstr::test {
namespace {

constexpr const char* counter = R"(
1 ~docstring 3
2 ~blank 3
3 <module>
4 ~def 6
5 ~comment 6
6 is_code_line
7 ~blank
8 ~def 9
9 count for
10 count carries 9
11 ~continuation 10
12 ~try 13
13 count
14 ~skipped
)";

struct Landing {
  int line;
  const char* message;
};

constexpr Landing landings[] = {
    {6, "breakpoint 1 at counter.py:6"},
    {1, "breakpoint 1 at counter.py:3 (line 1 is a docstring)"},
    {2, "breakpoint 1 at counter.py:3 (line 2 is blank)"},
    {4, "breakpoint 1 at counter.py:6 (line 4 is a `def`: stops where the function begins)"},
    {5, "breakpoint 1 at counter.py:6 (line 5 is a comment)"},
    {11,
     "breakpoint 1 at counter.py:10 (line 11 continues a statement: stops where the statement "
     "begins)"},
    {12, "breakpoint 1 at counter.py:13 (line 12 is a `try:`: stops at the first line inside)"},
    {-1, "breakpoint 1 at counter.py:3"},
    {7, "line 7 of counter.py is blank and nothing near it in the same function can be stopped at"},
    {14,
     "line 14 of counter.py is left out by a `# pyinstr:` comment and nothing near it in the same "
     "function can be stopped at"},
    {15, "line 15 is past the end of counter.py, which has 14 lines"},
    {0, "lines are counted from 1"},
    {-2, "lines are counted from 1"},
};

Debuggee& with_counter(Debuggee& program) {
  program.files.add("/src/counter.py", counter);
  return program;
}

std::vector<std::int64_t> hits_of(Engine& engine) {
  std::vector<std::int64_t> hits;
  for (const Breakpoint& breakpoint : engine.breakpoints()) hits.push_back(breakpoint.hits);
  return hits;
}

}  // namespace

TEST_CASE("a breakpoint lands where its line leads, or is refused with the reason") {
  for (const Landing& row : landings) {
    Debuggee program;
    with_counter(program);
    const SetResult result = program.engine.set({"counter", row.line, "", false});
    CHECK(result.message == row.message);
    CHECK((result.number == 0) == program.engine.breakpoints().empty());
    CHECK((result.number == 0) == program.source.armed.empty());
  }
}

TEST_CASE("a file without sites refuses") {
  Debuggee program;
  program.files.add("/src/empty.py", "");
  CHECK(program.engine.set({"empty", 1, "", false}).message ==
        "empty.py has no line that can be stopped at");
}

TEST_CASE("an ambiguous file is refused with the candidates") {
  Debuggee program;
  program.files.add("/src/a/counter.py", counter);
  program.files.add("/src/b/counter.py", counter);
  CHECK(program.engine.set({"counter", 6, "", false}).message ==
        "`counter` is ambiguous: a/counter.py, b/counter.py");
  CHECK(program.engine.set({"b/counter.py", 6, "", false}).message ==
        "breakpoint 1 at b/counter.py:6");
}

TEST_CASE("names are as short as tells files apart") {
  FakeFiles files;
  files.add("/x/a/main.py", "1 f");
  files.add("/y/a/main.py", "1 f");
  files.add("/y/other.py", "1 f");
  CHECK(files.short_name("/x/a/main.py") == "x/a/main.py");
  CHECK(files.short_name("/y/other.py") == "other.py");
  CHECK(files.short_name("/lib/other.py") == "lib/other.py");
  CHECK(files.short_name("/lib/unknown.py") == "unknown.py");
  CHECK(files.short_name("<string>") == "<string>");
}

TEST_CASE("a breakpoint in a file to come is pending, then verified") {
  Debuggee program;
  const FileId file = program.files.add_later("/src/counter.py", counter);
  CHECK(program.engine.set({"counter.py", 6, "", false}).message ==
        "breakpoint 1 is pending: no file `counter.py` is known yet");
  CHECK(gate.is_open());
  program.engine.set({"counter.py", 5, "", false});
  program.engine.set({"counter.py", 7, "", false});
  program.files.load(file);
  program.engine.file_loaded(file);
  CHECK(program.engine.find(1)->state == BreakpointState::verified);
  CHECK(program.engine.find(2)->line == 6);
  CHECK(program.engine.find(3)->state == BreakpointState::refused);
  program.run("main( f( 6 )");
  REQUIRE(program.stops.size() == 1);
  CHECK(program.stops[0].breakpoints == std::vector<int>{1, 2});
  CHECK(program.stops[0].notes ==
        std::vector<std::string>{"breakpoint 2 at counter.py:6 (line 5 is a comment)",
                                 "breakpoint 3 is refused: line 7 of counter.py is blank and "
                                 "nothing near it in the same function can be stopped at"});
  program.engine.clear(1);
  program.engine.clear(2);
  CHECK_FALSE(gate.is_open());  // a refused one wants nothing
}

TEST_CASE("the same breakpoint again is the one there is") {
  Debuggee program;
  with_counter(program);
  program.engine.set({"counter", 6, "", false});
  program.engine.enable(1, false);
  const SetResult again = program.engine.set({"counter.py", 5, "", false});
  CHECK(again.number == 1);
  CHECK(again.message == "there already is breakpoint 1 at counter.py:6 (line 5 is a comment)");
  CHECK(program.engine.find(1)->enabled);
  CHECK(program.engine.set({"counter", 6, "true", false}).number == 2);
  CHECK(program.engine.set({"counter", 6, "", true}).number == 3);
  program.engine.set({"later", 6, "", false});
  CHECK(program.engine.set({"later", 6, "", false}).number == 4);
  CHECK(program.engine.set({"later", 7, "", false}).number == 5);
}

TEST_CASE("a breakpoint that is no longer pending is the same as others where it landed") {
  Debuggee program;
  const FileId file = program.files.add_later("/src/counter.py", counter);
  program.engine.set({"counter", 5, "", false});
  program.engine.set({"counter", 7, "", false});
  program.files.load(file);
  program.engine.file_loaded(file);
  CHECK(program.engine.set({"counter", 6, "", false}).number == 1);
  program.engine.clear(1);
  CHECK(program.engine.set({"counter", 6, "", false}).number == 3);
  program.engine.enable(3, false);
  CHECK_FALSE(gate.is_open());  // number 2 is refused
}

TEST_CASE("other threads may change breakpoints while one takes effect") {
  Debuggee program;
  program.files.add("/src/counter.py", counter);
  SUBCASE("a new one is cleared, and another one set") {
    program.source.meanwhile = [&] {
      program.engine.clear(1);
      program.engine.set({"counter", 13, "", false});
    };
    const SetResult set = program.engine.set({"counter", 6, "", false});
    CHECK(set.number == 1);
    CHECK(set.message == "breakpoint 1 at counter.py:6");
    CHECK_FALSE(program.engine.find(1));
    CHECK(program.engine.find(2));
  }
  SUBCASE("the same one again is cleared") {
    program.engine.set({"counter", 6, "", false});
    program.engine.enable(1, false);
    program.source.meanwhile = [&] { program.engine.clear(1); };
    const SetResult set = program.engine.set({"counter", 6, "", false});
    CHECK(set.message == "breakpoint 2 at counter.py:6");
    CHECK_FALSE(set.was_there);
  }
  CHECK(program.source.armed.size() == 1);
}

TEST_CASE("conditions") {
  Debuggee program;
  with_counter(program);
  CHECK(program.engine.set({"counter", 6, "syntax", false}).message ==
        "condition `syntax`: SyntaxError: invalid syntax");
  program.engine.set({"counter", 6, "false", false});
  program.run("f( 6 6 )");
  CHECK(program.stops.empty());
  CHECK(program.engine.set_condition(1, "syntax") ==
        "condition `syntax`: SyntaxError: invalid syntax");
  CHECK(program.engine.set_condition(1, "true") == "");
  program.run("f( 6 )");
  CHECK(program.stops.size() == 1);
  CHECK(program.engine.set_condition(1, "") == "");
  program.run("f( 6 )");
  CHECK(program.stops.size() == 2);
  CHECK(program.engine.set_condition(9, "") == "there is no breakpoint 9");
  CHECK(hits_of(program.engine) == std::vector<std::int64_t>{2});
}

/// `10 if n > 3 (breakpoint 2)`, by line.
std::vector<std::string> questions_of(Debuggee& program) {
  std::vector<std::string> shown;
  for (const auto& [place, question] : program.source.questions) {
    const auto& site = program.files.file(place.first).sites[static_cast<std::size_t>(place.second)];
    shown.push_back(std::to_string(site.line) + " if " + static_cast<FakeCondition&>(*question.condition).text +
                    " (breakpoint " + std::to_string(question.number) + ")");
  }
  return shown;
}

TEST_CASE("a source is told what to ask first, where nothing else is to be told") {
  using Told = std::vector<std::string>;
  Debuggee program;
  with_counter(program);
  Engine& engine = program.engine;
  engine.set({"counter", 6, "a", false});
  engine.set({"counter", 10, "", false});
  CHECK(questions_of(program) == Told{"6 if a (breakpoint 1)"});
  engine.set_condition(2, "b");
  CHECK(questions_of(program) == Told{"6 if a (breakpoint 1)", "10 if b (breakpoint 2)"});
  engine.set_condition(1, "c");
  CHECK(questions_of(program).front() == "6 if c (breakpoint 1)");
  engine.set({"counter", 9, "", false});  // its rounds are told by line 10
  CHECK(questions_of(program) == Told{"6 if c (breakpoint 1)"});
  engine.set({"counter", 6, "d", false});
  CHECK(questions_of(program).empty());
  engine.clear(3);
  engine.enable(1, false);
  CHECK(questions_of(program) == Told{"6 if d (breakpoint 4)", "10 if b (breakpoint 2)"});
  engine.set_condition(2, "");
  engine.clear(4);
  CHECK(questions_of(program).empty());
}

TEST_CASE("what a source has asked is not asked again") {
  using Kind = Verdict::Kind;
  Debuggee program;
  with_counter(program);
  program.engine.set({"counter", 6, "false", false});
  const SiteNumber site = program.source.questions.begin()->first.second;
  program.asked_first[site] = {1, {Kind::yes, {}}};
  program.run("f( 6 )");
  CHECK(program.stops.size() == 1);
  program.asked_first[site] = {1, {Kind::failed, "NameError: name 'y'"}};
  program.run("f( 6 )");
  REQUIRE(program.stops.size() == 2);
  CHECK(program.stops[1].notes ==
        std::vector<std::string>{"condition of breakpoint 1 failed: NameError: name 'y'"});
  program.asked_first[site] = {1, {Kind::interrupted, {}}};
  program.run("f( 6 )");
  CHECK(program.stops.size() == 2);
  CHECK(program.evaluator.asked.empty());
  program.asked_first[site] = {7, {Kind::yes, {}}};  // of a breakpoint that is gone: asked anew
  program.run("f( 6 )");
  CHECK(program.stops.size() == 2);
  CHECK(program.evaluator.asked == std::vector<std::string>{"false"});
}

TEST_CASE("a condition that fails stops once and says why") {
  Debuggee program;
  with_counter(program);
  program.engine.set({"counter", 6, "fails", false});
  program.run("f( 6 6 6 )");
  REQUIRE(program.stops.size() == 1);
  CHECK(program.stops[0].notes ==
        std::vector<std::string>{"condition of breakpoint 1 failed: NameError: name 'y'"});
  program.engine.set_condition(1, "fails");
  program.run("f( 6 )");
  CHECK(program.stops.size() == 2);
}

TEST_CASE("an interrupt in a condition leaves the hook at once") {
  Debuggee program;
  with_counter(program);
  program.engine.set({"counter", 9, "stop", false});
  program.engine.set({"counter", 10, "", false});
  program.evaluator.answer = [](const std::string&) {
    return Verdict{Verdict::Kind::interrupted, {}};
  };
  program.run("f( 9 10 )");
  CHECK(program.stops.empty());
}

TEST_CASE("a condition may change the breakpoints it is asked for") {
  Debuggee program;
  with_counter(program);
  program.engine.set({"counter", 6, "clear me", false});
  program.engine.set({"counter", 6, "", false});
  program.engine.set({"counter", 6, "true", false});
  program.evaluator.answer = [&](const std::string&) {
    program.engine.clear(1);
    program.engine.clear(3);
    program.engine.set({"counter", 3, "", false});
    return Verdict{Verdict::Kind::yes, {}};
  };
  program.run("f( 6 )");
  REQUIRE(program.stops.size() == 1);
  CHECK(program.stops[0].breakpoints == std::vector<int>{2});
}

TEST_CASE("ignored hits count and pass") {
  Debuggee program;
  with_counter(program);
  program.engine.set({"counter", 6, "", false});
  CHECK(program.engine.ignore(1, 2));
  CHECK_FALSE(program.engine.ignore(2, 2));
  program.run("f( 6 6 )");
  CHECK(program.stops.empty());
  program.run("f( 6 )");
  CHECK(program.stops.size() == 1);
  CHECK(hits_of(program.engine) == std::vector<std::int64_t>{3});
}

TEST_CASE("a temporary breakpoint is gone when it stops") {
  Debuggee program;
  with_counter(program);
  CHECK(program.engine.set({"counter", 6, "", true}).message ==
        "temporary breakpoint 1 at counter.py:6");
  program.at_stop = [&](const StopEvent& event) {
    CHECK(event.breakpoints == std::vector<int>{1});
    CHECK(program.engine.breakpoints().empty());
  };
  program.run("f( 6 6 )");
  CHECK(program.stops.size() == 1);
  CHECK(program.engine.set({"counter", 6, "", false}).number == 2);
}

TEST_CASE("enabling and disabling arms and disarms") {
  Debuggee program;
  with_counter(program);
  program.engine.set({"counter", 9, "", false});
  program.engine.set({"counter", 10, "", false});
  CHECK(program.source.armed.size() == 2);  // the header, and its carrier on line 10
  program.engine.enable(2, false);
  CHECK(program.source.armed.size() == 2);
  program.engine.enable(1, false);
  program.engine.enable(1, false);
  CHECK(program.source.armed.empty());
  CHECK_FALSE(gate.is_open());
  program.engine.enable(1, true);
  CHECK(program.source.armed.size() == 2);
  CHECK(gate.is_open());
  CHECK_FALSE(program.engine.enable(3, true));
  CHECK(program.engine.clear(1));
  CHECK_FALSE(program.engine.clear(1));
  CHECK(program.source.armed.empty());
}

TEST_CASE("a loop's header counts its entry and each round") {
  Debuggee program;
  with_counter(program);
  program.engine.set({"counter", 9, "", false});
  program.run("f( 9 10 13 10 13 )");
  CHECK(program.lines() == "9 9 9");
  CHECK(hits_of(program.engine) == std::vector<std::int64_t>{3});
}

TEST_CASE("a jump leaves out what the carrier of a round has still to report") {
  Debuggee program;
  with_counter(program);
  program.engine.set({"counter", 9, "", false});
  program.type("c j c");
  program.run("f( 9 10");
  program.engine.jumped(1, 13);
  program.run("13 10 )");
  CHECK(program.lines() == "9 9 13 9");
}

TEST_CASE("a jump that is refused leaves out nothing") {
  Debuggee program;
  with_counter(program);
  program.engine.set({"counter", 9, "", false});
  program.engine.set({"counter", 10, "", false});
  program.type("c j c");
  program.run("f( 9 10");
  program.refuse_jump(9);
  CHECK(program.lines() == "9 9 9 10");
  CHECK(hits_of(program.engine) == std::vector<std::int64_t>{2, 1});
}

TEST_CASE("a jump behind a header begins no round, one to the header does") {
  for (const auto& [landed, lines] : {std::pair{10, "9 10 9"}, std::pair{9, "9 9 9"}}) {
    Debuggee program;
    with_counter(program);
    program.engine.set({"counter", 9, "", false});
    program.type("j c");
    program.run("f( 9");
    program.engine.jumped(1, landed);
    program.run("10 13 10 )");
    CHECK(program.lines() == lines);
  }
}

TEST_CASE("a jump is taken for done once: its thread's next line counts, whatever became of it") {
  Debuggee program;
  with_counter(program);
  program.engine.set({"counter", 9, "", false});
  program.type("c j");
  program.run("f( 9 10 10 )");  // an exception has left the hook
  CHECK(program.lines() == "9 9 9");
}

TEST_CASE("a condition on a header is asked in rounds only") {
  Debuggee program;
  with_counter(program);
  program.engine.set({"counter", 9, "true", false});
  program.run("f( 9 10 10 )");
  CHECK(program.lines() == "9 9");
  CHECK(program.evaluator.asked.size() == 2);
}

TEST_CASE("a condition on a header without a carrier is asked on entry") {
  Debuggee program;
  program.files.add("/src/prog.py", "1 f for\n");
  program.engine.set({"prog", 1, "true", false});
  program.run("f( 1 )");
  CHECK(program.lines() == "1");
}

TEST_CASE("a breakpoint set in a running loop is hit in its next round") {
  Debuggee program;
  with_counter(program);
  program.run("f( 9 10 13");
  program.engine.set({"counter", 9, "", false});
  program.run("10 13 )");
  CHECK(program.lines() == "9");
}

TEST_CASE("a header's line may name its carrier as well") {
  const SourceFile file{"/src/prog.py",
                        "/src/prog.py",
                        {{1, "f", true, -1}, {2, "f", false, 0}},
                        {{"", {0, 1}}, {"", {1}}}};
  CHECK(place(file, 1, "prog.py").sites == std::vector<SiteNumber>{0});
  CHECK(place(file, 2, "prog.py").sites == std::vector<SiteNumber>{1});
}

TEST_CASE("nested headers each report their own rounds") {
  Debuggee program;
  program.files.add("/src/nest.py", "1 f for\n2 f for carries 1\n3 f carries 2\n");
  program.engine.set({"nest", 1, "", false});
  program.engine.set({"nest", 2, "", false});
  program.run("f( 1 2 3 3 2 3 )");
  CHECK(program.lines() == "1 1 2 2 2 1 2 2");
}

TEST_CASE("several breakpoints and a step stop once at one line") {
  Debuggee program;
  with_counter(program);
  program.engine.set({"counter", 3, "", false});
  program.engine.set({"counter", 6, "", false});
  program.engine.set({"counter", 6, "true", false});
  program.type("s c");
  program.run("f( 3 6 9 )");
  CHECK(program.lines() == "3 6");
  CHECK(program.stops[1].reason == StopReason::breakpoint);
  CHECK(program.stops[1].breakpoints == std::vector<int>{2, 3});
  CHECK(program.source.watched.empty());
}

TEST_CASE("the reason is told") {
  Debuggee program;
  with_counter(program);
  program.engine.stop_soon(1, StopReason::entry);
  program.type("s");
  program.run("f( 3 6 )");
  REQUIRE(program.stops.size() == 2);
  CHECK(name(program.stops[0].reason) == "entry");
  CHECK(program.stops[0].function == "<module>");
  CHECK(name(program.stops[1].reason) == "step");
}

TEST_CASE("tracing reports every line, headers' rounds included") {
  Debuggee program;
  program.files.add("/src/prog.py", "1 A.f for\n2 A.f carries 1\n3 A.f.<locals>.<lambda>\n");
  std::string trace;
  const auto view = std::make_shared<LineTrace>(
      program.files, raw_row, [&](const std::string& row) { trace += row + "\n"; });
  const int number = program.engine.add_view(view).number;
  program.run("f( 1 2 3 2 )");
  CHECK(trace ==
        "/src/prog.py:1 f\n/src/prog.py:1 f\n/src/prog.py:2 f\n/src/prog.py:3 <lambda>\n"
        "/src/prog.py:1 f\n/src/prog.py:2 f\n");
  CHECK(program.engine.remove_view(number));
  CHECK_FALSE(program.engine.remove_view(number));
  CHECK(program.source.watched.empty());
  CHECK_FALSE(gate.is_open());
}

TEST_CASE("lines are counted, most often first, until the view is removed") {
  Debuggee program;
  program.files.add("/src/prog.py", "1 f for\n2 f carries 1\n3 f\n");
  const auto counts = std::make_shared<LineCounts>();
  const int number = program.engine.add_view(counts).number;
  program.run("f( 1 2 2 3 )");
  std::string rows;
  for (const auto& row : counts->rows()) {
    rows += std::to_string(row.line) + "x" + std::to_string(row.count) + " ";
  }
  CHECK(rows == "1x3 2x2 3x1 ");
  CHECK(counts->of(0, 2) == 2);
  CHECK(counts->of(0, 7) == 0);
  program.engine.remove_view(number);
  program.run("f( 3 )");
  CHECK(counts->of(0, 3) == 1);
  counts->reset();
  CHECK(counts->rows().empty());
}

TEST_CASE("the gate is open exactly while something is wanted") {
  Debuggee program;
  with_counter(program);
  CHECK_FALSE(gate.is_open());
  program.engine.set({"counter", 6, "", true});
  program.engine.set({"counter", 3, "", true});
  CHECK(gate.is_open());
  program.type("n c");
  program.run("f( 3 6 9 )");
  CHECK(program.lines() == "3 6");
  CHECK_FALSE(gate.is_open());
  {
    Debuggee other;
    other.engine.stop_soon(1, StopReason::pause);
    CHECK(gate.is_open());
  }
  CHECK_FALSE(gate.is_open());
}

TEST_CASE("detaching ends everything for good") {
  Debuggee program;
  with_counter(program);
  program.engine.set({"counter", 6, "", false});
  program.engine.stop_soon(2, StopReason::pause);
  program.engine.add_view(std::make_shared<LineCounts>());
  program.at_stop = [&](const StopEvent&) { program.engine.detach(); };
  program.type("s");
  program.run("f( 6 9 )");
  CHECK(program.lines() == "6");
  CHECK(program.source.armed.empty());
  CHECK(program.source.watched.empty());
  CHECK_FALSE(gate.is_open());
  program.engine.stop_soon(1, StopReason::pause);
  CHECK(program.engine.set({"counter", 6, "", false}).number == 0);
  CHECK_FALSE(gate.is_open());
}

TEST_CASE("stopping here and now tells the listener and steps on") {
  Debuggee program;
  with_counter(program);
  FakeFrames frames{std::make_shared<FakeFrame>(FakeFrame{"f"})};
  FakeStack stack(1, frames);
  program.type("s");
  program.engine.stop({StopReason::pause, 1, 0, 6, "f", {}, {}}, stack);
  CHECK(program.lines() == "6");
  CHECK(program.source.watched == std::set<ThreadId>{1});
}

TEST_CASE("breakpoints are found by where they were asked for, too") {
  Debuggee program;
  with_counter(program);
  program.engine.set({"counter", 5, "", false});
  program.engine.set({"later", 5, "", false});
  CHECK(program.engine.at("counter.py", 5) == std::vector<int>{1});
  CHECK(program.engine.at("/src/counter.py", 6) == std::vector<int>{1});
  CHECK(program.engine.at("counter", 0) == std::vector<int>{1});
  CHECK(program.engine.at("counter", 9).empty());
  CHECK(program.engine.at("later", 5) == std::vector<int>{2});
}

TEST_CASE("breakpoints as text") {
  struct Row {
    const char* text;
    const char* file;
    Line line;
    const char* condition;
  };
  constexpr Row rows[] = {
      {"counter:6", "counter", 6, ""},
      {" pkg/mod.py : 10 if x > 3 ", "pkg/mod.py", 10, "x > 3"},
      {"counter:-1", "counter", -1, ""},
      {"c:6 if d[a if b else c]", "c", 6, "d[a if b else c]"},
      {"coun ter", "", 0, ""},
      {":6", "", 0, ""},
      {"counter:six", "", 0, ""},
      {"counter:0", "", 0, ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    std::string error;
    const auto spec = parse_break(row.text, error);
    REQUIRE(spec.has_value() == (row.line != 0));
    CHECK(error.empty() == spec.has_value());
    if (!spec) continue;
    CHECK(spec->file == row.file);
    CHECK(spec->line == row.line);
    CHECK(spec->condition == row.condition);
  }
  CHECK(split_breaks("a:1; b:2 if x[';'] == (1;2) ;; c:3") ==
        std::vector<std::string>{"a:1", "b:2 if x[';'] == (1;2)", "c:3"});
}

}  // namespace pyinstr::test
