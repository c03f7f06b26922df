/// Watches and conditions that stop anywhere.
#include "fake_debuggee.h"

namespace pyinstr::test {
namespace {

Look changed(std::uintptr_t frame = 0) {
  Look look;
  look.kind = Look::Kind::changed;
  look.before = "0";
  look.now = "1";
  look.frame = frame;
  return look;
}

Look of_kind(Look::Kind kind) {
  Look look;
  look.kind = kind;
  look.before = "0";
  return look;
}

/// A program that has stopped once, on line 1, and set a watch there.
void watch_from_line_1(Debuggee& program, const char* expression = "x") {
  program.files.add("/src/a.py", plain_rows());
  program.engine.set({"a", 1, "", true});
  program.at_stop = [&program, expression](const StopEvent& event) {
    if (event.line == 1) program.engine.watch(event.thread, 0, expression, "");
  };
}

std::string notes(const Debuggee& program) {
  std::string text;
  for (const StopEvent& stop : program.stops) {
    for (const std::string& note : stop.notes) text += std::to_string(stop.line) + " " + note + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("a change stops at the next line and blames the one before") {
  Debuggee program;
  watch_from_line_1(program);
  program.run("f( 1");
  program.evaluator.watched->looks = {{}, {}, changed()};
  program.run("2 3 4 5 )");
  CHECK(program.lines() == "1 4");
  CHECK(program.stops[1].reason == StopReason::data_breakpoint);
  CHECK(notes(program) == "4 watch 1: `x` changed from 0 to 1, by a.py:3 in f\n");
  CHECK(program.engine.watches()[0].hits == 1);
}

TEST_CASE("behind a call, its last line or the caller's may have done it") {
  Debuggee program;
  watch_from_line_1(program);
  program.run("f( 1");
  program.evaluator.watched->looks = {{}, {}, changed()};
  program.run("2 g( 10 ) 3 )");
  CHECK(notes(program) == "3 watch 1: `x` changed from 0 to 1, by a.py:10 in f or by a.py:2 in f\n");
}

TEST_CASE("a change at a call's first line was the caller's") {
  Debuggee program;
  watch_from_line_1(program);
  program.run("f( 1");
  program.evaluator.watched->looks = {{}, changed()};
  program.run("2 g( 10 ) )");
  CHECK(notes(program) == "10 watch 1: `x` changed from 0 to 1, by a.py:2 in f\n");
}

TEST_CASE("another thread that ran between is blamed, too") {
  Debuggee program;
  watch_from_line_1(program);
  program.run("f( 1");
  program.evaluator.watched->looks = {{}, {}, changed()};
  program.run("2 @2 g( 20 @1 3");
  CHECK(notes(program) == "3 watch 1: `x` changed from 0 to 1, by a.py:20 in f or by a.py:2 in f\n");
}

TEST_CASE("a local's watch ends with its frame, and says so") {
  Debuggee program;
  watch_from_line_1(program, "local");
  program.run("f( 1");
  program.evaluator.watched->looks = {{}, of_kind(Look::Kind::gone)};
  program.run("2 ) 3 4");
  CHECK(program.lines() == "1 3");
  CHECK(notes(program) == "3 watch 1: `local` is gone: f has returned; it was 0\n");
  CHECK(program.engine.watches().empty());
  CHECK(program.source.watched.empty());
}

TEST_CASE("every line is wanted while there is a watch, and no longer") {
  Debuggee program;
  watch_from_line_1(program);
  program.run("f( 1");
  CHECK(program.source.watched.contains(0));
  CHECK(program.engine.unwatch(1));
  CHECK_FALSE(program.engine.unwatch(1));
  CHECK(program.source.watched.empty());
}

TEST_CASE("an interrupt in a look leaves the hook at once") {
  Debuggee program;
  watch_from_line_1(program);
  program.engine.set({"a", 2, "", false});
  program.run("f( 1");
  program.evaluator.watched->looks = {of_kind(Look::Kind::interrupted)};
  program.run("2 )");
  CHECK(program.lines() == "1");
}

TEST_CASE("a watch is set at a stop, and must compile") {
  Debuggee program;
  program.files.add("/src/a.py", plain_rows());
  CHECK(program.engine.watch(1, 0, "x", "").message == "a watch is set where a thread has stopped");
  program.engine.set({"a", 1, "", false});
  std::vector<std::string> messages;
  program.at_stop = [&](const StopEvent& event) {
    for (const char* text : {"syntax", "x", "local"}) {
      messages.push_back(program.engine.watch(event.thread, 0, text, "").message);
    }
  };
  program.run("f( 1");
  CHECK(messages == std::vector<std::string>{"watch `syntax`: SyntaxError: invalid syntax",
                                             "watch 1: `x` is 0",
                                             "watch 2: `local` is 0, until f returns"});
  program.engine.detach();
  CHECK(program.engine.watches().empty());
  CHECK(program.source.watched.empty());
}

TEST_CASE("a condition stops anywhere, where it becomes true") {
  Debuggee program;
  program.files.add("/src/a.py", plain_rows());
  std::vector<Verdict::Kind> answers;
  bool undefined = false;
  program.evaluator.answer = [&](const std::string&) {
    if (undefined) return Verdict{Verdict::Kind::failed, "NameError: name 'x'", true};
    const Verdict::Kind kind = answers.front();
    if (answers.size() > 1) answers.erase(answers.begin());
    return Verdict{kind, kind == Verdict::Kind::failed ? "ZeroDivisionError" : ""};
  };
  using Kind = Verdict::Kind;
  CHECK(program.engine.stop_when(1, "x > 3").message == "1: stops when `x > 3` becomes true");
  answers = {Kind::no, Kind::yes, Kind::yes, Kind::no, Kind::yes};
  program.run("f( 1 2 3 4 5");
  CHECK(program.lines() == "2 5");
  undefined = true;
  program.run("6");
  undefined = false;
  program.run("7");
  CHECK(program.lines() == "2 5");
  answers = {Kind::failed};
  program.run("8 9");
  CHECK(program.lines() == "2 5 8");
  CHECK(notes(program) == "2 `x > 3` is true\n5 `x > 3` is true\n8 `x > 3` failed: ZeroDivisionError\n");
  CHECK(program.engine.forget_stop_when(1));
  CHECK(program.source.watched.empty());
}

}  // namespace pyinstr::test
