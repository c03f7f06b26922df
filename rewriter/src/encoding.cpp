#include "encoding.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "characters.h"

namespace pyinstr::rewriter {
namespace {

struct NamedCharset {
  std::string_view name;  // lower case, `-` for `_` and blanks; ends with `*`: a prefix
  Charset charset;
};

constexpr std::array named_charsets = std::to_array<NamedCharset>({
    {"utf-8*", Charset::utf8},         {"utf8*", Charset::utf8},
    {"u8", Charset::utf8},             {"cp65001", Charset::utf8},
    {"ascii", Charset::ascii},         {"us-ascii", Charset::ascii},
    {"646", Charset::ascii},           {"ansi-x3.4-*", Charset::ascii},
    {"latin*", Charset::high_bytes},   {"l1", Charset::high_bytes},
    {"iso-8859-*", Charset::high_bytes}, {"iso8859-*", Charset::high_bytes},
    {"iso-latin-*", Charset::high_bytes}, {"8859", Charset::high_bytes},
    {"cp8*", Charset::high_bytes},     {"cp125*", Charset::high_bytes},
    {"windows-125*", Charset::high_bytes}, {"cp437", Charset::high_bytes},
    {"cp720", Charset::high_bytes},    {"cp737", Charset::high_bytes},
    {"cp775", Charset::high_bytes},    {"cp1006", Charset::high_bytes},
    {"cp1125", Charset::high_bytes},   {"koi8-*", Charset::high_bytes},
    {"kz1048", Charset::high_bytes},   {"ptcp154", Charset::high_bytes},
    {"mac-*", Charset::high_bytes},    {"macroman", Charset::high_bytes},
    {"macintosh", Charset::high_bytes}, {"tis-620", Charset::high_bytes},
    {"cyrillic", Charset::high_bytes}, {"greek*", Charset::high_bytes},
    {"hebrew", Charset::high_bytes},   {"arabic", Charset::high_bytes},
    {"euc-*", Charset::high_bytes},    {"eucjp", Charset::high_bytes},
    {"euckr", Charset::high_bytes},    {"ujis", Charset::high_bytes},
    {"gb2312", Charset::high_bytes},   {"ks-c-5601*", Charset::high_bytes},
    {"shift-jis*", Charset::low_trails}, {"shiftjis*", Charset::low_trails},
    {"sjis*", Charset::low_trails},    {"s-jis*", Charset::low_trails},
    {"cp932", Charset::low_trails},    {"ms932", Charset::low_trails},
    {"mskanji", Charset::low_trails},  {"gbk", Charset::low_trails},
    {"cp936", Charset::low_trails},    {"ms936", Charset::low_trails},
    {"gb18030*", Charset::low_trails}, {"big5*", Charset::low_trails},
    {"cp949", Charset::low_trails},    {"ms949", Charset::low_trails},
    {"uhc", Charset::low_trails},      {"cp950", Charset::low_trails},
    {"johab", Charset::low_trails},    {"cp1361", Charset::low_trails},
});

std::string normal_name(std::string_view name) {
  std::string normal(name);
  for (char& c : normal) {
    c = c == '_' ? '-' : ('A' <= c && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return normal;
}

bool matches(std::string_view name, std::string_view pattern) {
  if (!pattern.ends_with('*')) return name == pattern;
  return name.starts_with(pattern.substr(0, pattern.size() - 1));
}

std::optional<Charset> known_charset(std::string_view name) {
  const std::string normal = normal_name(name);
  // cp858 and its like are single bytes; the CP8xx of EBCDIC (cp875) is no ASCII at all.
  if (normal == "cp875") return std::nullopt;
  for (const NamedCharset& row : named_charsets) {
    if (matches(normal, row.name)) return row.charset;
  }
  return std::nullopt;
}

bool is_blank_or_comment(std::string_view line) {
  const std::size_t at = line.find_first_not_of(" \t\f");
  return at == std::string_view::npos || line[at] == '#';
}

std::string_view line_at(std::string_view bytes, std::size_t begin) {
  const std::size_t end = bytes.find_first_of("\r\n", begin);
  return bytes.substr(begin, end == std::string_view::npos ? end : end - begin);
}

std::optional<Cookie> cookie_of(std::string_view line, std::size_t offset, int number) {
  if (line.find_first_not_of(" \t\f") == std::string_view::npos || !is_blank_or_comment(line)) {
    return std::nullopt;
  }
  for (std::size_t at = line.find("coding"); at != std::string_view::npos;
       at = line.find("coding", at + 1)) {
    std::size_t name = at + 6;
    if (name >= line.size() || (line[name] != ':' && line[name] != '=')) continue;
    name = line.find_first_not_of(" \t", name + 1);
    if (name == std::string_view::npos) continue;
    std::size_t end = name;
    while (end < line.size() && (is_word(line[end]) || line[end] == '-' || line[end] == '.')) ++end;
    if (end > name) return Cookie{offset + name, number, line.substr(name, end - name)};
  }
  return std::nullopt;
}

// The number of bytes of the UTF-8 character at `p`, or 0.
std::size_t utf8_length(const unsigned char* p, const unsigned char* end) {
  struct Range { unsigned char lead_low, lead_high, next_low, next_high; std::size_t length; };
  static constexpr std::array ranges = std::to_array<Range>({
      {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3}, {0xE1, 0xEC, 0x80, 0xBF, 3},
      {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3}, {0xF0, 0xF0, 0x90, 0xBF, 4},
      {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
  });
  for (const Range& r : ranges) {
    if (*p < r.lead_low || *p > r.lead_high) continue;
    if (static_cast<std::size_t>(end - p) < r.length) return 0;
    if (p[1] < r.next_low || p[1] > r.next_high) return 0;
    for (std::size_t i = 2; i < r.length; ++i) {
      if ((p[i] & 0xC0) != 0x80) return 0;
    }
    return r.length;
  }
  return 0;
}

// The offset of the first byte that is not UTF-8, or npos.
std::size_t first_bad_utf8(std::string_view bytes) {
  const auto* begin = reinterpret_cast<const unsigned char*>(bytes.data());
  const unsigned char* end = begin + bytes.size();
  const unsigned char* p = begin;
  while (p < end) {
    std::uint64_t eight = 0;
    while (end - p >= 8) {  // eight ASCII bytes at a time
      std::memcpy(&eight, p, 8);
      if ((eight & 0x8080808080808080U) != 0) break;
      p += 8;
    }
    if (p == end) break;
    const std::size_t length = *p < 0x80 ? 1 : utf8_length(p, end);
    if (length == 0) return static_cast<std::size_t>(p - begin);
    p += length;
  }
  return std::string_view::npos;
}

std::size_t first_bad_byte(std::string_view bytes, Charset charset) {
  if (charset == Charset::utf8) return first_bad_utf8(bytes);
  if (charset != Charset::ascii) return std::string_view::npos;
  const auto it = std::find_if(bytes.begin(), bytes.end(), [](char c) { return is_high(c); });
  return it == bytes.end() ? std::string_view::npos : static_cast<std::size_t>(it - bytes.begin());
}

EncodingResult refuse_at(std::string_view bytes, std::size_t offset, std::string message,
                         std::string hint) {
  int line = 1;
  std::size_t start = 0;
  for (std::size_t i = 0; i < offset; ++i) {
    if (bytes[i] == '\n' || (bytes[i] == '\r' && bytes.substr(i + 1, 1) != "\n")) {
      ++line;
      start = i + 1;
    }
  }
  return {{}, Refusal{line, static_cast<int>(offset - start), std::move(message), std::move(hint)}};
}

}  // namespace

std::optional<Cookie> find_cookie(std::string_view bytes) {
  std::size_t begin = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  for (int number = 1; number <= 2; ++number) {
    const std::string_view line = line_at(bytes, begin);
    if (auto cookie = cookie_of(line, begin, number)) return cookie;
    if (!is_blank_or_comment(line)) return std::nullopt;
    begin += line.size();
    if (begin >= bytes.size()) return std::nullopt;
    begin += bytes.substr(begin).starts_with("\r\n") ? 2 : 1;
  }
  return std::nullopt;
}

std::string_view encoding_name(std::string_view text) {
  const auto cookie = find_cookie(text);
  return cookie ? cookie->name : "utf-8";
}

EncodingResult find_encoding(std::string_view bytes) {
  Encoding encoding;
  encoding.bom = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  if (const auto cookie = find_cookie(bytes)) {
    const auto charset = known_charset(cookie->name);
    if (!charset) {
      return refuse_at(bytes, cookie->offset,
                       "unknown encoding: " + std::string(cookie->name),
                       "save the file as UTF-8, or exclude it");
    }
    if (encoding.bom != 0 && *charset != Charset::utf8) {
      return refuse_at(bytes, cookie->offset,
                       "encoding " + std::string(cookie->name) + " in a file with a UTF-8 BOM",
                       "remove one of the two");
    }
    encoding.charset = *charset;
  }
  const std::size_t bad = first_bad_byte(bytes, encoding.charset);
  if (bad == std::string_view::npos) return {encoding, std::nullopt};
  return refuse_at(bytes, bad, "a byte that is not in the file's encoding",
                   "save the file as UTF-8, or name its encoding in the first line: "
                   "# -*- coding: latin-1 -*-");
}

std::string mask_characters(std::string_view bytes, Charset charset) {
  std::string masked(bytes);
  for (std::size_t i = 0; i < masked.size(); ++i) {
    if (!is_high(masked[i])) continue;
    masked[i] = 'x';
    const bool pair = charset == Charset::low_trails && i + 1 < masked.size() &&
                      masked[i + 1] >= '0' && masked[i + 1] != 0x7F;
    if (pair) masked[++i] = 'x';
  }
  return masked;
}

}  // namespace pyinstr::rewriter
