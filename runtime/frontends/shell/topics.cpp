#include "topics.h"

namespace pyinstr::shell {
namespace {

constexpr Topic table[] = {
    {"places", "where breakpoints stand and what becomes of them",
     "`break FILE:LINE` names a file by its stem, its name or a path, of the original or of the\n"
     "copy; `break LINE` is in the selected frame's file. A line without code of its own slides to\n"
     "the next one that can stop, and says why. A file that is not loaded yet is fine: its\n"
     "breakpoints are pending until it is. `breakpoints` lists them; `clear`, `enable`, `disable`,\n"
     "`ignore`, `condition` and `commands` take their numbers. Before the program starts,\n"
     "`PYINSTR_BREAK` and `pyinstr run -b` set them."},
    {"conditions", "stopping only if an expression holds",
     "`break 6, x > 3` or `break 6 if x > 3`, and `condition NUMBER EXPRESSION` afterwards. The\n"
     "expression is compiled once and evaluated in the frame. One that fails stops once and says\n"
     "why; from then on a failure counts as no. `ignore NUMBER COUNT` lets hits pass."},
    {"saved", "keeping breakpoints from run to run",
     "`save FILE` writes all that stops the program, `load FILE` sets it again; a line is found by its\n"
     "text and its function, and where it has moved is told. Nothing is loaded unasked:\n"
     "`PYINSTR_SAVED=FILE` loads at the start and saves at each change and at the end, `project` for\n"
     "FILE is one for each project; `load` in `.pyinstrrc` loads at the first stop."},
    {"stepping", "going on in small steps",
     "`step` stops at the next line, in calls too; `next` at the next line of the selected frame,\n"
     "over calls; `return` once the frame is left; `until` further down, which gets out of loops.\n"
     "A `yield` or an `await` stays in its frame. After `up`, all of them mean the selected frame.\n"
     "`PYINSTR_SKIP` and `PYINSTR_ONLY` choose the code that steps go into."},
    {"threading", "programs with several threads and tasks",
     "A stop is one thread's; the others run on, or are held by `hold on`. Threads that stop\n"
     "meanwhile wait for their turn at the prompt, and it says when another thread has come. A\n"
     "step stays in its thread. `threads`, `thread NUMBER`, `tasks` and `task NUMBER` look at\n"
     "others."},
    {"values", "how values are shown",
     "Beside the lines of a function, up to the current one, stand their variables as they are\n"
     "now. These, `args` and `locals` are cut, never run more of the program than a `__repr__`, and\n"
     "come back within a second, whatever it does; `PYINSTR_TIMEOUT` sets another time in seconds,\n"
     "0 for none. `p` shows a value whole, in all the time that it takes; Ctrl-C ends it."},
    {"editing", "typing at the prompt",
     "Tab completes commands, places, numbers of breakpoints, names, attributes, keys in brackets\n"
     "and keyword arguments; no property is run for it. Blocks go on until an empty line, or one\n"
     "at the margin, which is read for itself. What was typed is kept for each project. With\n"
     "prompt_toolkit installed a block is edited as a whole, in colours; else lines are edited by\n"
     "readline."},
    {"pdb", "what is kept of pdb",
     "The names and meanings of pdb's commands are kept; `help` lists them. `.pdbrc` is read,\n"
     "and `.pyinstrrc` after it."},
    {"!", "Python in spite of a command's name",
     "`! STATEMENT` is Python even where the line would read as a command: `!n` shows `n`."},
    {"exec", "running Python",
     "Any line that is no command is Python and runs in the selected frame; `!` forces it."},
    {"semicolons", "several commands on one line",
     "`COMMAND ;; COMMAND` is two commands, but for strings and brackets. What is left when\n"
     "the program goes on waits for the next stop."},
    {"$", "variables of the debugger's own",
     "`$name` is a variable of the debugger's own, kept from stop to stop: `$x = 5`. Preset are\n"
     "`$_frame` and, where there are such, `$_retval`, `$_exception` and `$_asynctask`."},
    {"await", "awaiting at the prompt",
     "`await EXPRESSION` works at stops of `await pyinstr.set_trace_async()`: the coroutine\n"
     "awaits it, the event loop runs meanwhile, and the prompt comes back."},
    {"functions", "commands as Python functions",
     "Commands as Python functions, such as `cont()` and `break_at_func(f)`: `dbg_help()` lists\n"
     "them. Names of the program win."},
    {"environment", "variables that are read",
     "- `PYINSTR=off`: hooks do nothing.\n"
     "- `PYINSTR_BREAK`: breakpoints, as in `counter:6; mod.py:10 if x > 3`.\n"
     "- `PYINSTR_COMMANDS`: commands for the first prompts, a line each or with `;;` between.\n"
     "- `PYINSTR_LOG`: log points, as in `counter:6: line is {line!r}`.\n"
     "- `PYINSTR_SAVED`: a file that keeps breakpoints, or `project`; `help saved` tells more.\n"
     "- `PYINSTR_CATCH`: exceptions that stop, as in `uncaught; raised OSError`.\n"
     "- `PYINSTR_HOOKS`: `call` calls hooks that have nothing to do, `skip` jumps over them.\n"
     "- `PYINSTR_VIEWS`: traces and counts, as in `trace lines into a.txt; count into b.txt`.\n"
     "- `PYINSTR_TRACE`: a file for `file:line function` of each hook.\n"
     "- `PYINSTR_SKIP`, `PYINSTR_ONLY`: modules or paths that steps pass over, or go into.\n"
     "- `PYINSTR_HOLD=on`: other threads are held at a stop.\n"
     "- `PYINSTR_FOLLOW`: `parent`, `child` or `both`, the processes that stop.\n"
     "- `PYINSTR_RC=off`: `.pdbrc` and `.pyinstrrc` are not read.\n"
     "- `PYINSTR_TTY`: the device of the prompt, so that the program has its input for itself.\n"
     "- `PYINSTR_PROMPT`: `toolkit`, `readline` or `plain`, how lines are edited.\n"
     "- `PYINSTR_HISTORY`: `off`, or the file that keeps what was typed.\n"
     "- `PYINSTR_COLOR`: `always` or `never`; `NO_COLOR` switches colours off, too.\n"
     "- `PYINSTR_VALUES=off`: no values beside source lines.\n"
     "- `PYINSTR_TIMEOUT`: seconds for the values of one display; 0 is no limit."},
};

}  // namespace

std::span<const Topic> topics() { return table; }

const Topic* find_topic(std::string_view name) {
  for (const Topic& topic : table) {
    if (topic.name == name) return &topic;
  }
  return nullptr;
}

}  // namespace pyinstr::shell
