/// Hooks that have nothing to do are jumped over: the first instruction of each becomes a jump to
/// behind it, in live code, until it must be reached again.
///
/// docs/decisions/0015-unarmed-hooks-are-skipped.md says why this is sound. Threads: under the
/// interpreter's lock.
#pragma once

#include <Python.h>

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "compat.h"
#include "hook_sequences.h"
#include "kept_with_code.h"

namespace pyinstr::python {

class SkippedHooks;

/// The hooks of one code object, kept with it.
struct SkippedCode {
  struct Spot : HookSequence {
    bool skipped = false;
  };
  PyCodeObject* code = nullptr;  ///< borrowed: it lives as long
  SkippedHooks* owner = nullptr;
  py::object units;          ///< what the code runs, where that is an object of its own; else nothing
  int group = -1;            ///< where `owner` keeps it while one of its hooks is skipped
  bool is_grouped = false;
  std::vector<Spot> spots;   ///< by place

  SkippedCode(PyCodeObject* of, SkippedHooks& hooks, py::object held)
      : code(of), owner(&hooks), units(std::move(held)) {}
  ~SkippedCode();
  SkippedCode(const SkippedCode&) = delete;
  SkippedCode& operator=(const SkippedCode&) = delete;
};

/// Whether a place was reached a short while ago: what runs once is not worth a jump. It may forget, and
/// says yes now and then to what it has forgotten, so that no place waits for ever.
class ReachedBefore {
 public:
  bool again(const compat::Place& place) {
    const auto key = reinterpret_cast<std::uintptr_t>(place.code) + static_cast<std::uintptr_t>(place.offset);
    std::uintptr_t& last = places_[(key >> 1 ^ key >> 12) % places_.size()];
    if (last == key) return true;
    last = key;
    return ++forgotten_ % 64 == 0;
  }

 private:
  std::array<std::uintptr_t, 1024> places_{};
  std::uint32_t forgotten_ = 0;
};

class SkippedHooks {
 public:
  /// Of hooks reached while nothing at all was wanted, whose files nobody has asked for.
  static constexpr int idle = -1;
  using IsHookName = std::function<bool(PyObject* name)>;

  /// `keep_interrupt` takes an exception that arrived from outside (interrupts.h) while it was tried, which is then
  /// the current exception, so that the hook can raise it.
  SkippedHooks(IsHookName is_hook_name, std::function<void()> keep_interrupt)
      : is_hook_name_(std::move(is_hook_name)), keep_interrupt_(std::move(keep_interrupt)) {}
  /// One that is on, and keeps what it knows of code where another one does: to try it.
  SkippedHooks(IsHookName is_hook_name, const SkippedHooks& like)
      : is_hook_name_(std::move(is_hook_name)), is_on_(true), trial_(Trial::done), codes_(like.codes_) {}
  /// All are reached again, and nothing stays with code, which others may keep.
  ~SkippedHooks();
  SkippedHooks(const SkippedHooks&) = delete;
  SkippedHooks& operator=(const SkippedHooks&) = delete;

  /// Hooks are skipped from now on, where the interpreter takes it: that is tried when the first one
  /// is. `asked`: also where readers of code objects would see it. Throws what pybind11 throws.
  void start(bool asked);
  /// All are reached again, from now on.
  void stop(std::string why);
  bool is_on() const { return is_on_; }
  /// Why not; empty while they are skipped.
  const std::string& obstacle() const { return obstacle_; }

  /// A hook was called that has nothing to do; `place` is where. From the second time on it may be
  /// skipped, until its group is put back. No exception is left.
  void passed(const compat::Place& place, int group) {
    if (is_on_ && before_.again(place)) skip(place, group);
  }
  /// At once, if it may be. No exception is left.
  void skip(const compat::Place& place, int group) noexcept;
  /// All hooks of that group are reached again; but one that a frame is about to pass, while a tool is told of
  /// its line, is left for put_back_late.
  void put_back(int group);
  void put_back_all();
  /// What was left, if there is any: to be called when the next hook is reached.
  void put_back_what_waits() {
    if (!late_.empty()) put_back_late();
  }

  /// While one lives, the code's units say what the compiler wrote.
  class AsWritten {
   public:
    AsWritten(SkippedHooks& hooks, PyObject* code);
    ~AsWritten();
    AsWritten(const AsWritten&) = delete;
    AsWritten& operator=(const AsWritten&) = delete;

   private:
    SkippedCode* code_ = nullptr;
    std::uint64_t changes_ = 0;
    struct Written {
      std::size_t index = 0;
      std::uint8_t jump = 0;  ///< the opcode that it was skipped by
    };
    std::vector<Written> spots_;
  };

 private:
  friend struct SkippedCode;
  bool is_tried(PyCodeObject* code);
  void try_once();
  SkippedCode::Spot* spot_at(SkippedCode& code, const compat::Place& place);
  SkippedCode* code_of(PyCodeObject* code);
  SkippedCode* add_code(PyCodeObject* code);
  void move(SkippedCode& code, int group);
  void leave_group(SkippedCode& code);
  void put_back_late();

  IsHookName is_hook_name_;
  std::function<void()> keep_interrupt_;
  std::uint64_t changes_ = 0;  ///< of what is put back
  bool is_on_ = false;
  enum class Trial { wanted, runs, done } trial_ = Trial::wanted;
  std::string obstacle_ = "no hook was reached";
  std::shared_ptr<KeptWithCode<SkippedCode>> codes_ = std::make_shared<KeptWithCode<SkippedCode>>();
  ReachedBefore before_;
  std::map<int, std::unordered_set<SkippedCode*>> groups_;
  std::set<int> late_;  ///< groups of which something could not be put back
};

}  // namespace pyinstr::python
