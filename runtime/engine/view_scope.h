/// Which code a trace is of.
#pragma once

#include <optional>
#include <string>

#include "source_file.h"

namespace pyinstr::engine {

/// A file, or a function by the name people know it by, or all code if neither is given.
struct ViewScope {
  std::optional<FileId> file;
  std::string function;  ///< `f`, `Class.method`, `module.f`; empty: all

  /// `qualified` is the function that something happens in.
  bool takes(Files& files, FileId in, const std::string& qualified) const;
};

}  // namespace pyinstr::engine
