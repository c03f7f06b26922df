#include "inspect.h"

#include "imports.h"
#include "post_mortem.h"

namespace pyinstr::python {
namespace {

std::vector<engine::Variable> variables_of(const py::object& pairs) {
  std::vector<engine::Variable> result;
  for (const auto& pair : pairs) {
    result.push_back({text_of(pair[py::int_(0)]), text_of(pair[py::int_(1)])});
  }
  return result;
}

engine::Evaluation evaluation_of(const py::object& outcome) {
  return {static_cast<engine::Evaluation::Kind>(py::cast<int>(outcome[py::int_(0)])),
          text_of(outcome[py::int_(1)])};
}

/// What a stop shows by itself is not in pyinstr.inspection, which imports far more.
py::module_ frame_variables() { return imported("pyinstr.frame_variables"); }
py::module_ source_text() { return imported("pyinstr.source_text"); }

/// Where a module is not imported, it has nothing to forget.
void forget_stop() {
  if (const py::object names = already_imported("pyinstr.prompt_names")) names.attr("forget_frames")();
  if (const py::object values = already_imported("pyinstr.values")) values.attr("forget_slow")();
}

engine::Evaluation failed() { return {engine::Evaluation::Kind::failed, "*** the debugger ran into an error of its own"}; }

}  // namespace

py::module_ inspection() { return imported("pyinstr.inspection"); }

std::string text_of(py::handle string) {
  Py_ssize_t size = 0;
  if (const char* text = PyUnicode_AsUTF8AndSize(string.ptr(), &size)) return {text, static_cast<std::size_t>(size)};
  PyErr_Clear();
  const auto bytes = py::reinterpret_steal<py::object>(
      PyUnicode_AsEncodedString(string.ptr(), "utf-8", "surrogateescape"));
  if (bytes) return std::string(PyBytes_AS_STRING(bytes.ptr()), static_cast<std::size_t>(PyBytes_GET_SIZE(bytes.ptr())));
  PyErr_Clear();
  const auto escaped = py::reinterpret_steal<py::object>(PyUnicode_AsEncodedString(string.ptr(), "ascii", "backslashreplace"));
  if (escaped) return PyBytes_AS_STRING(escaped.ptr());
  PyErr_Clear();
  return "?";
}

std::vector<std::string> all_texts_of(const py::object& strings) {
  std::vector<std::string> texts;
  for (const auto& string : strings) texts.push_back(text_of(string));
  return texts;
}

py::str string_of(std::string_view text) {
  PyObject* string = PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "surrogateescape");
  if (string == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::str>(string);
}

engine::FrameInfo frame_info(PythonStack& stack, int index, engine::Line line, Sources& sources) {
  const py::object frame = stack.object(index);
  engine::FrameInfo info;
  info.path = text_of(compat::file_name(code_of(frame)));
  info.function = text_of(compat::name(code_of(frame)));
  info.line = line != 0 ? line : compat::frame_line(reinterpret_cast<PyFrameObject*>(frame.ptr()));
  info.hooked = stack.reports(index);
  if (info.hooked || index == 0) info.function = sources.function_at(info.path, info.line, info.function);
  return info;
}

PythonInspector::~PythonInspector() {
  strands_.select_stopped();
  guarded(false, [] {
    forget_stop();
    return true;
  });
}

engine::Line PythonInspector::line_of(int index) {
  if (index == 0) return event_.line;
  return compat::frame_line(reinterpret_cast<PyFrameObject*>(shown().object(index).ptr()));
}

engine::FrameInfo PythonInspector::frame(int index) {
  return guarded(engine::FrameInfo{}, [&] {
    const engine::Line line = strands_.elsewhere() ? strands_.told_line(shown().object(index)) : line_of(index);
    return frame_info(shown(), index, line, sources_);
  });
}

engine::FrameRef PythonInspector::identity(int index) {
  return guarded(engine::FrameRef{}, [&] { return shown().frame(index); });
}

engine::Text PythonInspector::text_in(std::string_view path) {
  return sources_.text(sources_.meant_by(path), [](const std::string& text) {
    return all_texts_of(source_text().attr("decode")(py::bytes(text)));
  });
}

/// What is in no file, its loader may know.
engine::Text PythonInspector::source(int index) {
  return guarded(engine::Text{}, [&] {
    const py::object frame = shown().object(index);
    if (engine::Text known = text_in(text_of(compat::file_name(code_of(frame))))) return known;
    const py::object lines = source_text().attr("loaded_source")(frame);
    return py::len(lines) == 0 ? engine::Text{} : std::make_shared<const std::vector<std::string>>(all_texts_of(lines));
  });
}

engine::Text PythonInspector::source(std::string_view file) {
  return guarded(engine::Text{}, [&] { return text_in(file); });
}

std::pair<engine::Line, engine::Line> PythonInspector::extent(int index) {
  return guarded(std::pair<engine::Line, engine::Line>{1, 1}, [&] {
    const py::object name = compat::name(code_of(shown().object(index)));
    if (PyUnicode_CompareWithASCIIString(name.ptr(), "<module>") == 0) {
      const engine::Text text = source(index);
      return std::pair(1, text == nullptr ? 0 : static_cast<engine::Line>(text->size()));
    }
    return py::cast<std::pair<engine::Line, engine::Line>>(source_text().attr("extent")(shown().object(index)));
  });
}

std::optional<std::string> PythonInspector::local(int index, std::string_view variable, int limit) {
  return guarded(std::optional<std::string>{}, [&]() -> std::optional<std::string> {
    const py::object text = frame_variables().attr("local")(shown().object(index), string_of(variable), limit);
    if (text.is_none()) return std::nullopt;
    return text_of(text);
  });
}

std::vector<engine::Variable> PythonInspector::variables(int index, const std::vector<std::string>& names, int limit) {
  return guarded(std::vector<engine::Variable>{}, [&] {
    py::list wanted;
    for (const std::string& name : names) wanted.append(string_of(name));
    return variables_of(frame_variables().attr("values_of")(shown().object(index), wanted, limit));
  });
}

std::vector<engine::Variable> PythonInspector::arguments(int index, int limit) {
  return guarded(std::vector<engine::Variable>{},
                 [&] { return variables_of(frame_variables().attr("arguments")(shown().object(index), limit)); });
}

std::vector<engine::Variable> PythonInspector::locals(int index, int limit) {
  return guarded(std::vector<engine::Variable>{},
                 [&] { return variables_of(frame_variables().attr("locals_of")(shown().object(index), limit)); });
}

engine::Evaluation PythonInspector::evaluate(int index, std::string_view expression) {
  return guarded(failed(), [&] {
    return evaluation_of(inspection().attr("evaluate")(shown().object(index), string_of(expression)));
  });
}

engine::Evaluation PythonInspector::pretty(int index, std::string_view expression) {
  return guarded(failed(), [&] {
    return evaluation_of(inspection().attr("pretty")(shown().object(index), string_of(expression)));
  });
}

engine::Evaluation PythonInspector::execute(int index, std::string_view text, bool may_continue) {
  return guarded(failed(), [&] {
    return evaluation_of(inspection().attr("execute")(shown().object(index), string_of(text), may_continue));
  });
}

bool PythonInspector::is_whole_block(int index, std::string_view text) {
  return guarded(false, [&] {
    return py::cast<bool>(inspection().attr("is_whole_block")(shown().object(index), string_of(text)));
  });
}

engine::Evaluation PythonInspector::answer(int index, engine::Question question, std::string_view expression) {
  return guarded(failed(), [&] {
    return evaluation_of(
        inspection().attr("answer")(shown().object(index), static_cast<int>(question), string_of(expression)));
  });
}

engine::Evaluation PythonInspector::debug(int index, std::string_view text) {
  return guarded(failed(),
                 [&] { return evaluation_of(inspection().attr("debug")(shown().object(index), string_of(text))); });
}

void PythonInspector::begin_interaction(int index) {
  guarded(false, [&] {
    inspection().attr("begin_interaction")(shown().object(index));
    return true;
  });
}

engine::Evaluation PythonInspector::interact(std::string_view text, bool may_continue) {
  return guarded(failed(), [&] { return evaluation_of(inspection().attr("interact")(string_of(text), may_continue)); });
}

engine::Completions PythonInspector::complete(int index, std::string_view text) {
  return guarded(engine::Completions{text.size(), {}}, [&] {
    const py::object found = inspection().attr("complete")(shown().object(index), string_of(text));
    return engine::Completions{py::cast<std::size_t>(found[py::int_(0)]), all_texts_of(found[py::int_(1)])};
  });
}

std::string PythonInspector::jump(engine::Line line) {
  if (strands_.elsewhere()) return "another thread is selected";
  return guarded(std::string("the debugger ran into an error of its own"), [&] {
    return text_of(imported("pyinstr.jump").attr("jump")(shown().object(0), line, line_of(0)));
  });
}

void PythonInspector::watch_return(int index) {
  guarded(false, [&] {
    imported("pyinstr.returns").attr("watch")(shown().object(index));
    return true;
  });
}

std::optional<std::string> PythonInspector::return_value() {
  return guarded(std::optional<std::string>{}, [&]() -> std::optional<std::string> {
    const py::object text = imported("pyinstr.returns").attr("text")(0);
    if (text.is_none()) return std::nullopt;
    return text_of(text);
  });
}

/// Of a stop where one is raised: what was told of it, though its frames are the stack itself.
std::vector<engine::ExceptionInfo> PythonInspector::exceptions() {
  if (event_.exception.empty()) return {};
  return guarded(std::vector<engine::ExceptionInfo>{}, [] {
    return exceptions_of(imported("pyinstr.tracebacks").attr("shown")[py::int_(-1)]);
  });
}

int PythonInspector::selected_exception() {
  if (event_.exception.empty()) return -1;
  return guarded(-1, [] {
    return py::cast<int>(imported("pyinstr.tracebacks").attr("shown")[py::int_(-1)].attr("selected"));
  });
}

}  // namespace pyinstr::python
