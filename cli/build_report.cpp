#include "build_report.h"

#include <cstdio>

#include "json.h"
#include "version.h"

namespace pyinstr::cli {
namespace {

std::string decimals(double number, int digits) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, number);
  return text;
}

std::string some(std::size_t number, const char* what) {
  return ", " + std::to_string(number) + " " + what;
}

void write_refusal(Json& json, const rewriter::Refusal& refusal) {
  json.key("refusal").open_object();
  json.member("line", refusal.line).member("column", refusal.column);
  json.member("message", refusal.message).member("hint", refusal.hint);
  json.close();
}

void write_paths(Json& json, const char* key, const std::vector<std::string>& paths) {
  json.key(key).open_array();
  for (const std::string& path : paths) json.value(path);
  json.close();
}

void write_errors(Json& json, const char* key, const std::vector<Error>& errors) {
  json.key(key).open_array();
  for (const Error& error : errors) {
    json.open_object().member("place", error.place).member("message", error.message).close();
  }
  json.close();
}

void write_file_report(Json& json, const BuiltFile& file) {
  json.open_object().member("path", file.job->path).member("source", file.job->shown);
  if (file.error) {
    json.member("state", "failed").member("message", file.error->message).close();
    return;
  }
  json.member("state", name(file.entry.state)).member("written", file.written);
  if (file.refusal) write_refusal(json, *file.refusal);
  json.close();
}

void write_counts(Json& json, const BuildResult& result) {
  const Counts counts = count(result);
  json.key("counts").open_object();
  json.member("hooked", counts.hooked).member("unchanged", counts.unchanged);
  json.member("refused", counts.refused).member("copied", counts.copied);
  json.member("failed", counts.failed).member("written", counts.written);
  json.close();
}

}  // namespace

Counts count(const BuildResult& result) {
  Counts counts;
  for (const BuiltFile& file : result.files) {
    counts.rewritten_bytes += file.rewritten_bytes;
    if (file.error) {
      ++counts.failed;
      continue;
    }
    std::size_t* const by_state[] = {&counts.hooked, &counts.unchanged, &counts.refused,
                                     &counts.copied};
    ++*by_state[static_cast<std::size_t>(file.entry.state)];
    counts.written += file.written;
    counts.was_built += file.was_built;
  }
  return counts;
}

std::string summary_line(const BuildRequest& request, const BuildResult& result) {
  const Counts counts = count(result);
  const std::size_t python = counts.hooked + counts.unchanged + counts.refused;
  std::string line = std::to_string(python) + (python == 1 ? " file: " : " files: ") +
                     std::to_string(counts.hooked) + " hooked";
  if (counts.was_built) line += " (" + std::to_string(counts.was_built) + " already in SRC)";
  if (counts.unchanged) line += some(counts.unchanged, "unchanged");
  if (counts.refused) line += some(counts.refused, "refused");
  if (counts.copied) line += some(counts.copied, "others copied");
  if (counts.failed) line += some(counts.failed, "failed");
  if (request.rules.dry_run) line += "; " + std::to_string(counts.written) + " would be written";
  else if (counts.written == 0) line += "; all up to date";
  else if (counts.written < result.files.size()) {
    line += "; " + std::to_string(counts.written) + " written";
  }
  if (!result.orphans.empty()) {
    line += some(result.orphans.size(), !request.delete_orphans ? "without original"
                                        : request.rules.dry_run ? "would be deleted"
                                                                : "deleted");
  }
  line += ", in " + decimals(result.seconds, 2) + " s";
  const double megabytes = static_cast<double>(counts.rewritten_bytes) / 1e6;
  if (megabytes >= 0.1) {  // less says nothing about the speed
    line += " (" + decimals(megabytes / result.seconds, 1) + " MB/s)";
  }
  if (!request.rules.dry_run && !result.has_runtime) line += "; no runtime beside the copy";
  return line + "\n";
}

std::string json_report(const BuildRequest& request, const Path& project_file,
                        const BuildResult& result) {
  Json json;
  json.open_object().member("version", version);
  json.member("source", result.tree.source.native()).member("output", result.tree.out.native());
  json.key("project_file");
  project_file.empty() ? json.null() : json.value(project_file.native());
  json.member("dry_run", request.rules.dry_run).member("runtime", result.has_runtime);
  json.key("files").open_array();
  for (const BuiltFile& file : result.files) write_file_report(json, file);
  json.close();
  write_paths(json, "orphans", result.orphans);
  write_paths(json, "stale", result.stale);
  write_errors(json, "errors", result.errors);
  write_errors(json, "differences", result.differences);
  write_counts(json, result);
  json.member("bytes", count(result).rewritten_bytes);
  json.key("seconds").seconds(result.seconds).close();
  return json.text();
}

ExitCode report_errors(const BuildResult& result) {
  ExitCode answer = ExitCode::done;
  for (const BuiltFile& file : result.files) {
    if (file.refusal) report(describe_refusal(file.job->shown, *file.refusal));
    if (file.error) answer = worse(answer, report(*file.error));
  }
  for (const Error& error : result.errors) answer = worse(answer, report(error));
  for (const Error& error : result.differences) answer = worse(answer, report(error));
  return answer;
}

}  // namespace pyinstr::cli
