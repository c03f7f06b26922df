#include "masks.h"

#include <algorithm>
#include <array>

#include "characters.h"
#include "token_list.h"

namespace pyinstr::rewriter {
namespace {

class Masks {
 public:
  explicit Masks(std::string_view text) : text_(text) {}

  void put(Offset begin, std::string replacement) {
    masks_.push_back({begin, std::move(replacement)});
  }
  /// Line ends, too: rows are told by the source.
  void fill(Offset begin, Offset end, char with) { put(begin, std::string(end - begin, with)); }
  // Line ends stay, everything else becomes blank.
  void blank(Offset begin, Offset end) {
    std::string text(text_.substr(begin, end - begin));
    std::replace_if(text.begin(), text.end(), [](char c) { return c != '\n'; }, ' ');
    put(begin, std::move(text));
  }

  // The first of two that meet counts.
  std::vector<Mask> take() {
    std::stable_sort(masks_.begin(), masks_.end(),
                     [](const Mask& a, const Mask& b) { return a.begin < b.begin; });
    std::vector<Mask> disjoint;
    Offset end = 0;
    for (Mask& mask : masks_) {
      if (mask.begin < end) continue;
      end = mask.begin + static_cast<Offset>(mask.text.size());
      disjoint.push_back(std::move(mask));
    }
    return disjoint;
  }

 private:
  std::string_view text_;
  std::vector<Mask> masks_;
};

// `def f[T = int]` → `def f[T      ]`. The default is evaluated lazily and elsewhere, so nothing in
// it is hooked.
void mask_default(const TokenList& tokens, std::size_t i, Masks& masks) {
  constexpr std::array words = std::to_array<std::string_view>({"def", "class", "type"});
  if (!tokens.starts(i) || !tokens.is_one_of(i, words) || !tokens.is(i + 1, TokenKind::word) ||
      !tokens.is(i + 2, "[") || tokens.partner(i + 2) == no_token) {
    return;
  }
  const std::size_t close = tokens.partner(i + 2);
  const int depth = tokens.depth(i + 2);
  std::size_t equal = no_token;
  for (std::size_t k = i + 3; k <= close; ++k) {
    if (k != close && tokens.depth(k) != depth) continue;
    if (equal == no_token && tokens.is(k, "=")) equal = k;
    if (equal == no_token || !(k == close || tokens.is(k, ","))) continue;
    masks.blank(tokens.token(equal).begin, tokens.token(k - 1).end);
    equal = no_token;
  }
}

// `lazy import x` → `import      x`, `lazy from a import b` → `from      a import b`. A line end
// between the two, behind a backslash, becomes blank, too.
void mask_lazy(const TokenList& tokens, std::size_t i, Masks& masks) {
  if (!tokens.starts(i) || !tokens.is(i, "lazy")) return;
  if (!tokens.is(i + 1, "import") && !tokens.is(i + 1, "from")) return;
  const Offset begin = tokens.token(i).begin;
  const Offset end = tokens.token(i + 1).end;
  std::string text(tokens.text(i + 1));
  text.resize(end - begin, ' ');
  masks.put(begin, std::move(text));
}

// `{**d for d in ds}` → `{0:d for d in ds}`, `[*x for x in xs]` → `[~x for x in xs]`.
void mask_unpacking(const TokenList& tokens, std::size_t i, Masks& masks) {
  if (!tokens.is(i, TokenKind::open) || !tokens.comprehension(i)) return;
  if (tokens.is(i + 1, "*")) masks.put(tokens.token(i + 1).begin, "~");
  if (tokens.is(i + 1, "**") && tokens.is(i, "{")) masks.put(tokens.token(i + 1).begin, "0:");
}

bool is_starred_display(const TokenList& tokens, std::size_t i) {
  return tokens.is(i, "*") &&
         (tokens.is(i + 1, TokenKind::open) || tokens.is(i + 1, TokenKind::string));
}

// `*[a], b = c` → `*xxx, b = c`. Nothing in a target is hooked.
void mask_starred_target(const TokenList& tokens, std::size_t i, Masks& masks) {
  if (!is_starred_display(tokens, i) || !tokens.in_target(i)) return;
  const std::size_t partner = tokens.partner(i + 1);
  const std::size_t last = partner == no_token ? i + 1 : partner;
  masks.fill(tokens.token(i + 1).begin, tokens.token(last).end, 'x');
}

// `for x in *[a], b` → `for x in ~[a], b`: a star before something that is no name.
void mask_star(const TokenList& tokens, std::size_t i, Masks& masks) {
  constexpr std::array before = std::to_array<std::string_view>(
      {"in", "return", "yield", "match", ",", "["});
  if (!is_starred_display(tokens, i) || tokens.in_target(i)) return;
  const bool assigned = i > 0 && tokens.is(i - 1, TokenKind::sign) &&
                        tokens.text(i - 1).ends_with('=');
  if (!tokens.starts(i) && !assigned && !tokens.is_one_of(i - 1, before)) return;
  // `[*` of a list is understood; of a subscript it is not.
  if (i > 0 && tokens.is(i - 1, "[") && (i < 2 || !(tokens.is(i - 2, TokenKind::word) ||
                                           tokens.is(i - 2, TokenKind::close)))) return;
  masks.put(tokens.token(i).begin, "~");
}

// `x: a[:, b]` → `x: xxxxxxx`. The parser knows less of them than Python does, and nothing in an
// annotation is ever hooked. Names are left, which need not be hidden.
void mask_annotations(const TokenList& tokens, Masks& masks) {
  for (const auto& [first, last] : tokens.annotations()) {
    if (first < last) masks.fill(tokens.token(first).begin, tokens.token(last).end, 'x');
  }
}

// `case +1:` → `case -1:`.
void mask_plus(const TokenList& tokens, std::size_t i, Masks& masks) {
  constexpr std::array before = std::to_array<std::string_view>(
      {"case", "|", "(", "[", "{", ",", ":", "="});
  if (i == 0 || !tokens.is(i, "+") || !tokens.is_one_of(i - 1, before)) return;
  if (const std::string_view next = tokens.text(i + 1); next.empty() || !is_digit(next[0])) return;
  masks.put(tokens.token(i).begin, "-");
}

// Fields may hold anything new; nothing in a string is ever hooked.
void mask_fields(const TokenList& tokens, std::size_t i, Masks& masks) {
  if (!tokens.is(i, TokenKind::string)) return;
  const std::string_view text = tokens.text(i);
  const std::size_t quote = text.find_first_of("'\"");
  if (text.substr(0, quote).find_first_of("fFtT") == std::string_view::npos) return;
  const std::size_t quotes = text.substr(quote).starts_with("\"\"\"") ||
                                     text.substr(quote).starts_with("'''") ? 3 : 1;
  if (text.size() < quote + 2 * quotes || text.find('{') == std::string_view::npos) return;
  std::string inside(text.substr(quote + quotes, text.size() - quote - 2 * quotes));
  // With one quote at each end, a line end can only be a field's.
  std::replace_if(inside.begin(), inside.end(), [&](char c) { return quotes == 1 || c != '\n'; }, 'x');
  masks.put(tokens.token(i).begin + static_cast<Offset>(quote + quotes), std::move(inside));
}

// Inside brackets a line may be indented as it likes. The parser may lose its way where something must
// follow on a line that is indented less than its statement: for it all lines in brackets are one.
void mask_line_end(const TokenList& tokens, std::size_t i, Masks& masks) {
  if (i == 0 || tokens.depth(i - 1) == 0) return;
  const Offset begin = tokens.token(i - 1).end;
  const Offset end = tokens.token(i).begin;
  const std::string_view gap = tokens.text().substr(begin, end - begin);
  if (gap.find('\n') != std::string_view::npos) masks.fill(begin, end, ' ');
}

// What is masked, and since when it is Python. A row looks at one token and what is around it.
struct Row {
  std::string_view name;
  std::string_view since;
  void (*look)(const TokenList&, std::size_t, Masks&);
};

constexpr std::array table = std::to_array<Row>({
    {"the default of a type parameter", "3.13", mask_default},
    {"lazy import", "3.15", mask_lazy},
    {"unpacking in a comprehension", "3.15", mask_unpacking},
    {"a starred display that is assigned to", "always", mask_starred_target},
    {"a starred display in a bare tuple or a subscript", "3.8", mask_star},
    {"a plus in front of a pattern's number", "3.15", mask_plus},
    {"a line end in brackets", "always", mask_line_end},
    {"the fields of an f-string or t-string", "3.12", mask_fields},
});

}  // namespace

std::vector<Mask> find_masks(std::string_view view, Offset from) {
  const TokenList tokens(view, from);
  Masks masks(view);
  mask_annotations(tokens, masks);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    for (const Row& row : table) row.look(tokens, i, masks);
  }
  return masks.take();
}

std::string dump(const std::vector<Mask>& masks) {
  std::string text;
  for (const Mask& mask : masks) {
    text += std::to_string(mask.begin) + " \"" + mask.text + "\"\n";
  }
  return text;
}

}  // namespace pyinstr::rewriter
