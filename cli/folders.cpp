#include "folders.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <utility>

namespace pyinstr::cli {
namespace fs = std::filesystem;
namespace {

/// Whether the process that is named in a new file's name has ended.
bool has_ended(const std::string& name) {
  int process = 0;
  std::from_chars(name.data() + temporary_prefix.size(), name.data() + name.size(), process);
  return process > 0 && ::kill(process, 0) != 0 && errno == ESRCH;
}

/// What one folder holds, in the order in which the system tells it.
Result<std::vector<FileEntry>> list_folder(const Path& folder) {
  std::vector<FileEntry> entries;
  std::error_code error;
  fs::directory_iterator at(folder, error);
  for (; !error && at != fs::directory_iterator(); at.increment(error)) {
    const FileFacts facts = facts_of(at->path());
    if (facts.kind == FileKind::none) continue;  // it has gone meanwhile
    entries.push_back({at->path().filename().native(), facts.kind, facts.size});
  }
  if (error) return failed(folder, "read the folder", error.value());
  return entries;
}

}  // namespace

MaybeError make_folder(const Path& root, const Path& relative) {
  std::error_code error;
  fs::create_directories(root, error);
  if (error) return failed(root, "make the folder", error.value());
  Path folder = root;
  for (const Path& part : relative) {
    folder /= part;
    const FileKind kind = kind_of(folder);
    if (kind == FileKind::folder) continue;
    if (kind != FileKind::none && ::unlink(folder.c_str()) != 0) {
      return failed(folder, "replace", errno);
    }
    // Another process may be making it, too: steps of a build run side by side.
    if (::mkdir(folder.c_str(), 0777) != 0 && errno != EEXIST) {
      return failed(folder, "make the folder", errno);
    }
  }
  return std::nullopt;
}

void remove_leftovers(const Path& folder, Leftovers which) {
  std::error_code ignored;
  for (fs::directory_iterator at(folder, ignored); !ignored && at != fs::directory_iterator();
       at.increment(ignored)) {
    const std::string name = at->path().filename().native();
    if (!name.starts_with(temporary_prefix)) continue;
    if (which == Leftovers::all || has_ended(name)) ::unlink(at->path().c_str());
  }
}

bool remove_empty_folder(const Path& folder) { return ::rmdir(folder.c_str()) == 0; }

std::vector<FileEntry> walk(const Path& root, const LeaveOut& leave_out,
                            std::vector<Error>& errors) {
  std::vector<FileEntry> found;
  std::vector<std::string> waiting{""};
  while (!waiting.empty()) {
    const std::string folder = std::move(waiting.back());
    waiting.pop_back();
    Result<std::vector<FileEntry>> entries = list_folder(root / folder);
    if (!entries) {
      errors.push_back(entries.error());
      continue;
    }
    for (FileEntry& entry : *entries) {
      if (!folder.empty()) entry.path = folder + "/" + entry.path;
      if (leave_out(entry)) continue;
      if (entry.kind == FileKind::folder) waiting.push_back(entry.path);
      found.push_back(std::move(entry));
    }
  }
  std::sort(found.begin(), found.end(),
            [](const FileEntry& a, const FileEntry& b) { return a.path < b.path; });
  return found;
}

FolderLock::FolderLock(const Path& folder, Sharing sharing, const std::function<void()>& wait)
    : folder_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  const int how = sharing == Sharing::shared ? LOCK_SH : LOCK_EX;
  if (folder_ < 0 || ::flock(folder_, how | LOCK_NB) == 0) return;
  if (errno == EWOULDBLOCK) {
    if (wait) wait();
    while (::flock(folder_, how) != 0 && errno == EINTR) {
    }
    return;
  }
  ::close(std::exchange(folder_, -1));
}

FolderLock::~FolderLock() {
  if (folder_ >= 0) ::close(folder_);
}

FolderLock::FolderLock(FolderLock&& other) noexcept : folder_(std::exchange(other.folder_, -1)) {}

FolderLock& FolderLock::operator=(FolderLock&& other) noexcept {
  std::swap(folder_, other.folder_);
  return *this;
}

}  // namespace pyinstr::cli
