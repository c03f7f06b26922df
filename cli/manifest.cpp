#include "manifest.h"

#include <array>
#include <optional>
#include <vector>

namespace pyinstr::cli {
namespace {

constexpr std::string_view magic = "pyinstr-manifest 1";

constexpr std::array<std::pair<FileState, std::string_view>, 4> state_names{{
    {FileState::hooked, "hooked"},
    {FileState::unchanged, "unchanged"},
    {FileState::refused, "refused"},
    {FileState::copied, "copied"},
}};

std::optional<FileState> state_of(std::string_view word) {
  for (const auto& [state, state_name] : state_names) {
    if (state_name == word) return state;
  }
  return std::nullopt;
}

std::string escaped(std::string_view field) {
  std::string out;
  for (const char c : field) {
    if (c == '\t') out += "\\t";
    else if (c == '\n') out += "\\n";
    else if (c == '\\') out += "\\\\";
    else out += c;
  }
  return out;
}

std::string unescaped(std::string_view field) {
  std::string out;
  for (std::size_t i = 0; i < field.size(); ++i) {
    if (field[i] != '\\' || i + 1 == field.size()) {
      out += field[i];
      continue;
    }
    const char c = field[++i];
    out += c == 't' ? '\t' : c == 'n' ? '\n' : c;
  }
  return out;
}

std::vector<std::string> fields_of(std::string_view line) {
  std::vector<std::string> fields;
  while (true) {
    const std::size_t end = line.find('\t');
    fields.push_back(unescaped(line.substr(0, end)));
    if (end == std::string_view::npos) return fields;
    line.remove_prefix(end + 1);
  }
}

std::string_view cut_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

void append_line(std::string& out, std::initializer_list<std::string_view> fields) {
  char separator = 0;
  for (const std::string_view field : fields) {
    if (separator) out += separator;
    out += escaped(field);
    separator = '\t';
  }
  out += '\n';
}

}  // namespace

std::string_view name(FileState state) {
  return state_names[static_cast<std::size_t>(state)].second;
}

std::string encode(const Manifest& manifest) {
  std::string out;
  append_line(out, {magic, manifest.version, manifest.options, manifest.source});
  for (const auto& [path, file] : manifest.files) {
    if (file.original.empty()) {
      append_line(out, {name(file.state), file.input_hash, file.output_hash, path});
    } else {
      append_line(out, {name(file.state), file.input_hash, file.output_hash, path, file.original});
    }
  }
  return out;
}

Manifest decode_manifest(std::string_view text) {
  Manifest manifest;
  const std::vector<std::string> head = fields_of(cut_line(text));
  if (head.size() != 4 || head[0] != magic) return manifest;
  manifest.version = head[1];
  manifest.options = head[2];
  manifest.source = head[3];
  while (!text.empty()) {
    const std::vector<std::string> fields = fields_of(cut_line(text));
    if (fields.size() < 4 || fields.size() > 5) continue;
    const std::optional<FileState> state = state_of(fields[0]);
    if (!state) continue;
    manifest.files[fields[3]] = {*state, fields[1], fields[2],
                                 fields.size() > 4 ? fields[4] : std::string()};
  }
  return manifest;
}

Manifest load_manifest(const Path& out) {
  const Result<std::string> text = read_file(out / own_folder / "manifest");
  return text ? decode_manifest(*text) : Manifest{};
}

MaybeError save_manifest(const Path& out, const Manifest& manifest) {
  if (MaybeError error = make_folder(out, own_folder)) return error;
  return write_file(out / own_folder / "manifest", encode(manifest));
}

}  // namespace pyinstr::cli
