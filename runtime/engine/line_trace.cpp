#include "line_trace.h"

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

std::string raw_row(Files& files, const ReachedLine& reached, Stack&) {
  return files.path(reached.file) + ":" + std::to_string(reached.line) + " " +
         unqualified(function_of(files, reached));
}

std::string plain_row(Files& files, const ReachedLine& reached, Stack& stack) {
  std::string row = row_place(files, reached.file, reached.line, function_of(files, reached), stack);
  const std::string text = without_indent(files.line_text(reached.file, reached.line));
  return text.empty() ? row : row + ": " + text;
}

void LineTrace::on_line(const ReachedLine& reached, Stack& stack) {
  const bool meant = scope_.takes(files_, reached.file, function_of(files_, reached));
  if (meant) sink_(format_(files_, reached, stack));
}

}  // namespace pyinstr::engine
