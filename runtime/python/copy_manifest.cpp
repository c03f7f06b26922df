#include "copy_manifest.h"

#include <fstream>
#include <string_view>
#include <system_error>

namespace pyinstr::python {
namespace fs = std::filesystem;
namespace {

fs::path manifest_of(const fs::path& root) { return root / ".pyinstr" / "manifest"; }

std::string unescape(std::string_view field) {
  std::string text;
  for (std::size_t i = 0; i < field.size(); ++i) {
    if (field[i] != '\\' || i + 1 == field.size()) text += field[i];
    else if (const char c = field[++i]; c == 't') text += '\t';
    else text += c == 'n' ? '\n' : c;
  }
  return text;
}

std::vector<std::string> fields_of(std::string_view line) {
  std::vector<std::string> fields;
  for (std::size_t end = 0; end != std::string_view::npos;) {
    end = line.find('\t');
    fields.push_back(unescape(line.substr(0, end)));
    if (end != std::string_view::npos) line.remove_prefix(end + 1);
  }
  return fields;
}

}  // namespace

std::vector<CopiedFile> read_manifest(const fs::path& root) {
  std::ifstream in(manifest_of(root), std::ios::binary);
  std::string line;
  std::vector<CopiedFile> files;
  if (!std::getline(in, line)) return files;
  const auto head = fields_of(line);
  if (head.size() < 4 || head[0] != "pyinstr-manifest 1") return files;
  while (std::getline(in, line)) {
    const auto fields = fields_of(line);
    if (fields.size() < 4 || fields[0] != "hooked") continue;
    files.push_back({(root / fields[3]).string(),
                     fields.size() > 4 ? fields[4] : (fs::path(head[3]) / fields[3]).string()});
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
