#include "listing.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "engine/placement.h"
#include "kept.h"
#include "printer.h"
#include "viewing.h"

namespace pyinstr::shell {
namespace {

constexpr int value_limit = 40;

/// How the reprs of things begin that a line names but nobody looks at.
constexpr std::array<std::string_view, 6> code_like = {"<function ", "<class ",        "<module ",
                                                       "<built-in ", "<bound method ", "<method "};

bool is_code_like(const std::string& value) {
  return std::any_of(code_like.begin(), code_like.end(),
                     [&](std::string_view begin) { return value.starts_with(begin); });
}

/// Without what stands behind the last newline, if that is nothing.
engine::Line count_of(const engine::Text& text) {
  if (text == nullptr || text->empty()) return 0;
  return static_cast<engine::Line>(text->size() - (text->back().empty() ? 1 : 0));
}

bool ends_with_name(const std::string& qualified, const std::string& name) {
  if (!qualified.ends_with(name)) return false;
  return qualified.size() == name.size() || qualified[qualified.size() - name.size() - 1] == '.';
}

/// The functions whose sites a breakpoint on the line would arm.
std::vector<std::string> functions_at(const engine::SourceFile& file, engine::Line line) {
  std::vector<std::string> functions;
  if (line < 1 || static_cast<std::size_t>(line) > file.lines.size()) return functions;
  for (engine::SiteNumber site : file.lines[static_cast<std::size_t>(line) - 1].sites) {
    if (!engine::has_site(file, site)) continue;
    functions.push_back(file.sites[static_cast<std::size_t>(site)].function);
  }
  return functions;
}

/// The frame's function, qualified; empty if the sites do not tell.
std::string function_of(Stop& stop, const engine::SourceFile& file,
                        const engine::FrameInfo& frame) {
  if (stop.frame == 0) return stop.event.function;
  for (const std::string& function : functions_at(file, frame.line)) {
    if (ends_with_name(function, frame.function)) return function;
  }
  return {};
}

/// Those of the lines that are of another function than the frame's, as far as the engine knows the
/// file. Found in one go: the file's text may move once the program's code has run.
std::set<engine::Line> foreign_lines(Stop& stop, const engine::FrameInfo& frame, engine::Line first,
                                     engine::Line last) {
  std::set<engine::Line> foreign;
  const std::vector<engine::FileId> meant = stop.files.match(frame.path);
  if (meant.size() != 1) return foreign;
  const engine::SourceFile& file = stop.files.file(meant.front());
  const std::string own = function_of(stop, file, frame);
  for (engine::Line line = first; line <= last && !own.empty(); ++line) {
    const auto functions = functions_at(file, line);
    if (functions.empty()) continue;
    if (std::find(functions.begin(), functions.end(), own) != functions.end()) continue;
    foreign.insert(line);
  }
  return foreign;
}

/// The values of the variables on the lines, asked for together: that bounds the time they take.
void add_values(Stop& stop, std::vector<ListedLine>& lines,
                const std::vector<std::vector<std::string>>& names) {
  std::vector<std::string> wanted;
  for (const std::vector<std::string>& of_line : names) {
    for (const std::string& name : of_line) {
      if (std::find(wanted.begin(), wanted.end(), name) == wanted.end()) wanted.push_back(name);
    }
  }
  std::map<std::string, std::string> values;
  for (engine::Variable& value : stop.inspector.variables(stop.frame, wanted, value_limit)) {
    if (!is_code_like(value.value)) values[value.name] = std::move(value.value);
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (const std::string& name : names[i]) {
      const auto value = values.find(name);
      if (value == values.end()) continue;
      lines[i].values += (lines[i].values.empty() ? "" : ", ") + name + ": " + value->second;
    }
  }
}

/// -1 where there is nothing to reach.
std::int64_t hits_of(Stop& stop, const engine::LineCounts& counts, const std::string& path,
                     engine::Line line) {
  const engine::FileId file = stop.files.at(path);
  const std::int64_t hits = counts.of(file, line);
  if (hits > 0) return hits;
  const auto& lines = stop.files.file(file).lines;
  const auto index = static_cast<std::size_t>(line) - 1;
  const bool can_be_reached = index < lines.size() && lines[index].reason.empty() && !lines[index].sites.empty();
  return can_be_reached ? 0 : -1;
}

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

}  // namespace

engine::Line line_count(Stop& stop) { return count_of(stop.inspector.source(stop.frame)); }

std::vector<ListedLine> listed_lines(Stop& stop, engine::Line first, engine::Line last) {
  const engine::Text source = stop.inspector.source(stop.frame);
  if (source == nullptr) return {};
  first = std::max(first, 1);
  last = std::min(last, count_of(source));
  const auto& names = stop.kept.names.of(source);
  const engine::FrameInfo frame = stop.inspector.frame(stop.frame);
  const std::set<engine::Line> breakpoints = stop.engine.lines_of(frame.path);
  const std::set<engine::Line> foreign = foreign_lines(stop, frame, first, last);
  const engine::Line here = frame.went_on != 0 ? frame.went_on : frame.line;
  // The current line alone is shown at each stop: it is of its own function.
  const auto [begin, end] = first == here && last == here ? std::pair(here, here) : stop.inspector.extent(stop.frame);
  const engine::LineCounts* const counts = stop.viewing.counts();
  std::vector<ListedLine> lines;
  std::vector<std::vector<std::string>> wanted;  // by line
  for (engine::Line number = first; number <= last; ++number) {
    const auto index = static_cast<std::size_t>(number) - 1;
    ListedLine line{number, (*source)[index], number == here, false, breakpoints.contains(number), -1, {}};
    line.raised = number == frame.line && !line.current;
    if (counts != nullptr) line.hits = hits_of(stop, *counts, frame.path, number);
    const bool reached = number >= begin && number <= std::min(end, here);
    const bool shows = line.current || line.raised || (reached && !foreign.contains(number));
    wanted.push_back(shows ? names[index] : std::vector<std::string>{});
    lines.push_back(std::move(line));
  }
  if (stop.printer.shows_values()) add_values(stop, lines, wanted);
  return lines;
}

std::size_t width_of(std::string_view text) {
  return text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), continues));
}

std::string cut(std::string_view text, std::size_t characters) {
  if (width_of(text) <= characters) return std::string(text);
  std::size_t end = 0;
  for (std::size_t left = characters; end < text.size(); ++end) {
    if (continues(text[end])) continue;
    if (left-- <= 1) break;
  }
  return std::string(text.substr(0, end)) + "…";
}

}  // namespace pyinstr::shell
