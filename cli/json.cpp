#include "json.h"

#include <array>
#include <cstdint>
#include <cstdio>

namespace pyinstr::cli {
namespace {

void append_escape(std::string& out, unsigned code) {
  char digits[8];
  std::snprintf(digits, sizeof digits, "\\u%04x", code);
  out += digits;
}

/// Length of the well-formed UTF-8 sequence that begins `text`, 0 if there is none.
std::size_t sequence_length(std::string_view text) {
  struct Row {
    unsigned char first, last, low, high;
    std::size_t length;
  };
  static constexpr std::array<Row, 8> rows{{{0xC2, 0xDF, 0x80, 0xBF, 2},
                                            {0xE0, 0xE0, 0xA0, 0xBF, 3},
                                            {0xE1, 0xEC, 0x80, 0xBF, 3},
                                            {0xED, 0xED, 0x80, 0x9F, 3},
                                            {0xEE, 0xEF, 0x80, 0xBF, 3},
                                            {0xF0, 0xF0, 0x90, 0xBF, 4},
                                            {0xF1, 0xF3, 0x80, 0xBF, 4},
                                            {0xF4, 0xF4, 0x80, 0x8F, 4}}};
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  for (const Row& row : rows) {
    if (byte(0) < row.first || byte(0) > row.last || text.size() < row.length) continue;
    if (byte(1) < row.low || byte(1) > row.high) return 0;
    for (std::size_t i = 2; i < row.length; ++i) {
      if (byte(i) < 0x80 || byte(i) > 0xBF) return 0;
    }
    return row.length;
  }
  return 0;
}

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    const unsigned char byte = static_cast<unsigned char>(text[0]);
    std::size_t length = 1;
    if (byte == '"' || byte == '\\') {
      (out += '\\') += text[0];
    } else if (byte < 0x20 || byte == 0x7F) {
      append_escape(out, byte);
    } else if (byte < 0x80) {
      out += text[0];
    } else if ((length = sequence_length(text)) > 0) {
      out += text.substr(0, length);
    } else {
      append_escape(out, 0xDC00u + byte);
      length = 1;
    }
    text.remove_prefix(length);
  }
  out += '"';
}

}  // namespace

void Json::separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (!first_) text_ += ',';
  if (!closing_.empty()) text_ += "\n" + std::string(2 * closing_.size(), ' ');
  first_ = false;
}

Json& Json::open(char bracket) {
  separate();
  text_ += bracket;
  closing_ += bracket == '{' ? '}' : ']';
  first_ = true;
  return *this;
}

Json& Json::close() {
  const char bracket = closing_.back();
  closing_.pop_back();
  if (!first_) text_ += "\n" + std::string(2 * closing_.size(), ' ');
  text_ += bracket;
  first_ = false;
  return *this;
}

Json& Json::key(std::string_view name) {
  separate();
  append_quoted(text_, name);
  text_ += ": ";
  after_key_ = true;
  return *this;
}

Json& Json::value(std::string_view text) {
  separate();
  append_quoted(text_, text);
  return *this;
}

Json& Json::value(bool truth) { return literal(truth ? "true" : "false"); }

Json& Json::seconds(double number) {
  char digits[32];
  std::snprintf(digits, sizeof digits, "%.6f", number);
  return literal(digits);
}

Json& Json::literal(std::string_view text) {
  separate();
  text_ += text;
  return *this;
}

}  // namespace pyinstr::cli
