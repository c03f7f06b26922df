/// Where saved breakpoints are kept, as far as the shell needs to know.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pyinstr::shell {

class SavedFiles {
 public:
  virtual ~SavedFiles() = default;
  /// The whole path of the file that is meant; without a name the one that there is for this program.
  /// Empty if there is none; `error` then says why.
  virtual std::string path_of(std::string_view name, std::string& error) = 0;
  /// Nothing if it cannot be read; `error` then says why.
  virtual std::optional<std::string> read(const std::string& path, std::string& error) = 0;
  /// All or nothing. False if it cannot be written; `error` then says why.
  virtual bool write(const std::string& path, const std::string& text, std::string& error) = 0;
};

}  // namespace pyinstr::shell
