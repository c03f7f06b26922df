#include "skipping_probe.h"

#include "bytecode.h"
#include "skipped_hooks.h"

namespace pyinstr::python {
namespace {

/// Each way in which a hook stands in code: its value is dropped, tested, tested and kept, and tested
/// by a jump out of a loop.
constexpr const char* program = R"(
def probe(rounds):
    hook()
    made = []
    for item in hook() or range(rounds):
        hook()
        if hook() or item % 2:
            made.append(hook() or item)
    while hook() or len(made) > 2:
        hook(); made.pop()
    return made, (lambda: hook() or rounds)()
)";

/// More rounds than a compiler of hot loops would wait for, if there were one.
constexpr int few = 12, many = 5000;

struct Trial {
  SkippedHooks* hooks = nullptr;
  long calls = 0;
  bool skips = false;
};

PyObject* call_hook(PyObject* capsule, PyObject*) {
  auto* const trial = static_cast<Trial*>(PyCapsule_GetPointer(capsule, nullptr));
  ++trial->calls;
  if (trial->skips) trial->hooks->skip(compat::current_place(), SkippedHooks::idle);
  Py_RETURN_NONE;
}

PyMethodDef hook_definition = {"hook", call_hook, METH_NOARGS, nullptr};

/// The program's function, which nothing else holds.
py::object made_probe(Trial& trial) {
  const auto capsule = py::reinterpret_steal<py::object>(PyCapsule_New(&trial, nullptr, nullptr));
  const auto hook = py::reinterpret_steal<py::object>(capsule ? PyCFunction_New(&hook_definition, capsule.ptr()) : nullptr);
  const auto code = py::reinterpret_steal<py::object>(Py_CompileString(program, "<pyinstr>", Py_file_input));
  if (!hook || !code) throw py::error_already_set();
  py::dict globals;
  globals["hook"] = hook;
  globals["__builtins__"] = py::reinterpret_borrow<py::object>(PyEval_GetBuiltins());
  for (const py::handle constant : compat::constants(reinterpret_cast<PyCodeObject*>(code.ptr()))) {
    if (!PyCode_Check(constant.ptr())) continue;
    auto function = py::reinterpret_steal<py::object>(PyFunction_New(constant.ptr(), globals.ptr()));
    if (!function) throw py::error_already_set();
    return function;
  }
  return {};
}

}  // namespace

std::string try_skipping(SkippedHooks& hooks) {
  Trial trial;
  SkippedHooks own([](PyObject* name) { return PyUnicode_CompareWithASCIIString(name, "hook") == 0; }, hooks);
  trial.hooks = &own;
  const py::object probe = made_probe(trial);
  const py::object code = probe.attr("__code__");
  const auto run = [&](int rounds) {
    trial.calls = 0;
    return probe(rounds);
  };
  const auto differs = [](const py::object& one, const py::object& other) { return !one.equal(other); };
  for (int round = 0; round < 4; ++round) run(few);  // specialised, as in a program
  const py::object expected = run(few);
  const py::object units = bytecode::shows_original() ? py::object(code.attr("co_code")) : py::none();
  const long calls = trial.calls;
  const Py_hash_t hash = PyObject_Hash(code.ptr());
  trial.skips = true;
  if (differs(run(few), expected)) return "the interpreter answers otherwise while hooks are being skipped";
  if (differs(run(few), expected)) return "the interpreter answers otherwise while hooks are skipped";
  if (trial.calls != 0) return "the interpreter goes on calling hooks that are skipped";
  if (PyObject_Hash(code.ptr()) != hash) return "the hash of code changes where hooks are skipped";
  if (!units.is_none() && differs(code.attr("co_code"), units)) return "the interpreter shows what is skipped";
  run(many);
  trial.skips = false;
  own.put_back_all();
  if (differs(run(few), expected) || trial.calls != calls) return "the interpreter does not call hooks again that were skipped";
  return {};
}

}  // namespace pyinstr::python
