#include "input.h"

#include "files.h"

namespace pyinstr::cli {

Result<Input> rewrite_input(const std::string& file, rewriter::HookStyle hooks,
                            const std::string& path) {
  const bool is_stdin = file == "-";
  Result<std::string> text = is_stdin ? read_stdin() : read_file(file);
  if (!text) return text.error();
  rewriter::Options options;
  options.hooks = hooks;
  if (!path.empty()) options.path = path;
  else if (!is_stdin) options.path = Path(file).filename().native();
  rewriter::Rewritten rewritten = rewriter::rewrite(*text, options);
  return Input{is_stdin ? "<stdin>" : file, std::move(*text), std::move(rewritten)};
}

}  // namespace pyinstr::cli
