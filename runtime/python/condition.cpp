#include "condition.h"

#include "compat.h"
#include "expression.h"
#include "inspect.h"
#include "interrupts.h"
#include "traced_expression.h"
#include "watched_expression.h"

namespace pyinstr::python {
namespace {

py::object steal(PyObject* object) { return py::reinterpret_steal<py::object>(object); }

/// New reference, or null with an exception.
PyObject* converted(PyObject* value, char conversion) {
  switch (conversion) {
    case 'r': return PyObject_Repr(value);
    case 's': return PyObject_Str(value);
    case 'a': return PyObject_ASCII(value);
    default: return Py_NewRef(value);
  }
}

struct CompiledWatch {
  std::shared_ptr<PythonCondition> expression;  ///< null: one of them is none
  std::shared_ptr<PythonCondition> condition;   ///< null: none
};

CompiledWatch compile_watch(std::string_view expression, std::string_view condition, std::string& error) {
  CompiledWatch made{PythonCondition::compile(expression), nullptr};
  if (made.expression && !condition.empty()) made.condition = PythonCondition::compile(condition);
  if (made.expression && (condition.empty() || made.condition)) return made;
  error = take_error_text();
  return {};
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

engine::Verdict verdict_of_error(const std::function<void()>& keep_interrupt) {
  using Kind = engine::Verdict::Kind;
  if (is_interrupt()) {
    keep_interrupt();
    return {Kind::interrupted, {}};
  }
  const bool undefined = PyErr_ExceptionMatches(PyExc_NameError) != 0;
  return {Kind::failed, take_error_text(), undefined};
}

std::shared_ptr<engine::Condition> ConditionEvaluator::compile(std::string_view text, std::string& error) {
  auto compiled = PythonCondition::compile(text);
  if (compiled == nullptr) error = take_error_text();
  return compiled;
}

engine::Verdict ConditionEvaluator::ask(engine::Condition& condition, engine::Stack&) {
  using Kind = engine::Verdict::Kind;
  PyObject* const value = static_cast<PythonCondition&>(condition).value_here();
  const int truth = value ? PyObject_IsTrue(value) : -1;
  Py_XDECREF(value);
  if (truth >= 0) return {truth ? Kind::yes : Kind::no, {}};
  return verdict_of_error(keep_interrupt_);
}

engine::Formatted ConditionEvaluator::format(engine::Condition& expression, char conversion, std::string_view spec,
                                             engine::Stack&) {
  using Kind = engine::Formatted::Kind;
  const auto value = steal(static_cast<PythonCondition&>(expression).value_here());
  const auto shown = value ? steal(converted(value.ptr(), conversion)) : py::object();
  const auto how = shown ? steal(PyUnicode_FromStringAndSize(spec.data(), static_cast<Py_ssize_t>(spec.size()))) : py::object();
  const auto text = how ? steal(PyObject_Format(shown.ptr(), how.ptr())) : py::object();
  if (text) return {Kind::made, text_of(text)};
  if (is_interrupt()) {
    keep_interrupt_();
    return {Kind::interrupted, {}};
  }
  return {Kind::failed, take_error_text()};
}

std::shared_ptr<engine::WatchedValue> ConditionEvaluator::watch_module(std::string_view expression,
                                                                       std::string_view condition,
                                                                       std::string_view module, std::string& error) {
  auto [watched, wanted] = compile_watch(expression, condition, error);
  if (watched == nullptr) return nullptr;
  return std::make_shared<WatchedExpression>(std::move(watched), std::move(wanted), std::string(module), keep_interrupt_);
}

std::shared_ptr<engine::WatchedValue> ConditionEvaluator::watch(std::string_view expression, std::string_view condition,
                                                                engine::Stack& stack, int frame, std::string& error) {
  auto& frames = static_cast<PythonStack&>(stack);
  if (frame < 0 || frame >= frames.depth()) {
    error = "there is no such frame";
    return nullptr;
  }
  auto [watched, wanted] = compile_watch(expression, condition, error);
  if (watched == nullptr) return nullptr;
  return std::make_shared<WatchedExpression>(std::move(watched), std::move(wanted), frames.object(frame), keep_interrupt_);
}

std::shared_ptr<engine::TracedValue> ConditionEvaluator::trace(std::string_view expression, std::string& error) {
  auto traced = PythonCondition::compile(expression);
  if (traced == nullptr) error = take_error_text();
  return traced ? std::make_shared<TracedExpression>(std::move(traced), keep_interrupt_) : nullptr;
}

}  // namespace pyinstr::python
