#include "strands.h"

#include "imports.h"
#include "inspect.h"

namespace pyinstr::python {
namespace {

const char* noun(engine::StrandKind kind) { return kind == engine::StrandKind::thread ? "thread" : "task"; }

py::module_ lister(engine::StrandKind kind) {
  return imported(kind == engine::StrandKind::thread ? "pyinstr.threads" : "pyinstr.tasks");
}

/// The states that pyinstr/threads.py knows.
const char* word_of(engine::TurnState state) {
  switch (state) {
    case engine::TurnState::running: return "running";
    case engine::TurnState::at_prompt: return "stopped here";
    case engine::TurnState::waiting: return "waits for the prompt";
    case engine::TurnState::held: return "held";
  }
  return "";
}

/// Why assignments to the locals of the frames shown are refused; empty: they are not.
void look_only(const std::string& reason) { inspection().attr("look_only")(string_of(reason)); }

}  // namespace

std::optional<std::string> PythonStrands::name_beside_main(engine::ThreadId thread) {
  try {
    const py::object name = lister(engine::StrandKind::thread).attr("name_beside_main")(thread);
    if (!name.is_none()) return text_of(name);
  } catch (py::error_already_set&) {
    // A name that cannot be had is not worth losing the stop for.
  }
  return std::nullopt;
}

/// The debugger's own frames are left out.
std::vector<py::object> PythonStrands::shown_frames(const py::handle& frames) const {
  std::vector<py::object> kept;
  for (const auto& item : frames) {
    auto frame = py::reinterpret_borrow<py::object>(item);
    if (PyFrame_Check(frame.ptr()) && !stopped_.rules().is_hidden(code_of(frame))) kept.push_back(std::move(frame));
  }
  return kept;
}

/// What Python asks of a thread by its identity.
py::cpp_function PythonStrands::state_of() const {
  return py::cpp_function([&turns = turns_](engine::ThreadId thread) { return word_of(turns.state(thread)); });
}

std::vector<PythonStrands::Strand> PythonStrands::find(engine::StrandKind kind) {
  std::vector<Strand> found;
  for (const auto& row : lister(kind).attr("listing")(event_.thread, state_of())) {
    Strand strand;
    strand.info.number = py::cast<int>(row.attr("number"));
    strand.info.name = text_of(row.attr("name"));
    strand.info.state = text_of(row.attr("state"));
    strand.info.stopped = py::cast<bool>(row.attr("stopped"));
    strand.frames = shown_frames(row.attr("frames"));
    strand.read_only = text_of(row.attr("read_only"));
    strand.info.selected = elsewhere_ ? kind == kind_ && strand.info.number == number_ : strand.info.stopped;
    found.push_back(std::move(strand));
  }
  return found;
}

std::optional<engine::FrameInfo> PythonStrands::place_of(const Strand& strand) {
  if (strand.frames.empty()) return std::nullopt;
  PythonStack stack(stopped_.rules(), strand.frames, stopped_.reporting());
  int shown = 0;
  while (shown < stack.depth() && !stack.reports(shown)) ++shown;
  if (shown == stack.depth()) shown = 0;
  return frame_info(stack, shown, told_line(stack.object(shown)), sources_);
}

/// In a post-mortem, what runs of a frame has gone on since.
engine::Line PythonStrands::told_line(const py::object& frame) {
  const bool is_stopped = !event_.post_mortem && stopped_.depth() > 0 && frame.is(stopped_.object(0));
  return is_stopped ? event_.line : 0;
}

std::vector<engine::StrandInfo> PythonStrands::list(engine::StrandKind kind) {
  std::vector<engine::StrandInfo> infos;
  try {
    for (Strand& strand : find(kind)) {
      strand.info.place = place_of(strand);
      infos.push_back(std::move(strand.info));
    }
  } catch (py::error_already_set& error) {
    error.discard_as_unraisable("pyinstr");
  } catch (const py::cast_error&) {
    // Nothing of ours gives other types; what was found so far is shown.
  }
  return infos;
}

std::string PythonStrands::select(engine::StrandKind kind, int number) {
  const std::string name = std::string(noun(kind)) + " " + std::to_string(number);
  try {
    for (Strand& strand : find(kind)) {
      if (strand.info.number != number) continue;
      select_stopped();
      if (strand.info.stopped && kind == engine::StrandKind::thread) return {};
      if (strand.frames.empty()) return name + " has no frames to look at";
      elsewhere_ = std::make_unique<PythonStack>(stopped_.rules(), std::move(strand.frames), stopped_.reporting());
      kind_ = kind;
      number_ = number;
      look_only(strand.read_only.empty() ? "" : name + " " + strand.read_only);
      return {};
    }
  } catch (py::error_already_set& error) {
    return std::string("*** ") + text_of(py::str(error.value()));
  } catch (const py::cast_error&) {
    // As in list().
  }
  return "there is no " + name;
}

void PythonStrands::select_stopped() {
  if (!elsewhere_) return;
  elsewhere_ = nullptr;
  try {
    look_only("");
  } catch (py::error_already_set& error) {
    error.discard_as_unraisable("pyinstr");
  }
}

}  // namespace pyinstr::python
