/// What a built copy says of itself: `OUT/.pyinstr/manifest`, as far as the runtime needs it.
/// The format is cli/manifest_format/manifest_format.h.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace pyinstr::python {

struct CopiedFile {
  std::string path;      ///< in the copy
  std::string original;  ///< what it was made from
};

/// The hooked files of the copy whose root is `root`; empty where it has no manifest.
std::vector<CopiedFile> read_manifest(const std::filesystem::path& root);

/// The nearest folder at or above `folder` that has a manifest, or an empty path.
std::filesystem::path find_copy_root(std::filesystem::path folder);

}  // namespace pyinstr::python
