/// Where steps end: tables of a script, what is typed, and the lines that stop.
#include "fake_debuggee.h"

namespace pyinstr::test {
namespace {

struct SteppingCase {
  const char* name;
  const char* script;
  int begin;  ///< a temporary breakpoint for the first stop
  const char* typed;
  const char* stops;
};

constexpr SteppingCase cases[] = {
    {"step goes into calls", "main( 1 2 f( 10 11 ) 3 )", 2, "s s s s", "2 10 11 3"},
    {"next goes over calls", "main( 1 2 f( 10 11 ) 3 )", 2, "n n", "2 3"},
    {"next over nested calls", "main( 2 f( 10 g( 20 ) 11 ) 3 )", 2, "n n", "2 3"},
    {"next at the end goes to the caller", "main( 1 f( 10 11 ) 2 )", 11, "n", "11 2"},
    {"next at the end passes another callee", "main( 1 f( 10 ) g( 20 21 ) 2 )", 10, "n", "10 2"},
    {"step at the end enters another callee", "main( 1 f( 10 ) g( 20 21 ) 2 )", 10, "s", "10 20"},
    {"next passes a finished caller", "main( 1 f( 10 g( 20 ) ) 2 )", 20, "n", "20 2"},
    {"continue", "main( 1 2 3 )", 1, "c", "1"},
    {"continue after a step", "main( 1 2 3 4 )", 1, "n c", "1 2"},

    {"return stops in the caller", "main( 1 f( 10 11 12 ) 2 3 )", 10, "r", "10 2"},
    {"return passes calls of the frame", "main( 1 f( 10 g( 20 ) 11 ) 2 )", 10, "r", "10 2"},
    {"return passes another callee", "main( 1 f( 10 ) g( 20 ) 2 )", 10, "r", "10 2"},
    {"return of the caller's frame", "main( 1 f( 10 g( 20 ) 11 ) 2 )", 20, "r^1", "20 2"},
    {"next of the caller's frame", "main( 1 f( 10 g( 20 21 ) 11 ) 2 )", 20, "n^1", "20 11"},
    {"a frame that is not there is a step in", "main( 1 2 )", 1, "n^7", "1 2"},

    {"recursion: next stays in its frame", "main( f( 10 f( 10 12 ) 11 12 ) 1 )", 10, "n n",
     "10 11 12"},
    {"recursion: return leaves one frame", "main( f( 10 f( 10 12 ) 11 ) 1 )", 12, "r", "12 11"},
    {"recursion: until stays in its frame", "main( f( 10 f( 10 11 12 ) 13 ) )", 10, "u", "10 13"},

    {"until gets out of a loop", "main( 5 6 5 6 5 6 7 )", 6, "u", "6 7"},
    {"until a line", "main( 5 6 7 8 9 )", 5, "u:8", "5 8"},
    {"until a line that is jumped over", "main( 5 6 9 )", 5, "u:8", "5 9"},
    {"until where the frame is left first", "main( 1 f( 10 11 ) 2 )", 10, "u:20", "10 2"},
    {"until of an older frame: any line", "main( 1 f( 10 11 ) 1 2 )", 10, "u^1", "10 1"},

    {"next over a yield stays in the generator", "main( 1 gen:g( 10 yield 2 3 resume:g 11 ) 4 )",
     10, "n", "10 11"},
    {"return leaves a generator at its yield", "main( 1 gen:g( 10 yield 2 3 resume:g 11 ) 4 )", 10,
     "r", "10 2"},
    {"next in a consumer passes the generator", "main( 1 gen:g( 10 yield 2 resume:g 11 yield 3 )",
     1, "n n", "1 2 3"},
    {"next in a generator that is closed ends in its consumer",
     "main( 1 gen:g( 10 yield 2 drop:g 3 )", 10, "n", "10 3"},
    {"next over an await passes other coroutines",
     "main( lib( gen:a( 10 yield gen:b( 20 yield resume:a 11 ) ) 2 )", 10, "n", "10 11"},
    {"a coroutine's end under a library stops whatever is next",
     "main( lib( gen:a( 10 ) gen:b( 20 yield ) 2 )", 10, "n", "10 20"},
    {"return of a generator under a library goes to the next frame with hooks",
     "main( 1 lib( gen:g( 10 yield ) 2 )", 10, "r", "10 2"},

    {"a callback's end goes to the next callback", "main( 1 lib( f( 10 ) f( 11 ) ) 2 )", 10, "n",
     "10 11"},
    {"a callback's caller ends too", "main( 1 lib( f( 10 g( 20 ) ) f( 11 ) ) 2 )", 20, "n",
     "20 11"},
    {"next over a library stays in its frame", "main( 1 lib( f( 10 ) ) 2 )", 1, "n", "1 2"},
    {"step into a library stops in its callback", "main( 1 lib( f( 10 ) ) 2 )", 1, "s", "1 10"},
    {"the first frame's end", "main( 1 ) exit( 30 )", 1, "n", "1 30"},

    {"a step is its thread's", "main( 1 @2 t( 20 @1 2 @2 21 )", 1, "s s", "1 2"},
    {"two threads step on their own", "main( 1 @2 t( 20 @1 2 @2 21 @1 3 )", 1, "n n", "1 2 3"},
};

}  // namespace

TEST_CASE("steps end where people expect") {
  for (const SteppingCase& row : cases) {
    CAPTURE(row.name);
    Debuggee program;
    program.files.add("/src/prog.py", plain_rows());
    program.engine.set({"prog", row.begin, "", true});
    program.type(row.typed);
    program.run(row.script);
    CHECK(program.lines() == row.stops);
    CHECK(program.source.armed.empty());
  }
}

TEST_CASE("both threads of a program step") {
  Debuggee program;
  program.files.add("/src/prog.py", plain_rows());
  program.engine.stop_soon(1, StopReason::pause);
  program.engine.stop_soon(2, StopReason::pause);
  program.type("n n s n");
  program.run("main( 1 @2 t( 20 @1 f( 30 ) 2 @2 g( 40 ) 21 )");
  CHECK(program.lines() == "1 20@2 2 21@2");
  CHECK(program.source.watched == std::set<ThreadId>{1, 2});
}

TEST_CASE("a loop's header is stepped on in each round") {
  Debuggee program;
  program.files.add("/src/prog.py", "1 f\n2 f for\n3 f carries 2\n4 f\n5 f\n");
  program.engine.set({"prog", 1, "", true});
  program.type("n n n n n n n n n");
  program.run("main( 1 2 3 4 3 4 5 )");
  CHECK(program.lines() == "1 2 2 3 4 2 3 4 5");
}

TEST_CASE("until leaves a loop with a header") {
  Debuggee program;
  program.files.add("/src/prog.py", "1 f\n2 f for\n3 f carries 2\n4 f\n5 f\n");
  program.engine.set({"prog", 4, "", true});
  program.type("u");
  program.run("main( 1 2 3 4 3 4 5 )");
  CHECK(program.lines() == "4 5");
}

TEST_CASE("a step says where it can end") {
  struct Row {
    const char* script;
    int begin;
    const char* typed;
    StepReach reach;
  };
  constexpr Row rows[] = {
      {"main( 1 f( 10 11 ) 2 )", 10, "n", StepReach::stack},
      {"main( 1 f( 10 11 ) 2 )", 10, "r", StepReach::stack},
      {"main( 1 f( 10 11 ) 2 )", 10, "s", StepReach::anywhere},
      {"main( 1 f( 10 11 ) 2 )", 1, "s n", StepReach::stack},
      {"main( 1 f( 10 11 ) 2 )", 1, "n s", StepReach::anywhere},
      {"main( 1 lib( f( 10 ) ) 2 )", 10, "n", StepReach::anywhere},
  };
  for (const Row& row : rows) {
    CAPTURE(row.script);
    CAPTURE(row.typed);
    Debuggee program;
    program.files.add("/src/prog.py", plain_rows());
    program.engine.set({"prog", row.begin, "", true});
    program.type(row.typed);
    program.run(row.script);
    CHECK(program.source.reaches.at(1) == row.reach);
  }
}

TEST_CASE("a step is forgotten with its thread") {
  Debuggee program;
  program.files.add("/src/prog.py", plain_rows());
  program.engine.stop_soon(2, StopReason::pause);
  program.type("n");
  program.run("@2 t( 20 )");
  CHECK(program.source.watched == std::set<ThreadId>{2});
  program.engine.forget_thread(2);
  CHECK(program.source.watched.empty());
  program.engine.forget_thread(2);
}

}  // namespace pyinstr::test
