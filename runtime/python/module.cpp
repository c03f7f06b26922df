/// The extension `pyinstr._core`: registration only.
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <filesystem>

#include "compat.h"
#include "inspect.h"
#include "location_table.h"
#include "original_positions.h"
#include "pyinstr/rewriter.h"
#include "replaced_tables.h"
#include "runtime.h"
#include "shell/printer.h"
#include "shell/theme.h"

namespace pyinstr::python {
namespace {

std::string clear_at(engine::Engine& engine, const std::string& file, engine::Line line) {
  const auto numbers = engine.at(file, line);
  if (numbers.empty() && line == 0) return "no breakpoints in " + file;
  if (numbers.empty()) return "no breakpoint at " + file + ":" + std::to_string(line);
  std::string text = "removed breakpoint";
  for (const int number : numbers) {
    engine.clear(number);
    text += " " + std::to_string(number);
  }
  return text;
}

PyFrameObject* frame_of(const py::object& frame) {
  if (!PyFrame_Check(frame.ptr())) throw py::type_error("not a frame");
  return reinterpret_cast<PyFrameObject*>(frame.ptr());
}

/// (instrumented text or None, reason or None): what `run` compiles in place of an original.
py::tuple instrument(const std::string& source, const py::str& path) {
  const auto made = rewriter::rewrite(source, {compat::cheap_hooks, text_of(path)});
  if (!made.refusal) return py::make_tuple(py::bytes(made.text), py::none());
  return py::make_tuple(py::none(), std::to_string(made.refusal->line) + ":" + std::to_string(made.refusal->column) +
                                        ": " + made.refusal->message);
}

/// What maps (line, last line, column, last column) of a file's code to its original; None if it has no
/// hooks.
py::object original_locations_of(Sources& sources, const py::str& name) {
  const std::string path = text_of(name);
  const int known = sources.find(path);
  if (known < 0 || !sources.file(static_cast<engine::FileId>(known)).hooked) return py::none();
  std::string copy = sources.text_on_disk(path);
  if (!rewriter::is_instrumented(copy)) {
    copy = rewriter::rewrite(sources.original_text(static_cast<engine::FileId>(known)), {compat::cheap_hooks, path}).text;
  }
  return py::cpp_function([map = original_locations(copy)](int line, int end_line, int column, int end_column) {
    const Location found = map({line, end_line, column, end_column});
    return py::make_tuple(found.line, found.end_line, found.column, found.end_column);
  });
}

/// The texts of a list; None is an empty one.
std::vector<std::string> texts_of(const py::object& list) {
  std::vector<std::string> texts;
  if (list.is_none()) return texts;
  for (const auto& text : list) texts.push_back(text_of(py::str(text)));
  return texts;
}

PyCodeObject* code_object(const py::object& code) {
  if (!PyCode_Check(code.ptr())) throw py::type_error("not a code object");
  return reinterpret_cast<PyCodeObject*>(code.ptr());
}

void set_locations(const py::object& code, const std::string& table) {
  PyCodeObject* const object = code_object(code);
  replace_location_table(object, table);
  if (!compat::lines_are_heard(object)) compat::forget_noted_lines(object);
}

void add_hooks(py::module_& module, Runtime* runtime) {
  module.def("attach",
             [runtime](int version, const py::str& name, int count) {
               runtime->attach(version, name, count < 0 ? HookCall::plain : HookCall::numbered);
             },
             py::arg("format_version"), py::arg("name"), py::arg("count") = -1,
             "attach(format_version, name, count=-1)\n--\n\n"
             "What the prologue of an instrumented file calls: serve hooks of that name.");
  module.def(
      "set_trace",
      [runtime](const py::args&, const py::object& header, const py::object& commands, const py::kwargs&) {
        if (!runtime->stop_here(header.is_none() ? "" : text_of(header), texts_of(commands))) {
          throw py::error_already_set();
        }
      },
      py::kw_only(), py::arg("header") = py::none(), py::arg("commands") = py::none(),
      "set_trace(*ignored, header=None, commands=None, **also_ignored)\n--\n\n"
      "Stop here and open the shell; with hooks or without. `header` is shown first; the `commands` are obeyed "
      "before anybody is asked.");
  module.def("interrupt", [runtime](const py::args&) {
    if (!runtime->interrupt()) throw py::error_already_set();
  }, "interrupt(*ignored)\n--\n\n"
     "A handler of signals: stop where the program is, or raise KeyboardInterrupt.");
  module.def("stop_at_return", [runtime](const py::str& note) {
    if (!runtime->stop_at_return(text_of(note))) throw py::error_already_set();
  });
  module.def("post_mortem", [runtime](const py::object& found) { runtime->post_mortem(found); });
  module.def("skipping", [runtime] {
    const SkippedHooks& skipped = runtime->hooks().skipped();
    return std::make_pair(skipped.is_on(), skipped.obstacle());
  }, "skipping()\n--\n\n"
     "Whether hooks that have nothing to do are skipped, and why not.");
  module.def("is_answered", [runtime] { return runtime->is_answered(); });
  module.def("obey_environment", [runtime] { runtime->begin(); },
             "What the first prologue does, for programs without one.");
  module.def("begin_as_child", [runtime](const py::str& state, const py::object& copies) {
    runtime->begin_as_child(text_of(state), texts_of(copies));
  });
  module.def("handed_on", [runtime] {
    py::list copies;
    for (const auto& copy : runtime->sources().copies()) copies.append(string_of(copy.string()));
    return py::make_tuple(string_of(runtime->state_beside_environment()), py::tuple(copies));
  }, "The arguments of `begin_as_child` in a child.");
  module.def("stop_at_first_line", [runtime] { runtime->stop_at_first_line(); });
  module.def("remember", [runtime](const py::str& path) { runtime->remember(text_of(path)); });
  module.def("debugged", [runtime](const py::object& function) { return runtime->debugged(function); });
  module.def("stop_in_coroutine", [runtime](const py::object& header, const py::object& commands, bool continued) {
    const auto text = header.is_none() ? std::string() : text_of(header);
    if (!runtime->stop_here(text, texts_of(commands), continued)) throw py::error_already_set();
  });
  module.def("end_step", [runtime] { runtime->engine().forget_thread(compat::this_thread()); });
  module.def("remember", [runtime](const py::str& path, const std::string& text) {
    runtime->sources().remember(text_of(path), text);
  });
}

/// What `return` and `jump` have of a frame.
void add_frame_events(py::module_& module, Runtime* runtime) {
  module.attr("event_line") = static_cast<unsigned>(event_line);
  module.attr("event_return") = static_cast<unsigned>(event_return);
  module.attr("event_yield") = static_cast<unsigned>(event_yield);
  module.def(
      "watch_frame",
      [runtime](const py::object& frame, Events events, py::object tell) {
        frame_of(frame);  // a TypeError if it is none
        const bool watched = runtime->frame_events().watch(frame, events, std::move(tell));
        return watched ? std::string() : runtime->monitoring_tool().refusal();
      },
      "Calls `tell(event, value)` for these events of the frame. Who else has what they come from; "
      "empty if all went well.");
  module.def("forget_frame", [runtime](const py::object& frame) {
    frame_of(frame);
    runtime->frame_events().forget(frame);
  });
}

void add_jumps(py::module_& module, Runtime* runtime) {
  module.def("is_hook_name", [runtime](const py::object& name) { return runtime->rules().is_hook_name(name.ptr()); });
  module.def("stop_again", [runtime](const py::str& note, int line) {
    if (!runtime->stop_again(text_of(note), line)) throw py::error_already_set();
  });
  module.def("jumped", [runtime](int line) { runtime->engine().jumped(compat::this_thread(), line); });
  module.def("lines_are_heard", [](const py::object& code) { return compat::lines_are_heard(code_object(code)); });
  module.def("hide_lines", [](const py::object& code, int begin, int end) {
    const auto table = py::cast<std::string>(code.attr("co_linetable"));
    set_locations(code, table_without(table, compat::first_line(code_object(code)), begin / compat::instruction_size,
                                      end / compat::instruction_size));
  }, "No line for the instructions from `begin` to before `end`, from now on.");
  module.def("set_locations", &set_locations);
}

void add_breakpoints(py::module_& module, Runtime* runtime) {
  module.def(
      "set_breakpoint",
      [runtime](const py::str& file, int line, const std::string& condition, bool temporary) {
        const auto result = runtime->engine().set({text_of(file), line, condition, temporary});
        runtime->changed();
        return std::make_pair(result.number, string_of(result.message));
      },
      py::arg("file"), py::arg("line"), py::arg("condition") = "", py::arg("temporary") = false,
      "set_breakpoint(file, line, condition='', temporary=False)\n--\n\n"
      "(number, message) of a new breakpoint; number 0 means it was refused, the message says why.");
  module.def("set_catch_text", [runtime](const py::str& text) {
    const auto result = runtime->set_catch(text_of(text));
    runtime->changed();
    return std::make_pair(result.number, string_of(result.message));
  });
  module.def("exception_passes", [runtime](const py::object& frame, const py::object& error, const py::object& trace) {
    if (!runtime->raised_exceptions().passes(frame, error, trace, false)) throw py::error_already_set();
  });
  module.attr("has_events") = MonitoringTool::exists();
  module.def("is_in_event", [] { return compat::is_in_event(); });
  module.def("is_own_frame", [runtime](const py::object& frame) {
    frame_of(frame);  // a TypeError if it is none
    return runtime->raised_exceptions().is_own(frame);
  });
  module.def("set_breakpoint_text", [runtime](const py::str& text) {
    const auto result = runtime->set_breakpoint(text_of(text));
    runtime->changed();
    return std::make_pair(result.number, string_of(result.message));
  });
  module.def("is_pending", [runtime](int number) {
    const auto breakpoint = runtime->engine().find(number);
    return breakpoint && breakpoint->state == engine::BreakpointState::pending;
  });
  module.def("clear_breakpoint", [runtime](int number) {
               const bool cleared = runtime->engine().clear(number);
               runtime->changed();
               return cleared;
             },
             py::arg("number"),
             "clear_breakpoint(number)\n--\n\n"
             "Whether there was a breakpoint of that number to remove.");
  module.def("clear_at", [runtime](const py::str& file, int line) {
    auto message = clear_at(runtime->engine(), text_of(file), line);
    runtime->changed();
    return message;
  });
  module.def("breakpoint_lines", [runtime] {
    std::vector<py::str> lines;
    for (const auto& breakpoint : runtime->engine().breakpoints()) {
      lines.push_back(string_of(shell::row_of(runtime->sources(), breakpoint)));
    }
    return lines;
  });
}

void add_shell(py::module_& module, Runtime* runtime) {
  module.def("feed", [runtime](std::vector<std::string> commands) { runtime->shell().feed(std::move(commands)); });
  module.def("ignore_rc_files", [runtime] { runtime->ignore_rc_files(); });
  module.def("go_on", [runtime](const std::string& command) { runtime->shell().wish(command); });
  module.def("step_always", [runtime](const std::string& command) { runtime->shell().step_always(command); });
  module.def("skip_breaks", [runtime](int count) { runtime->shell().skip_breaks(count); });
  module.def("open_device", [runtime](const std::string& device) { return runtime->open_device(device); });
  py::dict theme;
  for (const shell::Look& look : shell::theme()) theme[string_of(look.part)] = string_of(look.sgr);
  module.attr("theme") = theme;  // how source text looks in colours
  module.def("original_text", [runtime](const py::str& path) {
    auto& sources = runtime->sources();
    return py::bytes(sources.original_text(sources.meant_by(text_of(path))));
  });
}

void add_frames(py::module_& module, Runtime* runtime) {
  module.def("write_back_locals",
             [](const py::object& frame, const py::object& snapshot, bool clear) {
               compat::write_back_locals(frame_of(frame), snapshot, clear);
             });
  module.def("original_locations", [runtime](const py::str& path) {
    return original_locations_of(runtime->sources(), path);
  });
  module.def("is_debugger_frame", [runtime](const py::object& frame) {
    return runtime->rules().is_hidden(code_of(py::reinterpret_borrow<py::object>(reinterpret_cast<PyObject*>(frame_of(frame)))));
  });
  module.attr("can_unbind_locals") = compat::can_unbind_locals;
}

/// What a trace function in Python hears (pyinstr/tracing.py).
void add_calls(py::module_& module, Runtime* runtime) {
  module.def("call_passes", [runtime](const std::string& kind, const py::object& frame, const py::object& value) {
    frame_of(frame);  // a TypeError if it is none
    if (!runtime->call_events().call_passes(call_kind_named(kind), frame, value)) throw py::error_already_set();
  });
  module.def("exception_rows_pass", [runtime](const py::object& frame, const py::object& rows) {
    frame_of(frame);
    if (!runtime->call_events().exception_passes(frame, rows)) throw py::error_already_set();
  });
}

/// For threads of our own: hooks that they reach are ignored, and one that takes too long is told so.
void add_threads(py::module_& module, Runtime* runtime) {
  module.def("quietly", [runtime](const py::function& function) {
    runtime->monitoring_tool().leave_out_this_thread();
    const Ignoring ignoring;
    return function();
  });
  module.def("this_thread", [] { return compat::this_thread(); });
  module.attr("unmet_exceptions_stall") = compat::unmet_exceptions_stall;
  module.def("raise_in_thread", [](unsigned long thread, const py::object& exception) {
    return PyThreadState_SetAsyncExc(thread, exception.ptr()) != 0;
  });
}

void add_rewriter(py::module_& module) {
  module.attr("format_version") = rewriter::format_version;
  module.attr("version") = PYINSTR_VERSION;
  module.def("instrument", &instrument);
  module.def("is_instrumented", [](const std::string& text) { return rewriter::is_instrumented(text); });
  module.def("give_original_positions",
             [](const py::object& code, const std::string& copy) {
               if (!PyCode_Check(code.ptr())) throw py::type_error("not a code object");
               return give_original_positions(reinterpret_cast<PyCodeObject*>(code.ptr()), copy);
             });
  module.attr("gives_positions") = PYINSTR_HAS_COLUMNS != 0;
  module.def("strip", [](const std::string& text) { return py::bytes(rewriter::strip(text)); });
}

std::string package_folder(const py::module_& module) {
  const std::filesystem::path file = text_of(module.attr("__spec__").attr("origin"));
  return file.parent_path().string() + "/";
}

}  // namespace
}  // namespace pyinstr::python

PYBIND11_MODULE(_core_anywhere, module, pybind11::multiple_interpreters::per_interpreter_gil()) {
  using namespace pyinstr::python;
  pybind11::options options;
  options.disable_function_signatures();  // the texts begin with them as `inspect.signature` reads them
  // Not deleted: hooks are called until the interpreter is gone, after all that could own it.
  auto* runtime = new Runtime(package_folder(module));
  add_hooks(module, runtime);
  add_frame_events(module, runtime);
  add_jumps(module, runtime);
  add_breakpoints(module, runtime);
  add_shell(module, runtime);
  add_frames(module, runtime);
  add_calls(module, runtime);
  add_threads(module, runtime);
  add_rewriter(module);
}

/// What Python calls. An error here makes the prologue fall back to hooks that do nothing.
extern "C" PYBIND11_EXPORT PyObject* PyInit__core() {
  if (pyinstr::python::compat::is_interpreter_without_support()) {
    PyErr_SetString(PyExc_ImportError, "pyinstr needs Python 3.12 or later in a subinterpreter");
    return nullptr;
  }
  return PyInit__core_anywhere();
}
