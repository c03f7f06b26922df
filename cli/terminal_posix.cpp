#include <sys/ioctl.h>
#include <unistd.h>

#include "terminal.h"

namespace pyinstr::cli {

unsigned terminal_width() {
  constexpr unsigned usual = 80;  // of terminals that do not tell
  if (::isatty(STDERR_FILENO) == 0) return 0;
  winsize size{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return usual;
  return size.ws_col;
}

}  // namespace pyinstr::cli
