/// Log points: how messages are read, and what is written when their line is reached.
#include "engine/log_message.h"
#include "engine/log_point.h"
#include "engine/log_text.h"
#include "fake_debuggee.h"

namespace pyinstr::test {
namespace {

/// `text|x!r:spec|` with fields between bars.
std::string dump(const std::vector<LogPiece>& pieces) {
  std::string text;
  for (const LogPiece& piece : pieces) {
    if (!piece.is_field) {
      text += piece.text;
      continue;
    }
    text += "|" + piece.text;
    if (piece.conversion != 0) text += std::string("!") + piece.conversion;
    if (!piece.spec.empty()) text += ":" + dump(piece.spec);
    text += "|";
  }
  return text;
}

struct Row {
  const char* message;
  const char* pieces;  ///< empty: refused
  const char* error = "";
};

constexpr Row rows[] = {
    {"plain", "plain"},
    {"line is {line!r:>10}", "line is |line!r:>10|"},
    {"{a}{b}", "|a||b|"},
    {"{{x}} {x}", "{x} |x|"},
    {"{x=}", "x=|x!r|"},
    {"{ x = !s}", " x = |x!s|"},
    {"{x=:>5}", "x=|x:>5|"},
    {"{x == 3}", "|x == 3|"},
    {"{x != 3!r}", "|x != 3!r|"},
    {"{x <= 3}", "|x <= 3|"},
    {"{d['a:b}'][1:2]}", "|d['a:b}'][1:2]|"},
    {"{f\"{x}\"}", "|f\"{x}\"|"},
    {"{{1: 2}[1]}", "", "column 7: `}` stands alone: `}}` writes one"},
    {"{ {1: 2}[1] }", "|{1: 2}[1]|"},
    {"{x:{width}.{precision}}", "|x:|width|.|precision||"},
    {"{x:%H:%M}", "|x:%H:%M|"},
    {"{a, b}", "|a, b|"},
    {"it's {x}, isn't it", "it's |x|, isn't it"},
    {"a }", "", "column 3: `}` stands alone: `}}` writes one"},
    {"a {x", "", "column 3: `{` is not closed"},
    {"a {x!r", "", "column 3: `{` is not closed"},
    {"a {}", "", "column 3: a field without an expression"},
    {"a { :3}", "", "column 3: a field without an expression"},
    {"a {x!q}", "", "column 5: a conversion is one of !r, !s, !a"},
    {"a {x!}", "", "column 5: a conversion is one of !r, !s, !a"},
};

BreakpointSpec log(const char* message) {
  BreakpointSpec spec{"a", 5, "", false};
  spec.log = message;
  return spec;
}

std::string told(const Debuggee& program) {
  std::string text;
  for (const LogRecord& record : program.logs) {
    text += std::to_string(record.line) + ": " + record.text + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("messages are read as f-strings are") {
  for (const Row& row : rows) {
    CAPTURE(row.message);
    std::string error;
    const auto pieces = parse_log_message(row.message, error);
    CHECK(error == row.error);
    REQUIRE(pieces.has_value() == error.empty());
    if (pieces) CHECK(dump(*pieces) == row.pieces);
  }
}

TEST_CASE("a log point writes and does not stop") {
  Debuggee program;
  program.files.add("/src/a.py", plain_rows());
  CHECK(program.engine.set(log("x {x!r:>{w}}")).message == "log point 1 at a.py:5");
  program.run("f( 5 6 5 )");
  CHECK(program.stops.empty());
  CHECK(told(program) == "5: x <x!r:><w>>\n5: x <x!r:><w>>\n");
  CHECK(program.engine.find(1)->hits == 2);
}

TEST_CASE("a log point has conditions like any breakpoint") {
  Debuggee program;
  program.files.add("/src/a.py", plain_rows());
  BreakpointSpec spec = log("here");
  spec.hits = "%2";
  spec.condition = "true";
  program.engine.set(spec);
  program.run("f( 5 5 5 )");
  CHECK(told(program) == "5: here\n");
}

TEST_CASE("a field that fails is marked, and told once") {
  Debuggee program;
  program.files.add("/src/a.py", plain_rows());
  program.engine.set(log("{fails} and {x}"));
  program.run("f( 5 5 )");
  CHECK(told(program) ==
        "5: <error> and <x>\n5: log point 1 failed: NameError: name 'y'\n5: <error> and <x>\n");
}

TEST_CASE("an interrupt in a message leaves the hook at once") {
  Debuggee program;
  program.files.add("/src/a.py", plain_rows());
  program.engine.set(log("{interrupts}"));
  program.engine.set({"a", 5, "", false});
  program.run("f( 5 )");
  CHECK(told(program).empty());
  CHECK(program.stops.empty());
}

TEST_CASE("a bad message is refused") {
  Debuggee program;
  program.files.add("/src/a.py", plain_rows());
  CHECK(program.engine.set(log("{x")).message == "message `{x`: column 1: `{` is not closed");
  CHECK(program.engine.set(log("{syntax}")).message ==
        "message `{syntax}`: `syntax`: SyntaxError: invalid syntax");
  CHECK(program.engine.breakpoints().empty());
}

TEST_CASE("log points as text") {
  struct Text {
    const char* text;
    const char* place;  ///< empty: refused
    const char* hits;
    const char* condition;
    const char* message;
  };
  constexpr Text texts[] = {
      {"counter:6: line is {line}", "counter:6", "", "", "line is {line}"},
      {"6 total: {x}", "6", "", "", "total: {x}"},
      {"6: if you see this: {x}", "6", "", "", "if you see this: {x}"},
      {"6 if x > 3: big", "6", "", "x > 3", "big"},
      {"6 hit %5 if d[1:2] == ': ': big", "6", "%5", "d[1:2] == ': '", "big"},
      {"6, x > 3: big", "6", "", "x > 3", "big"},
      {"is_code_line: in", "is_code_line", "", "", "in"},
      {"6", "", "", "", ""},
      {"6:", "", "", "", ""},
      {"6 if x", "", "", "", ""},
      {"", "", "", "", ""},
  };
  for (const Text& row : texts) {
    CAPTURE(row.text);
    std::string error;
    const auto parts = split_log(row.text, error);
    REQUIRE(parts.has_value() == (row.place[0] != 0));
    CHECK(error.empty() == parts.has_value());
    if (!parts) continue;
    CHECK(parts->where.place == row.place);
    CHECK(parts->where.hits == row.hits);
    CHECK(parts->where.condition == row.condition);
    CHECK(parts->message == row.message);
  }
  CHECK(split_logs("a:1: it's {d[';']}; b:2 if x == ';': two;; c ; ") ==
        std::vector<std::string>{"a:1: it's {d[';']}", "b:2 if x == ';': two", "c"});
  std::string error;
  CHECK(parse_log("counter:6: x", error)->line == 6);
  CHECK_FALSE(parse_log("counter: x y", error)->log.empty());
  CHECK_FALSE(parse_log("6: x", error).has_value());
}

}  // namespace pyinstr::test
