/// The environment variables people set, a row each.
#pragma once

#include <string>

namespace pyinstr::python::environment {

inline constexpr const char* off = "PYINSTR";                ///< `off` switches everything off
inline constexpr const char* hooks = "PYINSTR_HOOKS";        ///< `skip` or `call` those that are not armed
inline constexpr const char* breakpoints = "PYINSTR_BREAK";  ///< `counter:6; mod.py:10 if x > 3`
inline constexpr const char* logs = "PYINSTR_LOG";  ///< `counter:6: line is {line!r}; …`
inline constexpr const char* catches = "PYINSTR_CATCH";      ///< `uncaught; raised OSError if x > 3`
inline constexpr const char* saved = "PYINSTR_SAVED";        ///< a file that keeps what stops, or `project`
inline constexpr const char* commands = "PYINSTR_COMMANDS";  ///< fed to the shell, `;;` or a line each
inline constexpr const char* trace = "PYINSTR_TRACE";        ///< a file that lines are written to
inline constexpr const char* views = "PYINSTR_VIEWS";        ///< `trace lines into a.txt; count into b.txt`
inline constexpr const char* skip = "PYINSTR_SKIP";          ///< modules or paths steps pass over
inline constexpr const char* only = "PYINSTR_ONLY";          ///< or the only ones they go into
inline constexpr const char* tty = "PYINSTR_TTY";            ///< the prompt's device
inline constexpr const char* hold = "PYINSTR_HOLD";          ///< `on`: other threads are held at a stop
inline constexpr const char* follow = "PYINSTR_FOLLOW";      ///< `parent`, `child` or `both` stop
/// Set by us, for processes that this one starts: its number, a colon, and its terminal.
inline constexpr const char* process = "PYINSTR_PROCESS";
/// Set by us, for this process's next image: its views, and what is armed (Shell::state_text).
inline constexpr const char* restarted = "PYINSTR_RESTARTED";

inline constexpr const char* rc = "PYINSTR_RC";              ///< `off`: no `.pdbrc`, no `.pyinstrrc`
inline constexpr const char* values = "PYINSTR_VALUES";      ///< `off`: none beside source lines
inline constexpr const char* color = "PYINSTR_COLOR";        ///< `always` or `never`

/// The variable as the process was started with or as the program set it; empty if unset.
/// Setting os.environ sets it here too.
std::string get(const char* name);

bool is_off();

}  // namespace pyinstr::python::environment
