#include "line_counts.h"

#include <algorithm>
#include <tuple>

namespace pyinstr::engine {

void LineCounts::on_line(const ReachedLine& reached, Stack&) {
  if (reached.line < 0) return;
  auto& lines = counts_[reached.file];
  const auto line = static_cast<std::size_t>(reached.line);
  if (line >= lines.size()) lines.resize(line + 1);
  ++lines[line];
}

std::int64_t LineCounts::of(FileId file, Line line) const {
  const auto lines = counts_.find(file);
  const bool known = lines != counts_.end() && line >= 0 &&
                     static_cast<std::size_t>(line) < lines->second.size();
  return known ? lines->second[static_cast<std::size_t>(line)] : 0;
}

std::vector<LineCounts::Row> LineCounts::rows() const {
  std::vector<Row> rows;
  for (const auto& [file, lines] : counts_) {
    for (std::size_t line = 0; line < lines.size(); ++line) {
      if (lines[line] > 0) rows.push_back({file, static_cast<Line>(line), lines[line]});
    }
  }
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return std::tuple(-a.count, a.file, a.line) < std::tuple(-b.count, b.file, b.line);
  });
  return rows;
}

}  // namespace pyinstr::engine
