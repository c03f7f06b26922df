#include "bytecode.h"

#include <opcode.h>

#if __has_include(<opcode_ids.h>)
#include <opcode_ids.h>
#endif

#include "compat.h"

namespace pyinstr::python::bytecode {
namespace {

/// Source: what CPython's compiler makes of a call whose value is dropped or tested (Python/compile.c,
/// Python/codegen.c), and the versions' own `opcode.h`.
constexpr Opcodes known = {
    .load_global = LOAD_GLOBAL,
    .load_name = LOAD_NAME,
#ifdef PUSH_NULL
    .push_null = PUSH_NULL,
#endif
    .load_argument = LOAD_CONST,
#ifdef LOAD_SMALL_INT
    .load_small = LOAD_SMALL_INT,
#endif
#ifdef PRECALL
    .before_call = PRECALL,
#endif
#ifdef CALL_FUNCTION
    .call = CALL_FUNCTION,
#else
    .call = CALL,
#endif
    .pop_top = POP_TOP,
#ifdef COPY
    .copy = COPY,
#endif
#ifdef TO_BOOL
    .to_bool = TO_BOOL,
#endif
#ifdef POP_JUMP_FORWARD_IF_TRUE
    .pop_jump_if_true = POP_JUMP_FORWARD_IF_TRUE,
    .pop_jump_backward_if_true = POP_JUMP_BACKWARD_IF_TRUE,
    .jump_if_true_or_pop = JUMP_IF_TRUE_OR_POP,
    .pop_jump_if_false = POP_JUMP_FORWARD_IF_FALSE,
#else
    .pop_jump_if_true = POP_JUMP_IF_TRUE,
#ifdef JUMP_IF_TRUE_OR_POP
    .jump_if_true_or_pop = JUMP_IF_TRUE_OR_POP,
#endif
    .pop_jump_if_false = POP_JUMP_IF_FALSE,
#endif
#ifdef NOT_TAKEN
    .not_taken = NOT_TAKEN,
#endif
    .extended_argument = EXTENDED_ARG,
    .jump_forward = JUMP_FORWARD,
    .nothing = NOP,
#if PYINSTR_HAS_ADAPTIVE_CODE
    .name_shift = 1,
    .has_caches = true,
    .jumps_are_relative = true,
#endif
};

}  // namespace

std::string_view obstacle() {
#if !PYINSTR_KNOWS_BYTECODE
  return "this version's bytecode is not known";
#elif PYINSTR_HAS_MONITORING && !PYINSTR_KNOWS_MONITORING
  return "what this version keeps for tools is not known: it was built without the interpreter's internal headers";
#elif defined(Py_GIL_DISABLED)
  return "each thread has bytecode of its own";
#elif defined(_Py_TIER2) || defined(_Py_JIT)
  return "the interpreter compiles bytecode further";
#else
  return compat::compiles_further() ? "the interpreter compiles bytecode further" : std::string_view();
#endif
}

bool shows_original() { return PYINSTR_HAS_ADAPTIVE_CODE; }

const Opcodes& opcodes() { return known; }

#if PYINSTR_HAS_ADAPTIVE_CODE

std::span<CodeUnit> live_units(PyCodeObject* code) {
  return {reinterpret_cast<CodeUnit*>(code->co_code_adaptive), static_cast<std::size_t>(Py_SIZE(code))};
}

bool shares_units(PyCodeObject*) { return false; }

py::object units_to_hold(PyCodeObject*) { return {}; }

#else

std::span<CodeUnit> live_units(PyCodeObject* code) {
  return {reinterpret_cast<CodeUnit*>(PyBytes_AS_STRING(code->co_code)),
          static_cast<std::size_t>(PyBytes_GET_SIZE(code->co_code)) / sizeof(CodeUnit)};
}

bool shares_units(PyCodeObject* code) { return Py_REFCNT(code->co_code) != 1; }

py::object units_to_hold(PyCodeObject* code) { return py::reinterpret_borrow<py::object>(code->co_code); }

#endif

namespace {

bool is_traced_here() {
  const PyThreadState* const thread = PyThreadState_Get();
  return thread->c_tracefunc != nullptr || thread->c_profilefunc != nullptr;
}

}  // namespace

bool is_heard(const PyCodeObject* code) {
  if (is_traced_here()) return true;
  for (int event = compat::line_event; event <= compat::last_branch_event; ++event) {
    if (compat::tools_hearing(code, event) != 0) return true;
  }
  return false;
}

/// Where there are no tools, who measures does it by the thread's functions.
bool is_measured(const PyCodeObject* code) {
  constexpr unsigned debugger = 1;  // the bit of sys.monitoring.DEBUGGER_ID
  for (int event = 0; event <= compat::last_local_event; ++event) {
    if ((compat::tools_hearing(code, event) & ~debugger) != 0) return true;
  }
  return false;
}

#if PYINSTR_KNOWS_MONITORING

/// Patch releases of 3.13 differ in how it is kept.
template <typename Lines>
std::uint8_t& opcode_beneath_line(Lines* lines, std::uint32_t index) {
  if constexpr (requires { lines[index].original_opcode; }) return lines[index].original_opcode;
  else return lines->data[index * lines->bytes_per_entry];
}

std::uint8_t& opcode_at(PyCodeObject* code, std::uint32_t index) {
  std::uint8_t* opcode = &live_units(code)[index].opcode;
  if (*opcode == INSTRUMENTED_LINE) opcode = &opcode_beneath_line(code->_co_monitoring->lines, index);
  if (*opcode == INSTRUMENTED_INSTRUCTION) opcode = &code->_co_monitoring->per_instruction_opcodes[index];
  return *opcode;
}

bool is_jump(std::uint8_t opcode) { return opcode == JUMP_FORWARD || opcode == INSTRUMENTED_JUMP_FORWARD; }

#else

std::uint8_t& opcode_at(PyCodeObject* code, std::uint32_t index) { return live_units(code)[index].opcode; }

bool is_jump(std::uint8_t opcode) { return opcode == JUMP_FORWARD; }

#endif

bool is_covered(PyCodeObject* code, std::uint32_t index) {
  return &opcode_at(code, index) != &live_units(code)[index].opcode;
}

std::uint8_t fresh_opcode([[maybe_unused]] const PyCodeObject* code, std::uint8_t written) {
#ifdef LOAD_GLOBAL_ADAPTIVE
  // 3.11 makes code adaptive once; later it is done here.
  if (code->co_warmup == 0 && written == LOAD_GLOBAL) return LOAD_GLOBAL_ADAPTIVE;
#endif
  return written;
}

}  // namespace pyinstr::python::bytecode
