/// Content hashes: what tells a build that a file is as it was.
///
/// XXH3 with 128 bits: as fast as memory, and no accident makes two files alike. It guards against
/// accidents, not against somebody who wants two files to look alike.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "files.h"

namespace pyinstr::cli {

/// A hash in the making: of what is added, in its order.
class ContentHash {
 public:
  ContentHash();
  ~ContentHash();
  void add(std::string_view bytes);
  /// 32 hexadecimal digits.
  std::string digits() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The hash of `bytes`, and of `stamp` behind them. The stamp tells what else a result depends on:
/// version, format, options.
std::string hash_bytes(std::string_view bytes, std::string_view stamp = {});

struct HashedFile {
  std::string hash;
  FileFacts facts;
};

/// The same for a file of any size, in little memory.
Result<HashedFile> hash_file(const Path& path, Links links = Links::follow);

}  // namespace pyinstr::cli
