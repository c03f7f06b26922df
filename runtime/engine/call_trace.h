/// Writes a row for each call, return or exception, indented by depth.
#pragma once

#include "row.h"
#include "view.h"
#include "view_scope.h"

namespace pyinstr::engine {

/// Two blanks a level; beyond so many levels the number stands instead.
inline constexpr int deepest_indent = 20;

/// `    counter.py:5: is_code_line(line='import sys\n')`
std::string call_row(Files& files, const CallEvent& event, Stack& stack);

class CallTrace : public View {
 public:
  /// Keeps the reference. `interests` without lines.
  CallTrace(Files& files, ViewInterests interests, RowSink sink, ViewScope scope)
      : files_(files), interests_(interests), sink_(std::move(sink)), scope_(std::move(scope)) {}
  ViewInterests wants() const override { return interests_; }
  void on_call(const CallEvent& event, Stack& stack) override;

 private:
  Files& files_;
  ViewInterests interests_;
  RowSink sink_;
  ViewScope scope_;
};

}  // namespace pyinstr::engine
