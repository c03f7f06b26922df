#include "files.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <ctime>
#include <thread>
#include <utility>

namespace pyinstr::cli {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t piece_size = 1 << 18;
constexpr unsigned permissions = 0777;

FileFacts to_facts(const struct stat& status) {
  FileFacts facts;
  facts.kind = S_ISREG(status.st_mode)   ? FileKind::file
               : S_ISDIR(status.st_mode) ? FileKind::folder
               : S_ISLNK(status.st_mode) ? FileKind::link
                                         : FileKind::other;
  facts.mode = status.st_mode & permissions;
  facts.size = static_cast<std::uint64_t>(status.st_size);
  facts.seconds = status.st_mtim.tv_sec;
  facts.nanoseconds = status.st_mtim.tv_nsec;
  return facts;
}

/// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int operator*() const { return number_; }

  /// False if what was written could not be kept: some systems tell it only now.
  bool close() {
    const int number = std::exchange(number_, -1);
    return number < 0 || ::close(number) == 0;
  }

 private:
  int number_;
};

/// `size` is how much is expected: one more byte is asked for, so that one read tells the end.
MaybeError read_pieces(int descriptor, const Path& name, std::size_t size, const TakePiece& take) {
  std::string buffer(std::min(size + 1, piece_size), '\0');
  while (true) {
    const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
    if (got == 0) return std::nullopt;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed(name, "read", errno);
    take({buffer.data(), static_cast<std::size_t>(got)});
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

/// A name beside `path` that was not given before. The process is part of it so that leftovers can
/// be told. It may be taken all the same: in containers an interrupted run may have had the same
/// number.
Path temporary_beside(const Path& path) {
  static std::atomic<unsigned> count{0};
  return path.parent_path() / (std::string(temporary_prefix) + std::to_string(::getpid()) + "-" +
                               std::to_string(count++));
}

/// A new file beside `path`, to be renamed over it: removed unless it comes to that.
class Replacement {
 public:
  explicit Replacement(const Path& path) : path_(path), file_(open_beside(path, temporary_)) {}
  ~Replacement() {
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
  }

  bool is_open() const { return *file_ >= 0; }
  bool add(std::string_view bytes) { return write_all(*file_, bytes); }
  bool set_mode(unsigned mode) { return ::fchmod(*file_, mode) == 0; }

  bool set_time(std::int64_t seconds, std::int64_t nanoseconds) {
    const timespec times[2] = {{0, UTIME_OMIT}, {seconds, nanoseconds}};
    return ::futimens(*file_, times) == 0;
  }

  /// Puts the time behind that of the file in place where both fall into one second.
  void make_later(Timing timing) {
    struct stat before, now;
    if (timing == Timing::now || ::lstat(path_.c_str(), &before) != 0) return;
    const auto old = before.st_mtim.tv_sec;
    if (::fstat(*file_, &now) != 0 || now.st_mtim.tv_sec > old) return;
    // Further off, somebody's clock is wrong, or a time was set.
    const auto ahead = old - now.st_mtim.tv_sec;
    if (timing == Timing::later && ahead <= 60) set_time(old + 1, 0);
    if (timing == Timing::wait && ahead <= 2) wait_until_after(old);
  }

  MaybeError put_in_place() {
    if (!file_.close()) return failed(path_, "write", errno);
    if (::rename(temporary_.c_str(), path_.c_str()) == 0) {
      temporary_.clear();
      return std::nullopt;
    }
    const int code = errno;
    if (kind_of(path_) != FileKind::folder) return failed(path_, "replace", code);
    return Error{ExitCode::disk, path_.native(), "cannot replace: a folder is in the way",
                 "remove that folder, it is not part of the copy"};
  }

 private:
  void wait_until_after(std::int64_t second) {
    timespec now{};
    while (::clock_gettime(CLOCK_REALTIME, &now) == 0 && now.tv_sec <= second) {
      std::this_thread::sleep_for(std::chrono::nanoseconds(1'000'000'000 - now.tv_nsec));
    }
    set_time(now.tv_sec, now.tv_nsec);
  }

  static int open_beside(const Path& path, Path& temporary) {
    // A file that must not grow any more is to be an error like a full disk, and not the end.
    [[maybe_unused]] static const auto former = ::signal(SIGXFSZ, SIG_IGN);
    int file = -1;
    do {
      temporary = temporary_beside(path);
      file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    } while (file < 0 && errno == EEXIST);
    if (file < 0) temporary.clear();
    return file;
  }

  Path path_, temporary_;
  Descriptor file_;
};

}  // namespace

Error failed(const Path& path, const std::string& doing, int code) {
  return {ExitCode::disk, path.native(), "cannot " + doing + ": " + std::strerror(code), ""};
}

FileFacts facts_of(const Path& path) {
  struct stat status;
  return ::lstat(path.c_str(), &status) == 0 ? to_facts(status) : FileFacts{};
}

FileKind kind_of(const Path& path) { return facts_of(path).kind; }

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

Result<FileContent> read_file(const Path& path, Links links) {
  FileContent content;
  const auto add = [&](std::string_view piece) { content.bytes += piece; };
  const Result<FileFacts> facts = read_in_pieces(path, links, add);
  if (!facts) return facts.error();
  content.facts = *facts;
  return content;
}

Result<std::string> read_stdin() {
  std::string bytes;
  MaybeError error = read_pieces(STDIN_FILENO, "<stdin>", piece_size,
                                 [&](std::string_view piece) { bytes += piece; });
  if (error) return *error;
  return bytes;
}

Result<FileFacts> read_in_pieces(const Path& path, Links links, const TakePiece& take) {
  // Not blocking: a named pipe without a writer must not hold the build up.
  const int how = O_RDONLY | O_CLOEXEC | O_NONBLOCK | (links == Links::refuse ? O_NOFOLLOW : 0);
  const Descriptor file(::open(path.c_str(), how));
  struct stat status;
  if (*file < 0 || ::fstat(*file, &status) != 0) return failed(path, "read", errno);
  const FileFacts facts = to_facts(status);
  if (MaybeError error = read_pieces(*file, path, facts.size, take)) return *error;
  return facts;
}

MaybeError write_file(const Path& path, std::string_view bytes, Timing timing,
                      std::optional<unsigned> mode) {
  Replacement replacement(path);
  if (!replacement.is_open() || !replacement.add(bytes) || (mode && !replacement.set_mode(*mode))) {
    return failed(path, "write", errno);
  }
  replacement.make_later(timing);
  return replacement.put_in_place();
}

Result<FileFacts> duplicate_file(const Path& from, const Path& to, const TakePiece& take) {
  Replacement replacement(to);
  if (!replacement.is_open()) return failed(to, "write", errno);
  int code = 0;  // of the first piece that could not be written
  const Result<FileFacts> facts = read_in_pieces(from, Links::follow, [&](std::string_view piece) {
    if (take) take(piece);
    if (code == 0 && !replacement.add(piece)) code = errno;
  });
  if (!facts) return facts.error();
  if (code != 0) return failed(to, "write", code);
  if (!replacement.set_mode(facts->mode) ||
      !replacement.set_time(facts->seconds, facts->nanoseconds)) {
    return failed(to, "keep mode and time", errno);
  }
  if (MaybeError error = replacement.put_in_place()) return *error;
  return facts;
}

MaybeError write_link(const Path& path, const Path& text) {
  Path temporary;
  int made = -1;
  do {
    temporary = temporary_beside(path);
    made = ::symlink(text.c_str(), temporary.c_str());
  } while (made != 0 && errno == EEXIST);
  if (made != 0) return failed(path, "make the link", errno);
  if (::rename(temporary.c_str(), path.c_str()) == 0) return std::nullopt;
  const int code = errno;
  ::unlink(temporary.c_str());
  return failed(path, "replace", code);
}

MaybeError check_output(const Path& path) {
  struct stat status;
  if (::stat(path.c_str(), &status) != 0 || to_facts(status).kind != FileKind::other) return std::nullopt;
  return Error{ExitCode::usage, path.native(), "cannot write: a device or a pipe, and files are replaced",
               "name a file; `pyinstr show` writes to stdout"};
}

Result<Path> read_link(const Path& path) {
  std::error_code error;
  Path text = fs::read_symlink(path, error);
  if (error) return failed(path, "read the link", error.value());
  return text;
}

MaybeError remove_file(const Path& path) {
  if (::unlink(path.c_str()) == 0 || errno == ENOENT || errno == ENOTDIR) return std::nullopt;
  return failed(path, "remove", errno);
}

}  // namespace pyinstr::cli
