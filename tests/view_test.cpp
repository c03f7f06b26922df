/// Views: what they ask the sources for, and the rows that they write.
#include <ostream>
#include <streambuf>

#include "engine/call_trace.h"
#include "engine/gate.h"
#include "engine/value_trace.h"
#include "fake_debuggee.h"

namespace pyinstr::test {
namespace {

/// Keeps what was asked for; refuses exceptions if told to.
class FakeCalls : public CallSource {
 public:
  std::string watch(ViewInterests interests) override {
    if (refuses && (interests & interest_exceptions) != 0) return "somebody else has them";
    wanted = interests;
    return {};
  }
  void step_filter_changed() override { ++changes; }

  ViewInterests wanted = interest_none;
  bool refuses = false;
  int changes = 0;
};

/// What arrives, and where it was told to be all.
class Pieces : public std::streambuf {
 public:
  std::string text;

 protected:
  std::streamsize xsputn(const char* begin, std::streamsize count) override {
    text += "[" + std::string(begin, static_cast<std::size_t>(count)) + "]";
    return count;
  }
  int sync() override {
    text += ".";
    return 0;
  }
};

class NamedThread : public FakeStack {
 public:
  using FakeStack::FakeStack;
  std::string thread_name() override { return name; }
  std::string name;
};

struct Views {
  Debuggee program;
  FakeCalls calls;
  FakeFrames frames;
  NamedThread stack{1, frames};
  std::vector<std::string> rows;

  Views() {
    program.engine.calls_from(calls);
    program.files.add("/src/prog.py", "1 f\n2 f\n3 Cart.add\n");
  }
  std::shared_ptr<View> trace(ViewInterests interests, ViewScope scope = {}) {
    const auto sink = [this](const std::string& row) { rows.push_back(row); };
    return std::make_shared<CallTrace>(program.files, interests, sink, scope);
  }
  void happens(CallKind kind, std::string function, std::string text, int depth = 0) {
    CallEvent event{kind, 0, 3, std::move(function), [text] { return text; }, [depth] { return depth; }};
    program.engine.on_call(event, stack);
  }
  std::string row(CallKind kind, std::string function, std::string text, int depth = 0) {
    rows.clear();
    happens(kind, std::move(function), std::move(text), depth);
    return rows.empty() ? "" : rows.back();
  }
};

TEST_CASE("a row is written at once and in one piece") {
  Pieces pieces;
  std::ostream out(&pieces);
  write_row(out, "one");
  write_row(out, "");
  CHECK(pieces.text == "[one\n].[\n].");
}

TEST_CASE("a view of calls asks for calls, and leaves the gate closed") {
  Views views;
  const int calls = views.program.engine.add_view(views.trace(interest_calls)).number;
  const int rest = views.program.engine.add_view(views.trace(interest_returns | interest_exceptions)).number;
  CHECK(views.calls.wanted == (interest_calls | interest_returns | interest_exceptions));
  CHECK_FALSE(gate.is_open());
  CHECK(views.program.source.watched.empty());
  views.program.engine.remove_view(rest);
  CHECK(views.calls.wanted == interest_calls);
  views.program.engine.filter_steps({"lib"}, {});
  CHECK(views.calls.changes == 1);
  views.program.engine.remove_view(calls);
  CHECK(views.calls.wanted == interest_none);
}

TEST_CASE("a view that cannot have what it wants is refused, with the reason, and the others stay") {
  Views views;
  views.calls.refuses = true;
  CHECK(views.program.engine.add_view(views.trace(interest_calls)).number == 1);
  const SetResult refused = views.program.engine.add_view(views.trace(interest_exceptions));
  CHECK(refused.number == 0);
  CHECK(refused.message == "somebody else has them");
  CHECK(views.calls.wanted == interest_calls);
  CHECK(views.program.engine.add_view(views.trace(interest_returns)).number == 2);
  views.program.engine.detach();
  CHECK(views.calls.wanted == interest_none);
  CHECK(views.program.engine.add_view(views.trace(interest_calls)).number == 0);
}

TEST_CASE("rows of calls") {
  Views views;
  const auto all = views.trace(interest_calls | interest_returns | interest_exceptions);
  views.program.engine.add_view(all);
  CHECK(views.row(CallKind::called, "f", "n=1") == "prog.py:3: f(n=1)");
  CHECK(views.row(CallKind::resumed, "f", "", 1) == "  prog.py:3: f goes on");
  CHECK(views.row(CallKind::returned, "f", "2", 2) == "    prog.py:3 in f: returns 2");
  CHECK(views.row(CallKind::yielded, "f", "2") == "prog.py:3 in f: yields 2");
  CHECK(views.row(CallKind::waits, "f", "") == "prog.py:3 in f: waits");
  CHECK(views.row(CallKind::raised, "f", "KeyError: 1") == "prog.py:3 in f: raises KeyError: 1");
  CHECK(views.row(CallKind::handled, "f", "KeyError: 1") == "prog.py:3 in f: handles KeyError: 1");
  CHECK(views.row(CallKind::left, "f", "KeyError: 1") == "prog.py:3 in f: left by KeyError: 1");
  CHECK(views.row(CallKind::called, "f", "", 57) == std::string(40, ' ') + "[57] prog.py:3: f()");
  views.stack.name = "worker";
  CHECK(views.row(CallKind::called, "f", "") == "prog.py:3, in thread \"worker\": f()");
  CHECK(views.row(CallKind::returned, "f", "1") == "prog.py:3 in f, in thread \"worker\": returns 1");
}

TEST_CASE("a trace of a function takes it by the names people use") {
  Views views;
  const auto takes = [&](const char* wanted, const char* function) {
    return ViewScope{{}, wanted}.takes(views.program.files, 0, function);
  };
  CHECK(takes("", "f"));
  CHECK(takes("f", "f"));
  CHECK(takes("f", "outer.<locals>.f"));
  CHECK(takes("add", "Cart.add"));
  CHECK(takes("Cart.add", "Cart.add"));
  CHECK(takes("prog.Cart.add", "Cart.add"));
  CHECK(takes("pkg.prog.f", "f"));
  CHECK_FALSE(takes("dd", "Cart.add"));
  CHECK_FALSE(takes("Basket.add", "Cart.add"));
  CHECK_FALSE(takes("other.f", "f"));
  CHECK_FALSE(ViewScope{1, {}}.takes(views.program.files, 0, "f"));
}

TEST_CASE("the text of a call is only made for views that take it") {
  Views views;
  views.program.engine.add_view(views.trace(interest_calls, {{}, "g"}));
  int asked = 0;
  const auto text = [&asked] { return std::to_string(++asked); };
  views.program.engine.on_call({CallKind::called, 0, 1, "f", text, [] { return 0; }}, views.stack);
  CHECK(asked == 0);
  views.program.engine.on_call({CallKind::called, 0, 1, "g", text, [] { return 0; }}, views.stack);
  CHECK(views.rows == std::vector<std::string>{"prog.py:1: g(1)"});
}

TEST_CASE("a change of a value is told at the line that made it") {
  Views views;
  std::string error;
  const auto value = views.program.engine.traced("total", error);
  views.program.engine.add_view(std::make_shared<ValueTrace>(
      views.program.files, "total", value, [&](const std::string& row) { views.rows.push_back(row); }, ViewScope{}));
  auto& looks = views.program.evaluator.traced->looks;
  looks = {{{{}, "0"}}, {}, {{"0", "1"}}};
  views.program.run("f( 1 2 Cart( 3 )");
  CHECK(views.rows == std::vector<std::string>{"prog.py:1 in f: total = 0", "prog.py:2 in f: total = 1, was 0"});
  looks = {{}, {{"1", "2"}}, {{"2", "3"}}};
  views.rows.clear();
  views.program.run(") 2 1 2");
  // Without the text of the header nobody knows what it binds: the line before is told.
  CHECK(views.rows == std::vector<std::string>{"prog.py:2 in f: total = 2, was 1", "prog.py:1 in f: total = 3, was 2"});
  CHECK(views.program.engine.traced("syntax", error) == nullptr);
  CHECK(error == "SyntaxError: invalid syntax");
}

}  // namespace
}  // namespace pyinstr::test
