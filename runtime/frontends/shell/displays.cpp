#include "displays.h"

#include <algorithm>
#include <utility>

namespace pyinstr::shell {
namespace {

bool is_of(const Display& display, const engine::Frame& frame) {
  return display.frame->id() == frame.id();
}

bool is(const Display& display, const engine::Frame& frame, std::string_view expression) {
  return is_of(display, frame) && display.expression == expression;
}

}  // namespace

bool Displays::add(Display display) {
  const bool there = std::any_of(displays_.begin(), displays_.end(), [&](const Display& other) {
    return is(other, *display.frame, display.expression);
  });
  if (!there) displays_.push_back(std::move(display));
  return !there;
}

bool Displays::remove(const engine::Frame& frame, std::string_view expression) {
  return std::erase_if(displays_, [&](const Display& display) {
           return is(display, frame, expression);
         }) > 0;
}

void Displays::remove_all(const engine::Frame& frame) {
  std::erase_if(displays_, [&](const Display& display) { return is_of(display, frame); });
}

std::vector<Display> Displays::of(const engine::Frame& frame) const {
  std::vector<Display> found;
  std::copy_if(displays_.begin(), displays_.end(), std::back_inserter(found),
               [&](const Display& display) { return is_of(display, frame); });
  return found;
}

void Displays::update(const engine::Frame& frame, std::string_view expression, std::string value) {
  for (Display& display : displays_) {
    if (is(display, frame, expression)) display.value = value;
  }
}

void Displays::drop_finished(engine::ThreadId thread) {
  std::vector<Display> dropped;  // let go of when the list is whole again
  const auto first = std::stable_partition(
      displays_.begin(), displays_.end(), [&](const Display& display) {
        return display.thread != thread ||
               display.frame->state() != engine::FrameState::finished;
      });
  std::move(first, displays_.end(), std::back_inserter(dropped));
  displays_.erase(first, displays_.end());
}

}  // namespace pyinstr::shell
