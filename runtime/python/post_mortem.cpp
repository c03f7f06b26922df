#include "post_mortem.h"

namespace pyinstr::python {

TracebackStack::TracebackStack(const FrameRules& rules, Reporting& reporting, py::object found)
    : PythonStack(rules, &reporting), case_(std::move(found)) {
  load();
}

void TracebackStack::load() {
  std::vector<py::object> frames;
  std::vector<engine::Line> lines;
  for (const auto& entry : case_.attr("frames")()) {
    frames.push_back(py::reinterpret_borrow<py::object>(entry[py::int_(0)]));
    lines.push_back(py::cast<engine::Line>(entry[py::int_(1)]));
  }
  if (frames.empty()) throw py::value_error("the traceback has no frame of the program");
  frames_ = std::move(frames);
  lines_ = std::move(lines);
}

std::string TracebackStack::select(int number) {
  const std::string refusal = text_of(case_.attr("select")(number));
  if (refusal.empty()) load();
  return refusal;
}

std::vector<engine::ExceptionInfo> exceptions_of(const py::object& found) {
  std::vector<engine::ExceptionInfo> all;
  for (const auto& row : found.attr("rows")()) {
    const auto part = [&row](int index) { return text_of(row[py::int_(index)]); };
    all.push_back({part(0), part(1), part(2), py::cast<int>(row[py::int_(3)])});
  }
  return all;
}

engine::FrameInfo PostMortemInspector::frame(int index) {
  engine::FrameInfo info = PythonInspector::frame(index);
  if (strands()->elsewhere()) return info;
  const py::object frame = traceback_.object(index);
  const int now = compat::frame_line(reinterpret_cast<PyFrameObject*>(frame.ptr()));
  if (now > 0 && now != info.line) info.went_on = now;
  return info;
}

std::vector<engine::ExceptionInfo> PostMortemInspector::exceptions() {
  return guarded(std::vector<engine::ExceptionInfo>{}, [&] { return exceptions_of(traceback_.found()); });
}

int PostMortemInspector::selected_exception() {
  return guarded(-1, [&] { return py::cast<int>(traceback_.found().attr("selected")); });
}

std::string PostMortemInspector::select_exception(int number) {
  return guarded(std::string("the frames of that exception cannot be had"),
                 [&] { return traceback_.select(number); });
}

}  // namespace pyinstr::python
