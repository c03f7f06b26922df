#include "condition.h"

#include <set>
#include <vector>

#include "compat.h"

namespace pyinstr::python {
namespace {

constexpr const char* file_name = "<condition>";

py::object steal(PyObject* object) { return py::reinterpret_steal<py::object>(object); }
py::object borrow(PyObject* object) { return py::reinterpret_borrow<py::object>(object); }

/// The condition for one code object and one namespace: frames of the same function share it.
struct Compiled {
  py::object code;     ///< the frame's, kept so that its address stays its own
  py::object globals;
  py::object function;
  std::vector<py::object> locals;  ///< names of the function's parameters
};

class PythonCondition : public engine::Condition {
 public:
  PythonCondition(std::string text, py::object expression)
      : text_(std::move(text)), expression_(std::move(expression)) {
    collect_names(expression_);
  }

  /// New reference to the value, or null with an exception.
  PyObject* value(PyFrameObject* frame);

 private:
  void collect_names(const py::object& code);
  PyObject* value_in_mapping(PyFrameObject* frame, const py::object& globals);
  const Compiled* compiled(const py::object& code, const py::object& globals);
  std::vector<py::object> names_local_to(const py::object& code) const;

  std::string text_;
  py::object expression_;  ///< the code object of the expression alone
  std::set<std::string> names_;  ///< all it uses, those in its lambdas and comprehensions too
  std::vector<Compiled> compiled_;
};

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
      if (names_.contains(text) && taken.insert(text).second) locals.push_back(borrow(name.ptr()));
    }
  }
  return locals;
}

const Compiled* PythonCondition::compiled(const py::object& code, const py::object& globals) {
  for (const auto& entry : compiled_) {
    if (entry.code.is(code) && entry.globals.is(globals)) return &entry;
  }
  Compiled entry{code, globals, {}, names_local_to(code)};
  std::string parameters;
  for (const auto& name : entry.locals) {
    parameters += (parameters.empty() ? "" : ",") + py::cast<std::string>(name);
  }
  const std::string source = "lambda " + parameters + ":(\n" + text_ + "\n)";
  const auto made = steal(Py_CompileString(source.c_str(), file_name, Py_eval_input));
  if (!made) return nullptr;
  entry.function = steal(PyEval_EvalCode(made.ptr(), globals.ptr(), nullptr));
  if (!entry.function) return nullptr;
  compiled_.push_back(std::move(entry));
  return &compiled_.back();
}

PyObject* PythonCondition::value_in_mapping(PyFrameObject* frame, const py::object& globals) {
  const auto locals = steal(PyObject_GetAttrString(reinterpret_cast<PyObject*>(frame), "f_locals"));
  return locals ? PyEval_EvalCode(expression_.ptr(), globals.ptr(), locals.ptr()) : nullptr;
}

PyObject* PythonCondition::value(PyFrameObject* frame) {
  const auto globals = steal(PyObject_GetAttrString(reinterpret_cast<PyObject*>(frame), "f_globals"));
  const auto code = steal(reinterpret_cast<PyObject*>(PyFrame_GetCode(frame)));
  if (!globals) return nullptr;
  const bool has_fast_locals = (reinterpret_cast<PyCodeObject*>(code.ptr())->co_flags & CO_OPTIMIZED) != 0;
  if (!has_fast_locals) return value_in_mapping(frame, globals);
  const Compiled* entry = compiled(code, globals);
  if (entry == nullptr) return nullptr;
  // Asking may run any code, which may ask this condition elsewhere and move the entries.
  const py::object function = entry->function;
  std::vector<py::object> values;
  std::vector<PyObject*> arguments;
  for (const auto& name : entry->locals) {
    values.push_back(steal(compat::frame_variable(frame, name.ptr())));
    if (!values.back()) return nullptr;
    arguments.push_back(values.back().ptr());
  }
  return PyObject_Vectorcall(function.ptr(), arguments.data(), arguments.size(), nullptr);
}

}  // namespace

std::string take_error_text() {
  PyObject *type = nullptr, *value = nullptr, *trace = nullptr;
  PyErr_Fetch(&type, &value, &trace);
  PyErr_NormalizeException(&type, &value, &trace);
  const auto owned_type = steal(type), owned_value = steal(value), owned_trace = steal(trace);
  if (!owned_type) return "unknown error";
  std::string text = reinterpret_cast<PyTypeObject*>(type)->tp_name;
  const auto message = steal(value ? PyObject_Str(value) : nullptr);
  const char* utf8 = message ? PyUnicode_AsUTF8(message.ptr()) : nullptr;
  PyErr_Clear();
  return utf8 == nullptr || *utf8 == 0 ? text : text + ": " + utf8;
}

std::shared_ptr<engine::Condition> ConditionEvaluator::compile(std::string_view text, std::string& error) {
  std::string source(text);
  auto code = steal(Py_CompileString(source.c_str(), file_name, Py_eval_input));
  if (!code) {
    error = take_error_text();
    return nullptr;
  }
  return std::make_shared<PythonCondition>(std::move(source), std::move(code));
}

engine::Verdict ConditionEvaluator::ask(engine::Condition& condition, engine::Stack&) {
  using Kind = engine::Verdict::Kind;
  const auto frame = borrow(reinterpret_cast<PyObject*>(PyEval_GetFrame()));
  const auto value =
      steal(static_cast<PythonCondition&>(condition).value(reinterpret_cast<PyFrameObject*>(frame.ptr())));
  const int truth = value ? PyObject_IsTrue(value.ptr()) : -1;
  if (truth >= 0) return {truth ? Kind::yes : Kind::no, {}};
  if (PyErr_ExceptionMatches(PyExc_KeyboardInterrupt)) {
    keep_interrupt_();
    return {Kind::interrupted, {}};
  }
  return {Kind::failed, take_error_text()};
}

}  // namespace pyinstr::python
