#include "refusal.h"

#include <algorithm>
#include <limits>


namespace pyinstr::rewriter {
namespace {

Refusal refuse_at(const Source& source, Offset offset, std::string message, std::string hint) {
  const int row = source.row_of(offset);
  const Offset start = std::min(source.row_start(row), offset);
  return {row + 1, static_cast<int>(offset - start), std::move(message), std::move(hint)};
}

// Something else that is called .py, told by its beginning: one byte in ten controls nothing a text
// has to do with.
bool is_binary(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 4096);
  const auto controls = std::count_if(head.begin(), head.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && std::string_view("\t\n\r\f").find(c) == std::string_view::npos;
  });
  return static_cast<std::size_t>(controls) * 10 > head.size();
}

}  // namespace

std::optional<Refusal> check_bytes(std::string_view bytes) {
  if (bytes.size() >= std::numeric_limits<std::int32_t>::max()) {
    return Refusal{0, 0, "the file is too large", "exclude it"};
  }
  const std::size_t nul = bytes.find('\0');
  if (nul == std::string_view::npos) {
    if (!is_binary(bytes)) return std::nullopt;
    return Refusal{0, 0, "no text: its beginning is full of control characters", "exclude it"};
  }
  const Source source(bytes, Encoding{});
  return refuse_at(source, static_cast<Offset>(nul), "the file holds NUL bytes",
                   "save the file as UTF-8, or exclude it");
}

std::optional<Refusal> check_tree(const Source& source, const SyntaxTree& tree,
                                  const Directives& directives) {
  if (directives.skip_file) {
    return refuse_at(source, *directives.skip_file, "asked for by `# pyinstr: skip-file`", "");
  }
  const auto error = tree.first_error();
  if (!error) return std::nullopt;
  return refuse_at(source, *error, "not understood as Python 3",
                   "check the file with `python -m py_compile`, or exclude it");
}

}  // namespace pyinstr::rewriter
