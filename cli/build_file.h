/// The build of one file: what it becomes, and whether anything has to be written for that.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "manifest.h"
#include "pyinstr/rewriter.h"
#include "source_tree.h"

namespace pyinstr::cli {

/// What a build asks of every file alike.
struct BuildRules {
  rewriter::HookStyle hooks = rewriter::HookStyle::frame;
  bool force = false;             ///< write even what is as it should be
  bool dry_run = false;           ///< only tell what would be written
  Timing timing = Timing::later;  ///< of instrumented files
};

struct BuiltFile {
  const Job* job = nullptr;
  ManifestEntry entry;
  bool written = false;    ///< or would be, in a dry run
  bool was_built = false;  ///< the original carries our hooks already
  std::size_t rewritten_bytes = 0;
  std::optional<rewriter::Refusal> refusal;
  MaybeError error;  ///< then nothing else holds
};

/// Writes `job.output` unless it is what `before`, the manifest's entry or null, says it should
/// be. May run on any thread; different jobs do not touch each other.
BuiltFile build_file(const SourceTree& tree, const Job& job, bool instrument,
                     const ManifestEntry* before, const BuildRules& rules);

/// The rewriter's options for one job.
rewriter::Options rewriter_options(const Job& job, rewriter::HookStyle hooks);

/// A refusal as it is shown, columns counted from 1.
Error describe_refusal(const std::string& shown, const rewriter::Refusal& refusal);

}  // namespace pyinstr::cli
