/// The bar on a terminal that shows how far a build is.
///
///     [=============>             ]  43 %  812/1884 files  9.1 MB/s  2 s left
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "build_watcher.h"

namespace pyinstr::cli {

struct ProgressState {
  std::size_t files = 0, all_files = 0;
  std::uint64_t bytes = 0, all_bytes = 0;
  double seconds = 0;  ///< since the first file was begun
};

/// The bar as one line of at most `width` characters; what does not fit is left out, the bar first.
std::string progress_line(const ProgressState& state, unsigned width);

/// Draws on stderr from a thread of its own, ten times a second at most and not in the first tenth
/// of a second, and leaves the line empty when the build ends. Draws nothing if stderr is no
/// terminal.
class ProgressBar : public BuildWatcher {
 public:
  ~ProgressBar() override { ends(); }
  void waits() override;
  void begins(std::size_t files, std::uint64_t bytes) override;
  void built(std::uint64_t bytes) override;
  void ends() override;

 private:
  void draw_until_stopped(std::stop_token stop);
  void draw();
  void erase();

  std::atomic<std::size_t> files_{0};
  std::atomic<std::uint64_t> bytes_{0};
  std::size_t all_files_ = 0;
  std::uint64_t all_bytes_ = 0;
  std::chrono::steady_clock::time_point start_;
  std::size_t drawn_ = 0;  ///< characters on the line; the drawing thread's
  std::mutex mutex_;       ///< only for waiting
  std::condition_variable_any wake_;
  std::jthread drawing_;
};

}  // namespace pyinstr::cli
