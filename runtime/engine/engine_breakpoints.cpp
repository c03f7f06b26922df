/// The engine's list of breakpoints: set, found, changed, cleared.
#include <algorithm>
#include <utility>

#include "counted_hits.h"
#include "engine.h"
#include "function_place.h"
#include "log_point.h"
#include "placement.h"

namespace pyinstr::engine {
namespace {

std::string ambiguous(Files& files, const std::string& name, const std::vector<FileId>& meant) {
  std::string text = "`" + name + "` is ambiguous: ";
  for (std::size_t i = 0; i < meant.size(); ++i) {
    text += (i == 0 ? "" : ", ") + files.short_name(files.path(meant[i]));
  }
  return text;
}

std::string ambiguous(Files& files, const std::string& name,
                      const std::vector<FunctionPlace>& meant) {
  std::string text = "`" + name + "` is ambiguous: ";
  for (std::size_t i = 0; i < meant.size(); ++i) {
    text += (i == 0 ? "" : ", ") + meant[i].function + " in " +
            files.short_name(files.path(meant[i].file));
  }
  return text;
}

/// The line that the anchor means now, and what there is to say of it. Nothing: it is gone, and `note`
/// is what it was.
std::optional<Line> find_again(Files& files, FileId id, const BreakpointSpec& spec, std::string& note) {
  const Anchor& anchor = spec.anchor;
  if (anchor.text.empty()) return spec.line;
  const AnchorSearch found = find_anchor(anchor_lines(files, id), anchor, spec.line);
  const std::string before = std::to_string(spec.line), text = "`" + anchor.text + "`";
  switch (found.kind) {
    case AnchorSearch::Kind::same: break;
    case AnchorSearch::Kind::moved:
      note = "moved from " + before + " to " + std::to_string(found.line);
      break;
    case AnchorSearch::Kind::changed: note = "line " + before + " has changed: it was " + text; break;
    case AnchorSearch::Kind::lost: note = text + " of " + anchor.function; return std::nullopt;
  }
  return found.line;
}

/// Puts a breakpoint where its line lands in the file. Gives the reason if it lands nowhere.
std::string land(Files& files, FileId id, Breakpoint& breakpoint) {
  const std::string name = files.short_name(files.path(id));
  std::string note;
  const auto line = find_again(files, id, breakpoint.spec, note);
  if (!line) return note + " is not in " + name + " any more";
  Placement placement = place(files.file(id), *line, name);
  if (!placement.refusal.empty()) return placement.refusal;
  breakpoint.state = BreakpointState::verified;
  breakpoint.spec.line = *line;
  breakpoint.moved = !note.empty();
  breakpoint.file = id;
  breakpoint.line = placement.line;
  breakpoint.slid = std::move(placement.slid);
  if (!note.empty()) breakpoint.slid = note + (breakpoint.slid.empty() ? "" : "; " + breakpoint.slid);
  breakpoint.sites = std::move(placement.sites);
  return {};
}

/// The same for a function. A search that found nothing leaves the breakpoint as it is.
std::string land(Files& files, FunctionSearch search, Breakpoint& breakpoint) {
  if (search.found.empty()) return search.refusal;
  if (search.found.size() > 1) return ambiguous(files, breakpoint.spec.function, search.found);
  FunctionPlace& found = search.found.front();
  breakpoint.state = BreakpointState::verified;
  breakpoint.file = found.file;
  const auto first = static_cast<std::size_t>(found.sites.front());
  const auto& sites = files.file(found.file).sites;
  breakpoint.line = sites[first].line;
  breakpoint.once_a_call = std::any_of(found.sites.begin(), found.sites.end(), [&](SiteNumber site) {
    return sites[static_cast<std::size_t>(site)].asked_again;
  });
  breakpoint.function = std::move(found.function);
  breakpoint.sites = std::move(found.sites);
  return {};
}

/// Puts a pending breakpoint where it lands in a file that is new, if it is meant. Gives the reason if it
/// leads nowhere there.
std::string settle_in(Files& files, FileId file, Breakpoint& pending) {
  const BreakpointSpec& spec = pending.spec;
  if (!spec.function.empty()) return land(files, find_functions(files, file, spec.function), pending);
  const std::vector<FileId> meant = files.match(spec.file);
  if (std::find(meant.begin(), meant.end(), file) == meant.end()) return {};
  return meant.size() > 1 ? ambiguous(files, spec.file, meant) : land(files, file, pending);
}

/// Looks for a function that no known file has in those that it is imported from. The name that it has
/// there leads to it again when the breakpoint was saved.
FunctionSearch find_imported(Files& files, BreakpointSpec& spec, FunctionSearch before) {
  const NamedFunction known = files.look_up(spec.function);
  std::vector<FileId> there;
  for (const std::string& path : known.paths) {
    for (const FileId id : files.match(path)) there.push_back(id);
  }
  if (!there.empty()) before = find_functions(files, spec.function, spec.file);
  for (std::size_t i = 0; i < there.size() && before.found.empty(); ++i) {
    FunctionSearch by_name = find_functions(files, there[i], known.name);
    if (by_name.found.empty()) continue;
    spec.function = known.name;
    before = std::move(by_name);
  }
  if (before.found.empty() && !known.refusal.empty()) before.refusal = known.refusal;
  return before;
}

/// Looks for a new breakpoint's function. Gives the reason if there is none and none to come.
std::string find_function(Files& files, Breakpoint& wanted) {
  BreakpointSpec& spec = wanted.spec;
  FunctionSearch search = find_functions(files, spec.function, spec.file);
  if (search.found.empty()) search = find_imported(files, spec, std::move(search));
  if (!search.found.empty() || files.match(spec.function).empty()) return land(files, std::move(search), wanted);
  return "no function `" + spec.function + "`: it is a file, and " + spec.function + ":LINE a place in it";
}

/// The same for any place.
std::string find_place(Files& files, Breakpoint& wanted) {
  const BreakpointSpec& spec = wanted.spec;
  if (!spec.function.empty()) return find_function(files, wanted);
  const std::vector<FileId> meant = files.match(spec.file);
  if (meant.size() > 1) return ambiguous(files, spec.file, meant);
  if (!meant.empty()) return land(files, meant.front(), wanted);
  return spec.line == past_all_lines ? "no file has that many lines" : "";
}

bool asks_the_same(const BreakpointSpec& one, const BreakpointSpec& other) {
  return one.temporary == other.temporary && one.condition == other.condition && one.hits == other.hits &&
         one.log == other.log;
}

void refuse(Breakpoint& breakpoint, std::string reason) {
  breakpoint.state = BreakpointState::refused;
  breakpoint.slid = std::move(reason);
}

bool is_armed(const Breakpoint& breakpoint) {
  return breakpoint.enabled && breakpoint.state == BreakpointState::verified;
}

std::string condition_error(const std::string& text, const std::string& error) {
  return "condition `" + text + "`: " + error;
}

/// Reads and compiles what was asked for in words. Gives the reason if it is wrong.
std::string compile_parts(Breakpoint& wanted, Evaluator& evaluator) {
  const BreakpointSpec& spec = wanted.spec;
  std::string error;
  if (!spec.condition.empty()) {
    wanted.condition = evaluator.compile(spec.condition, error);
    if (wanted.condition == nullptr) return condition_error(spec.condition, error);
  }
  if (!spec.hits.empty()) {
    wanted.hit_condition = parse_hit_condition(spec.hits, error);
    if (!wanted.hit_condition) return error;
  }
  if (!spec.log.empty()) {
    wanted.log = LogPoint::compile(spec.log, evaluator, error);
    if (wanted.log == nullptr) return "message `" + spec.log + "`: " + error;
  }
  return {};
}

}  // namespace

SetResult Engine::set(BreakpointSpec spec) {
  if (detached_) return {0, "the debugger has let go of this process"};
  Breakpoint wanted;
  wanted.spec = std::move(spec);
  std::string refusal = compile_parts(wanted, evaluator_);
  if (refusal.empty()) refusal = find_place(files_, wanted);
  if (!refusal.empty()) {
    if (!wanted.spec.saved) return {0, refusal};
    refuse(wanted, std::move(refusal));
  }
  if (const int same = same_as(wanted)) {
    if (!wanted.spec.saved) enable(same, true);
    if (auto there = find(same)) {
      there->slid = wanted.slid;  // why the line asked for now leads there
      return {same, "there already is " + describe(*there), true};
    }
  }
  wanted.number = add(wanted);
  return {wanted.number, describe(find(wanted.number).value_or(wanted))};  // another thread may have cleared it
}

int Engine::add(Breakpoint breakpoint) {
  const int number = breakpoint.number = ++last_number_;
  ++revision_;
  arm(breakpoints_.emplace(number, std::move(breakpoint)).first->second);
  set_gate();
  return number;
}

int Engine::same_as(const Breakpoint& wanted) const {
  const bool placed = wanted.state == BreakpointState::verified;
  for (const int number : index_.like(wanted)) {
    const BreakpointSpec& there = breakpoints_.at(number).spec;
    const bool same_place = placed || there.anchor.text == wanted.spec.anchor.text;
    if (same_place && asks_the_same(there, wanted.spec)) return number;
  }
  return 0;
}

std::string Engine::describe(const Breakpoint& breakpoint) {
  std::string text = breakpoint.spec.temporary ? "temporary breakpoint " : "breakpoint ";
  if (!breakpoint.spec.log.empty()) text = "log point ";
  text += std::to_string(breakpoint.number);
  if (breakpoint.state == BreakpointState::pending) {
    const auto& function = breakpoint.spec.function;
    const std::string missing =
        function.empty() ? "file `" + breakpoint.spec.file : "function `" + function;
    return text + " is pending: no " + missing + "` is known yet";
  }
  if (breakpoint.state == BreakpointState::refused) {
    return text + (breakpoint.spec.saved ? " is lost: " : " is refused: ") + breakpoint.slid;
  }
  text += " at " + files_.short_name(files_.path(breakpoint.file)) + ":" +
          std::to_string(breakpoint.line);
  if (!breakpoint.function.empty()) text += ", where " + breakpoint.function + " begins";
  if (!breakpoint.function.empty() && breakpoint.sites.size() > 1) {
    text += " (" + std::to_string(breakpoint.sites.size()) + " functions of that name)";
  }
  return breakpoint.slid.empty() ? text : text + " (" + breakpoint.slid + ")";
}

void Engine::file_loaded(FileId file) {
  std::vector<int> pending;
  for (const auto& [number, breakpoint] : breakpoints_) {
    if (breakpoint.state == BreakpointState::pending) pending.push_back(number);
  }
  for (int number : pending) settle(number, file);
  if (!pending.empty()) set_gate();
}

/// A pending breakpoint may be meant for a file that is new. To look for it may let other threads in, which
/// may change or clear it: then it is looked at anew.
void Engine::settle(int number, FileId file) {
  const auto pending = breakpoints_.find(number);
  if (pending == breakpoints_.end() || pending->second.state != BreakpointState::pending) return;
  const std::uint64_t seen = revision_;
  Breakpoint settled = pending->second;
  std::string refusal = settle_in(files_, file, settled);
  if (revision_ != seen) return settle(number, file);
  if (!refusal.empty()) refuse(settled, std::move(refusal));
  if (settled.state == BreakpointState::pending) return;
  disarm(pending->second);
  pending->second = settled;
  arm(pending->second);
  ++revision_;
  if (!settled.slid.empty()) notes_.push_back(describe(settled));
}

/// From now on it counts as what it is.
void Engine::arm(Breakpoint& breakpoint) {
  index_.add(breakpoint);
  pass_hits(breakpoint);
  if (!is_armed(breakpoint)) return;
  armed_.add(breakpoint.number, breakpoint.file, files_.file(breakpoint.file), breakpoint.sites);
  tell_sole(breakpoint);
}

/// To be changed, or to go.
void Engine::disarm(const Breakpoint& breakpoint) {
  index_.remove(breakpoint);
  if (!is_armed(breakpoint)) return;
  armed_.remove(breakpoint.number, breakpoint.file, files_.file(breakpoint.file), breakpoint.sites);
  tell_sole(breakpoint);
}

/// Whether the source counts its hits from now on, though it did not: of one that may let some pass.
bool Engine::pass_hits(Breakpoint& breakpoint) {
  if (breakpoint.passed != nullptr || (!breakpoint.hit_condition && breakpoint.ignore == 0)) return false;
  breakpoint.passed = source_.pass_hits();
  const CountedHits counted(breakpoint);
  return breakpoint.passed != nullptr;
}

/// Its hit condition, or how many hits to ignore, was changed.
void Engine::hits_changed(Breakpoint& breakpoint) {
  ++revision_;
  if (!pass_hits(breakpoint) || !is_armed(breakpoint)) return;
  tell_sole(breakpoint);
  source_.take_effect();
}

/// Of all sites where it may have made a difference.
void Engine::tell_sole(const Breakpoint& breakpoint) {
  const SourceFile& text = files_.file(breakpoint.file);
  const auto tell = [&](SiteNumber site) {
    if (site >= 0) source_.ask_first(breakpoint.file, site, sole_breakpoint(breakpoint.file, site));
  };
  for (const SiteNumber site : breakpoint.sites) {
    tell(site);
    tell(carrier_of(text, site));
  }
}

bool Engine::clear(int number) {
  const auto cleared = breakpoints_.extract(number);
  if (cleared.empty()) return false;
  ++revision_;
  disarm(cleared.mapped());
  set_gate();
  return true;
}

bool Engine::enable(int number, bool enabled) {
  const auto found = breakpoints_.find(number);
  if (found == breakpoints_.end()) return false;
  Breakpoint& breakpoint = found->second;
  if (breakpoint.enabled == enabled) return true;
  disarm(breakpoint);
  breakpoint.enabled = enabled;
  ++revision_;
  arm(breakpoint);
  set_gate();
  return true;
}

bool Engine::ignore(int number, int count) {
  const auto found = breakpoints_.find(number);
  if (found == breakpoints_.end()) return false;
  {
    const CountedHits counted(found->second);
    found->second.ignore = std::max(count, 0);
  }
  hits_changed(found->second);
  return true;
}

std::string Engine::set_condition(int number, const std::string& text) {
  std::shared_ptr<Condition> condition;
  if (!text.empty()) {
    std::string error;
    condition = evaluator_.compile(text, error);
    if (condition == nullptr) return condition_error(text, error);
  }
  const auto found = breakpoints_.find(number);
  if (found == breakpoints_.end()) return "there is no breakpoint " + std::to_string(number);
  found->second.spec.condition = text;
  ++revision_;
  found->second.condition_failed = false;
  std::swap(found->second.condition, condition);  // the old one dies last
  if (is_armed(found->second)) tell_sole(found->second);
  source_.take_effect();
  return {};
}

std::string Engine::set_hit_condition(int number, const std::string& text) {
  std::optional<HitCondition> condition;
  if (!text.empty()) {
    std::string error;
    condition = parse_hit_condition(text, error);
    if (!condition) return error;
  }
  const auto found = breakpoints_.find(number);
  if (found == breakpoints_.end()) return "there is no breakpoint " + std::to_string(number);
  {
    const CountedHits counted(found->second);
    found->second.spec.hits = text;
    found->second.hit_condition = condition;
    found->second.counted = 0;
  }
  hits_changed(found->second);
  return {};
}

std::optional<Breakpoint> Engine::find(int number) {
  const auto found = breakpoints_.find(number);
  if (found == breakpoints_.end()) return std::nullopt;
  const CountedHits counted(found->second);
  return found->second;
}

std::vector<Breakpoint> Engine::breakpoints() {
  std::vector<Breakpoint> all;
  for (auto& [number, breakpoint] : breakpoints_) {
    const CountedHits counted(breakpoint);
    all.push_back(breakpoint);
  }
  return all;
}

std::vector<int> Engine::at(std::string_view file, Line line) {
  const std::vector<FileId> meant = files_.match(file);
  std::vector<int> numbers;
  for (const auto& [number, breakpoint] : breakpoints_) {
    const bool verified = breakpoint.state == BreakpointState::verified;
    const bool same_file =
        verified ? std::find(meant.begin(), meant.end(), breakpoint.file) != meant.end()
                 : breakpoint.spec.file == file;
    const bool same_line =
        line == 0 || breakpoint.spec.line == line || (verified && breakpoint.line == line);
    if (same_file && same_line) numbers.push_back(number);
  }
  return numbers;
}

std::set<Line> Engine::lines_of(std::string_view file) {
  const std::vector<FileId> meant = files_.match(file);
  std::set<Line> lines;
  for (const auto& [number, breakpoint] : breakpoints_) {
    if (breakpoint.state != BreakpointState::verified) continue;
    if (std::find(meant.begin(), meant.end(), breakpoint.file) != meant.end()) lines.insert(breakpoint.line);
  }
  return lines;
}

}  // namespace pyinstr::engine
