#include "turns.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <new>
#include <optional>

namespace pyinstr::engine {
namespace {

/// How often a thread that is held looks for Ctrl-C.
constexpr auto glance = std::chrono::milliseconds(100);
using Clock = std::chrono::steady_clock;

}  // namespace

struct Turns::Table {
  std::mutex mutex;
  std::condition_variable changed;
  std::optional<ThreadId> owner;  // at the prompt
  int depth = 0;                  // of its stops inside stops
  std::deque<ThreadId> queue;     // in the order they stopped
  std::optional<ThreadId> stepper;
  Clock::time_point step_began;
  std::vector<ThreadId> held;
  bool hold = false;
  bool lifted = false;  // until the next stop
  bool closed = false;
};

Turns::Turns(std::chrono::milliseconds patience)
    : patience_(patience), table_(std::make_unique<Table>()) {}

Turns::~Turns() = default;

bool Turns::take(ThreadId thread, Waiting& waiting) {
  Table& table = *table_;
  std::unique_lock lock(table.mutex);
  const bool inside = table.owner == thread;
  if ((table.owner || !table.queue.empty()) && !inside && !table.closed) {
    table.queue.push_back(thread);
    lock.unlock();
    // Whoever has the turn needs the interpreter to give it back, so never wait holding it.
    waiting.release_while([&] {
      std::unique_lock waits(table.mutex);
      table.changed.wait(waits, [&] {
        return table.closed || (!table.owner && table.queue.front() == thread);
      });
      std::erase(table.queue, thread);
      if (!table.closed) table.owner = thread;
    });
    lock.lock();
  }
  if (table.closed && !inside) return false;
  table.owner = thread;
  ++table.depth;
  table.stepper.reset();
  table.lifted = false;
  return true;
}

void Turns::give_back(ThreadId thread, bool steps) {
  const std::lock_guard lock(table_->mutex);
  if (--table_->depth > 0) return;
  table_->owner.reset();
  if (steps) {
    table_->stepper = thread;
    table_->step_began = Clock::now();
  }
  table_->changed.notify_all();
}

void Turns::step_ended(ThreadId thread) {
  const std::lock_guard lock(table_->mutex);
  if (table_->stepper != thread) return;
  table_->stepper.reset();
  table_->changed.notify_all();
}

void Turns::hold(bool wanted) {
  const std::lock_guard lock(table_->mutex);
  table_->hold = wanted;
  table_->changed.notify_all();
}

bool Turns::must_hold(const Table& table, ThreadId thread) {
  if (!table.hold || table.lifted || table.closed) return false;
  if (table.owner == thread || table.stepper == thread) return false;
  return table.owner || table.stepper;
}

void Turns::hold_here(ThreadId thread, Waiting& waiting) {
  Table& table = *table_;
  std::unique_lock lock(table.mutex);
  if (!must_hold(table, thread)) return;
  table.held.push_back(thread);
  while (must_hold(table, thread)) {
    const bool tired = !table.owner && Clock::now() - table.step_began >= patience_;
    lock.unlock();
    if (tired) let_go(waiting, "the step takes long");
    waiting.release_while([&] {
      std::unique_lock waits(table.mutex);
      table.changed.wait_for(waits, glance, [&] { return !must_hold(table, thread); });
    });
    if (waiting.interrupted()) let_go(waiting, "interrupted");
    lock.lock();
  }
  std::erase(table.held, thread);
}

void Turns::let_go(Waiting& waiting, const char* why) {
  {
    const std::lock_guard lock(table_->mutex);
    if (table_->lifted) return;
    table_->lifted = true;
    table_->changed.notify_all();
  }
  waiting.let_go(why);
}

void Turns::close() {
  const std::lock_guard lock(table_->mutex);
  table_->closed = true;
  table_->changed.notify_all();
}

void Turns::close_for(ThreadId thread) {
  {
    const std::lock_guard lock(table_->mutex);
    if (!table_->owner || table_->owner == thread) return;
  }
  close();
}

bool Turns::forked(ThreadId survivor) {
  // Threads that are no more may have locked the mutex or wait for the condition: both begin anew,
  // and are not destroyed before, since that would wait for them.
  new (&table_->mutex) std::mutex;
  new (&table_->changed) std::condition_variable;
  if (table_->owner != survivor) {
    table_->owner.reset();
    table_->depth = 0;
  }
  if (table_->stepper != survivor) table_->stepper.reset();
  table_->queue.clear();
  table_->held.clear();
  return table_->owner.has_value();
}

TurnState Turns::state(ThreadId thread) const {
  const std::lock_guard lock(table_->mutex);
  const auto among = [&](const auto& all) { return std::count(all.begin(), all.end(), thread) > 0; };
  if (table_->owner == thread) return TurnState::at_prompt;
  if (among(table_->queue)) return TurnState::waiting;
  return among(table_->held) ? TurnState::held : TurnState::running;
}

bool Turns::taken() const {
  const std::lock_guard lock(table_->mutex);
  return table_->owner.has_value();
}

}  // namespace pyinstr::engine
