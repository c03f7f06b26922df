/// What PyPy answers to the questions of compat.h. Its C API is an image of its objects that is brought
/// up to date seldom or never, so everything but types and references goes through plain Python
/// attributes. Source: the headers of PyPy 7.3.19 and 8.0.
#pragma once

#include <frameobject.h>

#include <string>
#include <string_view>

#include "imports.h"

namespace pyinstr::python::compat {

namespace py = pybind11;

#define PYINSTR_HAS_COLUMNS 0
#define PYINSTR_HAS_WRITE_THROUGH_LOCALS 0
/// Hooks are functions in plain Python (pyinstr/compiled_away.py), which the JIT removes; a native one
/// it could not look into.
#define PYINSTR_HAS_PYTHON_HOOKS 1
inline constexpr bool has_python_hooks = PYINSTR_HAS_PYTHON_HOOKS;
/// What `readline` has set up for C's own reading of lines.
#define PYINSTR_HAS_OS_READLINE 0

inline bool is_interpreter_without_support() { return false; }

inline constexpr int instruction_size = 1;
#define PYINSTR_HAS_TRACE_FUNCTIONS 0
inline constexpr bool has_monitoring = false;
inline constexpr bool has_trace_functions = false;
inline constexpr bool unmet_exceptions_stall = false;
inline bool is_in_event() { return false; }
inline constexpr bool can_unbind_locals = true;
inline constexpr int coroutine = CO_COROUTINE | CO_ITERABLE_COROUTINE | 0x0200;

inline py::handle object_at(const void* object) {
  return reinterpret_cast<PyObject*>(const_cast<void*>(object));
}

inline void write_to_stderr(const std::string& text) {
  PyObject* const stream = PySys_GetObject("stderr");  // borrowed
  PyObject* const written =
      stream == nullptr || stream == Py_None ? nullptr : PyObject_CallMethod(stream, "write", "s", text.c_str());
  if (written == nullptr) PyErr_Clear();
  Py_XDECREF(written);
}

/// A code object or frame belongs to what it was asked of, which keeps it and, with it, its image: the
/// pointer stays good without a reference.
template <typename Image>
Image* kept_by_owner(const py::object& object) {
  return reinterpret_cast<Image*>(object.ptr());
}

inline constexpr auto cheap_hooks = rewriter::HookStyle::numbered;

inline unsigned long this_thread() { return static_cast<unsigned long>(PyThread_get_thread_ident()); }

/// Frames of hooks are hidden from this, as from `sys._getframe` and `f_back`.
inline PyFrameObject* current_frame() { return PyEval_GetFrame(); }

inline PyCodeObject* frame_code(PyFrameObject* frame) {
  return kept_by_owner<PyCodeObject>(object_at(frame).attr("f_code"));
}

inline PyObject* frame_caller(PyFrameObject* frame) {
  const py::object caller = object_at(frame).attr("f_back");
  return caller.is_none() ? nullptr : caller.inc_ref().ptr();
}

inline int frame_line(PyFrameObject* frame) { return py::cast<int>(object_at(frame).attr("f_lineno")); }

inline PyObject* frame_globals(PyFrameObject* frame) {
  return kept_by_owner<PyObject>(object_at(frame).attr("f_globals"));
}

inline py::object file_name(PyCodeObject* code) { return object_at(code).attr("co_filename"); }
inline py::object name(PyCodeObject* code) { return object_at(code).attr("co_name"); }
inline py::tuple names(PyCodeObject* code) { return object_at(code).attr("co_names"); }
inline py::tuple constants(PyCodeObject* code) { return object_at(code).attr("co_consts"); }
inline int first_line(PyCodeObject* code) { return py::cast<int>(object_at(code).attr("co_firstlineno")); }
inline int flags(PyCodeObject* code) { return py::cast<int>(object_at(code).attr("co_flags")); }
inline bool is_function(PyCodeObject* code) { return (flags(code) & CO_OPTIMIZED) != 0; }
inline py::object qualified_name(PyCodeObject* code) { return object_at(code).attr("co_qualname"); }

struct Place {
  PyCodeObject* code = nullptr;
  int offset = -1;
  int line = 0;
};

inline Place current_place() {
  PyFrameObject* const frame = current_frame();
  if (frame == nullptr) return {};
  return {frame_code(frame), py::cast<int>(object_at(frame).attr("f_lasti")), frame_line(frame)};
}

/// The line is known of running code only.
inline void locate(PyCodeObject*, int, int& line, int& column) { line = column = -1; }

inline void locate(const Place& place, int& line, int& column) {
  line = place.line;
  column = -1;
}

/// A frame does not know its generator. It is looked for once, since that takes a tenth of a second.
class FrameGenerator {
 public:
  PyObject* of(PyFrameObject* frame) {
    if (!found_) found_ = imported("pyinstr.frame_owner").attr("reference")(object_at(frame));
    const py::object generator = found_();
    return generator.is_none() ? nullptr : py::object(generator).release().ptr();
  }

 private:
  py::object found_;
};

inline PyObject* generator_code(PyObject*) { return nullptr; }

inline PyObject* frame_variable(PyFrameObject* frame, PyObject* name) { return snapshot_variable(frame, name); }

/// The snapshot is one dict of the frame, which asking for `f_locals` again would make anew.
inline void write_back_locals(PyFrameObject* frame, const py::object& /*snapshot*/, bool) {
  imported("__pypy__").attr("locals_to_fast")(object_at(frame));
}

inline bool holds_code(PyObject*) { return false; }

using Visit = int (*)(PyObject* object, void* with);
inline void visit_objects(Visit, void*) {}

/// Where frames keep their variables is not known.
inline constexpr bool knows_variables = false;
inline PyObject* syntax_tree(const char*) { return nullptr; }
using Variable = PyObject*;
struct VariableSlot {
  int index = -1;
};
struct Running {
  PyCodeObject* code = nullptr;
  PyObject* globals = nullptr;
  Variable* variables = nullptr;
  bool names_are_globals = false;
};
inline VariableSlot slot_of_variable(PyCodeObject*, PyObject*) { return {}; }
inline Variable* variables_of(PyFrameObject*) { return nullptr; }
inline Running running() { return {}; }
inline PyObject* variable_at(const Variable*, VariableSlot) { return nullptr; }

/// Without the traceback of an error, which would be copied as deep as it is.
inline PyObject* call_expression(PyObject* function, PyObject* const* arguments, std::size_t count) {
  try {
    py::list values;
    for (std::size_t i = 0; i < count; ++i) values.append(object_at(arguments[i]));
    const py::object cut = imported("pyinstr.asked_first").attr("call_cut");
    return cut(object_at(function), *values).release().ptr();
  } catch (py::error_already_set& error) {
    error.restore();
    return nullptr;
  }
}

inline constexpr bool has_qualified_names = true;
inline bool is_finalizing() { return false; }

/// Whether it still runs is only known to Python.
inline bool is_live_thread(unsigned long id) {
  return imported("sys").attr("_current_frames")().contains(py::int_(id));
}

/// There is no sys.monitoring.
inline bool lines_are_heard(const PyCodeObject*) { return false; }
inline void forget_noted_lines(PyCodeObject*) {}

}  // namespace pyinstr::python::compat
