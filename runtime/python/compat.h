/// What differs between interpreters and their versions, each fact with a name. The only file
/// with a version test; what PyPy answers is in compat_pypy.h. Source: the C API's own headers of
/// CPython 3.10 to 3.15.
#pragma once

#include <pybind11/pybind11.h>

#include "pyinstr/rewriter.h"
#include "snapshot_variable.h"

#ifdef PYPY_VERSION
#include "compat_pypy.h"
#else

#include <frameobject.h>
#if PY_VERSION_HEX < 0x030C0000
#include <opcode.h>
#endif

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

/// How the interpreter itself keeps frames is known: of versions whose layout does not change any
/// more, where its own header is there. Else all is asked by public calls.
#if PY_VERSION_HEX >= 0x030B0000 && PY_VERSION_HEX < 0x03100000 && __has_include(<internal/pycore_frame.h>)
#define PYINSTR_KNOWS_FRAMES 1
#define Py_BUILD_CORE 1
extern "C" {
#if PY_VERSION_HEX < 0x030E0000
#include <internal/pycore_code.h>
#else
#include <internal/pycore_interpframe_structs.h>
#endif
#include <internal/pycore_frame.h>
}
#undef Py_BUILD_CORE
#else
#define PYINSTR_KNOWS_FRAMES 0
#endif

/// What code keeps for sys.monitoring is declared in internal headers from 3.14 on.
#if PY_VERSION_HEX >= 0x030E0000 && __has_include(<internal/pycore_instruments.h>)
#define Py_BUILD_CORE 1
extern "C" {
#include <internal/pycore_instruments.h>
}
#undef Py_BUILD_CORE
#endif

namespace pyinstr::python::compat {

namespace py = pybind11;

/// The frame that runs, without making a frame object for it: its code and instruction offset
/// can be asked of the interpreter's own record (PEP 523's successor API, 3.12).
#define PYINSTR_HAS_FRAME_RECORD (PY_VERSION_HEX >= 0x030C0000)
/// Columns are kept with instructions (PEP 657).
#define PYINSTR_HAS_COLUMNS (PY_VERSION_HEX >= 0x030B0000)
/// `frame.f_locals` writes through (PEP 667); below, a snapshot is written back by a call.
#define PYINSTR_HAS_WRITE_THROUGH_LOCALS (PY_VERSION_HEX >= 0x030D0000)
/// A local can be read from a frame by name without a snapshot of all.
#define PYINSTR_HAS_FRAME_VARIABLE (PY_VERSION_HEX >= 0x030C0000)
/// Events with a place of their own (PEP 669), under `sys.monitoring`.
#define PYINSTR_HAS_MONITORING (PY_VERSION_HEX >= 0x030C0000)
/// What code keeps for them is declared.
#if PY_VERSION_HEX < 0x030E0000 || defined(Py_INTERNAL_INSTRUMENT_H)
#define PYINSTR_KNOWS_MONITORING PYINSTR_HAS_MONITORING
#else
#define PYINSTR_KNOWS_MONITORING 0
#endif
/// Code that runs is specialised, with caches among its instructions (PEP 659). What the compiler wrote is
/// kept apart, and is what readers of code see.
#define PYINSTR_HAS_ADAPTIVE_CODE (PY_VERSION_HEX >= 0x030B0000)
/// What its instructions are, and who else writes over them.
#define PYINSTR_KNOWS_BYTECODE (PY_VERSION_HEX < 0x03100000)
/// No such events, but trace functions that C can set on any thread.
#define PYINSTR_HAS_TRACE_FUNCTIONS (PY_VERSION_HEX < 0x030C0000)
/// A hook is a native function, and asks the gate itself.
#define PYINSTR_HAS_PYTHON_HOOKS 0
inline constexpr bool has_python_hooks = PYINSTR_HAS_PYTHON_HOOKS;
/// C's own reading of a line, which `readline` takes over when it is imported.
#define PYINSTR_HAS_OS_READLINE 1
/// All objects of the collector can be visited from C.
#define PYINSTR_HAS_OBJECT_VISIT (PY_VERSION_HEX >= 0x030C0000)
/// A frame knows its generator by a public call; below, by a public field.
#define PYINSTR_HAS_FRAME_GENERATOR (PY_VERSION_HEX >= 0x030B0000)

/// Below 3.12 pybind11 reaches for the main interpreter's lock from any other and waits for ever.
inline bool is_interpreter_without_support() {
#if PY_VERSION_HEX < 0x030C0000
  return PyInterpreterState_Get() != PyInterpreterState_Main();
#else
  return false;
#endif
}

/// Bytes of one instruction, on all versions since 3.6.
inline constexpr int instruction_size = 2;

/// A place in running code. The code is borrowed from the running frame.
struct Place {
  PyCodeObject* code = nullptr;
  int offset = -1;  ///< in bytes
};

#if PYINSTR_KNOWS_FRAMES
/// The interpreter's own record of the frame that runs; no frame object is made for it.
inline _PyInterpreterFrame* running_frame() {
#if PY_VERSION_HEX >= 0x030D0000
  return PyThreadState_GetUnchecked()->current_frame;
#else
  return _PyThreadState_UncheckedGet()->cframe->current_frame;
#endif
}

#if PY_VERSION_HEX >= 0x030E0000
/// An object as frames keep it: the lowest bit says that somebody else's reference is relied on.
using Variable = _PyStackRef;
inline PyObject* object_of(Variable variable) { return reinterpret_cast<PyObject*>(variable.bits & ~std::uintptr_t{1}); }
#else
using Variable = PyObject*;
inline PyObject* object_of(Variable variable) { return variable; }
#endif

/// Its code, borrowed; the interpreter's own helpers are written differently in each version.
inline PyCodeObject* code_of_record(_PyInterpreterFrame* frame) {
#if PY_VERSION_HEX >= 0x030D0000
  return reinterpret_cast<PyCodeObject*>(object_of(frame->f_executable));
#else
  return frame->f_code;
#endif
}

/// Where it stands in that code.
inline int offset_of_record(_PyInterpreterFrame* frame, [[maybe_unused]] PyCodeObject* code) {
#if PY_VERSION_HEX >= 0x030E0000
  return static_cast<int>(reinterpret_cast<char*>(frame->instr_ptr) - code->co_code_adaptive);
#else
  return _PyInterpreterFrame_LASTI(frame) * instruction_size;
#endif
}
#else
using Variable = PyObject*;
inline PyObject* object_of(Variable variable) { return variable; }
#endif

/// Where the caller of a C function stands. Never fails inside a function called from Python.
inline Place current_place() {
  Place place;
#if PYINSTR_KNOWS_FRAMES
  _PyInterpreterFrame* frame = running_frame();
  if (frame == nullptr) return place;
  place.code = code_of_record(frame);
  if (!PyCode_Check(place.code)) return {};
  place.offset = offset_of_record(frame, place.code);
#elif PYINSTR_HAS_FRAME_RECORD
#if PY_VERSION_HEX >= 0x030D0000
  _PyInterpreterFrame* frame = PyThreadState_GetUnchecked()->current_frame;
#else
  _PyInterpreterFrame* frame = _PyThreadState_UncheckedGet()->cframe->current_frame;
#endif
  if (frame == nullptr) return place;
  PyObject* code = PyUnstable_InterpreterFrame_GetCode(frame);
  Py_XDECREF(code);  // the frame itself keeps it alive while it runs
  if (code == nullptr || !PyCode_Check(code)) return place;
  place.code = reinterpret_cast<PyCodeObject*>(code);
  place.offset = PyUnstable_InterpreterFrame_GetLasti(frame);
#else
  PyFrameObject* frame = PyEval_GetFrame();
  if (frame == nullptr) return place;
  place.code = PyFrame_GetCode(frame);
  Py_DECREF(place.code);  // as above
#if PY_VERSION_HEX >= 0x030B0000
  place.offset = PyFrame_GetLasti(frame);
#else
  place.offset = frame->f_lasti * instruction_size;
#endif
#endif
  return place;
}

/// Line and column (in UTF-8 bytes, -1 if unknown) of an instruction.
inline void locate(PyCodeObject* code, int offset, int& line, int& column) {
  column = -1;
#if PYINSTR_HAS_COLUMNS
  int end_line = 0, end_column = 0;
  if (PyCode_Addr2Location(code, offset, &line, &column, &end_line, &end_column)) return;
#endif
  line = PyCode_Addr2Line(code, offset);
}

/// The same where code runs.
inline void locate(const Place& place, int& line, int& column) { locate(place.code, place.offset, line, column); }

#if PYINSTR_HAS_COLUMNS
/// Gives a code object another table of locations. New reference to the one it had, or null with an
/// exception if there was no memory.
inline PyObject* exchange_location_table(PyCodeObject* code, std::string_view table) {
  PyObject* bytes = PyBytes_FromStringAndSize(table.data(), static_cast<Py_ssize_t>(table.size()));
  return bytes == nullptr ? nullptr : std::exchange(code->co_linetable, bytes);
}
#endif

/// Calls the function that an expression of ours is. New reference, or null with an exception.
inline PyObject* call_expression(PyObject* function, PyObject* const* arguments, std::size_t count) {
  return PyObject_Vectorcall(function, arguments, count, nullptr);
}

/// sys.monitoring's events that code has for itself, by number: on 3.12 they have names in internal headers
/// only. From lines on, they are told of single instructions, up to branches, of which 3.14 has two kinds.
inline constexpr int line_event = 5;
inline constexpr int last_branch_event = PY_VERSION_HEX >= 0x030E0000 ? 9 : 8;
inline constexpr int last_local_event = last_branch_event + 1;

/// The tools that hear of an event in that code, a bit each; an old trace function is one.
inline unsigned tools_hearing([[maybe_unused]] const PyCodeObject* code, [[maybe_unused]] int event) {
#if PYINSTR_KNOWS_MONITORING
  return code->_co_monitoring == nullptr ? 0 : code->_co_monitoring->active_monitors.tools[event];
#else
  return PYINSTR_HAS_MONITORING ? ~0u : 0;  // for all that is known
#endif
}

/// Whether somebody hears of the code's lines by sys.monitoring.
inline bool lines_are_heard(const PyCodeObject* code) { return tools_hearing(code, line_event) != 0; }

/// Lets the interpreter find out anew which of the code's instructions begin a line, which it notes
/// when somebody first hears of its lines. Nobody may at present, on 3.12 and later.
inline void forget_noted_lines([[maybe_unused]] PyCodeObject* code) {
#if PYINSTR_KNOWS_MONITORING
  if (code->_co_monitoring == nullptr) return;
  PyMem_Free(code->_co_monitoring->lines);
  code->_co_monitoring->lines = nullptr;
#elif PYINSTR_HAS_COLUMNS && !PYINSTR_HAS_MONITORING
  PyMem_Free(code->_co_linearray);
  code->_co_linearray = nullptr;
#endif
}

/// The code of a function: its locals are slots, unlike those of modules and classes.
inline bool is_function(const PyCodeObject* code) { return (code->co_flags & CO_OPTIMIZED) != 0; }

/// Flags of code that runs as a coroutine or an asynchronous generator.
inline constexpr int coroutine = CO_COROUTINE | CO_ITERABLE_COROUTINE | CO_ASYNC_GENERATOR;

/// Finds the generator, coroutine or asynchronous generator of one frame.
class FrameGenerator {
 public:
  /// A new reference, or null. Always asked with the same frame; throws what pybind11 throws.
  PyObject* of(PyFrameObject* frame) {
#if PYINSTR_HAS_FRAME_GENERATOR
    return PyFrame_GetGenerator(frame);
#else
    return Py_XNewRef(frame->f_gen);
#endif
  }
};

/// The frame's globals, borrowed from it.
inline PyObject* frame_globals(PyFrameObject* frame) {
#if PY_VERSION_HEX >= 0x030B0000
  PyObject* globals = PyFrame_GetGlobals(frame);
  Py_DECREF(globals);
  return globals;
#else
  return frame->f_globals;
#endif
}

/// A local, cell or free variable by name: a new reference, or null with an exception set.
/// Not for module and class frames, whose names are a mapping.
inline PyObject* frame_variable(PyFrameObject* frame, PyObject* name) {
#if PYINSTR_HAS_FRAME_VARIABLE
  PyObject* value = PyFrame_GetVar(frame, name);
  // The wording of Python itself, which this function does not use.
  if (value == nullptr && PyErr_ExceptionMatches(PyExc_NameError)) raise_unbound(name);
  return value;
#else
  return snapshot_variable(frame, name);
#endif
}

/// Whether the variables of a frame can be had where the frame keeps them.
inline constexpr bool knows_variables = PYINSTR_KNOWS_FRAMES || PY_VERSION_HEX < 0x030B0000;

/// Python's own tree of an expression, an `ast.Expression`: a new reference, or null with an exception.
inline PyObject* syntax_tree(const char* expression) {
  PyCompilerFlags only_tree = {PyCF_ONLY_AST, PY_MINOR_VERSION};
  return Py_CompileStringFlags(expression, "<condition>", Py_eval_input, &only_tree);
}

/// Where frames of a code keep a variable; unknown where frames are.
struct VariableSlot {
  int index = -1;
  bool may_be_cell = false;  ///< shared with inner functions: what is there can be its cell
};

/// Of a name that is a variable of that function.
inline VariableSlot slot_of_variable([[maybe_unused]] PyCodeObject* code, [[maybe_unused]] PyObject* name) {
#if PYINSTR_KNOWS_FRAMES
  for (int i = 0; i < code->co_nlocalsplus; ++i) {
    if (PyUnicode_Compare(PyTuple_GET_ITEM(code->co_localsplusnames, i), name) != 0) continue;
    constexpr int cell_or_free = 0x40 | 0x80;  // CO_FAST_CELL and CO_FAST_FREE, of another header in each version
    return {i, (PyBytes_AS_STRING(code->co_localspluskinds)[i] & cell_or_free) != 0};
  }
#elif PY_VERSION_HEX < 0x030B0000
  const auto find = [name](PyObject* names) {
    Py_ssize_t i = PyTuple_GET_SIZE(names);
    while (--i >= 0 && PyUnicode_Compare(PyTuple_GET_ITEM(names, i), name) != 0) {}
    return static_cast<int>(i);
  };
  const int cells = static_cast<int>(PyTuple_GET_SIZE(code->co_cellvars));
  if (const int i = find(code->co_cellvars); i >= 0) return {code->co_nlocals + i, true};
  if (const int i = find(code->co_freevars); i >= 0) return {code->co_nlocals + cells + i, true};
  return {find(code->co_varnames), false};
#endif
  return {};
}

/// The variables of a frame, by slot; null where that is not known. Valid while it lives.
inline Variable* variables_of([[maybe_unused]] PyFrameObject* frame) {
#if PYINSTR_KNOWS_FRAMES
  return frame->f_frame->localsplus;
#elif PY_VERSION_HEX < 0x030B0000
  return frame->f_localsplus;
#else
  return nullptr;
#endif
}

/// What runs, all borrowed from its frame.
struct Running {
  PyCodeObject* code = nullptr;
  PyObject* globals = nullptr;
  Variable* variables = nullptr;   ///< null where they are not known
  bool names_are_globals = false;  ///< all of them, as in a module; else it is not known
};

/// Of the caller of a C function, without making a frame object where that can be avoided.
inline Running running() {
#if PYINSTR_KNOWS_FRAMES
  _PyInterpreterFrame* const frame = running_frame();
  PyCodeObject* const code = code_of_record(frame);
  const bool in_module = frame->f_locals == frame->f_globals && code->co_nlocalsplus == 0;
  return {code, frame->f_globals, frame->localsplus, in_module};
#elif PY_VERSION_HEX < 0x030B0000
  PyFrameObject* const frame = PyEval_GetFrame();
  return {frame->f_code, frame->f_globals, frame->f_localsplus, frame->f_locals == frame->f_globals};
#else
  PyFrameObject* const frame = PyEval_GetFrame();
  return {current_place().code, PyEval_GetGlobals(), frame == nullptr ? nullptr : variables_of(frame)};
#endif
}

/// Borrowed; null if the variable is unbound.
inline PyObject* variable_at(const Variable* variables, VariableSlot slot) {
  PyObject* const value = object_of(variables[slot.index]);
  return slot.may_be_cell && value != nullptr && PyCell_Check(value) ? PyCell_GET(value) : value;
}

/// Writes the snapshot that `frame.f_locals` gave back into the frame. Where locals write through there
/// is nothing to do. `clear`: names missing from the snapshot are unbound. Throws what pybind11 throws.
inline void write_back_locals([[maybe_unused]] PyFrameObject* frame, const py::object& /*snapshot*/,
                              [[maybe_unused]] bool clear) {
#if !PYINSTR_HAS_WRITE_THROUGH_LOCALS
  PyFrame_LocalsToFast(frame, clear ? 1 : 0);
#endif
}

/// The hooks that cost least here.
inline constexpr auto cheap_hooks = rewriter::HookStyle::frame;

/// As `threading.get_ident` has it.
inline unsigned long this_thread() { return PyThread_get_thread_ident(); }

/// The frame of the Python code that runs, borrowed; null if there is none.
inline PyFrameObject* current_frame() { return PyEval_GetFrame(); }

/// The frame's code, borrowed from it.
inline PyCodeObject* frame_code(PyFrameObject* frame) {
  PyCodeObject* code = PyFrame_GetCode(frame);
  Py_DECREF(code);  // the frame keeps it
  return code;
}

/// The frame's caller (new reference), or null.
inline PyObject* frame_caller(PyFrameObject* frame) {
  return reinterpret_cast<PyObject*>(PyFrame_GetBack(frame));
}

/// The line a frame is at.
inline int frame_line(PyFrameObject* frame) { return PyFrame_GetLineNumber(frame); }

/// What a code object says of itself.
inline py::object file_name(PyCodeObject* code) { return py::reinterpret_borrow<py::object>(code->co_filename); }
inline py::object name(PyCodeObject* code) { return py::reinterpret_borrow<py::object>(code->co_name); }
inline py::tuple names(PyCodeObject* code) { return py::reinterpret_borrow<py::tuple>(code->co_names); }
inline py::tuple constants(PyCodeObject* code) { return py::reinterpret_borrow<py::tuple>(code->co_consts); }
inline int first_line(PyCodeObject* code) { return code->co_firstlineno; }
inline int flags(PyCodeObject* code) { return code->co_flags; }

/// To `sys.stderr`, whatever it is by now; errors are nobody's.
inline void write_to_stderr(const std::string& text) { PySys_FormatStderr("%s", text.c_str()); }

/// Whether a local of a running frame can be unbound from outside. 3.12 puts None there instead,
/// 3.13 refuses.
inline constexpr bool can_unbind_locals = PY_VERSION_HEX < 0x030C0000;

inline constexpr bool has_monitoring = PYINSTR_HAS_MONITORING != 0;
inline constexpr bool has_trace_functions = PYINSTR_HAS_TRACE_FUNCTIONS != 0;

/// Whether an object is never freed, and other interpreters have it, too: code that is part of the executable.
inline bool lives_for_ever([[maybe_unused]] PyObject* object) {
#if PY_VERSION_HEX >= 0x030C0000
  return _Py_IsImmortal(object) != 0;
#elif PY_VERSION_HEX >= 0x030B0000
  constexpr Py_ssize_t most = 999'999'999;  // what such code begins with
  return Py_REFCNT(object) > most / 2;
#else
  return false;
#endif
}

inline constexpr bool has_qualified_names = PY_VERSION_HEX >= 0x030B0000;

/// Whether the interpreter is being taken down: modules are emptied, and nothing can be imported.
inline bool is_finalizing() {
#if PY_VERSION_HEX >= 0x030D0000
  return Py_IsFinalizing() != 0;
#else
  return _Py_IsFinalizing() != 0;
#endif
}

/// Whether a thread of that id has a place in this interpreter.
inline bool is_live_thread(unsigned long id) {
  PyThreadState* thread = PyInterpreterState_ThreadHead(PyInterpreterState_Get());
  while (thread != nullptr && thread->thread_id != id) thread = PyThreadState_Next(thread);
  return thread != nullptr;
}

/// The code's name with its classes and functions in front; below 3.11 without them.
inline py::object qualified_name(PyCodeObject* code) {
#if PY_VERSION_HEX >= 0x030B0000
  return py::reinterpret_borrow<py::object>(code->co_qualname);
#else
  return name(code);
#endif
}

/// The code of a generator, coroutine or asynchronous generator: a new reference, or null.
inline PyObject* generator_code(PyObject* generator) {
#if PYINSTR_HAS_OBJECT_VISIT
  return reinterpret_cast<PyObject*>(PyGen_GetCode(reinterpret_cast<PyGenObject*>(generator)));
#else
  // Coroutines and asynchronous generators begin with the same fields.
  return Py_XNewRef(reinterpret_cast<PyObject*>(reinterpret_cast<PyGenObject*>(generator)->gi_code));
#endif
}

/// Whether an object runs code that can be asked of it. Makes nothing.
inline bool holds_code(PyObject* object) {
  return PyFunction_Check(object) || PyGen_Check(object) || PyCoro_CheckExact(object) || PyAsyncGen_CheckExact(object);
}

using Visit = int (*)(PyObject* object, void* with);

/// Calls `visit` with every object that the collector knows, borrowed, until it returns 0. It must
/// make no Python object. Nothing is visited where there is no memory.
inline void visit_objects(Visit visit, void* with) {
#if PYINSTR_HAS_OBJECT_VISIT
  PyUnstable_GC_VisitObjects(visit, with);
#else
  PyObject* const gc = PyImport_ImportModule("gc");
  PyObject* const objects = gc != nullptr ? PyObject_CallMethod(gc, "get_objects", nullptr) : nullptr;
  if (objects == nullptr) PyErr_Clear();
  const Py_ssize_t count = objects != nullptr && PyList_Check(objects) ? PyList_GET_SIZE(objects) : 0;
  for (Py_ssize_t i = 0; i < count; ++i) {
    if (visit(PyList_GET_ITEM(objects, i), with) == 0) break;
  }
  Py_XDECREF(objects);
  Py_XDECREF(gc);
#endif
}

/// While an exception that was sent to a thread has not met it (it sleeps), other threads that are
/// traced hang where a function begins.
inline constexpr bool unmet_exceptions_stall = PY_VERSION_HEX >= 0x030B0000 && PY_VERSION_HEX < 0x030C0000;

/// Whether the running thread is inside a trace function.
inline bool is_in_event() { return PyThreadState_Get()->tracing > 0; }

/// Whether code that runs often becomes machine code, which knows nothing of what is written over it: an
/// experiment of 3.13, which later versions of it tell of and can switch on for a process.
inline bool compiles_further() {
#if PY_VERSION_HEX >= 0x030E0000
  PyObject* const compiler = PySys_GetObject("_jit");  // borrowed
  PyObject* const answer = compiler == nullptr ? nullptr : PyObject_CallMethod(compiler, "is_enabled", nullptr);
  if (answer == nullptr) PyErr_Clear();
  const bool is_enabled = answer != nullptr && PyObject_IsTrue(answer) == 1;
  Py_XDECREF(answer);
  return is_enabled;
#else
  return false;
#endif
}

#if PY_VERSION_HEX >= 0x030B0000
/// Whether a frame of that code, of any thread, stands at that offset in it.
inline bool a_frame_stands_at(const PyCodeObject* code, int offset) {
  bool found = false;
  for (PyThreadState* thread = PyInterpreterState_ThreadHead(PyInterpreterState_Get()); thread != nullptr && !found;
       thread = PyThreadState_Next(thread)) {
    auto frame = py::reinterpret_steal<py::object>(reinterpret_cast<PyObject*>(PyThreadState_GetFrame(thread)));
    while (frame && !found) {
      auto* const raw = reinterpret_cast<PyFrameObject*>(frame.ptr());
      found = frame_code(raw) == code && PyFrame_GetLasti(raw) == offset;
      frame = py::reinterpret_steal<py::object>(reinterpret_cast<PyObject*>(PyFrame_GetBack(raw)));
    }
  }
  return found;
}
#else
/// Nobody is told of single instructions there.
inline bool a_frame_stands_at(const PyCodeObject*, int) { return false; }
#endif

/// New reference to the code's instructions, a bytes object, as they were compiled, where that is kept; else to
/// those that run. Null, without an exception, if there was no memory.
inline PyObject* compiled_code(PyCodeObject* code) {
#if PYINSTR_HAS_ADAPTIVE_CODE
  PyObject* const bytes = PyCode_GetCode(code);
#else
  PyObject* const bytes = Py_NewRef(code->co_code);
#endif
  if (bytes == nullptr) PyErr_Clear();
  return bytes;
}

#if PYINSTR_HAS_TRACE_FUNCTIONS

/// Whether a thread has a trace function, of whatever kind.
inline bool is_traced(const PyThreadState* thread) { return thread->c_tracefunc != nullptr; }

/// What its trace function is called with, borrowed; may be null.
inline PyObject* trace_object(const PyThreadState* thread) { return thread->c_traceobj; }

/// Sets a thread's trace function, or takes it away; not for one whose function is another's. Unlike
/// PyEval_SetTrace it serves any thread, and runs no Python code meanwhile: threads can be walked.
inline void set_trace(PyThreadState* thread, Py_tracefunc function, PyObject* object) {
  Py_XINCREF(object);
  PyObject* before = thread->c_traceobj;
  thread->c_traceobj = object;
  thread->c_tracefunc = function;
  Py_XDECREF(before);
  const bool on = function != nullptr || thread->c_profilefunc != nullptr;
  // 255: on 3.11 it is or'ed into opcodes. A thread inside a trace function gets it when it leaves.
  if (thread->tracing == 0) thread->cframe->use_tracing = on ? 255 : 0;
}

/// Whether the frame, of which a call is told, runs for the first time: it may be a generator's.
inline bool begins_anew(PyFrameObject* frame) {
  constexpr int generators = CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR;
  if ((frame_code(frame)->co_flags & generators) == 0) return true;
#if PY_VERSION_HEX >= 0x030B0000
  const int offset = PyFrame_GetLasti(frame);
  PyObject* const bytes = offset < 0 ? nullptr : compiled_code(frame_code(frame));
  if (bytes == nullptr) return true;
  const auto* const code = reinterpret_cast<const unsigned char*>(PyBytes_AS_STRING(bytes));
  constexpr int where_resumed = 3;  // 0: at the function's start
  const bool begins = code[offset] == RESUME && (code[offset + 1] & where_resumed) == 0;
  Py_DECREF(bytes);
  return begins;
#else
  return frame->f_lasti < 0;
#endif
}

/// Whether the frame, about to be left with a value, yields it. One that waits for another generator
/// or an awaitable stands, on 3.10, in front of the instruction that does.
inline bool is_at_yield(PyFrameObject* frame) {
#if PY_VERSION_HEX >= 0x030B0000
  const int offset = PyFrame_GetLasti(frame);
#else
  const int offset = frame->f_lasti * instruction_size;
#endif
  PyObject* const bytes = compiled_code(frame_code(frame));
  if (bytes == nullptr) return false;
  const auto opcode_at = [&](int at) {
    return at < PyBytes_GET_SIZE(bytes) ? static_cast<unsigned char>(PyBytes_AS_STRING(bytes)[at]) : 0;
  };
  bool yields = opcode_at(offset) == YIELD_VALUE;
#ifdef YIELD_FROM
  yields = yields || opcode_at(offset + instruction_size) == YIELD_FROM;
#endif
  Py_DECREF(bytes);
  return yields;
}

#endif

}  // namespace pyinstr::python::compat

#endif
