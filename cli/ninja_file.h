/// The text of a Ninja file whose steps make a copy: files cut into batches, one edge a batch, a
/// last edge for the manifest, and one that writes the file again when SRC has other files.
///
/// Every path in it is relative to the folder of the Ninja file where that says something, so that
/// a checkout can be moved and caches can be shared.
#pragma once

#include <string>
#include <vector>

#include "build_tree.h"

namespace pyinstr::cli {

struct NinjaPlan {
  const SourceTree* tree = nullptr;
  const BuildRequest* request = nullptr;
  bool strict = false;
  Path folder;                     ///< real path of the one that the file stands in
  std::string file;                ///< its name there
  Path command;                    ///< this program
  Path project_file;               ///< whose change asks for another Ninja file; may be empty
  bool has_runtime = false;        ///< the last edge will make `.pyinstr/pyinstr`
  std::vector<std::string> given;  ///< options to write the file again with
};

/// Some files that one edge makes.
struct Batch {
  std::vector<const Job*> jobs;  ///< sorted by path, never empty
  bool is_copy = false;
  /// What names the batch's record; depends on its kind and its first file alone.
  std::string key() const;
};

/// Cuts files into batches by their names: a file more or less changes one or two batches only.
std::vector<Batch> cut_into_batches(const SourceTree& tree, const BuildRequest& request);

/// The text. All names must be expressible (ninja_syntax.h).
std::string ninja_file(const NinjaPlan& plan);

/// Where the edges leave the records of what they did, below OUT.
Path records_folder(const Path& out);

}  // namespace pyinstr::cli
