/// Writes a row for each line reached.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "view.h"

namespace pyinstr::engine {

/// Takes a row, without its line ending.
using RowSink = std::function<void(const std::string& row)>;

/// How a row is written.
using RowFormat = std::string (*)(Files& files, const ReachedLine& reached);

/// `path:line function`, with the whole path and the code object's own name: what compares with
/// the events of the interpreter.
std::string raw_row(Files& files, const ReachedLine& reached);

/// `counter.py:6 in is_code_line: return not line.isspace()`, as people read it.
std::string plain_row(Files& files, const ReachedLine& reached);

class LineTrace : public View {
 public:
  /// Keeps the reference. Rows of lines in `only`; of all files if there is none.
  LineTrace(Files& files, RowFormat format, RowSink sink, std::optional<FileId> only = {})
      : files_(files), format_(format), sink_(std::move(sink)), only_(only) {}
  void on_line(const ReachedLine& reached, Stack& stack) override;

 private:
  Files& files_;
  RowFormat format_;
  RowSink sink_;
  std::optional<FileId> only_;
};

}  // namespace pyinstr::engine
