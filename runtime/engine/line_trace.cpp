#include "line_trace.h"

#include "file_name.h"
#include "function_name.h"

namespace pyinstr::engine {
namespace {

const std::string& function_of(Files& files, const ReachedLine& reached) {
  return files.file(reached.file).sites[static_cast<std::size_t>(reached.site)].function;
}

std::string without_indent(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\f");
  return first == std::string::npos ? "" : text.substr(first);
}

}  // namespace

std::string raw_row(Files& files, const ReachedLine& reached) {
  return files.path(reached.file) + ":" + std::to_string(reached.line) + " " +
         unqualified(function_of(files, reached));
}

std::string plain_row(Files& files, const ReachedLine& reached) {
  std::string row = short_name(files, files.path(reached.file)) + ":" +
                    std::to_string(reached.line) + " in " + function_of(files, reached);
  const std::string text = without_indent(files.line_text(reached.file, reached.line));
  return text.empty() ? row : row + ": " + text;
}

void LineTrace::on_line(const ReachedLine& reached, Stack&) {
  if (!only_ || *only_ == reached.file) sink_(format_(files_, reached));
}

}  // namespace pyinstr::engine
