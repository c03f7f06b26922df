#include "commands.h"

#include <algorithm>

#include "command_functions.h"

namespace pyinstr::shell {
namespace {

constexpr Command table[] = {
    // ---- running
    {"step",
     {"s"},
     Group::running,
     Takes::nothing,
     Repeat::same,
     "",
     "run to the next line, into calls too",
     "",
     step},
    {"next",
     {"n"},
     Group::running,
     Takes::nothing,
     Repeat::same,
     "",
     "run to the next line of this frame, over calls",
     "Of the selected frame, after `up`. A `yield` or an `await` stays in its frame. Where the\n"
     "frame is left, the next line of a caller stops.",
     next},
    {"return",
     {"r"},
     Group::running,
     Takes::nothing,
     Repeat::same,
     "",
     "run until this frame is left",
     "Stops at the first line behind it, in a caller. A generator is left by its next `yield`.",
     return_},
    {"until",
     {"unt"},
     Group::running,
     Takes::text,
     Repeat::bare,
     "[LINE]",
     "run to a line further down",
     "To the first line of this frame behind the current one, or to LINE or one behind it: gets\n"
     "out of loops. Where the frame is left first, that stops too.",
     until},
    {"continue",
     {"c", "cont"},
     Group::running,
     Takes::nothing,
     Repeat::no,
     "",
     "run until a breakpoint stops",
     "",
     continue_},
    {"quit",
     {"q", "exit"},
     Group::running,
     Takes::nothing,
     Repeat::no,
     "",
     "end the program, with status 1",
     "What is buffered is written and exit functions run; no exception passes through the\n"
     "program.",
     quit},
    // ---- looking around
    {"where",
     {"w", "bt"},
     Group::looking,
     Takes::text,
     Repeat::no,
     "[COUNT]",
     "show the stack, newest frame last",
     "All of it, or its COUNT newest frames. `->` marks the selected one.",
     where},
    {"up",
     {"u"},
     Group::looking,
     Takes::text,
     Repeat::same,
     "[COUNT]",
     "select the frame that called this one",
     "What shows, evaluates, lists or steps works on the selected frame.",
     up},
    {"down",
     {"d"},
     Group::looking,
     Takes::text,
     Repeat::same,
     "[COUNT]",
     "select the frame that this one called",
     "",
     down},
    {"list",
     {"l"},
     Group::looking,
     Takes::text,
     Repeat::bare,
     "[FIRST[, LAST] | .]",
     "show source lines with the values of their variables",
     "Eleven lines around the current one; again, the eleven that follow; `list .` goes back.\n"
     "With FIRST eleven lines around it, with LAST up to that line (if it is smaller than FIRST,\n"
     "so many lines more). `->` marks the current line, `B` lines with a breakpoint. Beside the\n"
     "function's lines up to the current one stand their variables as they are now.",
     list},
    {"longlist",
     {"ll"},
     Group::looking,
     Takes::nothing,
     Repeat::no,
     "",
     "show the whole function",
     "In a module's own frame, the whole file.",
     longlist},
    {"args",
     {"a"},
     Group::looking,
     Takes::nothing,
     Repeat::no,
     "",
     "show the function's arguments",
     "",
     args},
    {"locals",
     {},
     Group::looking,
     Takes::nothing,
     Repeat::no,
     "",
     "show the local variables",
     "",
     locals},
    {"p", {}, Group::looking, Takes::text, Repeat::no, "EXPRESSION", "show a value", "", print},
    {"pp",
     {},
     Group::looking,
     Takes::text,
     Repeat::no,
     "EXPRESSION",
     "show a value, laid out over lines",
     "",
     pretty_print},
    {"whatis",
     {},
     Group::looking,
     Takes::text,
     Repeat::no,
     "EXPRESSION",
     "show the type of a value",
     "",
     whatis},
    {"exceptions",
     {},
     Group::looking,
     Takes::text,
     Repeat::no,
     "[NUMBER]",
     "show the exceptions behind this one, or select one",
     "Causes, what was handled when another one was raised, and the members of groups, the oldest\n"
     "first. In a post-mortem, NUMBER shows the stack of that one.",
     exceptions},
    // ---- breakpoints
    {"break",
     {"b"},
     Group::breakpoints,
     Takes::place,
     Repeat::no,
     "[[FILE:]LINE | FUNCTION [hit HITS] [if CONDITION]]",
     "set a breakpoint, or list them",
     "FILE is a stem, a name or a path, of the copy or of the original; without it the selected\n"
     "frame's. A line that cannot stop slides to one that can, or is refused, with the reason.\n"
     "`break 6, x > 3` and `break 6 if x > 3` stop only if the condition holds. On the header of\n"
     "a `for` a breakpoint stops on entry and in each round; with a condition, in rounds only.\n"
     "`break 6 hit 5` stops at the fifth hit (`help hitcondition` has the forms); a condition\n"
     "stands behind it: `break 6 hit 5 if x > 3`. A line of -1 is the file's first that can stop.\n"
     "FUNCTION is a name as in `is_code_line`, `Account.withdraw`, `pkg.mod.Class.method`, of the\n"
     "selected frame's file first; the breakpoint stops each time it is entered, a generator when\n"
     "it first runs. A class's name means its `__init__`. What is not imported yet is waited for.",
     break_},
    {"tbreak",
     {},
     Group::breakpoints,
     Takes::place,
     Repeat::no,
     "[FILE:]LINE | FUNCTION [hit HITS] [if CONDITION]",
     "set a breakpoint that stops once",
     "",
     tbreak},
    {"log",
     {},
     Group::breakpoints,
     Takes::place,
     Repeat::no,
     "PLACE MESSAGE | PLACE [hit HITS] [if CONDITION]: MESSAGE",
     "write a message at a line instead of stopping",
     "MESSAGE is written as in an f-string: `log 6 line is {line!r:>10}, {len(line)=}`. Without\n"
     "stopping, it is shown with the file and line in front. A field that fails is shown as\n"
     "`<error>`, and why is told once. Log points are listed, disabled and cleared as breakpoints.",
     log},
    {"clear",
     {"cl"},
     Group::breakpoints,
     Takes::place,
     Repeat::no,
     "[FILE:LINE | NUMBER…]",
     "clear breakpoints",
     "Without arguments all of them, after asking.",
     clear},
    {"condition",
     {},
     Group::breakpoints,
     Takes::text,
     Repeat::no,
     "NUMBER [CONDITION]",
     "make a breakpoint stop only if an expression holds",
     "Without a condition it stops always. A condition that fails stops once and says why; from\n"
     "then on a failure counts as no.",
     condition},
    {"hitcondition",
     {"hits"},
     Group::breakpoints,
     Takes::text,
     Repeat::no,
     "NUMBER [HITS]",
     "make a breakpoint stop only at some of its hits",
     "HITS is one of `5`, `==5`, `>5`, `>=5`, `<5`, `<=5`, `%5`: hit 5 and no other, hits after it,\n"
     "from it on, before it, up to it, every fifth. A hit is counted where the line is reached\n"
     "and the condition holds, from when the hit condition is set; without HITS every hit stops.",
     hitcondition},
    {"enable",
     {},
     Group::breakpoints,
     Takes::text,
     Repeat::no,
     "[NUMBER…]",
     "let breakpoints stop again",
     "Without numbers all of them.",
     enable},
    {"disable",
     {},
     Group::breakpoints,
     Takes::text,
     Repeat::no,
     "[NUMBER…]",
     "keep breakpoints, but do not stop at them",
     "Without numbers all of them.",
     disable},
    {"ignore",
     {},
     Group::breakpoints,
     Takes::text,
     Repeat::no,
     "NUMBER [COUNT]",
     "let a breakpoint's next hits pass",
     "Without a count none passes any more.",
     ignore},
    {"commands",
     {},
     Group::breakpoints,
     Takes::text,
     Repeat::no,
     "[NUMBER]",
     "say what to do when a breakpoint stops",
     "The commands follow, a line each, up to `end`; without NUMBER they are for the newest\n"
     "breakpoint. A command that lets the program run on is the last one of a list. With\n"
     "`silent` among them the stop is not shown. No commands at all: none any more.",
     commands_},
    // ---- looking on
    {"trace",
     {},
     Group::views,
     Takes::text,
     Repeat::no,
     "[lines [of FILE] [into FILE] | off [NUMBER]]",
     "show each line that is reached, without stopping",
     "Of all threads, or of one file only; here, or into a file. Without arguments the views\n"
     "there are; `trace off` ends them all, or the one of that number.",
     trace},
    {"count",
     {},
     Group::views,
     Takes::text,
     Repeat::no,
     "[into FILE | ROWS | reset | off]",
     "count how often each line is reached",
     "The first `count` begins; from then on it shows the lines reached most often, and listings\n"
     "show each line's count. `count into FILE` writes all of them when the program ends.",
     count},
    // ---- the shell
    {"alias",
     {},
     Group::shell,
     Takes::text,
     Repeat::no,
     "[NAME [COMMANDS]]",
     "make a word stand for commands, or show what it stands for",
     "`%1` to `%9` in the commands are the words behind the alias, `%*` is all of them; `;;`\n"
     "separates commands. An alias may use others, and the command whose name it has:\n"
     "`alias pi for name, value in vars(%1).items(): print(name, value)`.",
     alias},
    {"unalias",
     {},
     Group::shell,
     Takes::text,
     Repeat::no,
     "NAME",
     "remove an alias",
     "",
     unalias},
    {"help",
     {"h"},
     Group::shell,
     Takes::text,
     Repeat::no,
     "[COMMAND]",
     "show the commands, or one of them",
     "",
     help},
};

}  // namespace

std::span<const Command> commands() { return table; }

const Command* find_command(std::string_view word) {
  if (word.empty()) return nullptr;
  for (const Command& command : table) {
    const auto& aliases = command.aliases;
    if (command.name == word) return &command;
    if (std::find(aliases.begin(), aliases.end(), word) != aliases.end()) return &command;
  }
  return nullptr;
}

std::string_view title(Group group) {
  switch (group) {
    case Group::running: return "Running";
    case Group::looking: return "Looking around";
    case Group::breakpoints: return "Breakpoints";
    case Group::views: return "Looking on";
    case Group::shell: return "The shell";
  }
  return "";
}

}  // namespace pyinstr::shell
