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

/// Whether the output is a file with that content and the source's permissions.
bool holds(const Job& job, const std::string& hash) {
  if (kind_of(job.output) != FileKind::file || !same_mode(job.source, job.output)) return false;
  const Result<std::string> present = hash_file(job.output);
  return present && *present == hash;
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
  const Result<std::string> source = read_file(job.source);
  if (!source) {
    built.error = source.error();
    return;
  }
  const rewriter::Options options = rewriter_options(job, rules.hooks);
  built.entry.input_hash = hash_bytes(*source, stamp(options));
  const bool known = before && before->input_hash == built.entry.input_hash &&
                     before->state != FileState::refused;  // to say again why it is refused
  if (known && !rules.force && holds(job, before->output_hash)) {
    built.entry = *before;
    return;
  }
  rewriter::Rewritten result = rewriter::rewrite(*source, options);
  built.rewritten_bytes = source->size();
  built.entry.state = state_of(result.outcome);
  built.entry.output_hash = hash_bytes(result.text);
  built.was_built = result.outcome == rewriter::Outcome::built;
  built.refusal = std::move(result.refusal);
  built.written = rules.force || !holds(job, built.entry.output_hash);
  if (built.written && !rules.dry_run)
    built.error = write_file(job.output, result.text, job.source);
}

void copy_as_it_is(const Job& job, const BuildRules& rules, BuiltFile& built) {
  const Result<std::string> hash = hash_file(job.source);
  if (!hash) {
    built.error = hash.error();
    return;
  }
  built.entry.input_hash = built.entry.output_hash = *hash;
  built.written = rules.force || !holds(job, *hash) || !same_time(job.source, job.output);
  if (built.written && !rules.dry_run) built.error = duplicate_file(job.source, job.output);
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
