/// Who is told how far a build is. The build calls these; what is made of it is the watcher's.
#pragma once

#include <cstddef>
#include <cstdint>

namespace pyinstr::cli {

/// A watcher that does nothing.
class BuildWatcher {
 public:
  virtual ~BuildWatcher() = default;
  /// Another build works in OUT; this one goes on when that has ended.
  virtual void waits() {}
  /// `bytes` of text to rewrite; other files count for a small part of theirs.
  virtual void begins(std::size_t /*files*/, std::uint64_t /*bytes*/) {}
  /// One more file is as it should be, or failed. Called on any thread.
  virtual void built(std::uint64_t /*bytes*/) {}
  virtual void ends() {}
};

}  // namespace pyinstr::cli
