#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

#include "process.h"

namespace pyinstr::python::process {

long number() { return getpid(); }

std::string terminal_name() {
  char name[256];
  return ttyname_r(STDIN_FILENO, name, sizeof name) == 0 ? name : "";
}

TerminalLock::~TerminalLock() { give_back(); }

void TerminalLock::take(const std::string& device) {
  // Opened anew, since a descriptor that a child inherited is locked for both. A pipe has a name
  // only where the system gives descriptors names.
  const char* const path = device.empty() ? "/dev/fd/0" : device.c_str();
  file_ = open(path, O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  while (file_ >= 0 && flock(file_, LOCK_EX) != 0 && errno == EINTR) {
  }
}

void TerminalLock::give_back() {
  if (file_ < 0) return;
  flock(file_, LOCK_UN);  // also where a child has inherited the descriptor
  close(file_);
  file_ = -1;
}

void TerminalLock::forked() {
  if (file_ >= 0) close(file_);
  file_ = -1;
}

Read read_line(int file, std::string& line) {
  char byte = 0;
  for (;;) {
    const ssize_t count = read(file, &byte, 1);
    if (count < 0 && errno == EINTR) return Read::interrupted;
    if (count <= 0) return Read::end;
    line.push_back(byte);
    if (byte == '\n') return Read::line;
  }
}

}  // namespace pyinstr::python::process
