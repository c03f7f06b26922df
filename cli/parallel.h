/// Independent steps on several threads.
#pragma once

#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace pyinstr::cli {

/// Calls `step(i)` once for every i below `count`, in no order, on up to `threads` threads, this
/// one among them; comes back when all are done. `step` must not throw.
template <typename Step>
void for_each_index(std::size_t count, unsigned threads, const Step& step) {
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < count; i = next++) step(i);
  };
  std::vector<std::jthread> others;
  for (unsigned i = 1; i < threads && i < count; ++i) others.emplace_back(work);
  work();
}

}  // namespace pyinstr::cli
