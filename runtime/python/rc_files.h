/// The files of commands that the shell reads at the first stop.
#pragma once

#include <string>
#include <vector>

namespace pyinstr::python {

struct RcFile {
  std::string path;
  std::string name;  ///< for people: `~/.pdbrc`
};

/// Those that exist, each once, in the order in which they are obeyed: `.pdbrc` in the home folder
/// and in the working folder, then `.pyinstrrc`, which so has the last word. An empty `home` is no
/// folder.
std::vector<RcFile> find_rc_files(const std::string& home);

}  // namespace pyinstr::python
