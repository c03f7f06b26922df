#include "row.h"

#include <ostream>


namespace pyinstr::engine {

void write_row(std::ostream& out, const std::string& row) {
  const std::string whole = row + '\n';
  out.write(whole.data(), static_cast<std::streamsize>(whole.size())).flush();
}

std::string row_place(Files& files, FileId file, Line line, const std::string& function, Stack& stack) {
  std::string place = files.short_name(files.path(file)) + ":" + std::to_string(line);
  if (!function.empty()) place += " in " + function;
  const std::string thread = stack.thread_name();
  return thread.empty() ? place : place + ", in thread \"" + thread + "\"";
}

}  // namespace pyinstr::engine
