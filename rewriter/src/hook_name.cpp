#include "hook_name.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "characters.h"

namespace pyinstr::rewriter {
namespace {

bool uses(std::string_view text, std::string_view word) {
  return find_word(text, word, 0) != std::string_view::npos;
}

// `import *`, however it is spaced; strings and comments count, which does no harm.
bool imports_everything(std::string_view text) {
  for (std::size_t at = find_word(text, "import", 0); at != std::string_view::npos;
       at = find_word(text, "import", at + 1)) {
    const std::size_t next = text.find_first_not_of(" \t\f\\\r\n", at + 6);
    if (next != std::string_view::npos && text[next] == '*') return true;
  }
  return false;
}

struct CodePoints { char32_t first, last; };

// Blocks with letters that NFKC, which Python applies to names, turns into ASCII ones.
constexpr std::array folding_blocks = std::to_array<CodePoints>({
    {0x1D2C, 0x1DBF}, {0x2070, 0x209F}, {0x2100, 0x214F}, {0xFF00, 0xFFEF}, {0x1D400, 0x1D7FF}});

bool folds(char32_t c) {
  for (const CodePoints& block : folding_blocks) {
    if (block.first <= c && c <= block.last) return true;
  }
  return false;
}

// The character at `at`, which is moved behind it; the text is valid UTF-8.
char32_t next_character(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at++]);
  if (lead < 0x80) return lead;
  const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
  char32_t c = lead & (0x3FU >> more);
  for (int i = 0; i < more && at < text.size(); ++i) {
    c = (c << 6U) | (static_cast<unsigned char>(text[at++]) & 0x3FU);
  }
  return c;
}

// A name with characters above ASCII that might be `dbg` to Python.
bool uses_lookalike(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (!is_word(text[at]) && !is_high(text[at])) {
      ++at;
      continue;
    }
    int folded = 0;
    int length = 0;
    for (bool plain = true; at < text.size() && (is_word(text[at]) || is_high(text[at])); ++length) {
      const char32_t c = next_character(text, at);
      plain = plain && (c == 'd' || c == 'b' || c == 'g' || folds(c));
      folded += c >= 0x80 ? 1 : 0;
      if (!plain) length = 4;
    }
    if (folded > 0 && length <= 3) return true;
  }
  return false;
}

bool has_high_bytes(std::string_view text) {
  for (const char c : text) {
    if (is_high(c)) return true;
  }
  return false;
}

// The least number from 1 on that the text does not have between `stem` and two underscores. The
// text is gone through once, however many there are.
std::size_t free_number(std::string_view text, const std::string& stem) {
  std::vector<bool> used(text.size() / stem.size() + 2);
  for (std::size_t at = text.find(stem); at != std::string_view::npos; at = text.find(stem, at + 1)) {
    std::size_t number = 0;
    const char* begin = text.data() + at + stem.size();
    const char* end = text.data() + text.size();
    const auto [behind, error] = std::from_chars(begin, end, number);
    if (error == std::errc() && *begin != '0' && number < used.size()) used[number] = true;
  }
  return static_cast<std::size_t>(std::find(used.begin() + 1, used.end(), false) - used.begin());
}

std::string numbered_name(std::string_view path) {
  std::uint32_t hash = 2166136261U;  // FNV-1a
  for (const char c : path) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  constexpr std::string_view digits = "0123456789abcdef";
  std::string name = "dbg_";
  for (int shift = 28; shift >= 0; shift -= 4) name += digits[(hash >> shift) & 0xFU];
  return name;
}

std::string first_name(const Options& options) {
  if (options.hooks == HookStyle::numbered) return numbered_name(options.path);
  return "dbg";
}

}  // namespace

std::string choose_hook_name(const Source& source, const Options& options) {
  const std::string_view text = source.bytes();
  std::string name = first_name(options);
  const bool lookalike = source.encoding().charset == Charset::utf8 && has_high_bytes(text) &&
                         uses_lookalike(text);
  if (!uses(text, name) && !lookalike && !imports_everything(text)) return name;
  const std::string stem = name;
  name = "__" + stem + "__";
  if (!uses(text, name)) return name;
  return "__" + stem + std::to_string(free_number(text, "__" + stem)) + "__";
}

}  // namespace pyinstr::rewriter
