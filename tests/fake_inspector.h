/// A stopped thread made of tables, for front ends' tests.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/inspector.h"
#include "fake_strands.h"

namespace pyinstr::test {

using namespace engine;

struct FakeFrameView {
  FrameInfo info;
  std::pair<Line, Line> extent;
  std::vector<Variable> locals;
  int arguments = 0;  ///< how many of the locals are arguments
};

/// Evaluates what `values` knows, and calls everything else a NameError. Text that ends in `:`
/// or a blank-led line is a block, incomplete until there is no more.
class FakeInspector : public Inspector {
 public:
  std::vector<FakeFrameView> frames;
  std::map<std::string, std::vector<std::string>> sources;  ///< by path
  std::map<std::string, Evaluation> values;
  std::vector<std::string> executed;
  std::vector<std::string> names;  ///< for completion
  FakeStrands threads;

  int depth() override { return static_cast<int>(frames.size()); }
  FrameInfo frame(int index) override { return at(index).info; }
  /// One frame object for each index, as long as the inspector lives.
  FrameRef identity(int index) override {
    struct IndexedFrame : Frame {
      explicit IndexedFrame(int of) : index(of) {}
      std::uintptr_t id() const override { return static_cast<std::uintptr_t>(index) + 1; }
      FrameState state() const override { return FrameState::running; }
      int index;
    };
    return index < depth() ? std::make_shared<IndexedFrame>(index) : nullptr;
  }
  Text source(int index) override { return source(at(index).info.path); }
  Text source(std::string_view file) override {
    const auto found = sources.find(std::string(file));
    return found == sources.end() ? nullptr : std::make_shared<const std::vector<std::string>>(found->second);
  }
  std::pair<Line, Line> extent(int index) override { return at(index).extent; }

  std::optional<std::string> local(int index, std::string_view variable, int) override {
    for (const Variable& local : at(index).locals) {
      if (local.name == variable) return local.value;
    }
    return std::nullopt;
  }
  std::vector<Variable> variables(int index, const std::vector<std::string>& wanted,
                               int limit) override {
    std::vector<Variable> found;
    for (const std::string& name : wanted) {
      if (const auto value = local(index, name, limit)) found.push_back({name, *value});
    }
    return found;
  }
  std::vector<Variable> arguments(int index, int) override {
    const auto& all = at(index).locals;
    return {all.begin(), all.begin() + at(index).arguments};
  }
  std::vector<Variable> locals(int index, int) override { return at(index).locals; }

  Evaluation evaluate(int index, std::string_view expression) override {
    const auto found = values.find(std::string(expression));
    if (found != values.end()) return found->second;
    if (const auto value = local(index, expression, 0)) {
      return {Evaluation::Kind::value, *value};
    }
    const std::string name(expression.substr(0, expression.find_first_of(" .(")));
    return {Evaluation::Kind::failed, "NameError: name '" + name + "' is not defined"};
  }
  Evaluation pretty(int index, std::string_view expression) override {
    return evaluate(index, expression);
  }
  Evaluation execute(int index, std::string_view text, bool may_continue) override {
    const std::size_t last = text.rfind('\n');
    const bool indented = last != std::string_view::npos && text.substr(last + 1).starts_with(' ');
    if (may_continue && (text.ends_with(':') || indented)) {
      return {Evaluation::Kind::incomplete, {}};
    }
    executed.emplace_back(text);
    if (text.find('=') != std::string_view::npos || last != std::string_view::npos) return {};
    return evaluate(index, text);
  }
  bool is_whole_block(int, std::string_view text) override { return text.find('\n') != text.npos; }
  Evaluation answer(int index, Question question, std::string_view expression) override {
    const std::string asked = question == Question::whatis ? "whatis " : "source ";
    const auto found = values.find(asked + std::string(expression));
    return found == values.end() ? evaluate(index, expression) : found->second;
  }
  Evaluation debug(int index, std::string_view text) override {
    return execute(index, text, false);
  }
  void begin_interaction(int index) override { interacting = index; }
  Evaluation interact(std::string_view text, bool may_continue) override {
    return execute(interacting, text, may_continue);
  }
  int interacting = -1;  ///< the frame whose names were copied
  Completions complete(int, std::string_view text) override {
    const std::size_t cut = text.find_last_of(" (=");
    Completions found{cut == std::string_view::npos ? 0 : cut + 1, {}};
    for (const std::string& name : names) {
      if (name.starts_with(text.substr(found.begin))) found.texts.push_back(name);
    }
    return found;
  }

  Strands* strands() override { return threads.rows.empty() ? nullptr : &threads; }

 private:
  FakeFrameView& at(int index) { return frames.at(static_cast<std::size_t>(index)); }
};

}  // namespace pyinstr::test
