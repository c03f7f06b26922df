#include "progress_bar.h"

#include <algorithm>
#include <cstdio>

#include "error.h"
#include "terminal.h"

namespace pyinstr::cli {
namespace {

constexpr std::chrono::milliseconds pause{100};
constexpr std::size_t least_bar = 10;  ///< a shorter one says nothing

template <typename... Parts>
std::string printed(const char* format, Parts... parts) {
  char text[96];
  std::snprintf(text, sizeof text, format, parts...);
  return text;
}

std::string time_left(double seconds) {
  const auto whole = static_cast<unsigned long>(seconds + 0.5);
  if (whole < 100) return printed("%lu s left", whole);
  return printed("%lu:%02lu min left", whole / 60, whole % 60);
}

double share_of(const ProgressState& state) {
  if (state.all_bytes == 0) return 0;
  const double share = static_cast<double>(state.bytes) / static_cast<double>(state.all_bytes);
  return std::min(share, 1.0);  // files may have grown since they were found
}

std::string words(const ProgressState& state) {
  const double share = share_of(state);
  std::string text = printed("%3.0f %%  %zu/%zu files", 100 * share, state.files, state.all_files);
  if (state.bytes == 0 || state.seconds <= 0) return text;
  text += printed("  %.1f MB/s  ", static_cast<double>(state.bytes) / 1e6 / state.seconds);
  return text + time_left(state.seconds * (1 - share) / share);
}

std::string bar(double share, std::size_t width) {
  const auto done = static_cast<std::size_t>(share * static_cast<double>(width));
  std::string text(done, '=');
  if (done < width) text += '>';
  text.resize(width, ' ');
  return "[" + text + "]";
}

void put(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

}  // namespace

std::string progress_line(const ProgressState& state, unsigned width) {
  std::string text = words(state);
  constexpr std::size_t around = 4;  // the brackets, and two blanks
  if (text.size() + around + least_bar <= width) {
    text = bar(share_of(state), width - text.size() - around) + "  " + text;
  }
  return text.substr(0, width);
}

void ProgressBar::waits() {
  if (terminal_width() > 0) report({ExitCode::done, "", "waiting for another build of OUT", ""});
}

void ProgressBar::begins(std::size_t files, std::uint64_t bytes) {
  if (terminal_width() == 0) return;
  all_files_ = files;
  all_bytes_ = bytes;
  start_ = std::chrono::steady_clock::now();
  drawing_ = std::jthread([this](std::stop_token stop) { draw_until_stopped(stop); });
}

void ProgressBar::built(std::uint64_t bytes) {
  files_.fetch_add(1, std::memory_order_relaxed);
  bytes_.fetch_add(bytes, std::memory_order_relaxed);
}

void ProgressBar::ends() {
  if (!drawing_.joinable()) return;
  drawing_.request_stop();
  drawing_.join();
}

void ProgressBar::draw_until_stopped(std::stop_token stop) {
  std::unique_lock lock(mutex_);
  const auto never = [] { return false; };
  while (!wake_.wait_for(lock, stop, pause, never) && !stop.stop_requested()) draw();
  erase();
}

void ProgressBar::draw() {
  const unsigned width = terminal_width();
  if (width < 2) return;
  const std::chrono::duration<double> since = std::chrono::steady_clock::now() - start_;
  const ProgressState state{files_, all_files_, bytes_, all_bytes_, since.count()};
  std::string line = progress_line(state, width - 1);  // the last column would begin a new line
  const std::size_t length = line.size();
  if (length < drawn_) line.resize(drawn_, ' ');
  drawn_ = length;
  put("\r" + line);
}

void ProgressBar::erase() {
  if (drawn_ > 0) put("\r" + std::string(drawn_, ' ') + "\r");
  drawn_ = 0;
}

}  // namespace pyinstr::cli
