#include "engine.h"

#include <utility>

#include "counted_hits.h"
#include "gate.h"
#include "log_point.h"
#include "placement.h"

namespace pyinstr::engine {

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
  Asked asked = event.asked.number != 0 ? event.asked : Asked{};
  if (passes_alone(event, stack, asked)) return;
  const SourceFile& file = files_.file(event.file);
  if (!has_site(file, event.site)) return;
  const SiteNumber header = file.sites[static_cast<std::size_t>(event.site)].carries;
  const Jump jump = last_jump(stack.thread());
  if (has_site(file, header) && !jump.skips(file.sites[static_cast<std::size_t>(header)].line)) {
    if (!report(report_of(event, header, true), stack) || leaves(event, stack)) return;
  }
  report(report_of(event, event.site, false), stack, std::move(asked));
}

/// Told once.
Engine::Jump Engine::last_jump(ThreadId thread) {
  if (jumps_.empty()) return {};
  const auto jump = jumps_.extract(thread);
  return jump.empty() ? Jump{} : std::move(jump.mapped());
}

/// Whether the stop at the round was left by a jump: what the site itself has to report waits.
bool Engine::leaves(const LineEvent& event, Stack& stack) {
  const auto jump = jumps_.find(stack.thread());
  if (jump == jumps_.end()) return false;
  jump->second.left_out = event;
  return true;
}

/// The short way of a breakpoint that lets a million hits a second pass: where nothing else is to be told, it is
/// asked before anything else is looked at. `asked` is what its condition said, here or before.
bool Engine::passes_alone(const LineEvent& event, Stack& stack, Asked& asked) {
  if (asked.number == 0) {
    if (views_.wants_lines() || !steps_.empty() || hears_all_) return false;
    const int number = sole(event.file, event.site);
    if (number == 0) return false;
    Breakpoint& alone = breakpoints_.find(number)->second;
    if (alone.condition == nullptr) {
      CountedHits hits(alone);
      return hits.next_passes() && !hits.stops_at_next();
    }
    const std::shared_ptr<Condition> condition = alone.condition;
    asked = {number, evaluator_.ask(*condition, stack)};
  }
  return asked.verdict.kind == Verdict::Kind::no;
}

/// The breakpoint that alone decides whether the site stops; 0 if there is none.
int Engine::sole(FileId file, SiteNumber site) const {
  const int number = armed_.sole(file, site);
  return number == 0 || breakpoints_.find(number)->second.once_a_call ? 0 : number;
}

/// With its number only if there is something to ask.
SoleBreakpoint Engine::sole_breakpoint(FileId file, SiteNumber site) const {
  const int number = sole(file, site);
  if (number == 0) return {};
  const Breakpoint& alone = breakpoints_.find(number)->second;
  if (alone.condition == nullptr && alone.passed == nullptr) return {};
  return {number, alone.condition, alone.passed};
}

Engine::Report Engine::report_of(const LineEvent& event, SiteNumber site, bool round) {
  const auto& sites = files_.file(event.file).sites;
  return {event.file, site, sites[static_cast<std::size_t>(site)].line, round, event.stepped_over};
}

/// False if nothing more may run on this thread: an exception waits to leave the hook.
bool Engine::report(const Report& report, Stack& stack, Asked asked) {
  views_.tell({report.file, report.site, report.line, report.round}, stack);
  std::optional<StopReason> reason;
  if (!report.stepped_over) reason = steps_.ended(report.line, stack);
  Hits hits;
  const bool hears = hears_all_ && !report.stepped_over;
  if (hears && !look_at_watches(report, stack, hits.notes)) return false;
  if (hears && !ask_stop_whens(stack, hits.notes)) return false;
  if (!hits.notes.empty()) reason = StopReason::data_breakpoint;
  if (!ask_breakpoints(report, stack, hits, std::move(asked))) return false;
  if (!hits.numbers.empty()) reason = StopReason::breakpoint;
  if (reason) stop_at(report, *reason, std::move(hits), stack);
  return true;
}

bool Engine::ask_breakpoints(const Report& report, Stack& stack, Hits& hits, Asked asked) {
  // By number, looked up anew each time: a condition may let other threads change the table.
  int number = 0;
  std::optional<bool> entered;
  while ((number = armed_.next(report.file, report.site, number)) != 0) {
    if (passes_over(breakpoints_.at(number), report, stack, entered)) continue;
    bool holds = true;
    if (!ask_condition(number, stack, hits, holds, asked)) return false;
    const auto found = breakpoints_.find(number);
    if (!holds || found == breakpoints_.end()) continue;
    if (!CountedHits(found->second).stops_at_next()) continue;
    if (found->second.log == nullptr) {
      hits.numbers.push_back(number);
    } else if (!write_log(number, report, stack)) {
      return false;
    }
  }
  return true;
}

/// False as in report().
bool Engine::write_log(int number, const Report& report, Stack& stack) {
  const Breakpoint& breakpoint = breakpoints_.at(number);
  const auto log = breakpoint.log;
  LogRecord record{report.file, report.line, {}, breakpoint.spec.unattended};
  LogPoint::Written written = log->write(evaluator_, stack);
  if (written.interrupted) return false;
  record.text = std::move(written.text);
  listener_.logged(record);
  const auto found = breakpoints_.find(number);
  if (written.error.empty() || found == breakpoints_.end() || found->second.log_failed) return true;
  found->second.log_failed = true;
  record.text = "log point " + std::to_string(number) + " failed: " + written.error;
  listener_.logged(record);
  return true;
}

/// A condition on a header most often is about its target, which is bound in a round only. A
/// function is entered once, whatever its first line is; `entered` is kept for all breakpoints there.
bool Engine::passes_over(const Breakpoint& breakpoint, const Report& report, Stack& stack,
                         std::optional<bool>& entered) const {
  if (breakpoint.once_a_call) {
    if (!entered) entered = stack.mark();
    return !*entered;
  }
  if (!breakpoint.spec.function.empty()) return report.round;
  return breakpoint.condition != nullptr && !report.round &&
         armed_.carried(report.file, report.site);
}

/// Sets `holds`. False as in report().
bool Engine::ask_condition(int number, Stack& stack, Hits& hits, bool& holds, Asked& asked) {
  const std::shared_ptr<Condition> condition = breakpoints_.at(number).condition;
  if (condition == nullptr) return true;
  const bool known = std::exchange(asked.number, 0) == number;
  const Verdict verdict = known ? std::move(asked.verdict) : evaluator_.ask(*condition, stack);
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
    const auto hit = breakpoints_.find(number);
    if (hit != breakpoints_.end() && hit->second.spec.temporary) clear(number);
  }
  event.breakpoints = std::move(hits.numbers);
  stop(event, stack);
}

void Engine::stop(const StopEvent& event, Stack& stack) {
  if (detached_) return;
  if (!family_.stops()) return pass(event);
  StopEvent told = event;
  const std::vector<std::string> waiting = std::exchange(notes_, {});
  told.notes.insert(told.notes.begin(), waiting.begin(), waiting.end());
  steps_.let_go(told.thread);
  resume(tell(told, stack), told.line, stack);
}

void Engine::stop_again(const StopEvent& event, Stack& stack) {
  const Jump refused = last_jump(stack.thread());
  stop(event, stack);
  if (!refused.left_out || jumps_.contains(stack.thread())) return;
  report(report_of(*refused.left_out, refused.left_out->site, false), stack);
}

bool Engine::has_jumped(ThreadId thread) const {
  const auto jump = jumps_.find(thread);
  return jump != jumps_.end() && jump->second.landed != 0;
}

void Engine::jumped(ThreadId thread, Line line) { jumps_[thread].landed = line; }

void Engine::pass(const StopEvent& event) {
  steps_.end(event.thread);
  set_gate();
  listener_.passed(event);
}

Resume Engine::tell(const StopEvent& event, Stack& stack) {
  struct Counted {
    int& stops;
    explicit Counted(int& counted) : stops(counted) { ++stops; }
    ~Counted() { --stops; }
  } const counted(stops_);
  set_gate();
  Stopped here{&stack, {stack.top(), event.file, event.line, event.function}};
  if (event.post_mortem) here = {};  // nothing can be watched where nothing runs
  std::swap(stopped_[event.thread], here);
  const Resume answer = listener_.stopped(event, stack);
  if (here.stack == nullptr) {
    stopped_.erase(event.thread);
  } else {
    stopped_[event.thread] = std::move(here);  // it was a stop inside a stop
  }
  return answer;
}

void Engine::resume(const Resume& resume, Line line, Stack& stack) {
  const bool runs = resume.kind == ResumeKind::go || resume.kind == ResumeKind::quit;
  if (runs || detached_) {
    steps_.end(stack.thread());
  } else {
    steps_.begin(stack.thread(), begin_step(resume, line, stack));
    if (resume.kind == ResumeKind::jump) jumps_.try_emplace(stack.thread());
  }
  set_gate();
}

// ---- what else there is to want

void Engine::stop_soon(ThreadId thread, StopReason reason) {
  if (detached_) return;
  Step step;
  step.reason = reason;
  steps_.begin(thread, std::move(step));
  set_gate();
}

void Engine::filter_steps(std::vector<std::string> skip, std::vector<std::string> only) {
  filter_.set_skip(std::move(skip));
  filter_.set_only(std::move(only));
  ++revision_;
  source_.step_filter_changed();
  views_.step_filter_changed();
}

void Engine::forget_thread(ThreadId thread) {
  steps_.end(thread);
  trail_.forget(thread);
  jumps_.erase(thread);
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

void Engine::bore_child() {
  family_.bore();
  if (!family_.stops()) steps_.end_all();
  set_gate();
}

void Engine::forked(ThreadId survivor, bool stopped) {
  family_.born();
  steps_.end_others(survivor);
  if (!family_.stops()) steps_.end_all();
  stops_ = stopped ? 1 : 0;
  trail_.clear();
  jumps_.clear();
  set_gate();
}

void Engine::on_call(const CallEvent& event, Stack& stack) {
  if (!detached_) views_.tell(event, stack);
}

SetResult Engine::add_view(std::shared_ptr<View> view) {
  if (detached_) return {0, "the debugger has let go of this process"};
  SetResult result;
  result.number = views_.add(std::move(view), result.message);
  set_gate();
  return result;
}

std::shared_ptr<TracedValue> Engine::traced(std::string_view expression, std::string& error) {
  return evaluator_.trace(expression, error);
}

bool Engine::remove_view(int number) {
  const bool removed = views_.remove(number);
  set_gate();
  return removed;
}

void Engine::detach() {
  detached_ = true;
  const auto watches = std::exchange(watches_, {});  // die last
  const auto stop_whens = std::exchange(stop_whens_, {});
  views_.remove_all();
  hear_all();
  catches_.clear();
  watch_exceptions();
  std::vector<int> numbers;
  for (const auto& [number, breakpoint] : breakpoints_) numbers.push_back(number);
  for (int number : numbers) clear(number);
  steps_.end_all();
  set_gate();
}

bool Engine::wants_lines() const {
  if (detached_) return false;
  if (views_.wants_lines() || hears_all_ || holding_ || !steps_.empty()) return true;
  return index_.enabled(BreakpointState::verified) > 0 || wants_files();
}

bool Engine::wants_files() const { return index_.enabled(BreakpointState::pending) > 0; }

void Engine::set_gate() {
  set_hold();
  if (const bool files = wants_files(); files != files_watched_) {
    files_watched_ = files;
    source_.watch_files(files);
  }
  if (const bool wanted = wants_lines(); wanted != gate_open_) {
    gate_open_ = wanted;
    wanted ? gate.open() : gate.close();
  }
  source_.take_effect();
}

}  // namespace pyinstr::engine
