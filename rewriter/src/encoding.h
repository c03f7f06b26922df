/// How a file's bytes become characters: BOM, coding cookie, and what of it we can rely on.
///
/// Nothing is decoded: hooks are ASCII and stand between tokens, so all that matters is that a
/// byte below 0x80 which looks like ASCII is ASCII. That holds for every encoding in the table of
/// encoding.cpp, for some of them once the bytes of their characters are masked.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "pyinstr/rewriter.h"

namespace pyinstr::rewriter {

/// What a character above ASCII looks like in bytes.
enum class Charset {
  utf8,         ///< checked by ourselves
  ascii,        ///< a byte of 0x80 or more is an error
  high_bytes,   ///< all bytes of such characters are 0x80 or more
  low_trails,   ///< the second byte may look like ASCII (shift_jis, gbk, big5)
};

struct Encoding {
  Charset charset = Charset::utf8;
  std::size_t bom = 0;  ///< bytes of byte order mark
};

/// The encoding of a file's bytes, or why they cannot be read.
struct EncodingResult {
  Encoding encoding;
  std::optional<Refusal> refusal;
};
EncodingResult find_encoding(std::string_view bytes);

/// The offset and the value of the cookie's name (`# -*- coding: NAME -*-`), if there is one.
struct Cookie {
  std::size_t offset = 0;
  int line = 0;
  std::string_view name;
};
std::optional<Cookie> find_cookie(std::string_view bytes);

/// Text of the same length in which every byte of a character above ASCII is an ASCII letter.
std::string mask_characters(std::string_view bytes, Charset charset);

}  // namespace pyinstr::rewriter
