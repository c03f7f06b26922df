#include "printer.h"

#include <algorithm>
#include <map>

#include "command_line.h"
#include "kept.h"
#include "theme.h"

namespace pyinstr::shell {
namespace {

/// What a value's room is never less than, however long the line beside it.
constexpr std::size_t least_room = 40;
constexpr std::string_view gap = "  ";

std::string counted(std::int64_t count) {
  if (count == 0) return "not hit yet";
  return count == 1 ? "hit once" : "hit " + std::to_string(count) + " times";
}

std::string reason_of(const engine::StopEvent& event) {
  if (event.post_mortem) return event.exception.empty() ? "post-mortem" : "post-mortem of " + event.exception;
  if (event.breakpoints.empty()) {
    const std::string reason(engine::name(event.reason));
    return event.exception.empty() ? reason : reason + " " + event.exception;
  }
  std::string text = event.breakpoints.size() == 1 ? "breakpoint " : "breakpoints ";
  for (std::size_t i = 0; i < event.breakpoints.size(); ++i) {
    const bool last = i + 1 == event.breakpoints.size();
    text += (i == 0 ? "" : last ? " and " : ", ") + std::to_string(event.breakpoints[i]);
  }
  return text;
}

/// What there is to say of a breakpoint, in the order of a listing.
std::string state_of(const engine::Breakpoint& breakpoint) {
  using engine::BreakpointState;
  std::string text = counted(breakpoint.hits);
  if (breakpoint.state == BreakpointState::pending) text = "pending";
  if (breakpoint.state == BreakpointState::refused) {
    text = (breakpoint.spec.saved ? "lost: " : "refused: ") + breakpoint.slid;
  }
  if (!breakpoint.function.empty()) text += ", where " + breakpoint.function + " begins";
  if (breakpoint.hit_condition) text += (breakpoint.log ? ", writes " : ", stops ") + in_words(*breakpoint.hit_condition);
  if (breakpoint.hit_condition && breakpoint.counted != breakpoint.hits) {
    text += " (" + std::to_string(breakpoint.counted) + " counted)";
  }
  if (breakpoint.ignore > 0) text += ", ignores the " + next_hits(breakpoint.ignore);
  if (!breakpoint.enabled) text += ", disabled";
  if (breakpoint.spec.temporary) text += ", temporary";
  if (!breakpoint.spec.condition.empty()) text += ", if " + breakpoint.spec.condition;
  if (!breakpoint.spec.log.empty()) text += ", writes `" + breakpoint.spec.log + "`";
  return text;
}

/// How a line of a listing begins.
std::string_view mark(const ListedLine& line) {
  if (line.current) return "->";
  return line.raised ? ">>" : "  ";
}

constexpr std::size_t count_width = 8;

/// In front of a listed line, where lines are counted.
std::string count_of(const ListedLine& line) {
  std::string text = line.hits < 0 ? "" : std::to_string(line.hits);
  if (text.size() < count_width - 1) text.insert(0, count_width - 1 - text.size(), ' ');
  return text + " ";
}

std::size_t digits(engine::Line line) { return std::to_string(line).size(); }

}  // namespace

std::string next_hits(int count) {
  return count == 1 ? "next hit" : "next " + std::to_string(count) + " hits";
}

std::string process_tag(const engine::StopEvent& event) {
  return event.process == 0 ? "" : "[" + std::to_string(event.process) + "] ";
}

std::string where_is(engine::Files& files, const engine::FrameInfo& frame) {
  return files.short_name(frame.path) + ":" + std::to_string(frame.line) + " in " +
         frame.function;
}

std::string place_of(engine::Files& files, const engine::Breakpoint& breakpoint) {
  if (breakpoint.state != engine::BreakpointState::verified) {
    if (!breakpoint.spec.function.empty()) return breakpoint.spec.function;
    const std::string& file = breakpoint.spec.file;
    return (file.starts_with('/') ? files.short_name(file) : file) + ":" +
           std::to_string(breakpoint.spec.line);
  }
  return files.short_name(files.path(breakpoint.file)) + ":" +
         std::to_string(breakpoint.line);
}

std::string row_of(engine::Files& files, const engine::Breakpoint& breakpoint) {
  return std::to_string(breakpoint.number) + "  " + place_of(files, breakpoint) + "  " + state_of(breakpoint);
}

void Printer::say(std::string_view text) { console_.write(std::string(text) + "\n"); }

std::string Printer::in(std::string_view part, std::string_view text) const {
  return console_.colours() ? painted(part, text) : std::string(text);
}

std::vector<std::string> Printer::shown(Stop& stop, const std::vector<ListedLine>& lines) {
  std::vector<std::string> texts;
  const engine::Text source = console_.colours() && !lines.empty() ? stop.inspector.source(stop.frame) : nullptr;
  if (source != nullptr) texts = console_.highlighted(*source, lines.front().number, lines.back().number);
  if (texts.size() == lines.size()) return texts;
  texts.clear();
  for (const ListedLine& line : lines) texts.push_back(line.text);
  return texts;
}

std::string Printer::prompt(std::string_view text) const {
  if (!console_.colours()) return std::string(text);
  return "\001\x1b[" + std::string(look_of("prompt")) + "m\002" + std::string(text) +
         "\001\x1b[0m\002";
}

void Printer::echo(std::string_view prompt, std::string_view line) {
  say(std::string(prompt) + std::string(line));
}

/// The values of a line, with `used` columns taken by what stands before them.
std::string Printer::beside(const ListedLine& line, std::size_t used) const {
  if (line.values.empty()) return {};
  const auto width = static_cast<std::size_t>(std::max(console_.width(), 0));
  const std::size_t taken = used + gap.size();
  const std::size_t room = width > taken + least_room ? width - taken : least_room;
  return std::string(gap) + in("value", cut("# " + line.values, room));
}

void Printer::stopped(Stop& stop, const std::string& thread) {
  engine::FrameInfo here = stop.inspector.frame(0);
  here.line = stop.event.line;
  here.function = stop.event.function;
  for (const std::string& note : stop.event.notes) say(note);
  say(process_tag(stop.event) + "stopped: " + reason_of(stop.event) + ", " + where_is(stop.files, here) +
      (thread.empty() ? "" : ", in thread \"" + thread + "\""));
  current_line(stop);
}

void Printer::frame(Stop& stop) {
  say(where_is(stop.files, stop.inspector.frame(stop.frame)));
  current_line(stop);
}

void Printer::current_line(Stop& stop) {
  const engine::Line here = stop.inspector.frame(stop.frame).line;
  const std::vector<ListedLine> lines = listed_lines(stop, here, here);
  const std::vector<std::string> texts = shown(stop, lines);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string before = 
        std::string(mark(lines[i])) + " " + std::to_string(lines[i].number) + "  ";
    say(in("current", before + texts[i]) +
        beside(lines[i], width_of(before) + width_of(lines[i].text)));
  }
}

void Printer::stack(Stop& stop, int count) {
  std::map<std::string, engine::Text> sources;
  const int oldest = std::min(stop.inspector.depth(), std::max(count, 1)) - 1;
  for (int index = oldest; index >= 0; --index) {
    const engine::FrameInfo frame = stop.inspector.frame(index);
    const auto [source, fresh] = sources.try_emplace(frame.path);
    if (fresh) source->second = stop.inspector.source(index);
    const bool selected = index == stop.frame;
    const std::string text = (selected ? "-> " : "   ") + where_is(stop.files, frame);
    say(selected ? in("current", text) : text);
    const auto line = static_cast<std::size_t>(std::max(frame.line, 0));
    if (line == 0 || source->second == nullptr || line > source->second->size()) continue;
    say("       " + std::string(trimmed((*source->second)[line - 1])));
  }
}

bool Printer::listing(Stop& stop, engine::Line first, engine::Line last) {
  const std::vector<ListedLine> lines = listed_lines(stop, first, last);
  if (lines.empty()) return false;
  const std::size_t number_width = digits(line_count(stop));
  const bool counted = std::any_of(lines.begin(), lines.end(),
                                   [](const ListedLine& line) { return line.hits >= 0; });
  const std::size_t before = number_width + 6 + (counted ? count_width : 0);
  const auto width = static_cast<std::size_t>(std::max(console_.width(), 0));
  const std::size_t furthest = width > before + least_room ? width - before - least_room : 0;
  std::size_t column = 0;
  for (const ListedLine& line : lines) {
    if (line.values.empty()) continue;
    column = std::max(column, std::min(width_of(line.text), furthest));
  }
  const std::vector<std::string> texts = shown(stop, lines);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const ListedLine& line = lines[i];
    std::string text = (counted ? count_of(line) : "") +
                       std::string(line.breakpoint ? "B" : " ") + std::string(mark(line)) + " " +
                       std::string(number_width - digits(line.number), ' ') +
                       std::to_string(line.number);
    std::size_t used = width_of(text);
    if (!line.text.empty()) text += "  " + texts[i], used += 2 + width_of(line.text);
    if (!line.values.empty() && used < before + column) {
      text.append(before + column - used, ' ');
      used = before + column;
    }
    say((line.current ? in("current", text) : text) + beside(line, used));
  }
  stop.listed = lines.back().number;
  return true;
}

void Printer::breakpoint(Stop& stop, const engine::Breakpoint& breakpoint) {
  say(row_of(stop.files, breakpoint));
  const std::vector<std::string>* commands = stop.kept.lists.find(breakpoint.number);
  if (commands == nullptr) return;
  for (const std::string& command : *commands) say("     " + command);
}

void Printer::variable(const engine::Variable& variable) {
  say(variable.name + " = " + variable.value);
}

}  // namespace pyinstr::shell
