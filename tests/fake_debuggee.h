/// A scripted program for the engine's tests: files from a few words a line, a stack per thread,
/// and a script that says what runs.
///
/// A file is one row a line: `3 f` a site of function f; `3 f for` the header of a `for`;
/// `4 f carries 3` the site that begins its rounds (`4 f for carries 3` if it is a header too); `5
/// ~comment 6` a line that slides to 6; `7 ~blank` a line that leads nowhere. Its text may stand
/// behind: `6 f | return x`.
///
/// A script is words: `12` the running frame reaches line 12; `f(` calls f and `)` leaves it;
/// functions named lib… have no hooks; `gen:g(` starts a generator, `yield` suspends it,
/// `resume:g` runs it on, `drop:g` closes it; `@2` goes on in thread 2.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "engine/engine.h"
#include "engine/placement.h"
#include "engine/value_trace.h"

namespace pyinstr::test {

using namespace engine;

inline std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

class FakeFiles : public Files {
 public:
  FileId add(const std::string& path, const std::string& rows) {
    files_.push_back(parse(path, rows));
    texts_.push_back(texts_of(rows));
    loaded_.push_back(true);
    return static_cast<FileId>(files_.size() - 1);
  }
  /// A file nobody knows of before `load`.
  FileId add_later(const std::string& path, const std::string& rows) {
    const FileId id = add(path, rows);
    loaded_[id] = false;
    return id;
  }
  void load(FileId id) { loaded_[id] = true; }

  std::vector<FileId> match(std::string_view name) override {
    std::vector<FileId> meant;
    for (FileId id = 0; id < files_.size(); ++id) {
      if (loaded_[id] && names(files_[id].path, name)) meant.push_back(id);
    }
    return meant;
  }
  FileId at(std::string_view path) override { return match(path).front(); }
  const SourceFile& file(FileId id) override { return files_[id]; }
  std::string path(FileId id) override { return files_[id].path; }
  std::string line_text(FileId id, Line line) override { return texts_[id][line]; }
  NamedFunction look_up(std::string_view name) override {
    const auto found = imported.find(name);
    return found == imported.end() ? NamedFunction{} : found->second;
  }
  std::map<std::string, NamedFunction, std::less<>> imported;  ///< by dotted name
  std::vector<FileId> known() override {
    std::vector<FileId> all;
    for (FileId id = 0; id < files_.size(); ++id) {
      if (loaded_[id]) all.push_back(id);
    }
    return all;
  }

 private:
  static bool names(const std::string& path, std::string_view name) {
    const std::string tail = "/" + std::string(name);
    return path == name || path.ends_with(tail) || path.ends_with(tail + ".py");
  }

  static std::map<Line, std::string> texts_of(const std::string& rows) {
    std::map<Line, std::string> texts;
    std::istringstream in(rows);
    for (std::string row; std::getline(in, row);) {
      const auto bar = row.find(" | ");
      if (bar != row.npos) texts[std::stoi(row)] = row.substr(bar + 3);
    }
    return texts;
  }

  static SiteNumber site_at(const SourceFile& file, Line line) {
    for (std::size_t i = 0; i < file.sites.size(); ++i) {
      if (file.sites[i].line == line) return static_cast<SiteNumber>(i);
    }
    return -1;
  }

  static SourceFile parse(const std::string& path, const std::string& rows) {
    SourceFile file{path, path, {}, {}};
    std::istringstream in(rows);
    std::vector<std::vector<std::string>> slides;
    for (std::string row; std::getline(in, row);) {
      const auto words = words_of(row.substr(0, row.find(" | ")));
      if (words.empty()) continue;
      const auto line = static_cast<std::size_t>(std::stoi(words[0]));
      file.lines.resize(std::max(file.lines.size(), line));
      if (words[1].front() == '~') {
        slides.push_back(words);
        continue;
      }
      file.lines[line - 1].sites.push_back(static_cast<SiteNumber>(file.sites.size()));
      const bool header = std::find(words.begin(), words.end(), "for") != words.end();
      const bool carries = words.size() > 3 && words[words.size() - 2] == "carries";
      const SiteNumber carried = carries ? site_at(file, std::stoi(words.back())) : -1;
      file.sites.push_back({std::stoi(words[0]), words[1], header, carried});
    }
    link_carriers(file.sites);
    for (const auto& words : slides) {
      LineTarget& line = file.lines[static_cast<std::size_t>(std::stoi(words[0])) - 1];
      line.reason = words[1].substr(1);
      if (words.size() > 2) line.sites = {site_at(file, std::stoi(words[2]))};
    }
    return file;
  }

  std::vector<SourceFile> files_;
  std::vector<std::map<Line, std::string>> texts_;
  std::vector<bool> loaded_;
};

struct FakeFrame {
  std::string function;
  bool hooked = true;
  FrameState state = FrameState::running;
};
using FakeFrames = std::vector<std::shared_ptr<FakeFrame>>;

class FakeFrameRef : public Frame {
 public:
  explicit FakeFrameRef(std::shared_ptr<FakeFrame> frame) : frame_(std::move(frame)) {}
  std::uintptr_t id() const override { return reinterpret_cast<std::uintptr_t>(frame_.get()); }
  FrameState state() const override { return frame_->state; }

 private:
  std::shared_ptr<FakeFrame> frame_;
};

class FakeStack : public Stack {
 public:
  FakeStack(ThreadId thread, const FakeFrames& frames) : thread_(thread), frames_(frames) {}
  ThreadId thread() const override { return thread_; }
  int depth() override { return static_cast<int>(frames_.size()); }
  FrameRef frame(int index) override {
    if (index < 0 || index >= depth()) return nullptr;
    return std::make_shared<FakeFrameRef>(at(index));
  }
  bool reports(int index) override {
    return index >= 0 && index < depth() && at(index)->hooked;
  }
  std::uintptr_t top() override {
    return frames_.empty() ? 0 : reinterpret_cast<std::uintptr_t>(at(0).get());
  }

 private:
  const std::shared_ptr<FakeFrame>& at(int index) const {
    return frames_[frames_.size() - 1 - static_cast<std::size_t>(index)];
  }

  ThreadId thread_;
  const FakeFrames& frames_;
};

/// Counts hits that pass, and checks that it is asked for in turns.
class FakePassedHits : public PassedHits {
 public:
  void allow(std::int64_t hits) noexcept override {
    CHECK(std::exchange(may_pass_, true) == false);
    left_ = hits;
  }
  std::int64_t take() noexcept override {
    may_pass_ = false;
    return std::exchange(passed_, 0);
  }
  bool pass() {
    if (!may_pass_ || left_ == 0) return false;
    ++passed_, --left_;
    return true;
  }

 private:
  bool may_pass_ = false;
  std::int64_t left_ = 0, passed_ = 0;
};

/// Keeps what was asked for, and checks that it is asked for once and taken back once.
class FakeSource : public EventSource {
 public:
  void arm(FileId file, SiteNumber site) override { CHECK(armed.insert({file, site}).second); }
  void disarm(FileId file, SiteNumber site) override { CHECK(armed.erase({file, site}) == 1); }
  void ask_first(FileId file, SiteNumber site, const SoleBreakpoint& question) override {
    questions.erase({file, site});
    if (question.number != 0) questions.insert({{file, site}, question});
  }
  std::shared_ptr<PassedHits> pass_hits() override {
    return counts ? std::make_shared<FakePassedHits>() : nullptr;
  }
  void take_effect() override {
    if (const auto others = std::exchange(meanwhile, nullptr)) others();
  }
  void watch_thread(ThreadId thread, bool watch) override {
    if (watch) {
      CHECK(watched.insert(thread).second);
    } else {
      CHECK(watched.erase(thread) == 1);
    }
  }
  void step_reaches(ThreadId thread, StepReach reach) override { reaches[thread] = reach; }
  bool wants(ThreadId thread, FileId file, SiteNumber site) const {
    return watched.contains(0) || watched.contains(thread) || armed.contains({file, site});
  }

  /// Whether a hit there passes without a report, since its breakpoint lets it and nobody steps.
  bool lets_pass(ThreadId thread, FileId file, SiteNumber site) {
    const auto question = questions.find({file, site});
    if (question == questions.end() || question->second.passed == nullptr) return false;
    if (question->second.condition != nullptr || watched.contains(0) || watched.contains(thread)) return false;
    const bool passes = static_cast<FakePassedHits&>(*question->second.passed).pass();
    passed += passes;
    return passes;
  }

  bool counts = false;  ///< whether it lets hits pass
  int passed = 0;       ///< hits, of all breakpoints
  std::set<std::pair<FileId, SiteNumber>> armed;
  std::map<std::pair<FileId, SiteNumber>, SoleBreakpoint> questions;
  std::set<ThreadId> watched;
  std::map<ThreadId, StepReach> reaches;
  std::function<void()> meanwhile;  ///< what other threads do as soon as they may, once
};

struct FakeCondition : Condition {
  explicit FakeCondition(std::string_view of) : text(of) {}
  std::string text;
};

/// Gives the looks it is fed, then `same`.
class FakeWatched : public WatchedValue {
 public:
  explicit FakeWatched(std::string function, std::string module = {})
      : function_(std::move(function)), module_(std::move(module)) {}
  Look look() override {
    if (looks.empty()) return {};
    const Look next = looks.front();
    looks.erase(looks.begin());
    return next;
  }
  std::string function() const override { return function_; }
  std::string module() const override { return module_; }
  std::string value() override { return "0"; }

  std::vector<Look> looks;

 private:
  std::string function_, module_;
};

/// Gives the changes it is fed, a look each, then none.
class FakeTraced : public TracedValue {
 public:
  std::vector<ValueChange> look() override {
    if (looks.empty()) return {};
    const auto next = looks.front();
    looks.erase(looks.begin());
    return next;
  }
  bool can_change_here() override { return true; }

  std::vector<std::vector<ValueChange>> looks;
};

/// `syntax` does not compile; what others give is the test's to say.
class FakeEvaluator : public Evaluator {
 public:
  std::shared_ptr<Condition> compile(std::string_view text, std::string& error) override {
    if (text == "syntax") {
      error = "SyntaxError: invalid syntax";
      return nullptr;
    }
    return std::make_shared<FakeCondition>(text);
  }
  Verdict ask(Condition& condition, Stack&) override {
    const std::string& text = static_cast<FakeCondition&>(condition).text;
    asked.push_back(text);
    return answer(text);
  }

  /// `<expression!conversion:spec>`
  Formatted format(Condition& expression, char conversion, std::string_view spec, Stack&) override {
    const std::string& text = static_cast<FakeCondition&>(expression).text;
    if (text == "fails") return {Formatted::Kind::failed, "NameError: name 'y'"};
    if (text == "interrupts") return {Formatted::Kind::interrupted, {}};
    const std::string how = conversion == 0 ? "" : std::string("!") + conversion;
    return {Formatted::Kind::made, "<" + text + how + (spec.empty() ? "" : ":" + std::string(spec)) + ">"};
  }

  std::shared_ptr<WatchedValue> watch(std::string_view expression, std::string_view, Stack&, int,
                                      std::string& error) override {
    if (expression == "syntax") {
      error = "SyntaxError: invalid syntax";
      return nullptr;
    }
    watched = std::make_shared<FakeWatched>(expression == "local" ? "f" : "");
    return watched;
  }

  std::shared_ptr<WatchedValue> watch_module(std::string_view expression, std::string_view,
                                             std::string_view module, std::string& error) override {
    if (expression == "syntax") {
      error = "SyntaxError: invalid syntax";
      return nullptr;
    }
    watched = std::make_shared<FakeWatched>("", std::string(module));
    return watched;
  }

  std::shared_ptr<TracedValue> trace(std::string_view expression, std::string& error) override {
    if (expression == "syntax") {
      error = "SyntaxError: invalid syntax";
      return nullptr;
    }
    traced = std::make_shared<FakeTraced>();
    return traced;
  }

  std::shared_ptr<FakeTraced> traced;    ///< the last one made
  std::shared_ptr<FakeWatched> watched;  ///< the last one made
  std::function<Verdict(const std::string&)> answer = [](const std::string& text) {
    if (text == "fails") return Verdict{Verdict::Kind::failed, "NameError: name 'y'"};
    return Verdict{text == "true" ? Verdict::Kind::yes : Verdict::Kind::no, {}};
  };
  std::vector<std::string> asked;
};

/// An engine in front of a program that is run word by word.
class Debuggee : public StopListener {
 public:
  /// What is typed at the stops, in order; afterwards the program goes on.
  std::vector<Resume> commands;
  std::vector<StopEvent> stops;
  std::vector<LogRecord> logs;
  std::function<void(const StopEvent&)> at_stop;
  std::map<SiteNumber, Asked> asked_first;  ///< what the source has asked before it reports the site

  FakeFiles files;
  FakeEvaluator evaluator;
  FakeSource source;
  Engine engine{files, evaluator, source, *this};
  FileId running_file = 0;

  void run(const std::string& script) {
    for (const std::string& word : words_of(script)) obey(word);
  }

  /// The stops' lines: `5 6 10@2`, the thread where it is not the first.
  std::string lines() const {
    std::string text;
    for (const StopEvent& stop : stops) {
      text += (text.empty() ? "" : " ") + std::to_string(stop.line);
      if (stop.thread != 1) text += "@" + std::to_string(stop.thread);
    }
    return text;
  }

  Resume stopped(const StopEvent& event, Stack&) override {
    stops.push_back(event);
    if (at_stop) at_stop(event);
    if (stops.size() > commands.size()) return {};
    return commands[stops.size() - 1];
  }

  void logged(const LogRecord& record) override { logs.push_back(record); }

  /// The jump that the last stop was left by is refused: that stop comes back, at its line.
  void refuse_jump(Line line) {
    StopEvent event;
    event.thread = thread_;
    event.line = line;
    event.continued = true;
    FakeStack stack(thread_, threads_[thread_]);
    engine.stop_again(event, stack);
  }

  /// Words as in `n s r u u:12 j c`, each with `^2` for the second caller's frame.
  void type(const std::string& text) {
    for (const std::string& word : words_of(text)) commands.push_back(resume_of(word));
  }

 private:
  static Resume resume_of(const std::string& word) {
    static const std::map<char, ResumeKind> kinds = {{'s', ResumeKind::step_in},
                                                     {'n', ResumeKind::step_over},
                                                     {'r', ResumeKind::step_out},
                                                     {'u', ResumeKind::until},
                                                     {'j', ResumeKind::jump},
                                                     {'c', ResumeKind::go}};
    Resume resume{kinds.at(word.front())};
    if (const auto at = word.find('^'); at != std::string::npos) {
      resume.frame = std::stoi(word.substr(at + 1));
    }
    if (const auto at = word.find(':'); at != std::string::npos) {
      resume.line = std::stoi(word.substr(at + 1));
    }
    return resume;
  }

  void obey(const std::string& word) {
    FakeFrames& frames = threads_[thread_];
    const auto colon = word.find(':');
    if (word.front() == '@') {
      thread_ = static_cast<ThreadId>(std::stoi(word.substr(1)));
    } else if (word == ")") {
      leave(frames, FrameState::finished);
    } else if (word == "yield") {
      leave(frames, FrameState::suspended);
    } else if (word.starts_with("resume:")) {
      frames.push_back(generators_.at(word.substr(colon + 1)));
      frames.back()->state = FrameState::running;
    } else if (word.starts_with("drop:")) {
      generators_.at(word.substr(colon + 1))->state = FrameState::finished;
    } else if (word.back() == '(') {
      call(frames, word.substr(0, word.size() - 1));
    } else {
      reach(frames, std::stoi(word));
    }
  }

  void call(FakeFrames& frames, std::string name) {
    const bool generator = name.starts_with("gen:");
    if (generator) name = name.substr(4);
    frames.push_back(std::make_shared<FakeFrame>(FakeFrame{name, !name.starts_with("lib")}));
    if (generator) generators_[name] = frames.back();
  }

  static void leave(FakeFrames& frames, FrameState state) {
    frames.back()->state = state;
    frames.pop_back();
  }

  void reach(FakeFrames& frames, Line line) {
    const SourceFile& file = files.file(running_file);
    FakeStack stack(thread_, frames);
    const auto sites = file.lines[static_cast<std::size_t>(line) - 1].sites;
    for (SiteNumber site : sites) {
      if (!source.wants(thread_, running_file, site) || source.lets_pass(thread_, running_file, site)) continue;
      const auto asked = asked_first.find(site);
      engine.on_line({running_file, site, false, asked == asked_first.end() ? Asked{} : asked->second}, stack);
    }
  }

  std::map<ThreadId, FakeFrames> threads_;
  std::map<std::string, std::shared_ptr<FakeFrame>> generators_;
  ThreadId thread_ = 1;
};

/// Lines 1 to 60, each with a site of its own.
inline std::string plain_rows() {
  std::string rows;
  for (int line = 1; line <= 60; ++line) rows += std::to_string(line) + " f\n";
  return rows;
}

}  // namespace pyinstr::test
