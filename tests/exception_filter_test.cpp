/// Exceptions: how `catch` is read, which one is meant, and what a stop tells.
#include "engine/exception_filter.h"

#include "fake_debuggee.h"

namespace pyinstr::test {
namespace {

struct Reading {
  const char* typed;
  const char* read;  ///< empty: refused
  const char* error;
};

constexpr Reading readings[] = {
    {"", "raised", ""},
    {"uncaught", "uncaught", ""},
    {" userunhandled  OSError ", "userunhandled OSError", ""},
    {"ValueError,pkg.Missing", "raised ValueError, pkg.Missing", ""},
    {"raised KeyError if x > 3", "raised KeyError if x > 3", ""},
    {"if x", "raised if x", ""},
    {"if a if b else c", "raised if a if b else c", ""},
    {"KeyError if", "", "a condition is missing behind `if`"},
    {"3", "",
     "`3` is no exception: expected [raised|uncaught|userunhandled] [TYPE, …] [if CONDITION]"},
    {"uncaught raised", "uncaught raised", ""},
    {"A,,B", "",
     "`` is no exception: expected [raised|uncaught|userunhandled] [TYPE, …] [if CONDITION]"},
};

TEST_CASE("what people type is read and can be said again") {
  for (const Reading& row : readings) {
    CAPTURE(row.typed);
    std::string error;
    const auto spec = parse_catch(row.typed, error);
    CHECK((spec ? text_of(*spec) : "") == row.read);
    CHECK(error == row.error);
  }
}

ExceptionEvent missing() {
  ExceptionEvent event;
  event.text = "KeyError: 'x'";
  event.types = {"KeyError", "builtins.KeyError", "LookupError", "builtins.LookupError"};
  return event;
}

bool meant(const char* typed, const ExceptionEvent& event) {
  std::string error;
  return is_meant(*parse_catch(typed, error), event);
}

TEST_CASE("types mean their subclasses, by short names and whole ones") {
  CHECK(meant("", missing()));
  CHECK(meant("KeyError", missing()));
  CHECK(meant("builtins.LookupError", missing()));
  CHECK(meant("OSError, LookupError", missing()));
  CHECK_FALSE(meant("OSError", missing()));
}

TEST_CASE("what is raised as a matter of course must be named") {
  ExceptionEvent event = missing();
  event.control_flow = true;
  CHECK_FALSE(meant("", event));
  CHECK(meant("KeyError", event));
}

TEST_CASE("raised is told where it begins, unhandled once wherever that is known") {
  ExceptionEvent event = missing();
  event.first = false;
  event.handled_by_user = false;
  CHECK_FALSE(meant("raised", event));
  CHECK_FALSE(meant("uncaught", event));
  CHECK(meant("userunhandled", event));
  event.handled = false;
  CHECK(meant("uncaught", event));
  event.told_unhandled = true;
  CHECK_FALSE(meant("uncaught", event));
  CHECK_FALSE(meant("userunhandled", event));
}

class FakeExceptions : public ExceptionSource {
 public:
  std::string watch(ExceptionInterest interest) override {
    if (!refusal.empty() && interest != ExceptionInterest::none) return refusal;
    wanted = interest;
    return {};
  }
  ExceptionName look_up(const std::string& name) override {
    if (name == "IOError") return {"OSError", {}};
    if (name == "OSError" || name == "ValueError") return {name, {}};
    return {{}, {"OSError", "ValueError"}};
  }
  ExceptionInterest wanted = ExceptionInterest::none;
  std::string refusal;
};

CatchSpec spec_of(const char* typed) {
  std::string error;
  return *parse_catch(typed, error);
}

TEST_CASE("the source is asked for as much as is wanted and no more") {
  Debuggee program;
  FakeExceptions source;
  Engine& engine = program.engine;
  CHECK(engine.catch_exceptions(spec_of("")).message == "exceptions cannot be caught here");
  engine.exceptions_from(source);
  CHECK(engine.catch_exceptions(spec_of("")).message == "catch 1: raised");
  CHECK(source.wanted == ExceptionInterest::raised);
  CHECK(engine.catch_exceptions(spec_of("uncaught")).number == 2);
  CHECK(source.wanted == ExceptionInterest::handling);
  CHECK(engine.catch_exceptions(spec_of("uncaught")).message == "there already is catch 2: uncaught");
  CHECK(engine.clear_catch(2));
  CHECK_FALSE(engine.clear_catch(2));
  CHECK(source.wanted == ExceptionInterest::raised);
  engine.detach();
  CHECK(source.wanted == ExceptionInterest::none);
  CHECK(engine.catches().empty());
}

TEST_CASE("a name is the class's own, and one that no class has is told and kept") {
  Debuggee program;
  FakeExceptions source;
  program.engine.exceptions_from(source);
  CHECK(program.engine.catch_exceptions(spec_of("IOError")).message == "catch 1: raised OSError");
  CHECK(program.engine.catch_exceptions(spec_of("OSError")).was_there);
  CHECK(program.engine.catch_exceptions(spec_of("pkg.Missing")).message ==
        "catch 2: raised pkg.Missing\nthere is no class `pkg.Missing` yet");
  CHECK(program.engine.catch_exceptions(spec_of("uncaught ValueErorr, A, OSError if x")).message ==
        "catch 3: uncaught ValueErorr, A, OSError if x\n"
        "there is no class `ValueErorr` yet; did you mean `ValueError`?\n"
        "there is no class `A` yet");
}

TEST_CASE("a source that cannot is told, and nothing stays") {
  Debuggee program;
  FakeExceptions source;
  source.refusal = "another tool listens";
  program.engine.exceptions_from(source);
  CHECK(program.engine.catch_exceptions(spec_of("")).message ==
        "exceptions cannot be caught: another tool listens");
  CHECK(program.engine.catches().empty());
}

}  // namespace
}  // namespace pyinstr::test
