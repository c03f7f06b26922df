#include <cstdio>
#include <memory>

#include "build_file.h"
#include "commands.h"
#include "hook_style.h"
#include "input.h"
#include "json.h"
#include "version.h"

namespace pyinstr::cli {
namespace {

using rewriter::LineTarget;
using rewriter::Rewritten;
using rewriter::Site;

struct LinesOptions {
  std::vector<std::string> files;
  rewriter::HookStyle hooks = rewriter::HookStyle::frame;
  bool all = false, json = false;
};

std::string_view name(rewriter::Outcome outcome) {
  switch (outcome) {
    case rewriter::Outcome::hooked: return "hooked";
    case rewriter::Outcome::unchanged: return "unchanged";
    case rewriter::Outcome::built: return "built";
    case rewriter::Outcome::refused: break;
  }
  return "refused";
}

/// The line a sliding breakpoint ends on; 0 if it ends nowhere.
int target_line(const Rewritten& file, const LineTarget& target) {
  if (target.sites.empty()) return 0;
  return file.sites[static_cast<std::size_t>(target.sites.front())].line;
}

bool slides(const LineTarget& target) { return target.reason != rewriter::SlideReason::none; }

void put_sites(const Input& input, int line, const LineTarget& target, std::string& out) {
  for (const int number : target.sites) {
    const Site& site = input.rewritten.sites[static_cast<std::size_t>(number)];
    if (site.line != line) continue;  // the carrier of a loop is told on its own line
    out += input.name + ":" + std::to_string(line) + " ";
    (out += rewriter::name(site.kind)) += " " + site.function + "\n";
  }
}

void put_slide(const Input& input, int line, const LineTarget& target, std::string& out) {
  const int to = target_line(input.rewritten, target);
  out += input.name + ":" + std::to_string(line) + " -> ";
  out += to ? std::to_string(to) : std::string("nowhere");
  (out += " ") += rewriter::name(target.reason);
  out += "\n";
}

std::string listing(const Input& input, bool all) {
  std::string out;
  int line = 0;
  for (const LineTarget& target : input.rewritten.lines) {
    ++line;
    if (!slides(target)) put_sites(input, line, target, out);
    else if (all) put_slide(input, line, target, out);
  }
  return out;
}

void write_site(Json& json, const Site& site) {
  json.open_object().member("number", site.number);
  json.member("line", site.line).member("column", site.column);
  json.member("hook_column", site.hook_column).member("kind", rewriter::name(site.kind));
  json.member("function", site.function).member("carries", site.carries).close();
}

void write_slide(Json& json, const Rewritten& file, int line, const LineTarget& target) {
  json.open_object().member("line", line).member("reason", rewriter::name(target.reason));
  json.member("to", target_line(file, target)).key("sites").open_array();
  for (const int number : target.sites) json.value(number);
  json.close().close();
}

void write_refusal(Json& json, const rewriter::Refusal& refusal) {
  json.key("refusal").open_object();
  json.member("line", refusal.line).member("column", refusal.column);
  json.member("message", refusal.message).member("hint", refusal.hint).close();
}

void write_file_lines(Json& json, const Input& input) {
  const Rewritten& file = input.rewritten;
  json.open_object().member("file", input.name).member("outcome", name(file.outcome));
  json.member("hook", file.hook).key("sites").open_array();
  for (const Site& site : file.sites) write_site(json, site);
  json.close().key("slides").open_array();
  int line = 0;
  for (const LineTarget& target : file.lines) {
    ++line;
    if (slides(target)) write_slide(json, file, line, target);
  }
  json.close();
  if (file.refusal) write_refusal(json, *file.refusal);
  json.close();
}

ExitCode run_lines(const LinesOptions& options) {
  ExitCode answer = ExitCode::done;
  Json json;
  std::string out;
  json.open_object().member("version", version).key("files").open_array();
  for (const std::string& file : options.files) {
    const Result<Input> input = rewrite_input(file, options.hooks);
    if (!input) {
      answer = worse(answer, report(input.error()));
      continue;
    }
    if (const auto& refusal = input->rewritten.refusal) {
      answer = worse(answer, report(describe_refusal(input->name, *refusal)));
    }
    if (options.json) write_file_lines(json, *input);
    else out += listing(*input, options.all);
  }
  if (options.json) out = json.close().close().text();
  std::fwrite(out.data(), 1, out.size(), stdout);
  return answer;
}

}  // namespace

void add_lines(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("lines", "tell the lines that can hold breakpoints");
  auto options = std::make_shared<LinesOptions>();
  command->add_option("FILE", options->files, "Python files; - reads stdin")->required();
  command->add_flag("--all,-a", options->all,
                    "also the lines without a hook: where a breakpoint there goes, and why");
  command->add_flag("--json", options->json, "every hook and every line without one, as JSON");
  add_hooks_option(*command, options->hooks);
  command->footer(
      "One line for each hook: FILE:LINE KIND FUNCTION.\n"
      "In JSON, lines are counted from 1 and columns, in bytes, from 0.\n\n"
      "Examples:\n"
      "  pyinstr lines counter.py\n"
      "  pyinstr lines --all counter.py | grep :5\n"
      "  pyinstr lines --json src/*.py");
  command->callback([&invocation, options] { invocation.answer = run_lines(*options); });
}

}  // namespace pyinstr::cli
