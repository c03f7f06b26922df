#include "expression.h"

#include <algorithm>
#include <array>

#include "compat.h"
#include "imports.h"

namespace pyinstr::python {
namespace {

constexpr const char* expression_file = "<condition>";

py::object stolen(PyObject* object) { return py::reinterpret_steal<py::object>(object); }
py::object borrowed(PyObject* object) { return py::reinterpret_borrow<py::object>(object); }

Variables variables_in(std::string_view text) {
  if (text.find("$_") != text.npos) return Variables::preset;
  return text.find('$') == text.npos ? Variables::none : Variables::kept;
}

/// False with an exception.
bool translate(std::string& text) {
  try {
    text = py::cast<std::string>(imported("pyinstr.convenience").attr("translated")(py::str(text)));
    return true;
  } catch (py::error_already_set& error) {
    error.restore();
    return false;
  }
}

/// Those it needs from outside. False with an exception.
bool find_names(const py::object& code, std::set<std::string>& names) {
  try {
    for (const auto& name : imported("pyinstr.loaded_names").attr("loaded_names")(code)) {
      names.insert(py::cast<std::string>(name));
    }
    return true;
  } catch (py::error_already_set& error) {
    error.restore();
    return false;
  }
}

/// As a function has them that is made with these globals; null without an exception if they are none.
py::object builtins_of(PyObject* globals) {
  PyObject* const named = PyDict_GetItemString(globals, "__builtins__");  // borrowed
  if (named == nullptr) return borrowed(PyEval_GetBuiltins());
  return borrowed(PyModule_Check(named) ? PyModule_GetDict(named) : named);
}

}  // namespace

std::shared_ptr<PythonCondition> PythonCondition::compile(std::string_view text) {
  const Variables variables = variables_in(text);
  std::string source(text);
  if (variables != Variables::none && !translate(source)) return nullptr;
  auto code = stolen(Py_CompileString(source.c_str(), expression_file, Py_eval_input));
  std::set<std::string> names;
  if (!code || !find_names(code, names)) return nullptr;
  return std::make_shared<PythonCondition>(std::move(source), std::move(code), std::move(names), variables);
}

/// They are where the expression looks for names last: among the builtins. False with an exception.
bool PythonCondition::offer_variables(PyObject* globals, PyFrameObject* frame) const {
  if (variables_ == Variables::none) return true;
  try {
    const py::object where = frame ? borrowed(reinterpret_cast<PyObject*>(frame)) : py::none();
    imported("pyinstr.convenience").attr("offer")(borrowed(globals), where);
    return true;
  } catch (py::error_already_set& error) {
    error.restore();
    return false;
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

/// A function of these locals. Null with an exception.
py::object PythonCondition::function_of(const Compiled& expression) const {
  std::string parameters;
  for (const auto& name : expression.locals) parameters += (parameters.empty() ? "" : ",") + py::cast<std::string>(name);
  const std::string source = "lambda " + parameters + ":(\n" + text_ + "\n)";
  PyObject* const globals = expression.globals.ptr();
  const auto lambda = stolen(Py_CompileString(source.c_str(), expression_file, Py_eval_input));
  if (!lambda || !offer_variables(globals, nullptr)) return {};
  return stolen(PyEval_EvalCode(lambda.ptr(), globals, globals));
}

std::unique_ptr<const Compiled> PythonCondition::compile_for(PyCodeObject* code, PyObject* globals) const {
  auto made = std::make_unique<Compiled>();
  made->code = borrowed(reinterpret_cast<PyObject*>(code));
  made->globals = borrowed(globals);
  made->builtins = builtins_of(globals);
  if (code != nullptr) made->locals = names_local_to(made->code);
  const bool has_dicts = PyDict_CheckExact(globals) && made->builtins && PyDict_CheckExact(made->builtins.ptr());
  made->has_tree = tree_.root && has_dicts;
  if (!made->has_tree) {
    for (const auto& name : made->locals) made->slots.push_back(compat::slot_of_variable(code, name.ptr()));
    made->function = function_of(*made);
    if (!made->function) return nullptr;
    return made;
  }
  for (const auto& name : tree_.names) {
    const bool is_local = std::any_of(made->locals.begin(), made->locals.end(), [&](const auto& one) { return one.equal(name); });
    made->named.push_back(is_local ? compat::slot_of_variable(code, name.ptr()) : compat::VariableSlot{});
  }
  return made;
}

const Compiled* PythonCondition::compiled(PyCodeObject* code, PyObject* globals) {
  const auto is = [&](const Compiled& one) {
    return one.code.ptr() == reinterpret_cast<PyObject*>(code) && one.globals.ptr() == globals;
  };
  if (recent_ != nullptr && is(*recent_)) return recent_;
  const Key key{code, globals};
  if (const auto found = compiled_.find(key); found != compiled_.end()) return recent_ = found->second.get();
  auto made = compile_for(code, globals);  // other threads may do the same meanwhile
  if (made == nullptr) return nullptr;
  decltype(compiled_) forgotten;  // goes last: what it lets go may run the program's code
  if (compiled_.size() >= most_compiled && asking_ == 1) {
    recent_ = nullptr;
    compiled_.swap(forgotten);
  }
  return recent_ = compiled_.try_emplace(key, std::move(made)).first->second.get();
}

bool PythonCondition::names_local_in(PyFrameObject* frame) {
  const Asking asking(*this);
  PyCodeObject* const code = compat::frame_code(frame);
  if (compat::is_function(code)) {
    const Compiled* const entry = compiled(code, compat::frame_globals(frame));
    if (entry == nullptr) throw py::error_already_set();
    return !entry->locals.empty();
  }
  const auto locals = stolen(PyObject_GetAttrString(reinterpret_cast<PyObject*>(frame), "f_locals"));
  if (!locals) throw py::error_already_set();
  if (locals.ptr() == compat::frame_globals(frame)) return false;
  return std::any_of(names_.begin(), names_.end(), [&](const std::string& name) { return locals.contains(name.c_str()); });
}

/// In a module, the locals are the globals: nothing is a parameter.
py::object PythonCondition::function_here() {
  const Asking asking(*this);
  const py::object frame = borrowed(reinterpret_cast<PyObject*>(compat::current_frame()));
  if (variables_ != Variables::none || !frame) return py::none();
  auto* const raw = reinterpret_cast<PyFrameObject*>(frame.ptr());
  PyCodeObject* const code = compat::frame_code(raw);
  const bool in_module = frame.attr("f_locals").is(frame.attr("f_globals"));
  if (!in_module && !compat::is_function(code)) return py::none();
  const Compiled* const entry = compiled(code, compat::frame_globals(raw));
  if (entry == nullptr) throw py::error_already_set();
  return py::make_tuple(entry->function, py::tuple(py::cast(entry->locals)));
}

PyObject* PythonCondition::value_in_module(PyObject* globals) {
  const Asking asking(*this);
  if (!offer_variables(globals, nullptr)) return nullptr;
  const Compiled* const entry = compiled(nullptr, globals);
  if (entry == nullptr) return nullptr;
  return value_in_place(*entry, nullptr);
}

PyObject* PythonCondition::value_in_mapping(PyFrameObject* frame) {
  const auto locals = stolen(PyObject_GetAttrString(reinterpret_cast<PyObject*>(frame), "f_locals"));
  if (!offer_variables(compat::frame_globals(frame), frame)) return nullptr;
  return locals ? PyEval_EvalCode(expression_.ptr(), compat::frame_globals(frame), locals.ptr()) : nullptr;
}

namespace {

constexpr std::size_t usual_arguments = 8;

/// Calls the function with the variables where they are, `usual_arguments` at most. They are borrowed: a call
/// takes its own references before anything else runs.
PyObject* call_in_place(const Compiled& expression, const compat::Variable* variables) {
  std::array<PyObject*, usual_arguments> values{};
  const std::size_t count = expression.slots.size();
  for (std::size_t i = 0; i < count; ++i) {
    values[i] = compat::variable_at(variables, expression.slots[i]);
    if (values[i] != nullptr) continue;
    compat::raise_unbound(expression.locals[i].ptr());
    return nullptr;
  }
  return compat::call_expression(expression.function.ptr(), values.data(), count);
}

bool can_be_in_place(const Compiled& expression) {
  return expression.has_tree || expression.slots.size() <= usual_arguments;
}

/// The same of any number, by name: also where the interpreter's frames are not known.
PyObject* call_by_name(const Compiled& expression, PyFrameObject* frame) {
  std::vector<py::object> values;
  std::vector<PyObject*> arguments;
  for (const py::object& name : expression.locals) {
    values.push_back(stolen(compat::frame_variable(frame, name.ptr())));
    if (!values.back()) return nullptr;
    arguments.push_back(values.back().ptr());
  }
  return compat::call_expression(expression.function.ptr(), arguments.data(), arguments.size());
}

}  // namespace

/// By the tree if there is one.
PyObject* PythonCondition::value_in_place(const Compiled& expression, const compat::Variable* variables) const {
  if (!expression.has_tree) return call_in_place(expression, variables);
  return tree_.root->value({variables, expression.named.data(), expression.globals.ptr(), expression.builtins.ptr()})
      .release()
      .ptr();
}

PyObject* PythonCondition::value(PyFrameObject* frame) {
  const Asking asking(*this);
  PyCodeObject* const code = compat::frame_code(frame);
  if (!compat::is_function(code)) return value_in_mapping(frame);
  const Compiled* const entry = compiled(code, compat::frame_globals(frame));
  if (entry == nullptr) return nullptr;
  if (variables_ == Variables::preset && !offer_variables(entry->globals.ptr(), frame)) return nullptr;
  const compat::Variable* const variables = compat::variables_of(frame);
  const bool in_place = variables != nullptr && can_be_in_place(*entry);
  return in_place ? value_in_place(*entry, variables) : call_by_name(*entry, frame);
}

/// Asked a million times a second: no allocation of ours, no frame object, nothing looked up by name.
PyObject* PythonCondition::value_here() {
  if (variables_ == Variables::preset) return value(compat::current_frame());
  const compat::Running here = compat::running();
  const bool is_known = here.variables != nullptr && (here.names_are_globals || compat::is_function(here.code));
  if (!is_known) return value(compat::current_frame());
  const Asking asking(*this);
  const Compiled* const entry = compiled(here.code, here.globals);
  if (entry == nullptr) return nullptr;
  if (!can_be_in_place(*entry)) return call_by_name(*entry, compat::current_frame());
  return value_in_place(*entry, here.variables);
}

}  // namespace pyinstr::python
