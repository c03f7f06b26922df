/// Hit conditions: how they are written, and which hits they let stop.
#include "engine/break_text.h"
#include "engine/hit_condition.h"
#include "fake_debuggee.h"

namespace pyinstr::test {
namespace {

struct Row {
  const char* text;
  const char* words;  ///< empty: refused
  const char* stops;  ///< of the hits 1 to 9
};

constexpr Row rows[] = {
    {"5", "at hit 5", "5"},
    {"==5", "at hit 5", "5"},
    {">5", "after hit 5", "6 7 8 9"},
    {">0", "after hit 0", "1 2 3 4 5 6 7 8 9"},
    {">=5", "from hit 5 on", "5 6 7 8 9"},
    {"<5", "before hit 5", "1 2 3 4"},
    {"<=5", "up to hit 5", "1 2 3 4 5"},
    {"%4", "at every 4th hit", "4 8"},
    {"%2", "at every 2nd hit", "2 4 6 8"},
    {"%11", "at every 11th hit", ""},
    {"%21", "at every 21st hit", ""},
    {"%1", "at every hit", "1 2 3 4 5 6 7 8 9"},
    {" >= 5 ", "from hit 5 on", "5 6 7 8 9"},
    {"", "", ""},
    {"=5", "", ""},
    {"5x", "", ""},
    {"five", "", ""},
    {"-1", "", ""},
    {"0", "", ""},
    {"==0", "", ""},
    {"<1", "", ""},
    {"%0", "", ""},
    {"99999999999999999999", "", ""},
};

std::string stops_of(const HitCondition& condition) {
  std::string stops;
  for (int hit = 1; hit <= 9; ++hit) {
    if (condition.holds(hit)) stops += (stops.empty() ? "" : " ") + std::to_string(hit);
  }
  return stops;
}

}  // namespace

TEST_CASE("hit conditions are read, told in words, and hold") {
  for (const Row& row : rows) {
    CAPTURE(row.text);
    std::string error;
    const auto condition = parse_hit_condition(row.text, error);
    REQUIRE(condition.has_value() == (row.words[0] != 0));
    CHECK(error.empty() == condition.has_value());
    if (!condition) continue;
    CHECK(in_words(*condition) == row.words);
    CHECK(stops_of(*condition) == row.stops);
  }
}

TEST_CASE("a hit condition counts the hits whose condition held") {
  Debuggee program;
  program.files.add("/src/a.py", plain_rows());
  int asked = 0;
  program.evaluator.answer = [&](const std::string&) {
    return Verdict{++asked % 2 == 0 ? Verdict::Kind::yes : Verdict::Kind::no, {}};
  };
  program.engine.set({"a", 5, "even", false, "%2"});
  program.run("f( 5 5 5 5 5 5 5 5 )");
  CHECK(program.stops.size() == 2);
  CHECK(asked == 8);
  CHECK(program.engine.find(1)->hits == 4);
}

TEST_CASE("ignored hits are of those that the hit condition would stop at") {
  Debuggee program;
  program.files.add("/src/a.py", plain_rows());
  program.engine.set({"a", 5, "", false, ">=3"});
  program.engine.ignore(1, 2);
  program.run("f( 5 5 5 5 )");
  CHECK(program.stops.empty());
  program.run("f( 5 )");
  CHECK(program.stops.size() == 1);
}

TEST_CASE("where a source lets hits pass, the same hits stop, and all are counted") {
  int passed = 0;
  for (const Row& row : rows) {
    for (const int ignored : {0, 1, 3}) {
      CAPTURE(row.text);
      CAPTURE(ignored);
      const auto told = [&](bool source_counts) {
        Debuggee program;
        program.files.add("/src/a.py", plain_rows());
        program.source.counts = source_counts;
        program.type("n c c n n c");
        program.engine.set({"a", 5, "", false, row.words[0] != 0 ? row.text : ""});
        program.engine.set({"a", 9, "", false});
        program.engine.ignore(1, ignored);
        std::vector<std::string> now;
        const auto tell = [&] {
          const Breakpoint one = *program.engine.find(1);
          now.push_back(program.lines() + ": " + std::to_string(one.hits) + " " + std::to_string(one.counted) + " " +
                        std::to_string(one.ignore));
        };
        program.run("f( 5 5 6 5");
        tell();
        program.run("5 @2 f( 5 5 @1 9 5 5 6 5");
        tell();
        program.engine.set({"a", 5, "true", false});  // not alone there any more
        program.run("5 5");
        program.engine.clear(3);
        program.run("5 5");
        program.engine.ignore(1, 2);
        program.run("5 5 5");
        tell();
        program.engine.set_hit_condition(1, "%3");
        program.run("5 5");
        program.engine.enable(1, false);
        program.run("5 5");
        program.engine.enable(1, true);
        program.run("5 5 5 5 5");
        tell();
        program.engine.set_hit_condition(1, "");
        program.run("5 5");
        tell();
        passed += program.source.passed;
        return now;
      };
      CHECK(told(true) == told(false));
    }
  }
  CHECK(passed > 300);
}

TEST_CASE("a hit condition set later counts from then on") {
  Debuggee program;
  program.files.add("/src/a.py", plain_rows());
  program.engine.set({"a", 5, "", false});
  program.run("f( 5 5 5 )");
  CHECK(program.engine.set_hit_condition(1, "2").empty());
  program.run("5 5 5");
  CHECK(program.stops.size() == 4);
  CHECK(program.engine.find(1)->hits == 6);
  CHECK(program.engine.set_hit_condition(1, "two") ==
        "`two` is no hit condition: expected a number, alone or behind one of == > >= < <= %");
  CHECK(program.engine.set_hit_condition(1, "").empty());
  program.run("5");
  CHECK(program.stops.size() == 5);
  CHECK(program.engine.set_hit_condition(7, "2") == "there is no breakpoint 7");
  CHECK(program.engine.set({"a", 5, "", false, "two"}).number == 0);
}

TEST_CASE("a breakpoint's text comes apart") {
  struct Text {
    const char* text;
    const char* place;
    const char* hits;
    const char* condition;
  };
  constexpr Text texts[] = {
      {"6", "6", "", ""},
      {"6, x if y else z", "6", "", "x if y else z"},
      {"6 if f(a, b)", "6", "", "f(a, b)"},
      {"counter:6 hit %5", "counter:6", "%5", ""},
      {"counter:6 hit 5 if x hit y", "counter:6", "5", "x hit y"},
      {"counter:6 if a hit b", "counter:6", "", "a hit b"},
      {"6 hit >= 5, x", "6", ">= 5", "x"},
  };
  for (const Text& row : texts) {
    CAPTURE(row.text);
    const BreakParts parts = split_break(row.text);
    CHECK(parts.place == row.place);
    CHECK(parts.hits == row.hits);
    CHECK(parts.condition == row.condition);
  }
}

}  // namespace pyinstr::test
