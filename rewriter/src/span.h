/// Byte ranges of the original text.
#pragma once

#include <cstdint>

namespace pyinstr::rewriter {

/// An offset into the file's bytes; files of 2 GB and more are refused.
using Offset = std::uint32_t;

/// `[begin, end)`.
struct Span {
  Offset begin = 0;
  Offset end = 0;

  bool contains(Offset offset) const { return begin <= offset && offset < end; }
};

}  // namespace pyinstr::rewriter
