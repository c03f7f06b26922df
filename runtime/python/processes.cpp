#include "processes.h"

#include <charconv>
#include <filesystem>
#include <utility>

#include "environment.h"
#include "hooks.h"
#include "imports.h"
#include "inspect.h"
#include "runtime.h"

namespace pyinstr::python {
namespace {

/// Through os.environ, so that a program that copies it hands it on, too.
void set_variable(const char* name, const std::string& value) {
  try {
    const py::dict modules = imported("sys").attr("modules");
    if (modules.contains("os")) {
      py::object(modules["os"]).attr("environ")[name] = string_of(value);
    } else {
      imported("posix").attr("putenv")(name, string_of(value));
    }
  } catch (py::error_already_set& error) {
    error.discard_as_unraisable("pyinstr");
  }
}

void hand_on_debugger() {
  const Ignoring ignoring;
  try {
    imported("pyinstr.children").attr("hand_on_debugger")();
  } catch (py::error_already_set& error) {
    error.discard_as_unraisable("pyinstr");
  }
}

bool has_started_any() {
  try {
    return py::cast<bool>(imported("pyinstr.children").attr("any_started")());
  } catch (py::error_already_set& error) {
    error.discard_as_unraisable("pyinstr");
    return false;
  }
}

}  // namespace

void Processes::watch_forks(std::function<void()> in_parent, std::function<void()> in_child) {
  imported("posix").attr("register_at_fork")(
      py::arg("after_in_parent") = py::cpp_function(std::move(in_parent)),
      py::arg("after_in_child") = py::cpp_function(std::move(in_child)));
}

void Processes::join(engine::Family& family, PythonConsole& console) {
  family.ask_for_children(has_started_any);
  told_ = environment::get(environment::follow);
  if (const auto follow = engine::parse_follow(told_)) {
    family.follow(*follow);
  } else if (!told_.empty()) {
    complain("PYINSTR_FOLLOW=" + told_ + " is none of `parent`, `child` and `both`");
  }
  const std::string first = environment::get(environment::process);
  const std::size_t colon = first.find(':');
  if (colon == std::string::npos) return lead_if_asked(family);
  std::from_chars(first.data(), first.data() + colon, first_);
  if (first_ == process::number()) return;
  device_ = first.substr(colon + 1);
  family.born();
  console.share(device_);
}

void Processes::lead_if_asked(const engine::Family& family) {
  using namespace environment;
  for (const char* const asks : {breakpoints, catches, saved, commands, trace, views}) {
    if (!get(asks).empty()) return lead(family);
  }
}

void Processes::lead(const engine::Family& family) {
  if (first_ == 0) {
    first_ = process::number();
    set_variable(environment::process, std::to_string(first_) + ":" + device_);
  }
  if (!std::exchange(hands_on_, true)) hand_on_debugger();
  tell_children(family);
}

void Processes::tell_children(const engine::Family& family) {
  const std::string_view chosen = engine::name(family.follow());
  if (chosen == (told_.empty() ? "parent" : told_)) return;
  told_ = chosen;
  set_variable(environment::follow, told_);
}

void Processes::forked(bool at_prompt, bool asks_on) {
  lock_.forked();
  told_passed_ = false;
  if (!at_prompt) asking_ = 0;
  if (asks_on) lock_.take(device_);
}

long Processes::take_terminal(const engine::Family& family,
                              const std::function<void(const std::function<void()>&)>& release) {
  if (!family.shares_terminal()) {
    ++asking_;
    return 0;
  }
  if (asking_++ == 0) release([this] { lock_.take(device_); });
  return process::number();
}

void Processes::give_terminal(const engine::Family& family) {
  tell_children(family);
  if (--asking_ == 0) lock_.give_back();
}

void Processes::passed(const std::string& path, int line) {
  if (std::exchange(told_passed_, true)) return;
  complain("process " + std::to_string(process::number()) + " does not stop at " +
           std::filesystem::path(path).filename().string() + ":" + std::to_string(line) +
           ": another one is followed (`help follow`, PYINSTR_FOLLOW=both)");
}

}  // namespace pyinstr::python
