#include "content_hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace pyinstr::cli {

struct ContentHash::State {
  XXH3_state_t* const state = XXH3_createState();
  State() { XXH3_128bits_reset(state); }
  ~State() { XXH3_freeState(state); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
};

ContentHash::ContentHash() : state_(std::make_unique<State>()) {}
ContentHash::~ContentHash() = default;

void ContentHash::add(std::string_view bytes) {
  XXH3_128bits_update(state_->state, bytes.data(), bytes.size());
}

std::string ContentHash::digits() const {
  XXH128_canonical_t bytes;
  XXH128_canonicalFromHash(&bytes, XXH3_128bits_digest(state_->state));
  std::string text;
  for (const unsigned char byte : bytes.digest) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}

std::string hash_bytes(std::string_view bytes, std::string_view stamp) {
  ContentHash hash;
  hash.add(bytes);
  hash.add(stamp);
  return hash.digits();
}

Result<HashedFile> hash_file(const Path& path, Links links) {
  ContentHash hash;
  const Result<FileFacts> facts =
      read_in_pieces(path, links, [&](std::string_view piece) { hash.add(piece); });
  if (!facts) return facts.error();
  return HashedFile{hash.digits(), *facts};
}

}  // namespace pyinstr::cli
