/// Folders: walked, made, cleared and locked. The other half of files.h.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "files.h"

namespace pyinstr::cli {

/// Makes the folder `root/relative`. Below `root` no link is followed: one that is in the way, or
/// a file, is replaced by a folder.
MaybeError make_folder(const Path& root, const Path& relative);

/// Whose unfinished files may go: those of processes that have ended, or all of them.
enum class Leftovers { of_ended, all };

/// Removes new files that an interrupted run left in a folder.
void remove_leftovers(const Path& folder, Leftovers which);

/// Removes a folder if it is empty; whether it was.
bool remove_empty_folder(const Path& folder);

/// One entry of a walked tree.
struct FileEntry {
  std::string path;  ///< relative to the root, with `/`
  FileKind kind = FileKind::file;
  std::uint64_t size = 0;
};

/// What a walk asks about each entry: true leaves it out, and a folder with all that is below it.
using LeaveOut = std::function<bool(const FileEntry&)>;

/// All entries below `root`, sorted by path. Links are entries and are not followed. A folder that
/// cannot be read is told in `errors`; the walk goes on.
std::vector<FileEntry> walk(const Path& root, const LeaveOut& leave_out,
                            std::vector<Error>& errors);

/// Who else may hold a folder's lock: others that share it, or nobody.
enum class Sharing { shared, alone };

/// The right to work in a folder, against other processes; ends with the object, or with the
/// process.
class FolderLock {
 public:
  FolderLock() = default;
  /// Waits for its turn; `wait` is called before, if there is somebody to wait for. Where there is
  /// no such folder, or the file system knows no locks, nothing is held.
  FolderLock(const Path& folder, Sharing sharing, const std::function<void()>& wait = {});
  ~FolderLock();
  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&& other) noexcept;

  bool is_held() const { return folder_ >= 0; }

 private:
  int folder_ = -1;
};

}  // namespace pyinstr::cli
