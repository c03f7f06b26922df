/// The files that `save` and `load` work on.
#pragma once

#include <map>
#include <string>

#include "shell/saved_files.h"

namespace pyinstr::python {

/// A name is seen from the working folder, `~` in front is the home folder. Without a name it is the
/// file that PYINSTR_SAVED names or, unset or `project`, one for each project, beside its history.
class DiskFiles : public shell::SavedFiles {
 public:
  /// PYINSTR_SAVED is seen from the working folder of now.
  DiskFiles();
  std::string path_of(std::string_view name, std::string& error) override;
  std::optional<std::string> read(const std::string& path, std::string& error) override;
  /// Through symbolic links. A folder that is missing is made only for the project's file.
  bool write(const std::string& path, const std::string& text, std::string& error) override;
  /// What was written to that file last; empty: nothing.
  std::string last_written(const std::string& path) const;

 private:
  std::string start_folder_;
  std::map<std::string, std::string> written_;  ///< by path
};

}  // namespace pyinstr::python
