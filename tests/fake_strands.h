/// Threads and tasks made of tables, for front ends' tests.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/strands.h"

namespace pyinstr::test {

using namespace engine;

/// Thread `stopped` is stopped; selecting another one tells `on_select`, which shows its frames.
class FakeStrands : public Strands {
 public:
  std::map<StrandKind, std::vector<StrandInfo>> rows;
  std::map<ThreadId, std::string> names;       ///< of threads that are not the main one
  std::function<void(int number)> on_select;   ///< 0: the stopped thread

  std::optional<std::string> name_beside_main(ThreadId thread) override {
    const auto found = names.find(thread);
    return found == names.end() ? std::nullopt : std::optional(found->second);
  }
  std::vector<StrandInfo> list(StrandKind kind) override {
    std::vector<StrandInfo> all = rows[kind];
    for (StrandInfo& row : all) row.selected = selected_ == 0 ? row.stopped : row.number == selected_;
    return all;
  }
  std::string select(StrandKind kind, int number) override {
    for (const StrandInfo& row : rows[kind]) {
      if (row.number != number) continue;
      if (!row.place) return "thread " + std::to_string(number) + " has no frames to look at";
      show(row.stopped ? 0 : number);
      return {};
    }
    return "there is no thread " + std::to_string(number);
  }
  void select_stopped() override { show(0); }
  bool elsewhere() const override { return selected_ != 0; }

 private:
  void show(int number) {
    selected_ = number;
    if (on_select) on_select(number);
  }
  int selected_ = 0;
};

}  // namespace pyinstr::test
