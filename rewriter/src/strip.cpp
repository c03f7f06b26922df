// The way back: everything that was inserted is recognised by its spelling alone.
//
// The prologue tells the hook's name, and the original does not hold that name as a word. So the
// prologue goes first, then each occurrence of the name is one of the spellings of spelling.cpp,
// told apart by the characters around it. A copy may have been edited since: what looks like none
// of them is left alone.
#include <algorithm>

#include "characters.h"
#include "prologue.h"
#include "pyinstr/rewriter.h"
#include "source.h"
#include "text_scan.h"
#include "tokens.h"

namespace pyinstr::rewriter {
namespace {

bool stands_at(std::string_view text, std::size_t at, std::string_view expected) {
  return at <= text.size() && text.substr(at).starts_with(expected);
}

// Whether a statement begins here: after `dbg();` one always does, directly.
bool begins_statement(std::string_view text, std::size_t at) {
  return at < text.size() && std::string_view(" \t\f\r\n#\\;").find(text[at]) == std::string_view::npos;
}

struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::size_t line_end_before(std::string_view text, std::size_t at) {
  if (at == 0) return 0;
  if (at >= 2 && text.substr(at - 2, 2) == "\r\n") return at - 2;
  return at - 1;
}

bool begins_line(std::string_view text, std::size_t at) {
  return at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r' ||
         (at == 3 && text.starts_with("\xEF\xBB\xBF"));
}

// The prologue and what joins it to the text around.
Range prologue_range(std::string_view text, const FoundPrologue& found) {
  const std::size_t begin = found.begin, end = found.end;
  if (stands_at(text, end, " or ")) return {begin, end + 4};
  if (stands_at(text, end, ";") && begins_statement(text, end + 1)) return {begin, end + 1};
  if (!begins_line(text, begin)) return {begin - 1, end};
  if (!stands_at(text, end, ";")) return {begin, end};
  return {line_end_before(text, begin), end + 1};
}

// Reads the hooks of a text without its prologue.
class HookReader {
 public:
  HookReader(std::string_view text, std::string_view view, std::string_view name)
      : text_(text), view_(view), name_(name) {}

  std::vector<Insertion> run() {
    for (std::size_t at = find_word(text_, name_, 0); at != std::string_view::npos;
         at = find_word(text_, name_, at + name_.size())) {
      read(at);
    }
    close_brackets();
    std::sort(found_.begin(), found_.end(),
              [](const Insertion& a, const Insertion& b) { return a.offset < b.offset; });
    find_logical_ends();
    return std::move(found_);
  }

 private:
  char at(std::size_t offset) const { return offset < text_.size() ? text_[offset] : '\0'; }

  void read(std::size_t begin) {
    std::size_t end = begin + name_.size();
    if (at(end) != '(') return read_global(begin, end);
    do ++end; while (is_digit(at(end)));
    if (at(end++) != ')') return;
    const int site = sites_++;
    if (begin > 0 && stands_at(text_, end, "  or")) {
      read_operand({begin - 1, end + 4}, begin, site);
    } else if (stands_at(text_, end, " or")) {
      read_operand({begin, end + 3}, begin, site);
    } else {
      read_statement({begin, end}, site);
    }
  }

  // `global dbg;X` or `X;global dbg`.
  void read_global(std::size_t name, std::size_t end) {
    constexpr std::string_view keyword = "global ";
    if (text_.substr(0, name).ends_with(keyword)) read_statement({name - keyword.size(), end}, -1);
  }

  // `dbg();X` or `X;dbg()`.
  void read_statement(Range hook, int site) {
    if (at(hook.end) == ';' && begins_statement(text_, hook.end + 1)) {
      add({hook.begin, hook.end + 1}, site);
      return;
    }
    // `X;global dbg;dbg()` is one insertion, whose first half has just been found.
    const std::string declaration = "global " + std::string(name_) + ";";
    if (text_.substr(0, hook.begin).ends_with(declaration)) {
      hook.begin -= declaration.size();
      found_.pop_back();
    }
    if (hook.begin > 0 && text_[hook.begin - 1] == ';') add({hook.begin - 1, hook.end}, site);
  }

  // What stands behind `or` tells whose brackets these are.
  void read_operand(Range hook, std::size_t name, int site) {
    const bool starred = name >= 2 && text_[name - 1] == '*' && text_[name - 2] == '(';
    if (starred && stands_at(text_, hook.end, "())")) {
      add({name - 2, hook.end + 3}, site);
    } else if (starred && stands_at(text_, hook.end, " ()")) {
      add({name - 1, hook.end + 3}, site);
    } else if (at(hook.end) == '(') {
      add({hook.begin, hook.end + 1}, site);
      opened_.push_back(static_cast<Offset>(hook.end));
    } else if (at(hook.end) == ' ') {
      add({hook.begin, hook.end + 1}, site);
    }
  }

  // What closes the brackets of ours: one pass over the tokens behind the first of them.
  void close_brackets() {
    if (opened_.empty()) return;
    TokenReader reader(view_, opened_.front());
    std::vector<bool> open;  // whether it is ours
    std::size_t next = 0;
    while (const auto token = reader.next()) {
      if (token->kind == TokenKind::open) {
        open.push_back(next < opened_.size() && opened_[next] == token->begin);
        if (open.back()) ++next;
      } else if (token->kind == TokenKind::close && !open.empty()) {
        if (open.back()) add({token->begin, token->end}, -1);
        open.pop_back();
      }
    }
  }

  void find_logical_ends() {
    std::vector<std::size_t> from;
    for (const Insertion& one : found_) from.push_back(one.offset + one.size);
    const std::vector<std::size_t> ends = logical_line_ends(view_, from);
    for (std::size_t i = 0; i < found_.size(); ++i) {
      if (found_[i].site >= 0) found_[i].logical_end = ends[i];
    }
  }

  void add(Range range, int site) {
    found_.push_back({range.begin, range.end - range.begin, site, 0});
  }

  std::string_view text_;
  std::string_view view_;
  std::string_view name_;
  int sites_ = 0;
  std::vector<Offset> opened_;  // brackets of ours, behind `dbg() or`
  std::vector<Insertion> found_;
};

std::string without(std::string_view text, const std::vector<Insertion>& cuts) {
  std::string rest;
  rest.reserve(text.size());
  std::size_t done = 0;
  for (const Insertion& cut : cuts) {
    rest += text.substr(done, cut.offset - done);
    done = cut.offset + cut.size;
  }
  return rest += text.substr(done);
}

// Moves what was found in the text without its prologue to where it stands in the whole text. An
// insertion around the prologue takes it in.
std::vector<Insertion> with_prologue(const std::vector<Insertion>& hooks, const Insertion& prologue) {
  std::vector<Insertion> all;
  bool placed = false;
  for (Insertion hook : hooks) {
    if (hook.logical_end >= prologue.offset) hook.logical_end += prologue.size;
    const bool around = hook.offset < prologue.offset && prologue.offset < hook.offset + hook.size;
    if (around) {
      hook.size += prologue.size;
      placed = true;
    } else if (hook.offset >= prologue.offset) {
      if (!placed) all.push_back(prologue);
      placed = true;
      hook.offset += prologue.size;
    }
    all.push_back(hook);
  }
  if (!placed) all.push_back(prologue);
  return all;
}

std::optional<FoundPrologue> find_prologue_in(std::string_view text) {
  if (!may_hold_prologue(text)) return std::nullopt;
  return find_prologue(Source(text, find_encoding(text).encoding));
}

}  // namespace

bool is_instrumented(std::string_view text) { return find_prologue_in(text).has_value(); }

std::string hook_name(std::string_view text) {
  const auto found = find_prologue_in(text);
  return found ? std::string(found->parts.name) : std::string();
}

std::vector<Insertion> insertions(std::string_view text) {
  const auto found = find_prologue_in(text);
  if (!found) return {};
  const Range range = prologue_range(text, *found);
  const Insertion own{range.begin, range.end - range.begin, -1, 0};
  const std::string hooked = without(text, {own});
  const Source source(hooked, find_encoding(hooked).encoding);
  return with_prologue(HookReader(hooked, source.view(), found->parts.name).run(), own);
}

std::string strip(std::string_view text) { return without(text, insertions(text)); }

}  // namespace pyinstr::rewriter
