/// The files of one interpreter: those that ran a hook, those a copy's manifest lists, and those
/// instrumented in memory. Knows no Python.
///
/// What can be stopped at is a pure function of an instrumented text: it is stripped and planned
/// again when somebody first asks, so there is no second file to get out of step with it.
/// Threads: under the interpreter's lock, like the engine.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/source_file.h"

namespace pyinstr::python {

class Sources : public engine::Files {
 public:
  std::vector<engine::FileId> match(std::string_view name) override;
  engine::FileId at(std::string_view path) override;
  const engine::SourceFile& file(engine::FileId id) override;
  std::string path(engine::FileId id) override;
  std::string line_text(engine::FileId id, engine::Line line) override;
  std::vector<engine::FileId> known() override;

  /// Code that names `path` comes from the text there, instrumented in this process if it is not
  /// a copy already.
  void remember(std::string_view path);
  /// The same for code that was compiled from a text there is no file of.
  void remember(std::string_view path, std::string text);

  /// Reads the manifest of the copy that `path` is in, if it is in one; each copy once.
  void discover(std::string_view path);

  /// The bytes of a file; empty if it cannot be read.
  static std::string text_on_disk(std::string_view path);

  /// Columns that code of this file says are those of the original, no longer of the copy.
  void has_original_columns(std::string_view path);

  /// What an interpreter says of a hook's place: columns in bytes from 0, -1 if it does not know.
  struct Place {
    engine::Line line = 0;       ///< -1 if the interpreter does not know
    int column = -1;
    engine::Line first_line = 0; ///< of the code the hook is in
  };
  /// The site that a hook at that place of the code is, or -1; `function` is the code's name.
  engine::SiteNumber site_at(engine::FileId id, const Place& place, std::string_view function);

  /// The qualified name of the function called `function` that has that line. 3.10 keeps none
  /// with its code.
  std::string function_at(std::string_view path, engine::Line line, std::string_view function);

  /// The bytes of the original, without hooks; empty if it cannot be read.
  const std::string& original_text(engine::FileId id);

  /// Whether the original on disk is no longer what the copy was made from.
  bool is_stale(engine::FileId id);

 private:
  struct Known {
    engine::SourceFile file;
    std::vector<int> columns;       ///< by site, in the original
    std::vector<int> hook_columns;  ///< by site, of the hook's name in the copy
    std::string original_text;
    std::vector<std::size_t> line_starts;  ///< of original_text, once somebody asks for a line
    std::optional<std::string> text;  ///< where there is no file to read it from
    bool in_memory = false;         ///< instrumented in this process: the file is the original
    bool loaded = false;
  };

  Known& of(engine::FileId id) { return *files_[id]; }
  Known& load(engine::FileId id);
  engine::FileId add(std::string path, std::string original);
  std::vector<engine::FileId> matching(std::string_view name, int kind) const;

  std::vector<std::unique_ptr<Known>> files_;
  std::map<std::string, engine::FileId, std::less<>> by_path_;
  std::set<std::string, std::less<>> original_columns_;  ///< files whose code says those
  std::set<std::filesystem::path> copies_;
  std::set<std::filesystem::path> folders_;  ///< already searched for a copy's root
};

}  // namespace pyinstr::python
