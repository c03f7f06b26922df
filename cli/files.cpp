#include "files.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <ctime>

namespace pyinstr::cli {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t piece_size = 1 << 18;
constexpr std::string_view temporary_prefix = ".pyinstr-new-";

Error failed(const Path& path, const char* doing, int code = errno) {
  return {ExitCode::disk, path.native(),
          std::string("cannot ") + doing + ": " + std::strerror(code), ""};
}

/// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int operator*() const { return number_; }

 private:
  int number_;
};

MaybeError read_pieces(int descriptor, const Path& name,
                       const std::function<void(std::string_view)>& piece) {
  std::string buffer(piece_size, '\0');
  while (true) {
    const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
    if (got == 0) return std::nullopt;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed(name, "read");
    piece({buffer.data(), static_cast<std::size_t>(got)});
  }
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(descriptor, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

/// A new name in the same folder; the process is part of it so that leftovers can be told.
Path temporary_beside(const Path& path) {
  static std::atomic<unsigned> count{0};
  return path.parent_path() / (std::string(temporary_prefix) + std::to_string(::getpid()) + "-" +
                               std::to_string(count++));
}

MaybeError rename_over(const Path& temporary, const Path& path) {
  if (::rename(temporary.c_str(), path.c_str()) == 0) return std::nullopt;
  Error error = failed(path, "replace");
  if (kind_of(path) == FileKind::folder) {
    error.message = "cannot replace: a folder is in the way";
    error.hint = "remove that folder, it is not part of the copy";
  }
  ::unlink(temporary.c_str());
  return error;
}

/// Pushes the time of `temporary` behind that of `old` where both fall into one second.
void make_later(const Path& temporary, const Path& old) {
  struct stat before, now;
  if (::lstat(old.c_str(), &before) != 0 || ::lstat(temporary.c_str(), &now) != 0) return;
  if (now.st_mtim.tv_sec > before.st_mtim.tv_sec || before.st_mtim.tv_sec > now.st_mtim.tv_sec + 60)
    return;
  const timespec times[2] = {{0, UTIME_OMIT}, {before.st_mtim.tv_sec + 1, 0}};
  ::utimensat(AT_FDCWD, temporary.c_str(), times, 0);
}

bool is_leftover(const std::string& name) {
  if (!name.starts_with(temporary_prefix)) return false;
  int process = 0;
  std::from_chars(name.data() + temporary_prefix.size(), name.data() + name.size(), process);
  return process > 0 && ::kill(process, 0) != 0 && errno == ESRCH;
}

void remove_leftovers(const Path& folder) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    if (is_leftover(entry.path().filename().native())) ::unlink(entry.path().c_str());
  }
}

/// The names in one folder, sorted by their bytes.
Result<std::vector<FileEntry>> list_folder(const Path& folder) {
  std::vector<FileEntry> names;
  std::error_code error;
  fs::directory_iterator at(folder, error);
  for (; !error && at != fs::directory_iterator(); at.increment(error)) {
    names.push_back({at->path().filename().native(), kind_of(at->path())});
  }
  if (error) return failed(folder, "read the folder", error.value());
  std::sort(names.begin(), names.end(),
            [](const FileEntry& a, const FileEntry& b) { return a.path < b.path; });
  return names;
}

}  // namespace

FileKind kind_of(const Path& path) {
  struct stat status;
  if (::lstat(path.c_str(), &status) != 0) return FileKind::none;
  if (S_ISREG(status.st_mode)) return FileKind::file;
  if (S_ISDIR(status.st_mode)) return FileKind::folder;
  return S_ISLNK(status.st_mode) ? FileKind::link : FileKind::other;
}

Path real_path(const Path& path) {
  std::error_code error;
  Path real = fs::weakly_canonical(fs::absolute(path, error), error);
  if (error) real = fs::absolute(path, error).lexically_normal();
  return real.has_filename() ? real : real.parent_path();
}

bool is_within(const Path& inside, const Path& folder) {
  const auto [rest, _] = std::mismatch(folder.begin(), folder.end(), inside.begin(), inside.end());
  return rest == folder.end();
}

Result<std::string> read_file(const Path& path) {
  std::string bytes;
  MaybeError error = read_in_pieces(path, [&](std::string_view piece) { bytes += piece; });
  if (error) return *error;
  return bytes;
}

Result<std::string> read_stdin() {
  std::string bytes;
  MaybeError error =
      read_pieces(STDIN_FILENO, "<stdin>", [&](std::string_view piece) { bytes += piece; });
  if (error) return *error;
  return bytes;
}

MaybeError read_in_pieces(const Path& path, const std::function<void(std::string_view)>& piece) {
  // Not blocking: a named pipe without a writer must not hold the build up.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (*file < 0) return failed(path, "read");
  return read_pieces(*file, path, piece);
}

MaybeError write_file(const Path& path, std::string_view bytes, const Path& model) {
  const Path temporary = temporary_beside(path);
  const Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (*file < 0) return failed(path, "write");
  struct stat status;
  const bool written =
      write_all(*file, bytes) && (model.empty() || (::stat(model.c_str(), &status) == 0 &&
                                                    ::fchmod(*file, status.st_mode & 0777) == 0));
  if (!written) {
    const Error error = failed(path, "write");
    ::unlink(temporary.c_str());
    return error;
  }
  make_later(temporary, path);
  return rename_over(temporary, path);
}

MaybeError duplicate_file(const Path& from, const Path& to) {
  const Path temporary = temporary_beside(to);
  std::error_code error;
  fs::copy_file(from, temporary, error);
  struct stat status;
  if (error || ::stat(from.c_str(), &status) != 0) {
    ::unlink(temporary.c_str());
    return failed(from, "copy", error ? error.value() : errno);
  }
  const timespec times[2] = {status.st_atim, status.st_mtim};
  if (::chmod(temporary.c_str(), status.st_mode & 0777) != 0 ||
      ::utimensat(AT_FDCWD, temporary.c_str(), times, 0) != 0) {
    const Error unkept = failed(to, "keep mode and time");
    ::unlink(temporary.c_str());
    return unkept;
  }
  return rename_over(temporary, to);
}

MaybeError write_link(const Path& path, const Path& text) {
  const Path temporary = temporary_beside(path);
  if (::symlink(text.c_str(), temporary.c_str()) != 0) return failed(path, "make the link");
  return rename_over(temporary, path);
}

Result<Path> read_link(const Path& path) {
  std::error_code error;
  Path text = fs::read_symlink(path, error);
  if (error) return failed(path, "read the link", error.value());
  return text;
}

bool same_mode(const Path& a, const Path& b) {
  struct stat one, other;
  return ::stat(a.c_str(), &one) == 0 && ::stat(b.c_str(), &other) == 0 &&
         (one.st_mode & 0777) == (other.st_mode & 0777);
}

bool same_time(const Path& a, const Path& b) {
  struct stat one, other;
  return ::stat(a.c_str(), &one) == 0 && ::stat(b.c_str(), &other) == 0 &&
         one.st_mtim.tv_sec == other.st_mtim.tv_sec && one.st_mtim.tv_nsec == other.st_mtim.tv_nsec;
}

MaybeError make_folder(const Path& root, const Path& relative) {
  std::error_code error;
  fs::create_directories(root, error);
  if (error) return failed(root, "make the folder", error.value());
  Path folder = root;
  for (const Path& part : relative) {
    folder /= part;
    const FileKind kind = kind_of(folder);
    if (kind == FileKind::folder) continue;
    if (kind != FileKind::none && ::unlink(folder.c_str()) != 0) return failed(folder, "replace");
    if (::mkdir(folder.c_str(), 0777) != 0) return failed(folder, "make the folder");
  }
  remove_leftovers(folder);
  return std::nullopt;
}

MaybeError remove_file(const Path& path) {
  if (::unlink(path.c_str()) == 0 || errno == ENOENT || errno == ENOTDIR) return std::nullopt;
  return failed(path, "remove");
}

void remove_empty_folders(Path folder, const Path& root) {
  while (folder != root && is_within(folder, root) && ::rmdir(folder.c_str()) == 0) {
    folder = folder.parent_path();
  }
}

std::vector<FileEntry> walk(const Path& root, const LeaveOut& leave_out,
                            std::vector<Error>& errors) {
  std::vector<FileEntry> found;
  std::vector<std::string> waiting{""};
  while (!waiting.empty()) {
    const std::string folder = std::move(waiting.back());
    waiting.pop_back();
    Result<std::vector<FileEntry>> names = list_folder(root / folder);
    if (!names) {
      errors.push_back(names.error());
      continue;
    }
    for (FileEntry& entry : *names) {
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

}  // namespace pyinstr::cli
