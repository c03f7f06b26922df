/// `OUT/.pyinstr/manifest`: what a copy was made of. The next build reads it to find what changed,
/// the runtime to find the source root and the hooked files. Text in, values out: no file is
/// touched here.
///
/// Lines of fields separated by tabs; in a field, tab, newline and backslash are written `\t`,
/// `\n`, `\\`; names are bytes. The first line is
///
///     pyinstr-manifest 1 <TAB> VERSION <TAB> OPTIONS <TAB> ABSOLUTE-SRC
///
/// where ABSOLUTE-SRC is the folder that the originals' paths are relative to. Then one line for
/// each file, sorted by path:
///
///     state <TAB> input-hash <TAB> output-hash <TAB> relative path [<TAB> original]
///
/// state is hooked, unchanged (nothing to hook), refused or copied (not asked to be hooked). The
/// last field stands only where the original is not ABSOLUTE-SRC/relative path: it is its absolute
/// path. The input hash covers the version and the options that made the output, too.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace pyinstr::cli {

/// The folder in OUT that holds the manifest and the way to the runtime.
inline constexpr std::string_view own_folder = ".pyinstr";
inline constexpr std::string_view manifest_name = "manifest";

enum class FileState { hooked, unchanged, refused, copied };

std::string_view name(FileState state);

struct ManifestEntry {
  FileState state = FileState::copied;
  std::string input_hash;
  std::string output_hash;
  std::string original;  ///< absolute; empty if it is the manifest's source/path

  bool operator==(const ManifestEntry&) const = default;
};

using ManifestEntries = std::map<std::string, ManifestEntry>;  ///< by relative path

struct Manifest {
  std::string version;
  std::string options;
  std::string source;  ///< absolute
  ManifestEntries files;

  /// The absolute path of what a file of `files` was made from.
  std::string original_of(const std::string& path, const ManifestEntry& entry) const;
};

std::string encode(const Manifest& manifest);

/// Lines that make no sense are passed over: their files are built again.
Manifest decode_manifest(std::string_view text);

/// The lines of entries alone, as steps of a build leave them for its last one.
std::string encode(const ManifestEntries& entries);
ManifestEntries decode_entries(std::string_view text);

/// One line of fields, without its newline: the spelling that all of the above share.
std::string encode_fields(const std::vector<std::string_view>& fields);
std::vector<std::string> decode_fields(std::string_view line);

}  // namespace pyinstr::cli
