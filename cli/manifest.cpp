#include "manifest.h"

#include "folders.h"

namespace pyinstr::cli {
namespace {

bool says(const Path& path, const std::string& text) {
  const Result<FileContent> present = read_file(path, Links::refuse);
  return present && present->bytes == text;
}

}  // namespace

Path manifest_path(const Path& out) { return out / own_folder / manifest_name; }

Manifest load_manifest(const Path& out) {
  const Result<FileContent> content = read_file(manifest_path(out));
  return content ? decode_manifest(content->bytes) : Manifest{};
}

bool is_saved(const Path& out, const Manifest& manifest) {
  return says(manifest_path(out), encode(manifest));
}

MaybeError save_manifest(const Path& out, const Manifest& manifest) {
  if (MaybeError error = make_folder(out, own_folder)) return error;
  const std::string text = encode(manifest);
  if (says(manifest_path(out), text)) return std::nullopt;
  return write_file(manifest_path(out), text);
}

}  // namespace pyinstr::cli
