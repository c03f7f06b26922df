#include "content_hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <memory>

namespace pyinstr::cli {
namespace {

struct FreeState {
  void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
};

class Hash {
 public:
  Hash() : state_(XXH3_createState()) { XXH3_128bits_reset(state_.get()); }

  void add(std::string_view bytes) {
    XXH3_128bits_update(state_.get(), bytes.data(), bytes.size());
  }

  std::string digits() const {
    XXH128_canonical_t bytes;
    XXH128_canonicalFromHash(&bytes, XXH3_128bits_digest(state_.get()));
    std::string text;
    for (const unsigned char byte : bytes.digest) {
      text += "0123456789abcdef"[byte >> 4];
      text += "0123456789abcdef"[byte & 15];
    }
    return text;
  }

 private:
  std::unique_ptr<XXH3_state_t, FreeState> state_;
};

}  // namespace

std::string hash_bytes(std::string_view bytes, std::string_view stamp) {
  Hash hash;
  hash.add(bytes);
  hash.add(stamp);
  return hash.digits();
}

Result<std::string> hash_file(const Path& path) {
  Hash hash;
  const MaybeError error = read_in_pieces(path, [&](std::string_view piece) { hash.add(piece); });
  if (error) return *error;
  return hash.digits();
}

}  // namespace pyinstr::cli
