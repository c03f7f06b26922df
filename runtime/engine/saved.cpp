#include "saved.h"

#include "anchor.h"
#include "engine.h"

namespace pyinstr::engine {
namespace {

/// The line that people meant: a `def` stays one whatever its function comes to begin with. Other
/// lines that only lead to a statement are written down as that statement.
Line line_to_find(const SourceFile& file, const Breakpoint& breakpoint) {
  const Line asked = breakpoint.spec.line;
  const bool inside = asked >= 1 && static_cast<std::size_t>(asked) <= file.lines.size();
  const bool is_def = inside && file.lines[static_cast<std::size_t>(asked) - 1].reason == "def";
  return is_def ? asked : breakpoint.line;
}

SavedBreakpoint saved_of(Files& files, const Breakpoint& breakpoint) {
  SavedBreakpoint saved{breakpoint.spec, breakpoint.enabled, breakpoint.ignore};
  BreakpointSpec& spec = saved.spec;
  spec.saved = true;
  if (breakpoint.state != BreakpointState::verified) return saved;
  const SourceFile& file = files.file(breakpoint.file);
  spec.file = file.path.starts_with('<') ? file.path : file.original;
  if (!spec.function.empty()) return saved;
  spec.line = line_to_find(file, breakpoint);
  spec.anchor = anchor_of(anchor_lines(files, breakpoint.file), spec.line);
  return saved;
}

}  // namespace

Saved saved_of(Engine& engine, Files& files, std::vector<int>* numbers) {
  Saved saved;
  for (const Breakpoint& breakpoint : engine.breakpoints()) {
    saved.breakpoints.push_back(saved_of(files, breakpoint));
    if (numbers != nullptr) numbers->push_back(breakpoint.number);
  }
  for (const Catch& one : engine.catches()) saved.catches.push_back(text_of(one.spec));
  for (const auto& [number, text] : engine.stop_whens()) saved.stop_whens.push_back(text);
  for (const Watch& watch : engine.watches()) {
    if (const auto module = watch.value->module(); !module.empty()) {
      saved.watches.push_back({watch.expression, watch.condition, module});
    }
  }
  saved.skip = engine.step_filter().skip();
  saved.only = engine.step_filter().only();
  return saved;
}

}  // namespace pyinstr::engine
