#include "engine.h"

#include <algorithm>
#include <utility>

#include "file_name.h"
#include "gate.h"
#include "placement.h"

namespace pyinstr::engine {
namespace {

std::string ambiguous(Files& files, const std::string& name, const std::vector<FileId>& meant) {
  std::string text = "`" + name + "` is ambiguous: ";
  for (std::size_t i = 0; i < meant.size(); ++i) {
    text += (i == 0 ? "" : ", ") + short_name(files, files.path(meant[i]));
  }
  return text;
}

/// Puts a breakpoint where its line lands in the file. Gives the reason if it lands nowhere.
std::string land(Files& files, FileId id, Breakpoint& breakpoint) {
  const std::string name = short_name(files, files.path(id));
  Placement placement = place(files.file(id), breakpoint.spec.line, name);
  if (!placement.refusal.empty()) return placement.refusal;
  breakpoint.state = BreakpointState::verified;
  breakpoint.file = id;
  breakpoint.line = placement.line;
  breakpoint.slid = std::move(placement.slid);
  breakpoint.sites = std::move(placement.sites);
  return {};
}

bool is_armed(const Breakpoint& breakpoint) {
  return breakpoint.enabled && breakpoint.state == BreakpointState::verified;
}

std::string condition_error(const std::string& text, const std::string& error) {
  return "condition `" + text + "`: " + error;
}

}  // namespace

Engine::Engine(Files& files, Evaluator& evaluator, EventSource& source, StopListener& listener)
    : files_(files),
      evaluator_(evaluator),
      source_(source),
      listener_(listener),
      armed_(source),
      steps_(source),
      views_(source) {}

Engine::~Engine() {
  if (gate_open_) gate.close();
}

// ---- a line is reached

void Engine::on_line(const LineEvent& event, Stack& stack) {
  if (holding_) listener_.hold_here(stack.thread());
  if (detached_) return;
  const SourceFile& file = files_.file(event.file);
  if (!has_site(file, event.site)) return;
  const SiteNumber header = file.sites[static_cast<std::size_t>(event.site)].carries;
  const bool carries = has_site(file, header);
  if (carries && !report(report_of(event.file, header, true), stack)) return;
  report(report_of(event.file, event.site, false), stack);
}

Engine::Report Engine::report_of(FileId file, SiteNumber site, bool round) {
  return {file, site, files_.file(file).sites[static_cast<std::size_t>(site)].line, round};
}

/// False if nothing more may run on this thread: an exception waits to leave the hook.
bool Engine::report(const Report& report, Stack& stack) {
  views_.tell({report.file, report.site, report.line}, stack);
  std::optional<StopReason> reason = steps_.ended(report.line, stack);
  Hits hits;
  if (!ask_breakpoints(report, stack, hits)) return false;
  if (!hits.numbers.empty()) reason = StopReason::breakpoint;
  if (reason) stop_at(report, *reason, std::move(hits), stack);
  return true;
}

bool Engine::ask_breakpoints(const Report& report, Stack& stack, Hits& hits) {
  // By number, looked up anew each time: a condition may let other threads change the table.
  int number = 0;
  while ((number = armed_.next(report.file, report.site, number)) != 0) {
    if (passes_over(breakpoints_.at(number), report)) continue;
    bool holds = true;
    if (!ask_condition(number, stack, hits, holds)) return false;
    const auto found = breakpoints_.find(number);
    if (!holds || found == breakpoints_.end()) continue;
    Breakpoint& breakpoint = found->second;
    ++breakpoint.hits;
    if (breakpoint.ignore > 0) {
      --breakpoint.ignore;
    } else {
      hits.numbers.push_back(number);
    }
  }
  return true;
}

/// A condition on a header most often is about its target, which is bound in a round only.
bool Engine::passes_over(const Breakpoint& breakpoint, const Report& report) const {
  return breakpoint.condition != nullptr && !report.round &&
         armed_.carried(report.file, report.site);
}

/// Sets `holds`. False as in report().
bool Engine::ask_condition(int number, Stack& stack, Hits& hits, bool& holds) {
  const std::shared_ptr<Condition> condition = breakpoints_.at(number).condition;
  if (condition == nullptr) return true;
  const Verdict verdict = evaluator_.ask(*condition, stack);
  holds = verdict.kind == Verdict::Kind::yes;
  if (verdict.kind != Verdict::Kind::failed) return verdict.kind != Verdict::Kind::interrupted;
  const auto found = breakpoints_.find(number);
  if (found == breakpoints_.end() || found->second.condition_failed) return true;
  found->second.condition_failed = true;
  hits.notes.push_back("condition of breakpoint " + std::to_string(number) +
                       " failed: " + verdict.text);
  holds = true;
  return true;
}

void Engine::stop_at(const Report& report, StopReason reason, Hits hits, Stack& stack) {
  StopEvent event;
  event.reason = reason;
  event.thread = stack.thread();
  event.file = report.file;
  event.line = report.line;
  event.function = files_.file(report.file).sites[static_cast<std::size_t>(report.site)].function;
  event.notes = std::move(hits.notes);
  for (int number : hits.numbers) {
    const std::optional<Breakpoint> hit = find(number);
    if (hit && hit->spec.temporary) clear(number);
  }
  event.breakpoints = std::move(hits.numbers);
  stop(event, stack);
}

void Engine::stop(const StopEvent& event, Stack& stack) {
  if (detached_) return;
  StopEvent told = event;
  const std::vector<std::string> waiting = std::exchange(notes_, {});
  told.notes.insert(told.notes.begin(), waiting.begin(), waiting.end());
  steps_.let_go(told.thread);
  resume(tell(told, stack), told.line, stack);
}

Resume Engine::tell(const StopEvent& event, Stack& stack) {
  struct Counted {
    int& stops;
    explicit Counted(int& counted) : stops(counted) { ++stops; }
    ~Counted() { --stops; }
  } const counted(stops_);
  set_gate();
  return listener_.stopped(event, stack);
}

void Engine::resume(const Resume& resume, Line line, Stack& stack) {
  const bool runs = resume.kind == ResumeKind::go || resume.kind == ResumeKind::quit;
  if (runs || detached_) {
    steps_.end(stack.thread());
  } else {
    steps_.begin(stack.thread(), begin_step(resume, line, stack));
  }
  set_gate();
}

// ---- breakpoints

SetResult Engine::set(BreakpointSpec spec) {
  if (detached_) return {0, "the debugger has let go of this process"};
  Breakpoint wanted;
  wanted.spec = std::move(spec);
  if (!wanted.spec.condition.empty()) {
    std::string error;
    wanted.condition = evaluator_.compile(wanted.spec.condition, error);
    if (wanted.condition == nullptr) return {0, condition_error(wanted.spec.condition, error)};
  }
  const std::vector<FileId> meant = files_.match(wanted.spec.file);
  if (meant.size() > 1) return {0, ambiguous(files_, wanted.spec.file, meant)};
  if (!meant.empty()) {
    const std::string refusal = land(files_, meant.front(), wanted);
    if (!refusal.empty()) return {0, refusal};
  }
  if (const int same = same_as(wanted)) {
    enable(same, true);
    Breakpoint there = breakpoints_.at(same);
    there.slid = wanted.slid;  // why the line asked for now leads there
    return {same, "there already is " + describe(there)};
  }
  const int number = add(std::move(wanted));
  return {number, describe(breakpoints_.at(number))};
}

int Engine::add(Breakpoint breakpoint) {
  breakpoint.number = ++last_number_;
  arm(breakpoint);
  breakpoints_.emplace(breakpoint.number, std::move(breakpoint));
  set_gate();
  return last_number_;
}

int Engine::same_as(const Breakpoint& wanted) const {
  for (const auto& [number, there] : breakpoints_) {
    if (there.state != wanted.state || there.spec.temporary != wanted.spec.temporary) continue;
    if (there.spec.condition != wanted.spec.condition) continue;
    const bool pending = there.state == BreakpointState::pending;
    const bool same_place =
        pending ? there.spec.file == wanted.spec.file && there.spec.line == wanted.spec.line
                : there.file == wanted.file && there.line == wanted.line;
    if (same_place) return number;
  }
  return 0;
}

std::string Engine::describe(const Breakpoint& breakpoint) {
  std::string text = breakpoint.spec.temporary ? "temporary breakpoint " : "breakpoint ";
  text += std::to_string(breakpoint.number);
  if (breakpoint.state == BreakpointState::pending) {
    return text + " is pending: no file `" + breakpoint.spec.file + "` is known yet";
  }
  if (breakpoint.state == BreakpointState::refused) return text + " is refused: " + breakpoint.slid;
  text += " at " + short_name(files_, files_.path(breakpoint.file)) + ":" +
          std::to_string(breakpoint.line);
  return breakpoint.slid.empty() ? text : text + " (" + breakpoint.slid + ")";
}

void Engine::file_loaded(FileId file) {
  std::vector<int> pending;
  for (const auto& [number, breakpoint] : breakpoints_) {
    if (breakpoint.state == BreakpointState::pending) pending.push_back(number);
  }
  for (int number : pending) {
    const std::vector<FileId> meant = files_.match(breakpoints_.at(number).spec.file);
    if (std::find(meant.begin(), meant.end(), file) != meant.end()) settle(number, meant);
  }
  if (!pending.empty()) set_gate();
}

void Engine::settle(int number, const std::vector<FileId>& meant) {
  Breakpoint& breakpoint = breakpoints_.at(number);
  const std::string refusal = meant.size() > 1 ? ambiguous(files_, breakpoint.spec.file, meant)
                                               : land(files_, meant.front(), breakpoint);
  if (!refusal.empty()) {
    breakpoint.state = BreakpointState::refused;
    breakpoint.slid = refusal;
  }
  if (!breakpoint.slid.empty()) notes_.push_back(describe(breakpoint));
  arm(breakpoint);
}

void Engine::arm(const Breakpoint& breakpoint) {
  if (!is_armed(breakpoint)) return;
  armed_.add(breakpoint.number, breakpoint.file, files_.file(breakpoint.file), breakpoint.sites);
}

void Engine::disarm(const Breakpoint& breakpoint) {
  if (!is_armed(breakpoint)) return;
  armed_.remove(breakpoint.number, breakpoint.file, files_.file(breakpoint.file), breakpoint.sites);
}

bool Engine::clear(int number) {
  const auto cleared = breakpoints_.extract(number);
  if (cleared.empty()) return false;
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
  arm(breakpoint);
  set_gate();
  return true;
}

bool Engine::ignore(int number, int count) {
  const auto found = breakpoints_.find(number);
  if (found == breakpoints_.end()) return false;
  found->second.ignore = std::max(count, 0);
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
  found->second.condition_failed = false;
  std::swap(found->second.condition, condition);  // the old one dies last
  return {};
}

std::optional<Breakpoint> Engine::find(int number) const {
  const auto found = breakpoints_.find(number);
  if (found == breakpoints_.end()) return std::nullopt;
  return found->second;
}

std::vector<Breakpoint> Engine::breakpoints() const {
  std::vector<Breakpoint> all;
  for (const auto& [number, breakpoint] : breakpoints_) all.push_back(breakpoint);
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

// ---- what else there is to want

void Engine::stop_soon(ThreadId thread, StopReason reason) {
  if (detached_) return;
  Step step;
  step.reason = reason;
  steps_.begin(thread, std::move(step));
  set_gate();
}

void Engine::forget_thread(ThreadId thread) {
  steps_.end(thread);
  listener_.step_ended(thread);
  set_gate();
}

void Engine::hold_others(bool wanted) {
  hold_ = wanted;
  set_gate();
}

void Engine::set_hold() {
  const bool wanted = hold_ && !detached_ && (stops_ > 0 || !steps_.empty());
  if (wanted == holding_) return;
  holding_ = wanted;
  source_.watch_thread(0, wanted);
  listener_.hold(wanted);
}

void Engine::forked(ThreadId survivor) {
  steps_.end_others(survivor);
  stops_ = std::min(stops_, 1);
  set_gate();
}

int Engine::add_view(std::shared_ptr<View> view) {
  if (detached_) return 0;
  const int number = views_.add(std::move(view));
  set_gate();
  return number;
}

bool Engine::remove_view(int number) {
  const bool removed = views_.remove(number);
  set_gate();
  return removed;
}

void Engine::detach() {
  detached_ = true;
  views_.remove_all();
  std::vector<int> numbers;
  for (const auto& [number, breakpoint] : breakpoints_) numbers.push_back(number);
  for (int number : numbers) clear(number);
  steps_.end_all();
  set_gate();
}

bool Engine::wants_lines() const {
  if (detached_) return false;
  if (!views_.empty() || holding_ || !steps_.empty()) return true;
  return std::any_of(breakpoints_.begin(), breakpoints_.end(), [](const auto& entry) {
    const Breakpoint& breakpoint = entry.second;
    return breakpoint.enabled && breakpoint.state != BreakpointState::refused;
  });
}

void Engine::set_gate() {
  set_hold();
  const bool wanted = wants_lines();
  if (wanted == gate_open_) return;
  gate_open_ = wanted;
  wanted ? gate.open() : gate.close();
}

}  // namespace pyinstr::engine
