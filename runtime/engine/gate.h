/// The one question an idle hook asks: does anybody want to hear of lines at all?
///
/// The only process-wide mutable state of the runtime. Each engine (one per interpreter) opens
/// the gate once while it is interested in anything and closes it again. Any thread.
#pragma once

#include <atomic>

namespace pyinstr::engine {

class Gate {
 public:
  bool is_open() const { return listeners_.load(std::memory_order_relaxed) != 0; }
  void open() { listeners_.fetch_add(1, std::memory_order_relaxed); }
  void close() { listeners_.fetch_sub(1, std::memory_order_relaxed); }

 private:
  std::atomic<int> listeners_{0};
};

inline Gate gate;

}  // namespace pyinstr::engine
