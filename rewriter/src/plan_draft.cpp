#include "plan_draft.h"

#include <algorithm>
#include <numeric>

#include "tokens.h"

namespace pyinstr::rewriter {
namespace {

void sort_hooks(Plan& plan) {
  std::vector<int> order(plan.hooks.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    return plan.hooks[static_cast<std::size_t>(a)].begin <
           plan.hooks[static_cast<std::size_t>(b)].begin;
  });
  std::vector<int> place(order.size());
  std::vector<HookSite> sorted;
  for (const int old : order) {
    place[static_cast<std::size_t>(old)] = static_cast<int>(sorted.size());
    sorted.push_back(plan.hooks[static_cast<std::size_t>(old)]);
  }
  const auto move = [&](int& index) {
    if (index >= 0) index = place[static_cast<std::size_t>(index)];
  };
  for (HookSite& hook : sorted) move(hook.carries);
  for (Statement& statement : plan.statements) move(statement.site);
  move(plan.head.certain_hook);
  plan.hooks = std::move(sorted);
}

}  // namespace

PlanDraft::PlanDraft(const Source& source, Node root, const Directives& directives)
    : source_(source), view_(source.view()), root_(root), directives_(directives) {
  plan_.owner.assign(static_cast<std::size_t>(source.row_count()), -1);
  plan_.codes.emplace_back().qualname = "<module>";
}

// What is asked for mostly lies on the last row that was asked for, or on the next.
int PlanDraft::row_of(Offset offset) {
  const auto holds = [&](int row) {
    return row < source_.row_count() && source_.row_start(row) <= offset &&
           (row + 1 == source_.row_count() || offset < source_.row_start(row + 1));
  };
  if (holds(last_row_)) return last_row_;
  last_row_ = holds(last_row_ + 1) ? last_row_ + 1 : source_.row_of(offset);
  return last_row_;
}

void PlanDraft::own_rows(int statement, int first, int last) {
  last = std::min(last, source_.row_count() - 1);
  for (int row = first; row <= last; ++row) {
    if (owner(row) < 0) owner(row) = statement;
  }
}

int PlanDraft::open_code(int parent, CodeKind kind, std::string_view name) {
  CodeObject opened;
  opened.kind = kind;
  opened.parent = parent;
  opened.qualname = qualname_in(code(parent), kind, name);
  plan_.codes.push_back(std::move(opened));
  return static_cast<int>(plan_.codes.size()) - 1;
}

int PlanDraft::add_hook(SiteKind kind, const Anchor& anchor, int code_index, int carries,
                        bool certain) {
  CodeObject& in = code(code_index);
  check_anchor(kind, anchor);
  const int row = row_of(anchor.begin);
  if (in.last_row == row || directives_.skips(row)) return -1;
  if (hides(anchor)) return -1;
  const int index = static_cast<int>(plan_.hooks.size());
  HookSite added{.kind = kind, .form = anchor.form, .begin = anchor.begin, .end = anchor.end,
                 .row = row, .code = code_index, .carries = carries};
  if (in.hooks++ == 0) note_first(in, added, index, certain);
  in.last_row = row;
  plan_.hooks.push_back(added);
  if (!plan_.statements.empty()) {
    Statement& current = plan_.statements.back();
    if (current.code == code_index && current.site < 0) current.site = index;
  }
  return index;
}

// `*x` of `[*x for x in y]` is no expression: nothing can stand in front of it but a statement's
// hook, or a bracket around a whole list.
bool PlanDraft::hides(const Anchor& anchor) const {
  const bool expression = anchor.form == Form::or_ || anchor.form == Form::or_bracketed;
  return expression && !anchor.list && source_.is_masked(anchor.begin);
}

void PlanDraft::note_first(const CodeObject& in, HookSite& added, int index, bool certain) {
  if (in.kind == CodeKind::module && certain) plan_.head.certain_hook = index;
  if (!in.mapped) return;
  if (added.form == Form::prefix || added.form == Form::after) added.declares = true;
  else if (in.room != 0) plan_.global_after.push_back(in.room);
}

void PlanDraft::refuse(Node node, std::string_view message, std::string_view hint) {
  refuse_at(node.begin(), message, hint);
}

void PlanDraft::refuse(const Anchor& anchor) {
  refuse_at(anchor.begin, "not an expression of Python", also_cpython);
}

void PlanDraft::refuse_at(Offset offset, std::string_view message, std::string_view hint) {
  if (plan_.refusal) return;
  const int row = row_of(offset);
  const Offset start = source_.row_start(row);
  plan_.refusal = Refusal{row + 1, static_cast<int>(offset - start), std::string(message),
                          std::string(hint)};
}

// What the parser lets pass and a bracket of ours would make right, or wrong in other words.
void PlanDraft::check_anchor(SiteKind kind, const Anchor& anchor) {
  const bool may_have_as = kind == SiteKind::with_item || kind == SiteKind::handler;
  const bool no_walrus = may_have_as || kind == SiteKind::iteration || kind == SiteKind::lambda;
  const bool wrong = anchor.wrong || (anchor.as && !may_have_as) ||
                     (anchor.walrus && no_walrus) ||
                     (anchor.form == Form::or_bracketed && !is_one_line({anchor.begin, anchor.end}));
  if (wrong) refuse(anchor);
}

bool PlanDraft::is_one_line(Span span) {
  if (row_of(span.begin) == row_of(span.end)) return true;
  if (line_ends_.empty()) {
    line_ends_ = find_line_ends(view_, static_cast<Offset>(source_.encoding().bom));
  }
  return *std::lower_bound(line_ends_.begin(), line_ends_.end(), span.begin) >= span.end;
}

bool PlanDraft::check_python2(Node node) {
  const std::string_view reason = python2_reason(node, view_);
  if (!reason.empty()) refuse(node, reason, "convert the file to Python 3, or exclude it");
  return !reason.empty();
}

int PlanDraft::row_of_indentation(int row) const {
  int counts = row;
  for (; row > 0 && continues(row); --row) {
    const std::string_view above = source_.row_text(row - 1);
    const std::size_t text = above.find_first_not_of(" \t\f");
    if (text != above.size() - 1) return -1;
    if (text > 0) counts = row - 1;
  }
  return counts;
}

bool PlanDraft::continues(int row) const {
  static const Symbol comment = symbol_of("comment");
  const std::string_view before = source_.row_text(row - 1);
  if (!before.ends_with('\\')) return false;
  if (before.find_first_not_of(" \t\f") == before.size() - 1) return true;
  const auto last = source_.row_start(row - 1) + static_cast<Offset>(before.size()) - 1;
  return view_[last] == '\\' && root_.leaf_at(last).symbol() != comment;
}

bool PlanDraft::marked(Node node) {
  const auto& marks = source_.marks();
  const Offset begin = node.begin();
  while (next_mark_ < marks.size() && marks[next_mark_] < begin) ++next_mark_;
  return next_mark_ < marks.size() && marks[next_mark_] < node.end();
}

Plan PlanDraft::take() {
  const int rows = source_.row_count();
  if (rows > 0 && continues(rows)) {
    refuse_at(source_.row_start(rows - 1), "unexpected end of the file behind a backslash",
              also_cpython);
  }
  for (const Statement& inner : inner_) {
    plan_.statements.push_back(inner);
    for (int row = inner.first_row + 1; row <= inner.last_row; ++row) {
      owner(row) = static_cast<int>(plan_.statements.size()) - 1;
    }
  }
  const auto earlier = [](const HookSite& a, const HookSite& b) { return a.begin < b.begin; };
  if (!std::is_sorted(plan_.hooks.begin(), plan_.hooks.end(), earlier)) sort_hooks(plan_);
  return std::move(plan_);
}

}  // namespace pyinstr::rewriter
