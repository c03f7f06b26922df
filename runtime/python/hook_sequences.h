/// The instructions that a hook is made of: found in a code object's units, so that they can be
/// jumped over (skipped_hooks.h).
///
/// Knows no interpreter: its opcodes come in a table (bytecode.h), and tests bring their own. Units
/// are those that the compiler wrote: nothing specialised, caches zero. Indices count units.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace pyinstr::python {

/// Half an instruction's word: every version since 3.6 has them like this.
struct CodeUnit {
  std::uint8_t opcode = 0;
  std::uint8_t argument = 0;
  bool operator==(const CodeUnit&) const = default;
};

/// What a version calls by which number; -1: it does not have that.
struct Opcodes {
  int load_global = -1;
  int load_name = -1;
  int push_null = -1;      ///< before a name, or behind it (3.13), where that does not push it itself
  int load_argument = -1;  ///< of a hook that says its number
  int load_small = -1;     ///< the same of a small number (3.14)
  int before_call = -1;    ///< PRECALL
  int call = -1;
  int pop_top = -1;
  int copy = -1;     ///< of the top, before it is tested
  int to_bool = -1;
  int pop_jump_if_true = -1;           ///< forwards, or to anywhere
  int pop_jump_backward_if_true = -1;  ///< 3.11
  int jump_if_true_or_pop = -1;        ///< up to 3.11
  int pop_jump_if_false = -1;
  int not_taken = -1;  ///< what is told of as a branch, behind a jump that is not taken (3.14)
  int extended_argument = -1;
  int jump_forward = -1;
  int nothing = -1;  ///< NOP
  int name_shift = 0;        ///< 1 where LOAD_GLOBAL's argument has a bit for a null that it pushes
  bool has_caches = false;   ///< units of opcode 0 belong to the instruction before them
  bool jumps_are_relative = false;
};

/// One hook, whose answer is None.
struct HookSequence {
  std::uint32_t begin = 0;  ///< the unit that becomes a jump
  std::uint32_t caches = 0; ///< units behind it that are no instructions if it is one
  std::uint32_t call = 0;      ///< where a frame stands while the hook is called: from here
  std::uint32_t call_end = 0;  ///< to before here; 3.11 has two instructions for a call
  std::uint32_t end = 0;    ///< where it goes on
  CodeUnit first;           ///< what the compiler wrote at `begin`
  /// How far the jump goes: from the unit behind it.
  std::uint32_t distance() const { return end - begin - 1; }
};

/// Whether the code's name of that index is a hook's.
using IsHook = std::function<bool(int name)>;

/// In the order of the code. A hook that cannot be jumped over by one instruction is not among them.
std::vector<HookSequence> find_hook_sequences(std::span<const CodeUnit> units, const Opcodes& opcodes,
                                              const IsHook& is_hook);

}  // namespace pyinstr::python
