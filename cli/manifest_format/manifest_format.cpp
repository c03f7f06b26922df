#include "manifest_format.h"

#include <array>
#include <optional>
#include <utility>

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

void append_escaped(std::string& out, std::string_view field) {
  for (const char c : field) {
    if (c == '\t') out += "\\t";
    else if (c == '\n') out += "\\n";
    else if (c == '\\') out += "\\\\";
    else out += c;
  }
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

std::string_view cut_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

}  // namespace

std::string_view name(FileState state) {
  return state_names[static_cast<std::size_t>(state)].second;
}

std::string Manifest::original_of(const std::string& path, const ManifestEntry& entry) const {
  return entry.original.empty() ? source + "/" + path : entry.original;
}

std::string encode_fields(const std::vector<std::string_view>& fields) {
  std::string line;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) line += '\t';
    append_escaped(line, fields[i]);
  }
  return line;
}

std::vector<std::string> decode_fields(std::string_view line) {
  std::vector<std::string> fields;
  while (true) {
    const std::size_t end = line.find('\t');
    fields.push_back(unescaped(line.substr(0, end)));
    if (end == std::string_view::npos) return fields;
    line.remove_prefix(end + 1);
  }
}

std::string encode(const ManifestEntries& entries) {
  std::string out;
  for (const auto& [path, entry] : entries) {
    std::vector<std::string_view> fields{name(entry.state), entry.input_hash, entry.output_hash,
                                         path};
    if (!entry.original.empty()) fields.push_back(entry.original);
    out += encode_fields(fields) + '\n';
  }
  return out;
}

ManifestEntries decode_entries(std::string_view text) {
  ManifestEntries entries;
  while (!text.empty()) {
    std::vector<std::string> fields = decode_fields(cut_line(text));
    if (fields.size() < 4 || fields.size() > 5) continue;
    const std::optional<FileState> state = state_of(fields[0]);
    if (!state) continue;
    entries[std::move(fields[3])] = {*state, std::move(fields[1]), std::move(fields[2]),
                                     fields.size() > 4 ? std::move(fields[4]) : std::string()};
  }
  return entries;
}

std::string encode(const Manifest& manifest) {
  return encode_fields({magic, manifest.version, manifest.options, manifest.source}) + '\n' +
         encode(manifest.files);
}

Manifest decode_manifest(std::string_view text) {
  const std::vector<std::string> head = decode_fields(cut_line(text));
  if (head.size() != 4 || head[0] != magic) return {};
  return {head[1], head[2], head[3], decode_entries(text)};
}

}  // namespace pyinstr::cli
