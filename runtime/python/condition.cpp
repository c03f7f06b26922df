#include "condition.h"

#include <array>
#include <set>
#include <vector>

#include "compat.h"
#include "inspect.h"

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
  PyObject* value_in_mapping(PyFrameObject* frame);
  const Compiled* compiled(PyFrameObject* frame, PyCodeObject* code);
  std::shared_ptr<const Compiled> compile_for(PyFrameObject* frame, PyCodeObject* code);
  std::vector<py::object> names_local_to(const py::object& code) const;

  std::string text_;
  py::object expression_;  ///< the code object of the expression alone
  std::set<std::string> names_;  ///< all it uses, those in its lambdas and comprehensions too
  std::vector<std::shared_ptr<const Compiled>> compiled_;
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

std::shared_ptr<const Compiled> PythonCondition::compile_for(PyFrameObject* frame, PyCodeObject* code) {
  Compiled made;
  made.code = borrow(reinterpret_cast<PyObject*>(code));
  made.globals = borrow(compat::frame_globals(frame));
  made.locals = names_local_to(made.code);
  std::string parameters;
  for (const auto& name : made.locals) {
    parameters += (parameters.empty() ? "" : ",") + py::cast<std::string>(name);
  }
  const std::string source = "lambda " + parameters + ":(\n" + text_ + "\n)";
  const auto lambda = steal(Py_CompileString(source.c_str(), file_name, Py_eval_input));
  if (!lambda) return nullptr;
  made.function = steal(PyEval_EvalCode(lambda.ptr(), made.globals.ptr(), made.globals.ptr()));
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

PyObject* PythonCondition::value_in_mapping(PyFrameObject* frame) {
  const auto locals = steal(PyObject_GetAttrString(reinterpret_cast<PyObject*>(frame), "f_locals"));
  return locals ? PyEval_EvalCode(expression_.ptr(), compat::frame_globals(frame), locals.ptr()) : nullptr;
}

/// Asked a million times a second: no allocation of ours, no attribute looked up by name.
PyObject* PythonCondition::value(PyFrameObject* frame) {
  PyCodeObject* const code = PyFrame_GetCode(frame);
  Py_DECREF(code);  // the frame keeps it
  const bool has_fast_locals = (code->co_flags & CO_OPTIMIZED) != 0;
  if (!has_fast_locals) return value_in_mapping(frame);
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

/// New reference, or null with an exception.
PyObject* converted(PyObject* value, char conversion) {
  switch (conversion) {
    case 'r': return PyObject_Repr(value);
    case 's': return PyObject_Str(value);
    case 'a': return PyObject_ASCII(value);
    default: return Py_NewRef(value);
  }
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
  PyObject* const value = static_cast<PythonCondition&>(condition).value(PyEval_GetFrame());
  const int truth = value ? PyObject_IsTrue(value) : -1;
  Py_XDECREF(value);
  if (truth >= 0) return {truth ? Kind::yes : Kind::no, {}};
  if (PyErr_ExceptionMatches(PyExc_KeyboardInterrupt)) {
    keep_interrupt_();
    return {Kind::interrupted, {}};
  }
  return {Kind::failed, take_error_text()};
}

engine::Formatted ConditionEvaluator::format(engine::Condition& expression, char conversion, std::string_view spec,
                                             engine::Stack&) {
  using Kind = engine::Formatted::Kind;
  const auto value = steal(static_cast<PythonCondition&>(expression).value(PyEval_GetFrame()));
  const auto shown = value ? steal(converted(value.ptr(), conversion)) : py::object();
  const auto how = shown ? steal(PyUnicode_FromStringAndSize(spec.data(), static_cast<Py_ssize_t>(spec.size()))) : py::object();
  const auto text = how ? steal(PyObject_Format(shown.ptr(), how.ptr())) : py::object();
  if (text) return {Kind::made, text_of(text)};
  if (PyErr_ExceptionMatches(PyExc_KeyboardInterrupt)) {
    keep_interrupt_();
    return {Kind::interrupted, {}};
  }
  return {Kind::failed, take_error_text()};
}

}  // namespace pyinstr::python
