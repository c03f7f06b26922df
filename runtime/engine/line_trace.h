/// Writes a row for each line reached.
#pragma once

#include <string>

#include "row.h"
#include "view.h"
#include "view_scope.h"

namespace pyinstr::engine {

/// How a row is written.
using RowFormat = std::string (*)(Files& files, const ReachedLine& reached, Stack& stack);

/// `path:line function`, with the whole path and the code object's own name: what compares with
/// the events of the interpreter.
std::string raw_row(Files& files, const ReachedLine& reached, Stack& stack);

/// `counter.py:6 in is_code_line: return not line.isspace()`, as people read it.
std::string plain_row(Files& files, const ReachedLine& reached, Stack& stack);

class LineTrace : public View {
 public:
  /// Keeps the reference. Rows of lines in `scope`.
  LineTrace(Files& files, RowFormat format, RowSink sink, ViewScope scope = {})
      : files_(files), format_(format), sink_(std::move(sink)), scope_(std::move(scope)) {}
  void on_line(const ReachedLine& reached, Stack& stack) override;

 private:
  Files& files_;
  RowFormat format_;
  RowSink sink_;
  ViewScope scope_;
};

}  // namespace pyinstr::engine
