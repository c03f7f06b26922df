#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "process.h"

namespace pyinstr::cli {
namespace {

std::vector<char*> pointers(const std::vector<std::string>& command) {
  std::vector<char*> words;
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  return words;
}

Error failed(const std::string& program, const char* doing) {
  return {ExitCode::disk, program, std::string("cannot ") + doing + ": " + std::strerror(errno),
          ""};
}

/// Writes `input` and reads the answer side by side, so that neither end waits for the other.
std::string exchange(int to, int from, std::string_view input) {
  std::string output;
  std::array<char, 1 << 16> buffer;
  ::fcntl(to, F_SETFL, O_NONBLOCK);
  while (true) {
    if (input.empty() && to >= 0) {
      ::close(to);
      to = -1;
    }
    std::array<pollfd, 2> ends{{{from, POLLIN, 0}, {to, POLLOUT, 0}}};
    if (::poll(ends.data(), ends.size(), -1) < 0 && errno != EINTR) break;
    if (ends[1].revents != 0) {
      const ssize_t put = ::write(to, input.data(), input.size());
      if (put >= 0) input.remove_prefix(static_cast<std::size_t>(put));
      else if (errno != EAGAIN && errno != EINTR) input = {};
    }
    if (ends[0].revents == 0) continue;
    const ssize_t got = ::read(from, buffer.data(), buffer.size());
    if (got == 0 || (got < 0 && errno != EINTR)) break;
    if (got > 0) output.append(buffer.data(), static_cast<std::size_t>(got));
  }
  if (to >= 0) ::close(to);
  ::close(from);
  return output;
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

Path own_executable() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error);
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

Path find_program(const std::string& name) {
  if (name.find('/') != std::string::npos) return ::access(name.c_str(), X_OK) == 0 ? name : "";
  const std::string path = environment("PATH");
  for (std::size_t start = 0, end = 0; end != std::string::npos; start = end + 1) {
    end = path.find(':', start);
    const std::string folder = path.substr(start, end - start);
    const Path program = Path(folder.empty() ? "." : folder) / name;
    if (::access(program.c_str(), X_OK) == 0 && !std::filesystem::is_directory(program)) {
      return program;
    }
  }
  return {};
}

Result<Ended> run_program(const std::vector<std::string>& command, std::string_view input) {
  int to_child[2], from_child[2];
  if (::pipe2(to_child, O_CLOEXEC) != 0) return failed(command[0], "start");
  if (::pipe2(from_child, O_CLOEXEC) != 0) {
    const Error error = failed(command[0], "start");
    for (const int end : to_child) ::close(end);
    return error;
  }
  // A child that ends early must not end us when we go on writing to it.
  ::signal(SIGPIPE, SIG_IGN);
  const std::vector<char*> words = pointers(command);
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGPIPE, SIG_DFL);
    ::dup2(to_child[0], STDIN_FILENO);
    ::dup2(from_child[1], STDOUT_FILENO);
    ::execv(words[0], words.data());
    ::_exit(127);
  }
  ::close(to_child[0]);
  ::close(from_child[1]);
  if (child < 0) {
    const Error error = failed(command[0], "start");
    ::close(to_child[1]);
    ::close(from_child[0]);
    return error;
  }
  Ended ended;
  ended.output = exchange(to_child[1], from_child[0], input);
  ended.status = wait_for(child);
  return ended;
}

Error become(const std::vector<std::string>& command) {
  ::execv(command[0].c_str(), pointers(command).data());
  return failed(command[0], "start");
}

}  // namespace pyinstr::cli
