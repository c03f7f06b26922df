#include "prologue.h"

#include <array>
#include <charconv>

#include "characters.h"
#include "text_scan.h"

namespace pyinstr::rewriter {
namespace {

// Each module says that it begins, by a hook with an argument; before that the name must exist, which
// is what this text is for. Run once per name and interpreter. `@NAME@`, `@DEPTH@`, `@MORE@` and `@IDLE@` are filled in.
//
// The runtime is looked for beside the copy (`.pyinstr` in its root) and among what is installed.
// Without one, the hook becomes something that can be called and is false: in builtins, and in
// every other dict of the interpreter that holds builtins' own names (its saved copy of them).
// The marker in sys.modules makes later files skip the search, and the message appear once.
constexpr std::string_view source_text = R"py(# pyinstr 2
import sys
n='@NAME@'
m=sys.modules
e=''
p=str(sys._getframe(1).f_globals.get('__file__')).replace('\\','/').split('/')
for d in['/'.join(p[:-1-@DEPTH@]+['.pyinstr'])],[]:
 try:
  sys.path[:0]=d
  try:import pyinstr
  finally:del sys.path[:len(d)]
  pyinstr.attach(2,n@MORE@)
  break
 except Exception as x:e=x
else:
 import builtins,gc,os
 for d in[vars(builtins)]+gc.get_objects():
  if type(d)is dict and'__build_class__'in d:d.setdefault(n,@IDLE@)
 if'pyinstr'not in m:
  m['pyinstr']=None
  if{'PYINSTR_BREAK','PYINSTR_TRACE','PYINSTR_COMMANDS'}&set(os.environ)and os.environ.get('PYINSTR')!='off':print(f'pyinstr: hooks do nothing here: no runtime for this Python ({e})',file=sys.stderr)
)py";

constexpr std::string_view middle =
    R"( not in __import__("builtins").__dict__ and __import__("builtins").exec()";
constexpr std::string_view version_mark = R"("# pyinstr 2\n)";

std::string marker() {
  // Without the blank before `not`, which the quote makes needless.
  return "\"" + std::string(middle.substr(1)) + std::string(version_mark);
}

// The text as one literal between double quotes.
std::string quoted(std::string_view text) {
  std::string literal = "\"";
  for (const char c : text) {
    if (c == '\n') {
      literal += "\\n";
    } else {
      if (c == '\\') literal += '\\';
      literal += c;
    }
  }
  return literal + '"';
}

void fill(std::string& text, std::string_view slot, std::string_view value) {
  text.replace(text.find(slot), slot.size(), value);
}

int number_at(std::string_view text, std::size_t at) {
  int number = -1;
  if (at < text.size()) std::from_chars(text.data() + at, text.data() + text.size(), number);
  return number;
}

int number_behind(std::string_view text, std::string_view mark, std::size_t from,
                  std::size_t until) {
  const std::size_t at = text.find(mark, from);
  return at == std::string_view::npos || at >= until ? -1 : number_at(text, at + mark.size());
}

// The prologue whose marker is at `mark`, if all of it is there.
std::optional<FoundPrologue> prologue_at(std::string_view text, std::size_t mark) {
  std::size_t begin = mark;
  while (begin > 0 && is_word(text[begin - 1])) --begin;
  if (begin == 0 || text[begin - 1] != '"' || begin == mark) return std::nullopt;
  FoundPrologue found;
  found.begin = begin - 1;
  const std::size_t until = text.find(",{})", mark);
  if (until == std::string_view::npos) return std::nullopt;
  found.parts.name = text.substr(begin, mark - begin);
  found.parts.depth = number_behind(text, "p[:-1-", mark, until);
  found.parts.count = number_behind(text, "attach(2,n,", mark, until);
  const std::string whole = prologue(found.parts);
  if (text.compare(found.begin, whole.size(), whole) != 0) return std::nullopt;
  found.end = found.begin + whole.size();
  return found;
}

}  // namespace

std::string prologue(const PrologueParts& parts) {
  const bool numbered = parts.count >= 0;
  std::string text(source_text);
  fill(text, "@NAME@", parts.name);
  fill(text, "@DEPTH@", std::to_string(parts.depth));
  fill(text, "@MORE@", numbered ? "," + std::to_string(parts.count) : "");
  fill(text, "@IDLE@", numbered ? "().count" : "bool");
  if (text.ends_with('\n')) text.pop_back();
  return "\"" + parts.name + "\"" + std::string(middle.substr(1)) + quoted(text) +
         ",{}) or " + parts.name + (numbered ? "(-1)" : "(0)");
}

bool may_hold_prologue(std::string_view text) {
  static const std::string mark = marker();
  return text.find(mark) != std::string_view::npos;
}

std::optional<FoundPrologue> find_prologue(const Source& source) {
  static const std::string mark = marker();
  const std::string_view text = source.bytes();
  for (std::size_t at = text.find(mark); at != std::string_view::npos;
       at = text.find(mark, at + 1)) {
    const auto found = prologue_at(text, at);
    if (found && is_code(source.view(), found->begin)) return found;
  }
  return std::nullopt;
}

}  // namespace pyinstr::rewriter
