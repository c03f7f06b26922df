/// Files, read and replaced. With folders.h the only disk access of the command line. Paths are
/// bytes: names need not be UTF-8.
///
/// What is written is written to a new file in the same folder and renamed over the old one, so
/// that a reader, or an interrupted run, sees the old or the new file and nothing between. No
/// fsync: it would cost milliseconds a file, and a copy damaged by a power cut does not match its
/// hash in the manifest, so that the next build mends it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "error.h"

namespace pyinstr::cli {

using Path = std::filesystem::path;

/// What stands at a path.
enum class FileKind { none, file, folder, link, other };

struct FileFacts {
  FileKind kind = FileKind::none;
  unsigned mode = 0;  ///< the permissions alone
  std::uint64_t size = 0;
  std::int64_t seconds = 0, nanoseconds = 0;  ///< time of the last change

  bool operator==(const FileFacts&) const = default;
};

/// Whether a link at the very end of a path is followed.
enum class Links { follow, refuse };

/// What stands at a path; a link is told as such.
FileFacts facts_of(const Path& path);
FileKind kind_of(const Path& path);

/// The path with every link, `.` and `..` resolved, as far as it exists.
Path real_path(const Path& path);

/// Whether `inside` is `folder` or stands below it. Both are real paths.
bool is_within(const Path& inside, const Path& folder);

struct FileContent {
  std::string bytes;
  FileFacts facts;
};

Result<FileContent> read_file(const Path& path, Links links = Links::follow);

/// Everything that stdin gives.
Result<std::string> read_stdin();

using TakePiece = std::function<void(std::string_view)>;

/// Reads a file of any size in pieces; gives what was known of it when it was opened.
Result<FileFacts> read_in_pieces(const Path& path, Links links, const TakePiece& take);

/// The time of change of a file that replaces another. Python recognises a stale `.pyc` by the
/// second alone, so a Python file must be later than the one that it replaces, to the second.
enum class Timing {
  now,    ///< it does not matter
  later,  ///< later, and if need be a moment in the future
  wait,   ///< later, and never in the future: wait for that. Build engines compare times
};

/// Replaces `path`, atomically. Without `mode` the permissions are the usual ones of a new file.
MaybeError write_file(const Path& path, std::string_view bytes, Timing timing = Timing::now,
                      std::optional<unsigned> mode = std::nullopt);

/// Replaces `to` by a copy with the same permissions and time of change, atomically. The copy's
/// bytes are given to `take`, too.
Result<FileFacts> duplicate_file(const Path& from, const Path& to, const TakePiece& take = {});

/// Replaces `path` by a link that says `text`, atomically.
MaybeError write_link(const Path& path, const Path& text);

/// The error of an output that somebody names and that is, or leads to, something else than a file:
/// `/dev/null` or a pipe would be replaced by one. That there is nothing yet is no error.
MaybeError check_output(const Path& path);

Result<Path> read_link(const Path& path);

/// Removes one file or link; that it is gone already is no error.
MaybeError remove_file(const Path& path);

/// What the name of every file begins with that is written but not yet in its place.
inline constexpr std::string_view temporary_prefix = ".pyinstr-new-";

/// The error that errno tells: `PATH: cannot DOING: …`.
Error failed(const Path& path, const std::string& doing, int code);

}  // namespace pyinstr::cli
