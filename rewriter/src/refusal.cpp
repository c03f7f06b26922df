#include "refusal.h"

#include <limits>

#include "characters.h"

namespace pyinstr::rewriter {
namespace {

Refusal refuse_at(const Source& source, Offset offset, std::string message, std::string hint) {
  const int row = source.row_of(offset);
  const Offset start = std::min(source.row_start(row), offset);
  return {row + 1, static_cast<int>(offset - start), std::move(message), std::move(hint)};
}

// Syntax newer than the grammar, by the line on which it fails.
struct NewSyntax {
  std::string_view word;
  std::string_view what;
};
constexpr NewSyntax new_syntax[] = {
    {"lazy", "lazy imports (Python 3.15) are not understood yet"},
    {"def", "not understood; type parameters with a default (Python 3.13) are not yet"},
    {"class", "not understood; type parameters with a default (Python 3.13) are not yet"},
    {"type", "not understood; type parameters with a default (Python 3.13) are not yet"},
};

bool has_type_parameters(std::string_view line) {
  const std::size_t open = line.find('[');
  return open != std::string_view::npos && line.find('=', open) < line.find(']', open);
}

std::string message_for(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t\f");
  if (begin == std::string_view::npos) return "not understood as Python 3";
  const std::string_view text = line.substr(begin);
  for (const NewSyntax& row : new_syntax) {
    if (!text.starts_with(row.word) || !is_whole_word(text, 0, row.word.size())) continue;
    if (row.word == "lazy" || has_type_parameters(text)) return std::string(row.what);
  }
  return "not understood as Python 3";
}

}  // namespace

std::optional<Refusal> check_bytes(std::string_view bytes) {
  if (bytes.size() >= std::numeric_limits<std::int32_t>::max()) {
    return Refusal{0, 0, "the file is too large", "exclude it"};
  }
  const std::size_t nul = bytes.find('\0');
  if (nul == std::string_view::npos) return std::nullopt;
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
  const int row = std::min(error->row(), source.row_count() - 1);
  return refuse_at(source, error->begin(), message_for(source.row_text(row)),
                   "check the file with `python -m py_compile`, or exclude it");
}

}  // namespace pyinstr::rewriter
