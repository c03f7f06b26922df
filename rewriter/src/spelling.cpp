#include "spelling.h"

#include <algorithm>

#include "characters.h"

namespace pyinstr::rewriter {
namespace {

// One hook's text: what goes in front, where in it the name is, and what closes it.
struct Spelled {
  std::string text;
  std::size_t name = 0;
  bool closes = false;
};

class Speller {
 public:
  Speller(const Plan& plan, const ProloguePlace& place, const Source& source,
          const Spelling& spelling)
      : plan_(plan), place_(place), source_(source), spelling_(spelling) {}

  SpelledPlan run() {
    insert_hooks();
    insert_prologue();
    for (const Offset end : plan_.global_after) edits_.insert(end, ";global " + spelling_.hook);
    SpelledPlan spelled{edits_.take(), {}};
    spelled.hook_columns = columns(spelled.edits);
    return spelled;
  }

 private:
  void insert_hooks() {
    for (std::size_t i = 0; i < plan_.hooks.size(); ++i) {
      const HookSite& hook = plan_.hooks[i];
      Spelled spelled = spell_hook(hook, static_cast<int>(i));
      names_.push_back(spelled.name);
      edits_.insert(hook.begin, std::move(spelled.text));
      if (spelled.closes) edits_.insert(hook.end, ")");
    }
  }

  Spelled spell_hook(const HookSite& hook, int number) const {
    const bool first = place_.kind == ProloguePlace::Kind::hook && place_.hook == number;
    const std::string before = hook.declares ? "global " + spelling_.hook + ";" : "";
    const std::string call =
        spelling_.hook + "(" + (spelling_.numbered ? std::to_string(number) : "") + ")";
    const std::string as_statement = (first ? spelling_.prologue + ";" : "") + before;
    const std::string as_operand = first ? spelling_.prologue + " or " : "";
    switch (hook.form) {
      case Form::prefix: return {as_statement + call + ";", as_statement.size()};
      case Form::after: return {";" + as_statement + call, 1 + as_statement.size()};
      case Form::empty_brackets: return {"*" + as_operand + call + " or ()", 1 + as_operand.size()};
      case Form::new_brackets: return {"(*" + as_operand + call + " or())", 2 + as_operand.size()};
      default: return spell_operand(hook, as_operand, call);
    }
  }

  // `dbg() or X`. A blank of ours in front is told by a second one behind.
  Spelled spell_operand(const HookSite& hook, const std::string& before,
                        const std::string& call) const {
    const bool glued = hook.begin > 0 && (is_word(source_.bytes()[hook.begin - 1]) ||
                                          is_high(source_.bytes()[hook.begin - 1]));
    const bool brackets = hook.form == Form::or_bracketed;
    std::string text = (glued ? " " : "") + before;
    const std::size_t name = text.size();
    text += call + (glued ? "  or" : " or") + (brackets ? "(" : " ");
    return {std::move(text), name, brackets};
  }

  void insert_prologue() {
    switch (place_.kind) {
      case ProloguePlace::Kind::hook: break;
      case ProloguePlace::Kind::behind: edits_.insert(place_.offset, ";" + spelling_.prologue); break;
      case ProloguePlace::Kind::line: edits_.insert(place_.offset, spelling_.prologue); break;
      case ProloguePlace::Kind::new_line:
        edits_.insert(place_.offset, line_end() + spelling_.prologue + ";");
    }
  }

  // What the file's first line ends with.
  std::string line_end() const {
    const std::string_view bytes = source_.bytes();
    const std::size_t at = bytes.find_first_of("\r\n");
    if (at == std::string_view::npos || bytes[at] == '\n') return "\n";
    return bytes.substr(at, 2) == "\r\n" ? "\r\n" : "\r";
  }

  // Follows hooks and edits through the text together.
  std::vector<int> columns(const std::vector<Edit>& edits) const {
    std::vector<int> columns(plan_.hooks.size());
    std::size_t next = 0;
    std::size_t inserted = 0;  // on the row so far
    int row = -1;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const HookSite& hook = plan_.hooks[i];
      if (hook.row != row) {
        row = hook.row;
        inserted = 0;
        while (next < edits.size() && edits[next].offset < source_.row_start(row)) ++next;
      }
      while (next < edits.size() && edits[next].offset < hook.begin) {
        inserted += edits[next++].text.size();
      }
      columns[i] = static_cast<int>(hook.begin - source_.row_start(row) + inserted + names_[i]);
    }
    return columns;
  }

  const Plan& plan_;
  const ProloguePlace& place_;
  const Source& source_;
  const Spelling& spelling_;
  EditList edits_;
  std::vector<std::size_t> names_;
};

}  // namespace

SpelledPlan spell(const Plan& plan, const ProloguePlace& place, const Source& source,
                  const Spelling& spelling) {
  return Speller(plan, place, source, spelling).run();
}

}  // namespace pyinstr::rewriter
