/// SRC and OUT of a command turned into a list of files: the rules that build and strip share.
///
/// SRC is a file or a folder. If it is a file, OUT is a folder if it exists as one or ends in `/`,
/// else the file. `__pycache__`, `.git`, `.pyinstr`, OUT itself and other copies made by pyinstr
/// are left out. OUT may stand inside SRC; SRC inside OUT is refused.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "folders.h"

namespace pyinstr::cli {

/// One file to make.
struct Job {
  std::string path;                ///< relative to the root of the copy, with `/`
  std::string shown;               ///< what messages call the original: as the user named it
  std::string module;              ///< relative to SRC; the base name if SRC is a file
  Path source;                     ///< absolute
  Path output;                     ///< absolute
  FileKind kind = FileKind::file;  ///< of the source: file or link
  bool is_python = false;
  std::uint64_t size = 0;  ///< of the source when it was found
};

struct SourceTree {
  Path source;                       ///< real path of the folder that the originals stand in
  Path out;                          ///< real path of the folder that the copies stand in
  bool single = false;               ///< SRC is a file
  std::vector<Job> jobs;             ///< sorted by path
  std::vector<std::string> folders;  ///< to be made, relative, sorted
  std::vector<Error> errors;         ///< what could not be read
  std::vector<std::string> notes;    ///< what was left out and may be missed
};

/// Fails where SRC or OUT cannot be used at all.
Result<SourceTree> find_sources(const std::string& src, const std::string& out);

/// Makes the folders that `tree` needs.
std::vector<Error> make_folders(const SourceTree& tree);

/// What a link of the tree says in the copy: inside SRC it stays in the copy, outside it leads to
/// where it led.
Result<Path> link_text(const SourceTree& tree, const Job& job);

}  // namespace pyinstr::cli
