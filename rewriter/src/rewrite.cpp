// The steps in order: bytes, tree, plan, edits, text.
#include <algorithm>

#include "directives.h"
#include "empty_runs.h"
#include "encoding.h"
#include "hook_name.h"
#include "line_targets.h"
#include "plan.h"
#include "prologue.h"
#include "prologue_place.h"
#include "pyinstr/rewriter.h"
#include "refusal.h"
#include "spelling.h"

namespace pyinstr::rewriter {
namespace {

Rewritten as_it_is(std::string_view bytes, Outcome outcome,
                   std::optional<Refusal> refusal = std::nullopt) {
  Rewritten result;
  result.outcome = outcome;
  result.text = bytes;
  result.refusal = std::move(refusal);
  return result;
}

std::vector<Site> public_sites(const Plan& plan, const std::vector<int>& columns,
                               const Source& source) {
  std::vector<Site> sites;
  sites.reserve(plan.hooks.size());
  for (std::size_t i = 0; i < plan.hooks.size(); ++i) {
    const HookSite& hook = plan.hooks[i];
    sites.push_back(Site{.number = static_cast<int>(i),
                         .line = hook.row + 1,
                         .column = static_cast<int>(hook.begin - source.row_start(hook.row)),
                         .hook_column = columns[i],
                         .kind = hook.kind,
                         .function = plan.codes[static_cast<std::size_t>(hook.code)].qualname,
                         .carries = hook.carries});
  }
  return sites;
}

PrologueParts parts_of(const Plan& plan, const Source& source, const Options& options) {
  PrologueParts parts;
  parts.name = choose_hook_name(source, options);
  parts.depth = static_cast<int>(std::count(options.path.begin(), options.path.end(), '/'));
  if (options.hooks == HookStyle::numbered) parts.count = static_cast<int>(plan.hooks.size());
  return parts;
}

void write_hooks(Rewritten& result, const Plan& plan, const Source& source,
                 const Options& options) {
  const PrologueParts parts = parts_of(plan, source, options);
  const Spelling spelling{parts.name, prologue(parts), options.hooks == HookStyle::numbered};
  SpelledPlan spelled = spell(plan, find_prologue_place(plan, source), source, spelling);
  result.outcome = Outcome::hooked;
  result.text = splice(source.bytes(), spelled.edits);
  result.hook = parts.name;
  result.sites = public_sites(plan, spelled.hook_columns, source);
  result.edits = std::move(spelled.edits);
}

// The tree of a source whose newest spots are hidden from the parser, if that is all it takes.
std::optional<SyntaxTree> parse_masked(Source& source) {
  std::vector<Mask> masks = find_masks(source.view(), static_cast<Offset>(source.encoding().bom));
  if (masks.empty()) return std::nullopt;
  source.mask(std::move(masks));
  std::optional<SyntaxTree> tree(std::in_place, source.view());
  if (!tree->has_error()) return tree;
  source.unmask();
  return std::nullopt;
}

// The tree of the lines up to where the parser gave up: its first error is the file's.
SyntaxTree parse_beginning(const Source& source, Offset lost_at) {
  const std::string_view view = source.view();
  SyntaxTree tree(view.substr(0, view.find('\n', lost_at)), Patience::read_on);
  return tree.has_error() ? std::move(tree) : SyntaxTree(view, Patience::read_on);
}

SyntaxTree parse(Source& source) {
  if (auto runs = find_empty_runs(source); !runs.empty()) source.mask(std::move(runs));
  SyntaxTree tree(source.view());
  if (!tree.has_error()) return tree;
  auto masked = parse_masked(source);
  if (masked) return std::move(*masked);
  return tree.lost() ? parse_beginning(source, tree.lost_at()) : std::move(tree);
}

}  // namespace

Rewritten rewrite(std::string_view bytes, const Options& options) {
  if (auto refusal = check_bytes(bytes)) return as_it_is(bytes, Outcome::refused, refusal);
  const EncodingResult encoding = find_encoding(bytes);
  if (encoding.refusal) return as_it_is(bytes, Outcome::refused, encoding.refusal);

  Source source(bytes, encoding.encoding);
  if (may_hold_prologue(bytes) && find_prologue(source)) return as_it_is(bytes, Outcome::built);
  const SyntaxTree tree = parse(source);
  const Directives directives = find_directives(source);
  if (auto refusal = check_tree(source, tree, directives)) {
    return as_it_is(bytes, Outcome::refused, refusal);
  }
  const Plan plan = make_plan(source, tree, directives);
  if (plan.refusal) return as_it_is(bytes, Outcome::refused, plan.refusal);

  Rewritten result = as_it_is(bytes, Outcome::unchanged);
  result.lines = find_line_targets(plan, source, directives);
  if (!plan.hooks.empty()) write_hooks(result, plan, source, options);
  return result;
}

LineTarget resolve(const Rewritten& file, int line) {
  if (line < 1 || static_cast<std::size_t>(line) > file.lines.size()) return {};
  return file.lines[static_cast<std::size_t>(line) - 1];
}

}  // namespace pyinstr::rewriter
