#include "input.h"

#include "files.h"

namespace pyinstr::cli {
namespace {

Result<std::string> read_text(const std::string& file, std::optional<unsigned>& mode) {
  Result<FileContent> content = read_file(file);
  if (!content) return content.error();
  mode = content->facts.mode;
  return std::move(content->bytes);
}

}  // namespace

Result<Input> rewrite_input(const std::string& file, rewriter::HookStyle hooks,
                            const std::string& path) {
  const bool is_stdin = file == "-";
  std::optional<unsigned> mode;
  Result<std::string> text = is_stdin ? read_stdin() : read_text(file, mode);
  if (!text) return text.error();
  rewriter::Options options;
  options.hooks = hooks;
  if (!path.empty()) options.path = path;
  else if (!is_stdin) options.path = Path(file).filename().native();
  rewriter::Rewritten rewritten = rewriter::rewrite(*text, options);
  return Input{is_stdin ? "<stdin>" : file, mode, std::move(*text), std::move(rewritten)};
}

}  // namespace pyinstr::cli
