#include "expression.h"

#include <array>

#include "compat.h"

namespace pyinstr::python {
namespace {

constexpr const char* expression_file = "<condition>";

py::object stolen(PyObject* object) { return py::reinterpret_steal<py::object>(object); }
py::object borrowed(PyObject* object) { return py::reinterpret_borrow<py::object>(object); }

}  // namespace

std::shared_ptr<PythonCondition> PythonCondition::compile(std::string_view text) {
  std::string source(text);
  auto code = stolen(Py_CompileString(source.c_str(), expression_file, Py_eval_input));
  return code ? std::make_shared<PythonCondition>(std::move(source), std::move(code)) : nullptr;
}

void PythonCondition::collect_names(const py::object& code) {
  for (const auto& name : py::tuple(code.attr("co_names"))) names_.insert(py::cast<std::string>(name));
  for (const auto& constant : py::tuple(code.attr("co_consts"))) {
    if (PyCode_Check(constant.ptr())) collect_names(py::reinterpret_borrow<py::object>(constant));
  }
}

/// The names that are variables of that code, each once.
std::vector<py::object> PythonCondition::names_local_to(const py::object& code) const {
  std::vector<py::object> locals;
  std::set<std::string> taken;
  for (const char* kind : {"co_varnames", "co_cellvars", "co_freevars"}) {
    for (const auto& name : py::tuple(code.attr(kind))) {
      const auto text = py::cast<std::string>(name);
      if (names_.contains(text) && taken.insert(text).second) locals.push_back(borrowed(name.ptr()));
    }
  }
  return locals;
}

std::shared_ptr<const Compiled> PythonCondition::compile_for(PyFrameObject* frame, PyCodeObject* code) {
  Compiled made;
  made.code = borrowed(reinterpret_cast<PyObject*>(code));
  made.globals = borrowed(compat::frame_globals(frame));
  made.locals = names_local_to(made.code);
  std::string parameters;
  for (const auto& name : made.locals) {
    parameters += (parameters.empty() ? "" : ",") + py::cast<std::string>(name);
  }
  const std::string source = "lambda " + parameters + ":(\n" + text_ + "\n)";
  const auto lambda = stolen(Py_CompileString(source.c_str(), expression_file, Py_eval_input));
  if (!lambda) return nullptr;
  made.function = stolen(PyEval_EvalCode(lambda.ptr(), made.globals.ptr(), made.globals.ptr()));
  return made.function ? std::make_shared<const Compiled>(std::move(made)) : nullptr;
}

const Compiled* PythonCondition::compiled(PyFrameObject* frame, PyCodeObject* code) {
  PyObject* const globals = compat::frame_globals(frame);
  for (const auto& entry : compiled_) {
    if (entry->code.ptr() == reinterpret_cast<PyObject*>(code) && entry->globals.ptr() == globals) return entry.get();
  }
  auto entry = compile_for(frame, code);
  if (entry == nullptr) return nullptr;
  compiled_.push_back(std::move(entry));  // never taken out: a pointer stays good
  return compiled_.back().get();
}

PyObject* PythonCondition::value_in_module(PyObject* globals) {
  return PyEval_EvalCode(expression_.ptr(), globals, globals);
}

PyObject* PythonCondition::value_in_mapping(PyFrameObject* frame) {
  const auto locals = stolen(PyObject_GetAttrString(reinterpret_cast<PyObject*>(frame), "f_locals"));
  return locals ? PyEval_EvalCode(expression_.ptr(), compat::frame_globals(frame), locals.ptr()) : nullptr;
}

/// Asked a million times a second: no allocation of ours, no attribute looked up by name.
PyObject* PythonCondition::value(PyFrameObject* frame) {
  PyCodeObject* const code = compat::frame_code(frame);
  if (!compat::is_function(code)) return value_in_mapping(frame);
  const Compiled* entry = compiled(frame, code);
  if (entry == nullptr) return nullptr;
  const std::size_t count = entry->locals.size();
  constexpr std::size_t usual = 8;
  std::array<PyObject*, usual> few;
  std::vector<PyObject*> many(count > usual ? count : 0);
  PyObject** const values = count > usual ? many.data() : few.data();
  std::size_t ready = 0;
  while (ready < count && (values[ready] = compat::frame_variable(frame, entry->locals[ready].ptr())) != nullptr) ++ready;
  PyObject* const result = ready == count ? PyObject_Vectorcall(entry->function.ptr(), values, count, nullptr) : nullptr;
  while (ready > 0) Py_DECREF(values[--ready]);
  return result;
}

}  // namespace pyinstr::python
