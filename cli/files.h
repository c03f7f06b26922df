/// The only disk access of the command line. Paths are bytes: names need not be UTF-8.
///
/// What is written is written to a new file in the same folder and renamed over the old one, so
/// that a reader, or an interrupted run, sees the old or the new file and nothing between. No
/// fsync: it would cost milliseconds a file, and a copy damaged by a power cut does not match its
/// hash in the manifest, so that the next build mends it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "error.h"

namespace pyinstr::cli {

using Path = std::filesystem::path;

/// What stands at a path; links are never followed to tell.
enum class FileKind { none, file, folder, link, other };

FileKind kind_of(const Path& path);

/// The path with every link, `.` and `..` resolved, as far as it exists.
Path real_path(const Path& path);

/// Whether `inside` is `folder` or stands below it. Both are real paths.
bool is_within(const Path& inside, const Path& folder);

Result<std::string> read_file(const Path& path);

/// Everything that stdin gives.
Result<std::string> read_stdin();

/// Reads a file of any size in pieces.
MaybeError read_in_pieces(const Path& path, const std::function<void(std::string_view)>& piece);

/// Replaces `path`, atomically. The permissions are those of `model`, or the usual ones of a new
/// file if it is empty. The time of change is always later than that of the file replaced, to the
/// second: Python recognises a stale `.pyc` by nothing else.
MaybeError write_file(const Path& path, std::string_view bytes, const Path& model = {});

/// Replaces `to` by a copy with the same permissions and time of change, atomically.
MaybeError duplicate_file(const Path& from, const Path& to);

/// Replaces `path` by a link that says `text`, atomically.
MaybeError write_link(const Path& path, const Path& text);

Result<Path> read_link(const Path& path);

/// Whether permissions (and, if asked, times of change) are alike.
bool same_mode(const Path& a, const Path& b);
bool same_time(const Path& a, const Path& b);

/// Makes the folder `root/relative`. Below `root` no link is followed: one that is in the way, or
/// a file, is replaced by a folder. New files that an interrupted run left in it are removed.
MaybeError make_folder(const Path& root, const Path& relative);

/// Removes one file or link; that it is gone already is no error.
MaybeError remove_file(const Path& path);

/// Removes the folders from `folder` up to, and without, `root` as long as they are empty.
void remove_empty_folders(Path folder, const Path& root);

/// One entry of a walked tree.
struct FileEntry {
  std::string path;  ///< relative to the root, with `/`
  FileKind kind = FileKind::file;
};

/// What a walk asks about each folder, given its path relative to the root: true leaves it out.
using LeaveOut = std::function<bool(const FileEntry&)>;

/// All entries below `root`, folders before what they hold, sorted by path. Links are entries and
/// are not followed. A folder that cannot be read is told in `errors`; the walk goes on.
std::vector<FileEntry> walk(const Path& root, const LeaveOut& leave_out,
                            std::vector<Error>& errors);

}  // namespace pyinstr::cli
