#include <algorithm>
#include <array>
#include <cctype>
#include <memory>

#include "commands.h"
#include "files.h"
#include "process.h"
#include "runtime_package.h"

namespace pyinstr::cli {
namespace {

struct RunOptions {
  std::vector<std::string> breakpoints, commands, catches;
  std::string tty, python, module;
  std::vector<std::string> include, exclude;
  bool no_post_mortem = false;
  bool no_hooks = false;
  bool no_first_stop = false, no_rc = false, no_sigint = false;
};

/// Which of `run`'s words take another word. `-m X` ends the options, as python's does.
struct Word {
  std::string_view name;
  bool takes_value;
};
constexpr std::array<Word, 16> own_words{{{"-b", true},
                                         {"--break", true},
                                         {"-c", true},
                                         {"--command", true},
                                         {"--tty", true},
                                         {"--catch", true},
                                         {"--include", true},
                                         {"--exclude", true},
                                         {"--python", true},
                                         {"--no-first-stop", false},
                                         {"--no-post-mortem", false},
                                         {"--no-hooks", false},
                                         {"--no-rc", false},
                                         {"--no-sigint", false},
                                         {"-h", false},
                                         {"--help", false}}};

Error wrong(const std::string& place, const char* message, const char* hint) {
  return {ExitCode::usage, place, message, hint};
}

bool is_line(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// `pkg.mod.Class.method`. A file's name is none: its line is missing.
bool is_function(std::string_view text) {
  const auto fits = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '.' || c >= 0x80; };
  return !text.empty() && !text.ends_with(".py") && std::all_of(text.begin(), text.end(), fits);
}

/// A place, and what may stand behind it. Whether the program can stop there is for the runtime to tell.
bool is_breakpoint(std::string_view spec) {
  const std::size_t end = std::min({spec.find(" if "), spec.find(" hit "), spec.find(',')});
  const std::string_view place = spec.substr(0, end);
  const std::size_t colon = place.rfind(':');
  if (colon == std::string_view::npos) return is_function(place);
  return colon > 0 && is_line(place.substr(colon + 1));
}

MaybeError check(const RunOptions& options, const std::vector<std::string>& program) {
  for (const std::string& spec : options.breakpoints) {
    if (!is_breakpoint(spec)) {
      return wrong("-b " + spec, "this names no breakpoint",
                   "write FILE:LINE or FUNCTION, and ` if CONDITION` behind it");
    }
  }
  if (!options.module.empty()) return std::nullopt;
  if (program.empty()) return wrong("", "there is no program to run", "name a FILE or -m MODULE");
  if (!std::filesystem::exists(program.front())) {
    return Error{ExitCode::disk, program.front(), "cannot run: no such file",
                 "pyinstr's options come before FILE, the program's behind it"};
  }
  return std::nullopt;
}

/// The command line that the runtime's `__main__` takes.
std::vector<std::string> command_line(const RunOptions& options, const Path& python,
                                      const Path& package,
                                      const std::vector<std::string>& program) {
  std::vector<std::string> words{python.native(), (package / "__main__.py").native()};
  const auto add = [&](const char* option, const std::string& value) {
    words.insert(words.end(), {option, value});
  };
  for (const std::string& spec : options.breakpoints) add("-b", spec);
  for (const std::string& caught : options.catches) add("--catch", caught);
  for (const std::string& command : options.commands) add("-c", command);
  if (options.no_first_stop) words.push_back("--no-first-stop");
  if (options.no_post_mortem) words.push_back("--no-post-mortem");
  if (options.no_hooks) words.push_back("--no-hooks");
  if (options.no_rc) words.push_back("--no-rc");
  if (options.no_sigint) words.push_back("--no-sigint");
  if (!options.tty.empty()) add("--tty", options.tty);
  for (const std::string& pattern : options.include) add("--include", pattern);
  for (const std::string& pattern : options.exclude) add("--exclude", pattern);
  if (!options.module.empty()) add("-m", options.module);
  words.insert(words.end(), program.begin(), program.end());
  return words;
}

ExitCode run_program_under_debugger(const RunOptions& options,
                                    const std::vector<std::string>& program) {
  if (const MaybeError error = check(options, program)) return report(*error);
  const Path package = find_runtime_package();
  if (package.empty()) {
    return report({ExitCode::disk, "", "the runtime's Python package was not found",
                   "set PYINSTR_PACKAGE to the folder that holds its __init__.py"});
  }
  const Path python = options.python.empty() ? find_python() : find_program(options.python);
  if (python.empty()) {
    return report({ExitCode::disk, options.python, "no Python interpreter was found",
                   "name one by --python or PYINSTR_PYTHON"});
  }
  return report(become(command_line(options, python, package, program)));
}

}  // namespace

std::vector<std::string> split_program(std::vector<std::string>& words) {
  auto at = words.begin() + 1;  // behind the word `run` itself
  while (at != words.end() && at->starts_with('-') && *at != "-") {
    if (*at == "--") {
      at = words.erase(at);
      break;
    }
    const bool is_module = at->starts_with("-m") || at->starts_with("--module");
    const bool has_value_inside = (is_module && at->size() > 2 && !at->starts_with("--")) ||
                                  at->find('=') != std::string::npos;
    const auto own = std::find_if(own_words.begin(), own_words.end(),
                                  [&](const Word& word) { return word.name == *at; });
    ++at;
    const bool takes_next =
        !has_value_inside && (is_module || (own != own_words.end() && own->takes_value));
    if (takes_next && at != words.end()) ++at;
    if (is_module) break;
  }
  std::vector<std::string> program(at, words.end());
  words.erase(at, words.end());
  return program;
}

void add_run(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("run", "run a program in the debugger");
  auto options = std::make_shared<RunOptions>();
  command
      ->add_option("-b,--break", options->breakpoints,
                   "stop at FILE:LINE or where FUNCTION begins; ' hit COUNT' and ' if CONDITION' may follow; may "
                   "be repeated")
      ->option_text("PLACE")
      ->allow_extra_args(false);
  command
      ->add_option("-c,--command", options->commands,
                   "give the shell this command first; may be repeated")
      ->option_text("COMMAND")
      ->allow_extra_args(false);
  command->add_flag("--no-post-mortem", options->no_post_mortem,
                    "end at once where an exception ends the program");
  command
      ->add_option("--catch", options->catches,
                   "stop at exceptions: '[raised|uncaught|userunhandled] [TYPE, ...] [if CONDITION]'; may "
                   "be repeated")
      ->option_text("EXCEPTIONS")
      ->allow_extra_args(false);
  command->add_flag("--no-first-stop", options->no_first_stop,
                    "do not stop at the first line that can hold a breakpoint");
  command->add_flag("--no-rc", options->no_rc, "do not read .pdbrc and .pyinstrrc");
  command->add_flag("--no-sigint", options->no_sigint,
                    "leave Ctrl-C to the program (default: it stops it where it is)");
  command->add_option("--tty", options->tty, "the terminal for the prompt")->option_text("DEVICE");
  command
      ->add_option("--include", options->include,
                   "instrument imported modules like `pkg` or `*/plugins/*.py` (default: all but "
                   "the standard library and site-packages); may be repeated")
      ->option_text("PATTERN")
      ->allow_extra_args(false);
  command
      ->add_option("--exclude", options->exclude, "but not these; may be repeated")
      ->option_text("PATTERN")
      ->allow_extra_args(false);
  command->add_flag("--no-hooks", options->no_hooks,
                    "run the originals; the interpreter reports their lines");
  command
      ->add_option("--python", options->python,
                   "the interpreter (default: $PYINSTR_PYTHON, else python3)")
      ->option_text("EXE");
  command->add_option("-m,--module", options->module, "run a module instead of a FILE")
      ->option_text("MODULE");
  // For --help only: split_program took the program away before CLI11 could see it.
  command->add_option("FILE", "the program; what follows it is its own")->option_text("[ARGS...]");
  command->footer(
      "FILE is an instrumented copy, or an original, which is then instrumented in memory, and so\n"
      "are the modules that it imports; or a folder or zip archive with a `__main__.py`.\n"
      "All that follows FILE or MODULE belongs to the program.\n\n"
      "Examples:\n"
      "  pyinstr run out/counter.py lines counter.py\n"
      "  pyinstr run -b counter:6 --no-first-stop out/counter.py lines counter.py\n"
      "  pyinstr run -b 'mod.py:10 if n > 3' -c where -m pkg.tool -v");
  command->callback([&invocation, options] {
    invocation.answer = run_program_under_debugger(*options, invocation.program);
  });
}

}  // namespace pyinstr::cli
