/// Breakpoints and the like, written to files and read again.
#include <utility>

#include "arming.h"
#include "command_line.h"
#include "command_tables.h"
#include "engine/saved_comments.h"
#include "kept.h"
#include "printer.h"
#include "saved_files.h"

namespace pyinstr::shell {
namespace {

struct FileMeant {
  std::string path;  ///< empty (and a message): there is none
  std::string name;  ///< as it was typed
};

/// `save breakpoints FILE` is what gdb's users type.
FileMeant file_meant(Stop& stop, std::string_view name) {
  constexpr std::string_view word = "breakpoints ";
  if (name.starts_with(word)) name = trimmed(name.substr(word.size()));
  std::string error = "nothing can be saved here";
  FileMeant file{stop.saved_files == nullptr ? "" : stop.saved_files->path_of(name, error),
                 std::string(name)};
  if (file.path.empty()) stop.printer.say(error);
  if (name.empty()) file.name = file.path;
  return file;
}

/// With the comments of the file that it replaces, if that is one of ours.
std::string text_for(const std::string& path, const engine::Saved& all, SavedFiles& files) {
  const std::string text = text_of(all, folder_of(path));
  std::string error;
  std::vector<engine::SavedError> errors;
  const std::string before = files.read(path, error).value_or("");
  parse_saved(before, folder_of(path), errors);
  return errors.empty() ? engine::with_comments(text, before) : text;
}

bool ends_with_frames(const engine::Engine& engine) {
  for (const engine::Watch& watch : engine.watches()) {
    if (watch.value->module().empty()) return true;
  }
  return false;
}

Outcome save(Stop& stop, std::string_view arguments) {
  const auto [path, name] = file_meant(stop, arguments);
  if (path.empty()) return std::nullopt;
  const engine::Saved all = armed(stop.engine, stop.files, stop.kept.lists);
  std::string error;
  if (!stop.saved_files->write(path, text_for(path, all, *stop.saved_files), error)) {
    stop.printer.say("cannot write " + name + ": " + error);
    return std::nullopt;
  }
  stop.printer.say("saved " + in_words(all) + " in " + name);
  if (ends_with_frames(stop.engine))
    stop.printer.say("watches that end with their frames are not saved");
  return std::nullopt;
}

Outcome load(Stop& stop, std::string_view arguments) {
  const auto [path, name] = file_meant(stop, arguments);
  if (path.empty()) return std::nullopt;
  std::string error;
  const auto text = stop.saved_files->read(path, error);
  if (!text) {
    stop.printer.say("cannot read " + name + ": " + error);
    return std::nullopt;
  }
  std::vector<engine::SavedError> errors;
  const engine::Saved saved = engine::parse_saved(*text, folder_of(path), errors);
  for (const auto& [line, message] : errors) {
    stop.printer.say(name + ":" + std::to_string(line) + ": " + message);
  }
  if (saved.empty() && errors.empty()) stop.printer.say(name + " holds nothing that could stop");
  arm(saved, stop.engine, stop.kept.lists,
      [&](const std::string& message, bool) { stop.printer.say(message); });
  return std::nullopt;
}

constexpr Command table[] = {
    {"save",
     {},
     Group::breakpoints,
     Takes::file,
     Repeat::no,
     "[FILE]",
     "write all that stops the program to a file",
     "With conditions, commands, ignore counts and what else belongs to them, in a text that may be\n"
     "changed by hand. Without FILE the one that PYINSTR_SAVED names, else one for each project,\n"
     "beside what was typed there. `help saved` tells more.",
     save},
    {"load",
     {},
     Group::breakpoints,
     Takes::file,
     Repeat::no,
     "[FILE]",
     "set what `save` has written",
     "Beside what there is. A breakpoint is found again by its line's text and its function, where\n"
     "the file was edited meanwhile; where it has moved is told. One that cannot be found is listed\n"
     "as lost, and saved again as it was.",
     load},
};

}  // namespace

std::span<const Command> saved_commands() { return table; }

}  // namespace pyinstr::shell
