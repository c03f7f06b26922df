/// Expressions that are shown at each stop in their frame if their value has changed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/stack.h"

namespace pyinstr::shell {

struct Stop;

struct Display {
  engine::ThreadId thread = 0;
  engine::FrameRef frame;
  std::string expression;
  std::string value;  ///< as it was shown last
};

/// Keeps the frames alive until they have finished and their thread stops again.
class Displays {
 public:
  /// False if the frame displays that already.
  bool add(Display display);
  /// False if the frame does not display that.
  bool remove(const engine::Frame& frame, std::string_view expression);
  void remove_all(const engine::Frame& frame);
  /// Those of a frame, in the order they were added.
  std::vector<Display> of(const engine::Frame& frame) const;
  void update(const engine::Frame& frame, std::string_view expression, std::string value);
  /// Lets go of frames of this thread that have returned. May run the program's code.
  void drop_finished(engine::ThreadId thread);
  bool empty() const { return displays_.empty(); }

 private:
  std::vector<Display> displays_;
};

/// At a stop: what the frame displays and has changed.
void show_changed_displays(Stop& stop);

}  // namespace pyinstr::shell
