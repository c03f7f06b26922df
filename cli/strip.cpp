#include <cstdio>
#include <memory>

#include "commands.h"
#include "pyinstr/rewriter.h"
#include "source_tree.h"

namespace pyinstr::cli {
namespace {

struct StripOptions {
  std::string src, out;
  bool quiet = false;
};

MaybeError duplicate(const Job& job) {
  const Result<FileFacts> copied = duplicate_file(job.source, job.output);
  return copied ? std::nullopt : MaybeError(copied.error());
}

/// Gives back the original of one file; `stripped` counts those that carried hooks.
MaybeError strip_python(const Job& job, std::size_t& stripped) {
  const Result<FileContent> copy = read_file(job.source);
  if (!copy) return copy.error();
  if (!rewriter::is_instrumented(copy->bytes)) return duplicate(job);
  ++stripped;
  return write_file(job.output, rewriter::strip(copy->bytes), Timing::later, copy->facts.mode);
}

MaybeError strip_one(const SourceTree& tree, const Job& job, std::size_t& stripped) {
  if (job.kind == FileKind::link) {
    const Result<Path> text = link_text(tree, job);
    return text ? write_link(job.output, *text) : MaybeError(text.error());
  }
  return job.is_python ? strip_python(job, stripped) : duplicate(job);
}

ExitCode run_strip(const StripOptions& options) {
  const Result<SourceTree> tree = find_sources(options.src, options.out);
  if (!tree) return report(tree.error());
  ExitCode answer = ExitCode::done;
  for (const Error& error : tree->errors) answer = worse(answer, report(error));
  for (const Error& error : make_folders(*tree)) answer = worse(answer, report(error));
  std::size_t stripped = 0;
  for (const Job& job : tree->jobs) {
    if (const MaybeError error = strip_one(*tree, job, stripped)) {
      answer = worse(answer, report(*error));
    }
  }
  if (!options.quiet) {
    std::printf("%zu files: %zu stripped, %zu copied\n", tree->jobs.size(), stripped,
                tree->jobs.size() - stripped);
  }
  return answer;
}

}  // namespace

void add_strip(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("strip", "write the originals of an instrumented copy");
  auto options = std::make_shared<StripOptions>();
  command->add_option("SRC", options->src, "an instrumented file, or a folder")->required();
  command->add_option("OUT", options->out, "where the original goes; as in build")->required();
  command->add_flag("--quiet,-q", options->quiet, "tell only what is wrong");
  command->footer(
      "The text alone is enough: neither the original nor OUT/.pyinstr is looked at.\n\n"
      "Examples:\n"
      "  pyinstr strip out/main.py main.py\n"
      "  pyinstr strip out/ original/");
  command->callback([&invocation, options] { invocation.answer = run_strip(*options); });
}

}  // namespace pyinstr::cli
