/// One stop at a time, and nobody waits for the prompt holding the interpreter.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "engine/session.h"
#include "fake_debuggee.h"
#include "fake_inspector.h"

namespace pyinstr::test {
namespace {

/// An interpreter with one lock, as Python's.
class FakeHost : public Host {
 public:
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

}  // namespace pyinstr::test
