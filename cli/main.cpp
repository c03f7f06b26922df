#include <algorithm>

#include "commands.h"
#include "version.h"

namespace {

using namespace pyinstr::cli;

ExitCode run_command_line(std::vector<std::string> words) {
  Invocation invocation;
  CLI::App app("Writes instrumented copies of Python programs, and debugs them.", "pyinstr");
  app.set_version_flag("--version", std::string("pyinstr ") + version);
  app.require_subcommand(1);
  app.footer("pyinstr COMMAND --help tells more, with examples.");
  for (const auto add :
       {add_build, add_lines, add_show, add_strip, add_rewrite, add_finish, add_run}) {
    add(app, invocation);
  }
  if (!words.empty() && words[0] == "run") invocation.program = split_program(words);
  std::reverse(words.begin(), words.end());  // CLI11 takes them from the end
  try {
    app.parse(words);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? ExitCode::done : ExitCode::usage;
  }
  return invocation.answer;
}

}  // namespace

int main(int count, char** words) {
  return static_cast<int>(
      finish_output(run_command_line({words + std::min(count, 1), words + count})));
}
