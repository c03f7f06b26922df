#include "hook_sequences.h"

#include <optional>

namespace pyinstr::python {
namespace {

struct Instruction {
  std::uint32_t begin = 0;  ///< with the extensions of its argument
  std::uint32_t at = 0;     ///< where its opcode is
  std::uint32_t end = 0;    ///< with its caches
  int opcode = -1;
  int argument = 0;
};

class Walk {
 public:
  Walk(std::span<const CodeUnit> units, const Opcodes& opcodes, const IsHook& is_hook)
      : units_(units), opcodes_(opcodes), is_hook_(is_hook) {}

  /// The instruction that begins at a unit; opcode -1 behind the last one.
  Instruction at(std::uint32_t index) const {
    Instruction one{index, index, index, -1, 0};
    while (one.at < units_.size()) {
      one.argument = (one.argument << 8) | units_[one.at].argument;
      if (units_[one.at].opcode != opcodes_.extended_argument) break;
      ++one.at;
    }
    if (one.at >= units_.size()) return {index, index, static_cast<std::uint32_t>(units_.size()), -1, 0};
    one.opcode = units_[one.at].opcode;
    one.end = one.at + 1;
    while (opcodes_.has_caches && one.end < units_.size() && units_[one.end].opcode == 0) ++one.end;
    return one;
  }

  /// The hook whose instructions begin with this one, if they do.
  std::optional<HookSequence> hook_at(const Instruction& first) const {
    Instruction name = first;
    bool has_null = false;
    if (name.opcode == opcodes_.push_null) {
      has_null = true;
      name = at(name.end);
    }
    if (!names_hook(name, has_null)) return {};
    const std::optional<Instruction> call = call_behind(name, has_null);
    if (!call) return {};
    const std::optional<std::uint32_t> end = end_of(*call);
    if (!end) return {};
    const bool is_long = first.at != first.begin;
    HookSequence found{first.begin, is_long ? 0 : first.end - first.at - 1, call->begin, call->end, *end,
                       units_[first.begin]};
    constexpr std::uint32_t longest_jump = 255;
    if (found.end <= found.begin || found.distance() > longest_jump) return {};
    return found;
  }

 private:
  bool names_hook(const Instruction& name, bool has_null) const {
    if (name.opcode == opcodes_.load_name) return is_hook_(name.argument);
    if (name.opcode != opcodes_.load_global || has_null) return false;
    return is_hook_(name.argument >> opcodes_.name_shift);
  }

  /// The call that follows its function's name, as one instruction.
  std::optional<Instruction> call_behind(const Instruction& name, bool has_null) const {
    Instruction next = at(name.end);
    const bool pushes_null = name.opcode == opcodes_.load_global && opcodes_.name_shift != 0;
    if (pushes_null && (name.argument & 1) == 0) return {};
    if (!pushes_null && !has_null && opcodes_.push_null >= 0) {
      if (next.opcode != opcodes_.push_null) return {};
      next = at(next.end);
    }
    int count = 0;
    const bool is_small = opcodes_.load_small >= 0 && next.opcode == opcodes_.load_small;
    if (next.opcode == opcodes_.load_argument || is_small) {
      count = 1;
      next = at(next.end);
    }
    Instruction call = next;
    if (opcodes_.before_call >= 0) {
      if (next.opcode != opcodes_.before_call || next.argument != count) return {};
      next = at(next.end);
    }
    if (next.opcode != opcodes_.call || next.argument != count) return {};
    call.end = next.end;
    return call;
  }

  /// Where the code goes on behind a call that has answered None, with nothing left of it.
  std::optional<std::uint32_t> end_of(const Instruction& call) const {
    Instruction next = at(call.end);
    if (next.opcode == opcodes_.pop_top) return next.end;
    if (opcodes_.jump_if_true_or_pop >= 0 && next.opcode == opcodes_.jump_if_true_or_pop) return next.end;
    const bool kept = opcodes_.copy >= 0 && next.opcode == opcodes_.copy && next.argument == 1;
    if (kept) next = at(next.end);
    if (opcodes_.to_bool >= 0 && next.opcode == opcodes_.to_bool) next = at(next.end);
    if (next.opcode == opcodes_.pop_jump_if_false && !kept) return target_of(next);
    const bool is_tested = next.opcode == opcodes_.pop_jump_if_true ||
                           (opcodes_.pop_jump_backward_if_true >= 0 && next.opcode == opcodes_.pop_jump_backward_if_true);
    if (!is_tested) return {};
    const std::uint32_t passed = behind_not_taken(next.end);
    if (!kept) return passed;
    const Instruction dropped = at(passed);
    if (dropped.opcode != opcodes_.pop_top) return {};
    return dropped.end;
  }

  std::uint32_t behind_not_taken(std::uint32_t index) const {
    if (opcodes_.not_taken < 0) return index;
    const Instruction next = at(index);
    return next.opcode == opcodes_.not_taken ? next.end : index;
  }

  std::optional<std::uint32_t> target_of(const Instruction& jump) const {
    const auto distance = static_cast<std::uint32_t>(jump.argument);
    const std::uint32_t target = opcodes_.jumps_are_relative ? jump.end + distance : distance;
    if (target >= units_.size()) return {};
    return target;
  }

  std::span<const CodeUnit> units_;
  const Opcodes& opcodes_;
  const IsHook& is_hook_;
};

}  // namespace

std::vector<HookSequence> find_hook_sequences(std::span<const CodeUnit> units, const Opcodes& opcodes,
                                              const IsHook& is_hook) {
  std::vector<HookSequence> found;
  const Walk walk(units, opcodes, is_hook);
  for (Instruction one = walk.at(0); one.opcode >= 0; one = walk.at(one.end)) {
    if (const auto hook = walk.hook_at(one)) found.push_back(*hook);
  }
  return found;
}

}  // namespace pyinstr::python
