/// How often each line was reached.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "view.h"

namespace pyinstr::engine {

class LineCounts : public View {
 public:
  void on_line(const ReachedLine& reached, Stack& stack) override;

  /// Since counting began or was reset; 0 for a line never reached.
  std::int64_t of(FileId file, Line line) const;
  void reset() { counts_.clear(); }

  struct Row {
    FileId file = 0;
    Line line = 0;
    std::int64_t count = 0;
  };
  /// The lines that were reached, most often first; by file and line where they are equal.
  std::vector<Row> rows() const;

 private:
  std::unordered_map<FileId, std::vector<std::int64_t>> counts_;  // by line
};

}  // namespace pyinstr::engine
