// Hooks in plain Python, for interpreters whose JIT removes those and stumbles over native ones.
#include <algorithm>
#include <memory>

#include "condition.h"
#include "expression.h"
#include "hook.h"
#include "hooks.h"
#include "imports.h"
#include "runtime.h"

namespace pyinstr::python {
namespace {

/// `thread`, `is_asking` and `counting_with` of pyinstr/asked_first.py, which live as long as the process does; null
/// before Hooks::start.
PyObject* asked_first_thread = nullptr;
PyObject* is_asking = nullptr;
PyObject* counting_with = nullptr;

/// Lets hits pass by an iterator, which says of each whether it does, and numbers them. It is made of
/// builtins: no other thread and no signal's handler gets into a call of one. Lists made by the C API are slow here.
class IteratedHits : public engine::PassedHits {
 public:
  IteratedHits() : current_(part(list)(py::make_tuple(part(none_passing)))) {}

  void allow(std::int64_t hits) noexcept override {
    try {
      const py::object limits = part(list)(py::make_tuple(hits)), numbers = part(count)();
      const py::object limit = part(map)(limits.attr("__getitem__"), part(always_last));
      const py::object passing = part(map)(part(is_less), numbers, limit);
      end_ = part(map)(limits.attr("append"), numbers);
      limits_ = limits;
      current_[py::int_(0)] = passing;
    } catch (const std::exception&) {
      // Out of memory: what was there before lets none pass.
    }
  }
  /// The number that is drawn here is the limit from now on: those that passed have lower ones.
  std::int64_t take() noexcept override {
    if (!end_) return 0;
    try {
      py::reinterpret_steal<py::object>(PyIter_Next(std::exchange(end_, {}).ptr()));
      return std::min(limits_[py::int_(0)].cast<std::int64_t>(), limits_[py::int_(1)].cast<std::int64_t>());
    } catch (const std::exception&) {
      return 0;
    }
  }
  /// A list of the iterator.
  const py::object& current() const { return current_; }

 private:
  /// What `counting_with` holds, in that order.
  enum Part { map, is_less, count, list, always_last, none_passing };
  static py::object part(Part wanted) { return py::reinterpret_borrow<py::tuple>(counting_with)[wanted]; }

  py::object current_;
  py::object limits_;  ///< a list whose last item counts
  py::object end_;     ///< an iterator whose next step is take()'s
};

/// (number, condition, hits, bind) as pyinstr/asked_first.py wants it; True where nothing is to be asked.
py::object first_question(const engine::SoleBreakpoint& sole) {
  if (sole.number == 0) return py::bool_(true);
  const auto passed = std::static_pointer_cast<IteratedHits>(sole.passed);
  const py::object hits = passed == nullptr ? py::object(py::none()) : passed->current();
  const auto condition = std::static_pointer_cast<PythonCondition>(sole.condition);
  if (condition == nullptr) return py::make_tuple(sole.number, py::none(), hits, py::none());
  const py::cpp_function bind([condition]() -> py::object {
    try {
      return condition->function_here();
    } catch (py::error_already_set&) {
      return py::none();  // the engine asks, and says what is wrong
    }
  });
  return py::make_tuple(sole.number, condition->text(), hits, bind);
}

/// The native end of one of pyinstr/compiled_away.py.
class PythonSwitch : public HookSwitch {
 public:
  PythonSwitch(Hooks& hooks, py::object turn, bool is_dear)
      : hooks_(hooks), turn_(std::move(turn)), is_dear_(is_dear) {}

  bool turn(const SiteChanges& changes, bool whole, bool everywhere, bool begins) noexcept override {
    try {
      if ((everywhere || arms(changes)) && std::exchange(is_dear_, false)) {
        complain("hooks look at frames while something is armed, which takes time here: `pyinstr build --hooks "
                 "numbered` makes a copy that keeps its speed");
      }
      py::dict wanted;
      for (const auto& [site, sole] : changes) {
        wanted[py::int_(site)] = sole ? first_question(*sole) : py::object(py::bool_(false));
      }
      turn_(wanted, whole, everywhere, begins);
      return true;
    } catch (py::error_already_set& error) {
      hooks_.leave(error);
    } catch (const std::exception&) {
      // Out of memory: the hooks go on as before.
    }
    return false;
  }

 private:
  static bool arms(const SiteChanges& changes) {
    return std::any_of(changes.begin(), changes.end(), [](const auto& one) { return one.second.has_value(); });
  }

  Hooks& hooks_;
  py::object turn_;
  bool is_dear_;  ///< and nobody was told so yet
};

/// What a condition that was asked in Python gave: true, or the error it raised.
engine::Asked asked_in_python(Hooks& hooks, int number, const py::object& answer) {
  if (answer.is(py::bool_(true))) return {number, {engine::Verdict::Kind::yes, {}}};
  PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(answer.ptr())), answer.ptr());
  return {number, verdict_of_error([&hooks] { hooks.keep_interrupt(); })};
}

}  // namespace

void prepare_python_hooks() {
  const py::module_ asked_first = imported("pyinstr.asked_first");
  counting_with = py::object(asked_first.attr("counting_with")).release().ptr();
  is_asking = py::object(asked_first.attr("is_asking")).release().ptr();
  asked_first_thread = py::object(asked_first.attr("thread")).release().ptr();
}

std::shared_ptr<engine::PassedHits> hits_passed_in_python() { return std::make_shared<IteratedHits>(); }

void ignore_python_hooks(bool ignored) noexcept {
  if (asked_first_thread == nullptr) return;
  const py::error_scope kept;
  if (PyObject_SetAttrString(asked_first_thread, "ignored", ignored ? Py_True : Py_False) != 0) PyErr_Clear();
}

bool is_hook_asking() noexcept {
  if (asked_first_thread == nullptr) return false;
  const py::error_scope kept;
  const auto function = py::reinterpret_steal<py::object>(PyObject_GetAttrString(asked_first_thread, "asking"));
  if (!function || function.is_none()) {
    PyErr_Clear();
    return false;
  }
  const auto asking = py::reinterpret_steal<py::object>(PyObject_CallNoArgs(is_asking));
  if (!asking) PyErr_Clear();
  return asking.is(py::bool_(true));
}

py::object make_hook(Hooks& hooks, HookCall call, std::string name) {
  const bool is_plain = call == HookCall::plain;
  const auto number = std::make_shared<std::size_t>(0);  // known before anybody has the hook
  const py::cpp_function begin([&hooks, number](int) { hooks.module_begins(*number); });
  const py::cpp_function reach([&hooks](engine::SiteNumber site) {
    if (!hooks.reached(site)) throw py::error_already_set();
  });
  const py::cpp_function answered([&hooks](engine::SiteNumber site, int breakpoint, const py::object& answer) {
    if (!hooks.reached(site, asked_in_python(hooks, breakpoint, answer))) throw py::error_already_set();
  });
  const py::cpp_function wanted_here([&hooks]() -> py::object {
    const Hooks::Wanted wanted = hooks.wanted_here();
    return wanted.report ? first_question(wanted.first) : py::object(py::bool_(false));
  });
  const py::module_ made_by = imported("pyinstr.compiled_away");
  const py::object made = is_plain ? made_by.attr("plain")(name, begin, reach, answered, wanted_here)
                                   : made_by.attr("numbered")(name, begin, reach, answered);
  *number = hooks.add(name, std::make_unique<PythonSwitch>(hooks, made[py::int_(1)], is_plain));
  return made[py::int_(0)];
}

/// Builtins are not restored from a copy here.
void install_hook(const py::object& hook, const py::str& name) {
  imported("builtins").attr("__dict__")[name] = hook;
}

}  // namespace pyinstr::python
