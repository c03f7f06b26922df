#include <sys/ioctl.h>
#include <unistd.h>

#include "terminal.h"

namespace pyinstr::python::terminal {

bool is_terminal(std::FILE* file) { return isatty(fileno(file)) != 0; }

int width(std::FILE* file) {
  winsize size{};
  if (ioctl(fileno(file), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

void end_process(int status) { _exit(status); }

}  // namespace pyinstr::python::terminal
