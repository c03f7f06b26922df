/// One stop at a time, and nobody waits for the prompt holding the interpreter.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "engine/session.h"
#include "engine/turns.h"
#include "fake_debuggee.h"
#include "fake_inspector.h"

namespace pyinstr::test {
namespace {

/// An interpreter with one lock, as Python's.
class FakeHost : public Host {
 public:
  bool interrupted() override { return interrupt.exchange(false); }
  void let_go(const char* why) override { let_go_because = why; }
  void release_while(const std::function<void()>& wait) override {
    ++waits;
    interpreter.unlock();
    wait();
    interpreter.lock();
  }
  std::unique_ptr<Inspector> inspect(const StopEvent&, Stack&) override {
    return std::make_unique<FakeInspector>();
  }
  std::vector<std::string> notes(const StopEvent&) override { return {"from the host"}; }
  void log(const LogRecord& record) override { logs.push_back(record.text); }
  void quit() override { has_quit = true; }

  std::mutex interpreter;
  std::atomic<int> waits{0};
  std::atomic<bool> interrupt{false};
  std::string let_go_because;
  bool has_quit = false;
  std::vector<std::string> logs;
};

class CallbackFrontEnd : public FrontEnd {
 public:
  explicit CallbackFrontEnd(std::function<Resume(const StopEvent&)> answer)
      : answer_(std::move(answer)) {}
  Resume on_stop(const StopEvent& event, Inspector&) override { return answer_(event); }
  void on_log(const LogRecord& record) override { logs.push_back(record.text); }

  std::vector<std::string> logs;

 private:
  std::function<Resume(const StopEvent&)> answer_;
};

StopEvent event_in(ThreadId thread) {
  return {StopReason::breakpoint, thread, 0, 1, "f", {1}, {"from the engine"}};
}

}  // namespace

TEST_CASE("messages go to the front end, or to the host where nobody sits at a prompt") {
  FakeHost host;
  CallbackFrontEnd front_end([](const StopEvent&) { return Resume{}; });
  Session session(host, front_end);
  session.logged({0, 1, "typed", false});
  session.logged({0, 1, "from the environment", true});
  CHECK(front_end.logs == std::vector<std::string>{"typed"});
  CHECK(host.logs == std::vector<std::string>{"from the environment"});
}

TEST_CASE("a session adds the host's notes and quits if asked to") {
  FakeHost host;
  std::vector<std::string> notes;
  CallbackFrontEnd front_end([&](const StopEvent& event) {
    notes = event.notes;
    return Resume{ResumeKind::quit};
  });
  Session session(host, front_end);
  FakeFrames frames;
  FakeStack stack(1, frames);
  session.stopped(event_in(1), stack);
  CHECK(notes == std::vector<std::string>{"from the engine", "from the host"});
  CHECK(host.has_quit);
  CHECK(host.waits == 0);
}

TEST_CASE("a stop inside a stop does not wait for itself") {
  FakeHost host;
  FakeFrames frames;
  FakeStack stack(1, frames);
  Session* session = nullptr;
  int depth = 0;
  CallbackFrontEnd front_end([&](const StopEvent&) {
    if (++depth < 3) session->stopped(event_in(1), stack);
    return Resume{};
  });
  Session made(host, front_end);
  session = &made;
  session->stopped(event_in(1), stack);
  CHECK(depth == 3);
}

TEST_CASE("threads stop one after the other, waiting without the interpreter") {
  FakeHost host;
  std::atomic<int> inside{0}, most{0}, stops{0};
  CallbackFrontEnd front_end([&](const StopEvent&) {
    most = std::max(most.load(), ++inside);
    // As the prompt does: the interpreter is free while people think, and the other thread stops.
    host.release_while([&] {
      if (++stops == 1) {
        while (host.waits < 2) std::this_thread::yield();
      }
    });
    --inside;
    return Resume{};
  });
  Session session(host, front_end);
  const auto stop_in = [&](ThreadId thread) {
    const std::lock_guard held(host.interpreter);
    FakeFrames frames;
    FakeStack stack(thread, frames);
    session.stopped(event_in(thread), stack);
  };
  std::thread first(stop_in, 1), second(stop_in, 2);
  first.join();
  second.join();
  CHECK(stops == 2);
  CHECK(most == 1);
}

/// Threads that each hold the interpreter but while they wait, as Python's do.
struct Threads {
  FakeHost& host;
  std::vector<std::thread> all;

  void start(std::function<void()> work) {
    all.emplace_back([this, work = std::move(work)] {
      const std::lock_guard held(host.interpreter);
      work();
    });
  }
  /// Lets other threads in until that holds.
  void until(const std::function<bool()>& holds) {
    while (!holds()) host.release_while([] { std::this_thread::yield(); });
  }
  ~Threads() {
    for (std::thread& thread : all) thread.join();
  }
};

TEST_CASE("threads that stop at once are served in the order they stopped") {
  FakeHost host;
  Turns turns;
  std::vector<ThreadId> served;
  {
    Threads threads{host, {}};
    const auto visit = [&](ThreadId thread) {
      if (thread > 1) threads.until([&] { return turns.state(thread - 1) == TurnState::waiting; });
      REQUIRE(turns.take(thread, host));
      served.push_back(thread);
      turns.give_back(thread, false);
    };
    const std::lock_guard held(host.interpreter);
    REQUIRE(turns.take(0, host));
    threads.start([&] { visit(1); });
    threads.start([&] { visit(2); });
    threads.start([&] { visit(3); });
    threads.until([&] { return turns.state(3) == TurnState::waiting; });
    CHECK(served.empty());
    CHECK(turns.state(0) == TurnState::at_prompt);
    turns.give_back(0, true);
    // The one that steps comes last although it is the quickest.
    REQUIRE(turns.take(0, host));
    served.push_back(0);
    turns.give_back(0, false);
  }
  CHECK(served == std::vector<ThreadId>{1, 2, 3, 0});
}

TEST_CASE("when the process is about to end nobody waits for the prompt") {
  FakeHost host;
  Turns turns;
  std::atomic<int> passed{0};
  Threads threads{host, {}};
  const std::lock_guard held(host.interpreter);
  REQUIRE(turns.take(1, host));
  turns.hold(true);
  threads.start([&] { passed += turns.take(2, host) ? 0 : 1; });
  threads.start([&] {
    turns.hold_here(3, host);
    ++passed;
  });
  threads.until([&] {
    return turns.state(2) == TurnState::waiting && turns.state(3) == TurnState::held;
  });
  turns.close();
  threads.until([&] { return passed == 2; });
  turns.give_back(1, false);
  CHECK_FALSE(turns.take(1, host));
}

TEST_CASE("threads are held while another is at the prompt or steps, and only if asked for") {
  FakeHost host;
  Turns turns(std::chrono::hours(1));
  std::atomic<bool> went_on{false};
  Threads threads{host, {}};
  const std::lock_guard held(host.interpreter);
  REQUIRE(turns.take(1, host));
  turns.hold_here(2, host);  // not asked for
  turns.hold(true);
  turns.hold_here(1, host);  // nobody waits for himself
  threads.start([&] {
    turns.hold_here(2, host);
    went_on = true;
  });
  threads.until([&] { return turns.state(2) == TurnState::held; });
  turns.give_back(1, true);
  CHECK(turns.state(2) == TurnState::held);
  REQUIRE(turns.take(1, host));
  CHECK_FALSE(went_on);
  turns.give_back(1, false);
  threads.until([&] { return went_on.load(); });
}

TEST_CASE("a step that ends without a stop lets the threads held go") {
  FakeHost host;
  Turns turns(std::chrono::hours(1));
  std::atomic<bool> went_on{false};
  Threads threads{host, {}};
  const std::lock_guard held(host.interpreter);
  turns.hold(true);
  REQUIRE(turns.take(1, host));
  turns.give_back(1, true);
  threads.start([&] {
    turns.hold_here(2, host);
    went_on = true;
  });
  threads.until([&] { return turns.state(2) == TurnState::held; });
  turns.step_ended(1);
  threads.until([&] { return went_on.load(); });
}

TEST_CASE("Ctrl-C, and a step that takes too long, let the threads held go until the next stop") {
  FakeHost host;
  for (const bool by_interrupt : {true, false}) {
    CAPTURE(by_interrupt);
    Turns turns(std::chrono::milliseconds(0));
    std::atomic<bool> went_on{false};
    Threads threads{host, {}};
    const std::lock_guard held(host.interpreter);
    turns.hold(true);
    REQUIRE(turns.take(1, host));
    host.interrupt = by_interrupt;
    if (!by_interrupt) turns.give_back(1, true);
    threads.start([&] {
      turns.hold_here(2, host);
      went_on = true;
    });
    threads.until([&] { return went_on.load(); });
    CHECK(host.let_go_because == (by_interrupt ? "interrupted" : "the step takes long"));
  }
}

TEST_CASE("in a forked child only the thread that forked is left") {
  FakeHost host;
  {
    Turns turns;
    REQUIRE(turns.take(1, host));
    turns.forked(2);  // while 1 was at the prompt, which is no more
    CHECK(turns.take(2, host));
    CHECK(turns.state(2) == TurnState::at_prompt);
  }
  Turns turns;
  REQUIRE(turns.take(1, host));
  turns.forked(1);  // typed at its own prompt
  CHECK(turns.take(1, host));
  turns.give_back(1, false);
  CHECK(turns.state(1) == TurnState::at_prompt);
  CHECK(host.waits == 0);
}

}  // namespace pyinstr::test
