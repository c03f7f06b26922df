#include "build_file.h"

#include "content_hash.h"
#include "hook_style.h"
#include "version.h"

namespace pyinstr::cli {
namespace {

/// What the output depends on beside the input.
std::string stamp(const rewriter::Options& options) {
  return std::string("\n") + version + "\n" + std::to_string(rewriter::format_version) + "\n" +
         std::string(name(options.hooks)) + "\n" + options.path;
}

/// Whether the output is a file with that content and those permissions.
bool holds(const Job& job, unsigned mode, const std::string& hash) {
  const Result<HashedFile> present = hash_file(job.output, Links::refuse);
  return present && present->facts.kind == FileKind::file && present->facts.mode == mode &&
         present->hash == hash;
}

FileState state_of(rewriter::Outcome outcome) {
  switch (outcome) {
    case rewriter::Outcome::hooked: return FileState::hooked;
    case rewriter::Outcome::built: return FileState::hooked;
    case rewriter::Outcome::refused: return FileState::refused;
    case rewriter::Outcome::unchanged: break;
  }
  return FileState::unchanged;
}

void instrument_file(const Job& job, const ManifestEntry* before, const BuildRules& rules,
                     BuiltFile& built) {
  const Result<FileContent> source = read_file(job.source);
  if (!source) {
    built.error = source.error();
    return;
  }
  const unsigned mode = source->facts.mode;
  const rewriter::Options options = rewriter_options(job, rules.hooks);
  built.entry.input_hash = hash_bytes(source->bytes, stamp(options));
  const bool known = before && before->input_hash == built.entry.input_hash &&
                     before->state != FileState::refused;  // to say again why it is refused
  if (known && !rules.force && holds(job, mode, before->output_hash)) {
    built.entry = *before;
    return;
  }
  rewriter::Rewritten result = rewriter::rewrite(source->bytes, options);
  built.rewritten_bytes = source->bytes.size();
  built.entry.state = state_of(result.outcome);
  built.entry.output_hash = hash_bytes(result.text);
  built.was_built = result.outcome == rewriter::Outcome::built;
  built.refusal = std::move(result.refusal);
  built.written = rules.force || !holds(job, mode, built.entry.output_hash);
  if (built.written && !rules.dry_run) {
    built.error = write_file(job.output, result.text, rules.timing, mode);
  }
}

/// Whether copy and original could be the same by what the system knows of them; if so, only
/// their bytes can tell.
bool looks_copied(const Job& job) {
  const FileFacts copy = facts_of(job.output);
  return copy.kind == FileKind::file && copy == facts_of(job.source);
}

/// One reading both copies and hashes: what the manifest says is what was written, even if the
/// original changes meanwhile.
void copy_anew(const Job& job, BuiltFile& built) {
  ContentHash hash;
  const Result<FileFacts> copied =
      duplicate_file(job.source, job.output, [&](std::string_view piece) { hash.add(piece); });
  if (!copied) built.error = copied.error();
  built.entry.input_hash = built.entry.output_hash = hash.digits();
  built.written = true;
}

void copy_as_it_is(const Job& job, const BuildRules& rules, BuiltFile& built) {
  const bool must_write = rules.force || !looks_copied(job);
  if (must_write && !rules.dry_run) return copy_anew(job, built);
  const Result<HashedFile> source = hash_file(job.source);
  if (!source) {
    built.error = source.error();
    return;
  }
  built.entry.input_hash = built.entry.output_hash = source->hash;
  built.written = must_write || !holds(job, source->facts.mode, source->hash);
  if (built.written && !rules.dry_run) copy_anew(job, built);
}

void copy_link(const SourceTree& tree, const Job& job, const BuildRules& rules, BuiltFile& built) {
  const Result<Path> text = link_text(tree, job);
  if (!text) {
    built.error = text.error();
    return;
  }
  built.entry.input_hash = built.entry.output_hash = hash_bytes(text->native());
  const Result<Path> present = read_link(job.output);
  built.written = rules.force || !present || *present != *text;
  if (built.written && !rules.dry_run) built.error = write_link(job.output, *text);
}

}  // namespace

BuiltFile build_file(const SourceTree& tree, const Job& job, bool instrument,
                     const ManifestEntry* before, const BuildRules& rules) {
  BuiltFile built;
  built.job = &job;
  if (job.kind == FileKind::link) copy_link(tree, job, rules, built);
  else if (instrument) instrument_file(job, before, rules, built);
  else copy_as_it_is(job, rules, built);
  const Path usual = tree.source / job.path;
  built.entry.original = job.source == usual ? "" : job.source.native();
  return built;
}

rewriter::Options rewriter_options(const Job& job, rewriter::HookStyle hooks) {
  return {hooks, job.module};
}

Error describe_refusal(const std::string& shown, const rewriter::Refusal& refusal) {
  std::string place = shown;
  if (refusal.line > 0) {
    place += ":" + std::to_string(refusal.line) + ":" + std::to_string(refusal.column + 1);
  }
  return {ExitCode::not_held, place, refusal.message, refusal.hint};
}

}  // namespace pyinstr::cli
