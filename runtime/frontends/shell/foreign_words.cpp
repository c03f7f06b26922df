#include "foreign_words.h"

#include <algorithm>
#include <iterator>

#include "command_line.h"

namespace pyinstr::shell {
namespace {

struct Row {
  std::string_view word;
  std::string_view here;
};

constexpr Row rows[] = {
    {"advance", "`tbreak LINE` and `continue`, or `until LINE`"},
    {"backtrace", "`where`"},
    {"delete", "`clear`"},
    {"detach", "Ctrl-D"},
    {"finish", "`return`"},
    {"frame", "`up` and `down`"},
    {"info", "`breakpoints`, `args`, `locals`, `threads` or `where`"},
    {"inspect", "`p`"},
    {"kill", "`quit`"},
    {"print", "`p`"},
    {"ptype", "`whatis`"},
    {"set", "NAME = VALUE"},
};

/// Whether that is what is wrong: the word is no name here, or what stands behind it is no Python.
bool is_about(std::string_view error, std::string_view word) {
  if (error.find("SyntaxError") != error.npos) return true;
  return error.find("NameError: name '" + std::string(word) + "'") != error.npos;
}

}  // namespace

std::string hint_for_foreign_word(std::string_view line, std::string_view error) {
  if (line.find('\n') != line.npos) return {};
  const std::string_view word = first_name(trimmed(line));
  const auto row = std::find_if(std::begin(rows), std::end(rows), [&](const Row& r) { return r.word == word; });
  if (row == std::end(rows) || !is_about(error, word)) return {};
  return "`" + std::string(word) + "` is " + std::string(row->here) + " here";
}

}  // namespace pyinstr::shell
