#include "kept_breakpoints.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "engine/saved_comments.h"
#include "engine/saved_text.h"
#include "environment.h"
#include "runtime.h"
#include "shell/arming.h"

namespace pyinstr::python {
namespace {

bool is_there(const std::string& path) {
  std::error_code failed;
  return std::filesystem::exists(path, failed);
}

}  // namespace

void KeptBreakpoints::begin() {
  name_ = environment::get(environment::saved);
  if (name_.empty()) return;
  std::string error;
  path_ = files_.path_of({}, error);
  if (path_.empty()) return complain("PYINSTR_SAVED: " + error);
  const std::string folder = shell::folder_of(path_);
  if (is_there(path_)) {
    const auto text = files_.read(path_, error);
    if (!text) return give_up("PYINSTR_SAVED: cannot read " + name_ + ": " + error);
    on_disk_ = *text;
    std::vector<engine::SavedError> errors;
    written_ = text_of(engine::parse_saved(on_disk_, folder, errors), folder);
    shell_.arm_text(on_disk_, folder, [this](const std::string& message, bool notable) {
      if (notable) complain(name_ + ": " + message);
    });
    if (!errors.empty()) return give_up(name_ + " is not written until that is mended");
  }
  revision_ = shell_.revision();
  write();
}

void KeptBreakpoints::give_up(const std::string& why) {
  complain(why);
  path_.clear();
}

void KeptBreakpoints::write_changes() {
  if (path_.empty() || std::exchange(revision_, shell_.revision()) == shell_.revision()) return;
  write();
}

void KeptBreakpoints::write() {
  if (path_.empty() || engine_.is_detached()) return;
  const std::string text = shell_.armed_text(shell::folder_of(path_));
  const bool is_new = on_disk_.empty() && text == engine::text_of({}, {});
  if (text == written_ || is_new) return;
  std::string error;
  const std::string now = is_there(path_) ? files_.read(path_, error).value_or("") : "";
  if (now != text && now != on_disk_ && now != files_.last_written(path_)) return complain_of(now);
  written_ = text;
  on_disk_ = engine::with_comments(text, now);
  if (now == on_disk_) return;
  if (!files_.write(path_, on_disk_, error)) give_up("PYINSTR_SAVED: cannot write " + name_ + ": " + error);
}

void KeptBreakpoints::complain_of(const std::string& foreign) {
  if (std::exchange(foreign_, foreign) == foreign) return;
  complain(name_ + " has been changed by somebody else and is left alone: `load` takes what is new in it, `save` "
           "then writes it");
}

void KeptBreakpoints::end() {
  if (counts_) write();
  else write_changes();
}

}  // namespace pyinstr::python
