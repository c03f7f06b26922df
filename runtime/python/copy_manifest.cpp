#include "copy_manifest.h"

#include <fstream>
#include <iterator>
#include <system_error>

#include "manifest_format.h"

namespace pyinstr::python {
namespace fs = std::filesystem;
namespace {

fs::path manifest_of(const fs::path& root) { return root / cli::own_folder / cli::manifest_name; }

}  // namespace

std::vector<CopiedFile> read_manifest(const fs::path& root) {
  std::ifstream in(manifest_of(root), std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const cli::Manifest manifest = cli::decode_manifest(text);
  std::vector<CopiedFile> files;
  for (const auto& [path, entry] : manifest.files) {
    if (entry.state != cli::FileState::hooked) continue;
    files.push_back({(root / path).string(), manifest.original_of(path, entry)});
  }
  return files;
}

fs::path find_copy_root(fs::path folder) {
  std::error_code ignored;
  while (!fs::exists(manifest_of(folder), ignored)) {
    if (!folder.has_relative_path()) return {};
    folder = folder.parent_path();
  }
  return folder;
}

}  // namespace pyinstr::python
