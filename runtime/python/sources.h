/// The files of one interpreter: those that ran a hook, those a copy's manifest lists, those
/// instrumented in memory, and those without hooks that somebody asked for. Knows no Python.
///
/// What can be stopped at is a pure function of an instrumented text: it is stripped and planned
/// again when somebody first asks, so there is no second file to get out of step with it. A file
/// without hooks has the sites it would have with them; where there is no text to plan, those that
/// its code tells of.
/// Threads: under the interpreter's lock, like the engine.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/source_file.h"
#include "path_index.h"

namespace pyinstr::python {

class Sources : public engine::Files {
 public:
  /// Files whose lines are not known yet are left out: a breakpoint waits for them.
  std::vector<engine::FileId> match(std::string_view name) override;
  engine::FileId at(std::string_view path) override;
  /// The same without making it known: -1 if it is not.
  int find(std::string_view path) const;
  const engine::SourceFile& file(engine::FileId id) override;
  std::string path(engine::FileId id) override;
  /// Kept until another file is known, or something else of one.
  std::string short_name(std::string_view path) override;
  std::string line_text(engine::FileId id, engine::Line line) override;
  std::vector<engine::FileId> known() override;
  engine::NamedFunction look_up(std::string_view name) override {
    return look_up_ ? look_up_(name) : engine::NamedFunction{};
  }

  /// Asked for files of a name that no known file has: gives paths that exist.
  void find_others_with(std::function<std::vector<std::string>(const std::string&)> find) {
    find_others_ = std::move(find);
  }

  /// Asked for what is imported under a function's dotted name.
  void look_up_with(std::function<engine::NamedFunction(std::string_view)> look_up) {
    look_up_ = std::move(look_up);
  }

  /// Told the path of a file whose lines only its code tells, or a name like `<string>`: learns those
  /// of the code that exists.
  void learn_living_with(std::function<void(const std::string&)> learn) {
    learn_from_living_ = std::move(learn);
  }

  /// Code that names `path` comes from the text there, instrumented in this process if it is not
  /// a copy already.
  void remember(std::string_view path);
  /// The same for code that was compiled from a text there is no file of.
  void remember(std::string_view path, std::string text);

  /// Reads the manifest of the copy that `path` is in, if it is in one; each copy once.
  void discover(std::string_view path);
  /// The folders of the copies whose manifests were read.
  const std::set<std::filesystem::path>& copies() const { return copies_; }

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

  /// How a line takes part in what its code does.
  enum class Role {
    plain,
    asked_again,  ///< a `while`: reached from further down, and once more in each round
    element,      ///< of a comprehension: reached from further down
    entered,      ///< a `for` header whose rounds a carrier reports: reached on entry only
    in_rounds,    ///< a `for` header without a carrier: reached on entry, then each round
    left,         ///< `with`: its line runs again when the block is left
  };
  struct Statement {
    engine::SiteNumber site = -1;  ///< -1: nothing to stop at there
    Role role = Role::plain;
  };
  /// The statement of the code called `function` that a line begins or goes on with, in a file
  /// without hooks.
  Statement statement_at(engine::FileId id, engine::Line line, std::string_view function);
  /// Of several sites of that code on one line, the one at that column; else `otherwise`.
  engine::SiteNumber at_column(engine::FileId id, engine::Line line, int column, std::string_view function,
                               engine::SiteNumber otherwise);

  /// A line that code of a file without a text has.
  struct CodeLine {
    engine::Line line = 0;
    std::string function;  ///< qualified
  };
  /// Whether the file's lines are only known from its code, as it turns up.
  bool needs_code(engine::FileId id) { return load(id).text_missing; }
  /// Such code has turned up. What is known already stays as it is.
  void learn(engine::FileId id, const std::vector<CodeLine>& lines);

  /// The qualified name of the function called `function` that has that line. 3.10 keeps none
  /// with its code.
  std::string function_at(std::string_view path, engine::Line line, std::string_view function);

  /// The same of the function that begins with that line or its decorators do.
  std::string function_of(std::string_view path, engine::Line first_line, std::string_view function);

  /// The file of that path, if no other one is meant by it: known from now on.
  engine::FileId meant_by(std::string_view path);
  /// The lines of the original as `decode` makes them of its bytes, when they are first asked for; null
  /// if it cannot be read. What `decode` throws comes out.
  engine::Text text(engine::FileId id, const std::function<std::vector<std::string>(const std::string&)>& decode);

  /// The bytes of the original, without hooks; empty if it cannot be read.
  const std::string& original_text(engine::FileId id);

  /// The name of the hooks in a copy on the disk; empty for other files.
  const std::string& hook_name(engine::FileId id) { return load(id).hook_name; }

  /// Whether the original on disk is no longer what the copy was made from.
  bool is_stale(engine::FileId id);

 private:
  struct Known {
    engine::SourceFile file;
    std::vector<int> columns;       ///< by site, in the original
    std::vector<int> hook_columns;  ///< by site, of the hook's name in the copy
    std::vector<Role> roles;        ///< by site
    std::string original_text;
    std::string hook_name;
    engine::Text lines;             ///< of original_text, once somebody asks for them
    std::vector<std::size_t> line_starts;  ///< of original_text, once somebody asks for a line
    std::optional<std::string> text;  ///< where there is no file to read it from
    bool in_memory = false;         ///< instrumented in this process: the file is the original
    bool loaded = false;
    bool text_missing = false;      ///< or it is none that the rewriter takes
  };

  Known& of(engine::FileId id) { return *files_[id]; }
  Known& load(engine::FileId id);
  engine::FileId add(std::string path, std::string original);
  std::vector<engine::FileId> among_known(std::string_view name);
  std::vector<engine::FileId> matching_best(std::string_view name);
  void learn_living(const std::string& path);

  std::vector<std::unique_ptr<Known>> files_;
  std::map<std::string, engine::FileId, std::less<>> by_path_;
  PathIndex names_;  ///< of the files, and of the originals of those that are copies
  std::map<std::string, std::string, std::less<>> short_names_;  ///< by path
  std::set<std::string, std::less<>> original_columns_;  ///< files whose code says those
  std::set<std::filesystem::path> copies_;
  std::set<std::filesystem::path> folders_;  ///< already searched for a copy's root
  std::function<std::vector<std::string>(const std::string&)> find_others_;
  std::function<engine::NamedFunction(std::string_view)> look_up_;
  std::function<void(const std::string&)> learn_from_living_;
};

}  // namespace pyinstr::python
