#include "anchor.h"

#include <algorithm>
#include <cstdlib>

#include "blanks.h"
#include "placement.h"

namespace pyinstr::engine {
namespace {

using Candidates = std::vector<const AnchorLine*>;

std::string without_indent(const std::string& text) { return std::string(trimmed(text, " \t\f\r")); }

bool is_of(const AnchorLine& line, const std::string& function) {
  return std::find(line.functions.begin(), line.functions.end(), function) != line.functions.end();
}

Candidates with_text(const std::vector<AnchorLine>& lines, const std::string& text) {
  Candidates found;
  for (const AnchorLine& line : lines) {
    if (line.text == text) found.push_back(&line);
  }
  return found;
}

Candidates of_function(Candidates lines, const std::string& function) {
  std::erase_if(lines, [&](const AnchorLine* line) { return !is_of(*line, function); });
  return lines;
}

const AnchorLine* at(const std::vector<AnchorLine>& lines, Line wanted) {
  const auto found = std::find_if(lines.begin(), lines.end(),
                                  [&](const AnchorLine& line) { return line.line == wanted; });
  return found == lines.end() ? nullptr : &*found;
}

Line nearest(const Candidates& lines, Line to) {
  return (*std::min_element(lines.begin(), lines.end(),
                            [to](const AnchorLine* a, const AnchorLine* b) {
                              const int left = std::abs(a->line - to), right = std::abs(b->line - to);
                              return left < right || (left == right && a->line > b->line);
                            }))
      ->line;
}

AnchorSearch found_at(Line now, Line before) {
  return {now == before ? AnchorSearch::Kind::same : AnchorSearch::Kind::moved, now};
}

}  // namespace

AnchorSearch find_anchor(const std::vector<AnchorLine>& lines, const Anchor& anchor, Line line) {
  const bool has_texts = std::any_of(lines.begin(), lines.end(),
                                     [](const AnchorLine& one) { return !one.text.empty(); });
  if (anchor.text.empty() || !has_texts) return {AnchorSearch::Kind::same, line};
  const Candidates alike = with_text(lines, anchor.text);
  const Candidates own = of_function(alike, anchor.function);
  const bool as_many = anchor.nth >= 1 && anchor.nth <= anchor.of &&
                       own.size() == static_cast<std::size_t>(anchor.of);
  if (as_many) return found_at(own[static_cast<std::size_t>(anchor.nth) - 1]->line, line);
  if (!own.empty()) return found_at(nearest(own, line), line);
  const AnchorLine* const there = at(lines, line);
  if (there != nullptr && there->text == anchor.text) return {AnchorSearch::Kind::same, line};
  if (alike.size() == 1) return found_at(alike.front()->line, line);
  if (there != nullptr && is_of(*there, anchor.function)) return {AnchorSearch::Kind::changed, line};
  return {AnchorSearch::Kind::lost, 0};
}

Anchor anchor_of(const std::vector<AnchorLine>& lines, Line line) {
  const AnchorLine* const there = at(lines, line);
  if (there == nullptr || there->text.empty() || there->functions.empty()) return {};
  Anchor anchor{there->text, there->functions.front()};
  const Candidates own = of_function(with_text(lines, anchor.text), anchor.function);
  anchor.nth = static_cast<int>(std::find(own.begin(), own.end(), there) - own.begin()) + 1;
  anchor.of = static_cast<int>(own.size());
  return anchor;
}

std::vector<AnchorLine> anchor_lines(Files& files, FileId id) {
  std::vector<AnchorLine> lines;
  {
    const SourceFile& file = files.file(id);
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      AnchorLine line{static_cast<Line>(i) + 1, {}, {}};
      for (SiteNumber site : file.lines[i].sites) {
        if (has_site(file, site)) line.functions.push_back(file.sites[static_cast<std::size_t>(site)].function);
      }
      if (!line.functions.empty()) lines.push_back(std::move(line));
    }
  }
  for (AnchorLine& line : lines) line.text = without_indent(files.line_text(id, line.line));
  return lines;
}

}  // namespace pyinstr::engine
