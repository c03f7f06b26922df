/// Hits that nobody has to hear of, counted where they happen.
#pragma once

#include <cstdint>

namespace pyinstr::engine {

/// Hits of one breakpoint, at all its sites, that a source lets pass without reporting them. Each hit passes,
/// and is counted once by take(), or is reported, whatever other threads do.
///
/// Threads: under the interpreter's lock, and neither lets another thread in.
class PassedHits {
 public:
  virtual ~PassedHits() = default;
  /// The next so many pass. Only where none may, at first or after take(). Where this fails none passes.
  virtual void allow(std::int64_t hits) noexcept = 0;
  /// None passes any more. How many have since allow().
  virtual std::int64_t take() noexcept = 0;
};

}  // namespace pyinstr::engine
