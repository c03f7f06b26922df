#include "plan.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "indentation.h"
#include "shapes.h"

namespace pyinstr::rewriter {
namespace {

constexpr std::string_view also_cpython = "CPython refuses the file too";
const Field body_field = field_of("body");
const Field left_field = field_of("left");

// What holds below a node of the walk. The last one whose node is still open counts.
struct Context {
  int depth = 0;         // of the node it holds below
  int code = 0;
  int block = 0;
  bool certain = true;   // runs whenever the module does
  int rounds = -1;       // the loop header that waits for the suite's first hook
  bool suite = false;    // the node is a block
  bool closes = false;   // the code object ends here
};

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

// One walk over the tree, in the order of the text.
class Planner {
 public:
  Planner(const Source& source, Node root, const Directives& directives)
      : source_(source), view_(source.view()), root_(root), directives_(directives) {
    plan_.owner.assign(static_cast<std::size_t>(source.row_count()), -1);
    plan_.codes.emplace_back().qualname = "<module>";
    contexts_.reserve(64);
    trail_.reserve(64);
  }

  Plan run() {
    Cursor cursor(root_);
    int depth = 0;
    for (;;) {
      if (enter(cursor, depth) && cursor.to_child()) {
        ++depth;
        continue;
      }
      for (leave(depth); !cursor.to_next(); leave(depth)) {
        if (!cursor.to_parent()) return finish();
        --depth;
      }
    }
  }

 private:
  Context& here() { return contexts_.back(); }
  CodeObject& code(int index) { return plan_.codes[static_cast<std::size_t>(index)]; }
  Block& block(int index) { return plan_.blocks[static_cast<std::size_t>(index)]; }
  Statement& statement(int index) { return plan_.statements[static_cast<std::size_t>(index)]; }
  int& owner(int row) { return plan_.owner[static_cast<std::size_t>(row)]; }

  // True: look inside.
  bool enter(const Cursor& cursor, int depth) {
    const Node node = cursor.node();
    const Rule* rule = rule_of(node.symbol());
    const Rule* parent = depth > 0 ? trail_[static_cast<std::size_t>(depth) - 1] : nullptr;
    trail_.resize(static_cast<std::size_t>(depth));
    trail_.push_back(rule);
    if (depth == 1 && !node.extra()) plan_.head.rows.emplace_back(node.row(), node.end_row());
    if (parent != nullptr && !enter_field(cursor, node, *parent, depth)) return false;
    return rule == nullptr ? marked(node) : enter_rule(node, *rule, parent, cursor, depth);
  }

  // What a node is to its parent. False: nothing may be hooked in it.
  bool enter_field(const Cursor& cursor, Node node, const Rule& parent, int depth) {
    switch (parent.row->role) {
      case Role::target:
        return cursor.field() != left_field;
      case Role::compound:
        return parent.row->kind != SiteKind::iteration || cursor.field() != left_field;
      case Role::iteration:
        if (cursor.field() == left_field) return false;
        if (cursor.field() == parent.anchor) enter_iterable(depth);
        return true;
      case Role::scope:
        enter_scope_body(cursor, node, parent, depth);
        return true;
      default:
        return true;
    }
  }

  bool enter_rule(Node node, const Rule& rule, const Rule* parent, const Cursor& cursor,
                  int depth) {
    switch (rule.row->role) {
      case Role::block: open_block(parent, cursor, depth); return true;
      case Role::simple: return simple(node, rule);
      case Role::compound: compound(node, rule, parent); return true;
      case Role::clause: clause(node, rule); return true;
      case Role::group: carry(node, rule); return true;
      case Role::inside: return true;
      case Role::slot: slot(node, rule); return marked(node);
      case Role::scope: scope(rule, depth); return true;
      case Role::condition: condition(node, rule); return marked(node);
      case Role::colon: close_header(node, parent); return false;
      case Role::opaque:
      case Role::suspect: check_python2(node); return false;
      case Role::iteration: return true;  // its first iterable must be seen
      case Role::target: return marked(node);
    }
    return true;
  }

  void leave(int depth) {
    while (!contexts_.empty() && here().depth == depth) {
      if (here().suite) close_block();
      contexts_.pop_back();
    }
  }

  // --- suites -------------------------------------------------------------------------------

  void open_block(const Rule* parent, const Cursor& cursor, int depth) {
    Context context{.depth = depth, .block = static_cast<int>(plan_.blocks.size()), .suite = true};
    if (parent == nullptr) {
      context.closes = true;
      contexts_.push_back(context);
      plan_.blocks.push_back(Block{});
      return;
    }
    Context& outer = here();
    const bool is_body = cursor.field() == body_field;
    context.code = outer.code;
    context.certain = outer.certain && parent->row->runs &&
                      (is_body || parent->row->role == Role::clause);
    if (is_body && parent->row->carry == Carry::descends) std::swap(context.rounds, outer.rounds);
    if (is_body && parent->row->kind == SiteKind::iteration) context.rounds = last_header();
    if (is_body && parent->row->opens != CodeKind::none) {
      context.code = plan_.statements.back().opened;
      context.closes = true;
      context.certain = false;
    }
    plan_.blocks.push_back(Block{.parent = outer.block, .code = context.code});
    contexts_.push_back(context);
  }

  // The suite's first statement tells whether it stands on the line of its header.
  void begin_block(Node first, Block& in) {
    if (in.parent < 0) return;
    const Block& outer = block(in.parent);
    in.inline_ = last_colon_row_ == first.row() || blank_before_backslash(first.row()) == -1;
    in.depth = outer.depth + (in.inline_ ? 0 : 1);
    in.column = outer.column + 1;
  }

  void close_block() {
    if (here().closes) close_code();
    const Block& closed = block(here().block);
    if (closed.statements > 0 || closed.parent < 0 || plan_.refusal) return;
    plan_.refusal = Refusal{last_colon_row_ + 1, 0, "expected an indented block",
                            std::string(also_cpython)};
  }

  // The site of the `for` whose suite opens: its header is the last statement that began.
  int last_header() {
    const Statement& header = plan_.statements.back();
    return header.site >= 0 && hook(header.site).kind == SiteKind::iteration ? header.site : -1;
  }

  // No code object with a docstring is left without a stop.
  void close_code() {
    const CodeObject& closed = code(here().code);
    if (closed.docstring_end == 0 || closed.hooks > 0) return;
    // Between the docstring and an import from the future nothing may stand.
    if (here().code == 0 && plan_.head.future_end != 0) return;
    Anchor anchor;
    anchor.begin = closed.docstring_end;
    anchor.row = closed.docstring_end_row;
    anchor.form = Form::after;
    wanted_ = -1;
    add_hook(SiteKind::docstring, anchor, here().code);
  }

  // --- statements ---------------------------------------------------------------------------

  bool simple(Node node, const Rule& given) {
    if (check_python2(node)) return false;
    const Rule& rule = specialise(node, given);
    begin_statement(node, rule, node.end_row());
    carry(node, rule);
    if (rule.row->slide == SlideReason::future) check_future(node);
    if (rule.row->slide == SlideReason::declaration) note_globals(node);
    if (rule.row->form == Form::prefix) {
      Anchor anchor;
      anchor.begin = node.begin();
      anchor.row = node.row();
      anchor.form = Form::prefix;
      add_hook(rule.row->kind, anchor, here().code);
    }
    return !rule.row->closed && marked(node);
  }

  // Docstrings and bare annotations have rules of their own.
  const Rule& specialise(Node node, const Rule& rule) {
    static const Symbol expression = symbol_of("expression_statement");
    if (node.symbol() != expression) return rule;
    CodeObject& in = code(here().code);
    const bool first = block(here().block).statements == 0 && here().closes;
    if (first && is_docstring(node, view_)) {
      const Node text = docstring_node(node);
      in.docstring_end = text.end();
      in.docstring_end_row = text.end_row();
      if (here().code == 0) {
        plan_.head.docstring_end = text.end();
        ++head_statements_;
      }
      return docstring_rule();
    }
    return has_fast_locals(in.kind) && is_bare_annotation(node) ? declaration_rule() : rule;
  }

  void compound(Node node, const Rule& rule, const Rule* parent) {
    begin_statement(node, rule, node.row());
    carry(node, rule);
    if (rule.row->form != Form::none) hook_expression(node, rule);
    if (rule.row->opens == CodeKind::none) return;
    const bool undecorated = parent == nullptr || parent->row->role != Role::group;
    if (rule.row->slide == SlideReason::def && undecorated && here().code == 0 &&
        code(0).hooks == 0 && header_may_call(node, view_)) {
      plan_.head.risky_def = true;
    }
    const int opened = open_code(rule.row->opens, defined_name(node, view_));
    plan_.statements.back().opened = opened;
    code(opened).mapped = rule.row->opens == CodeKind::class_ && has_arguments(node);
  }

  void clause(Node node, const Rule& rule) {
    begin_statement(node, rule, node.row());
    wanted_ = -1;
    if (rule.row->form == Form::none) return;
    if (hook_expression(node, rule)) plan_.statements.back().slide = SlideReason::none;
  }

  void slot(Node node, const Rule& rule) {
    if (rule.row->kind == SiteKind::decorator) {
      const int wanted = wanted_;
      begin_statement(node, rule, node.end_row());
      wanted_ = wanted;
      // The statements of a group count once.
      --block(here().block).statements;
    }
    if (rule.row->kind != SiteKind::with_item) {
      hook_expression(node, rule);
      return;
    }
    for (const Anchor& anchor : find_item_anchors(node, rule, view_)) {
      add_hook(rule.row->kind, anchor, here().code);
    }
  }

  void begin_statement(Node node, const Rule& rule, int last_row) {
    const int index = static_cast<int>(plan_.statements.size());
    plan_.statements.push_back(Statement{.first_row = node.row(),
                                         .last_row = last_row,
                                         .block = here().block,
                                         .code = here().code,
                                         .slide = rule.row->slide});
    wanted_ = -1;
    Block& in = block(here().block);
    if (in.statements++ == 0) begin_block(node, in);
    if (owner(node.row()) < 0) {
      check_indentation(node, in);
      owner(node.row()) = index;
    }
    own_rows(index, node.row() + 1, last_row);
  }

  void own_rows(int index, int first, int last) {
    last = std::min(last, source_.row_count() - 1);
    for (int row = first; row <= last; ++row) {
      if (owner(row) < 0) owner(row) = index;
    }
  }

  void close_header(Node colon, const Rule* parent) {
    if (parent == nullptr || (parent->row->role != Role::compound &&
                              parent->row->role != Role::clause)) return;
    const int index = static_cast<int>(plan_.statements.size()) - 1;
    last_colon_row_ = colon.row();
    Statement& header = statement(index);
    header.last_row = std::max(header.last_row, colon.row());
    own_rows(index, header.first_row + 1, header.last_row);
  }

  // Which of a loop's statements tells its rounds.
  void carry(Node node, const Rule& rule) {
    wanted_ = -1;
    int& rounds = here().rounds;
    if (rounds < 0) return;
    switch (rule.row->carry) {
      case Carry::takes: wanted_ = std::exchange(rounds, -1); break;
      case Carry::stops: rounds = -1; break;
      case Carry::descends: break;
      case Carry::passes:
        if (rule.row->opens != CodeKind::none && header_may_call(node, view_)) rounds = -1;
        break;
    }
  }

  void note_globals(Node node) {
    static const Symbol identifier = symbol_of("identifier");
    for (Node part = node.first_part(); !part.null(); part = part.next()) {
      if (part.symbol() != identifier) continue;
      code(here().code).globals.push_back(
          view_.substr(part.begin(), part.end() - part.begin()));
    }
  }

  // --- expressions --------------------------------------------------------------------------

  void scope(const Rule& rule, int depth) {
    if (!is_comprehension(rule.row->opens)) return;
    Context context = here();
    context.depth = depth;
    context.closes = false;
    context.code = open_code(rule.row->opens, "");
    contexts_.push_back(context);
  }

  void enter_scope_body(const Cursor& cursor, Node node, const Rule& parent, int depth) {
    if (cursor.field() != body_field || node.extra()) return;
    const Anchor anchor = anchor_expression(node);
    if (parent.row->opens == CodeKind::lambda) {
      Context context = here();
      context.depth = depth;
      context.closes = false;
      context.code = open_code(CodeKind::lambda, "");
      contexts_.push_back(context);
    } else if (!begins_row(anchor.begin)) {
      return;
    }
    hook_inner(parent.row->kind, anchor, node.end_row());
  }

  // The first iterable of a comprehension is evaluated outside.
  void enter_iterable(int depth) {
    CodeObject& comprehension = code(here().code);
    if (comprehension.iterating) return;
    comprehension.iterating = true;
    Context context = here();
    context.depth = depth;
    context.code = comprehension.parent;
    contexts_.push_back(context);
  }

  void condition(Node node, const Rule& rule) {
    if (!is_comprehension(code(here().code).kind)) return;  // a guard: hooked with its `case`
    const auto anchor = find_anchor(node, rule, view_);
    if (!anchor || !(begins_row(node.begin()) || begins_row(anchor->begin))) return;
    hook_inner(rule.row->kind, *anchor, node.end_row());
  }

  // A hook in a code object inside a statement; rows below its first belong to it.
  void hook_inner(SiteKind kind, const Anchor& anchor, int last_row) {
    const int site = add_hook(kind, anchor, here().code);
    if (site < 0 || last_row <= anchor.row) return;
    inner_.push_back(Statement{.first_row = anchor.row, .last_row = last_row,
                               .block = here().block, .code = here().code, .site = site});
  }

  bool hook_expression(Node node, const Rule& rule) {
    const auto anchor = find_anchor(node, rule, view_);
    if (anchor) add_hook(rule.row->kind, *anchor, here().code);
    return anchor.has_value();
  }

  // --- hooks --------------------------------------------------------------------------------

  HookSite& hook(int index) { return plan_.hooks[static_cast<std::size_t>(index)]; }

  int open_code(CodeKind kind, std::string_view called) {
    const int parent = here().code;
    CodeObject opened;
    opened.kind = kind;
    opened.parent = parent;
    opened.qualname = qualname_in(code(parent), kind, called);
    plan_.codes.push_back(std::move(opened));
    return static_cast<int>(plan_.codes.size()) - 1;
  }

  // One hook for each row of a code object. Returns its index, or -1 where none may stand.
  int add_hook(SiteKind kind, const Anchor& anchor, int code_index) {
    CodeObject& in = code(code_index);
    const int carries = std::exchange(wanted_, -1);
    check_anchor(kind, anchor);
    if (in.last_row == anchor.row || directives_.skips(anchor.row)) return -1;
    const int index = static_cast<int>(plan_.hooks.size());
    HookSite added{.kind = kind, .form = anchor.form, .begin = anchor.begin, .end = anchor.end,
                   .row = anchor.row, .code = code_index, .carries = carries};
    if (in.hooks++ == 0) first_hook(in, added, index);
    in.last_row = anchor.row;
    plan_.hooks.push_back(added);
    if (!plan_.statements.empty()) {
      Statement& current = plan_.statements.back();
      if (current.code == code_index && current.site < 0) current.site = index;
    }
    return index;
  }

  void first_hook(const CodeObject& in, HookSite& added, int index) {
    if (in.kind == CodeKind::module && here().certain) {
      added.certain = true;
      plan_.head.certain_hook = index;
    }
    if (!in.mapped) return;
    if (added.form == Form::prefix || added.form == Form::after) added.declares = true;
    else if (in.docstring_end != 0) plan_.global_after.push_back(in.docstring_end);
  }

  // --- checks -------------------------------------------------------------------------------

  void refuse(Node node, std::string_view message, std::string_view hint) {
    refuse_at(node.begin(), node.row(), message, hint);
  }

  void refuse_at(Offset offset, int row, std::string_view message, std::string_view hint) {
    if (plan_.refusal) return;
    const Offset start = source_.row_start(row);
    plan_.refusal = Refusal{row + 1, static_cast<int>(offset - start), std::string(message),
                            std::string(hint)};
  }

  // What the parser lets pass and a bracket of ours would make right, or wrong in other words.
  void check_anchor(SiteKind kind, const Anchor& anchor) {
    const bool may_have_as = kind == SiteKind::with_item || kind == SiteKind::handler;
    const bool wrong = anchor.splat || (anchor.as && !may_have_as) ||
                       (anchor.form == Form::or_bracketed &&
                        !is_one_line({anchor.begin, anchor.end}, source_, root_));
    if (wrong) refuse_at(anchor.begin, anchor.row, "not an expression of Python", also_cpython);
  }

  bool check_python2(Node node) {
    const std::string_view reason = python2_reason(node, view_);
    if (!reason.empty()) refuse(node, reason, "convert the file to Python 3, or exclude it");
    return !reason.empty();
  }

  void check_future(Node node) {
    const bool at_head = here().code == 0 && here().depth == 0 &&
                         block(here().block).statements == ++head_statements_;
    if (at_head) plan_.head.future_end = node.end();
    else refuse(node, "from __future__ imports must occur at the beginning of the file",
                also_cpython);
  }

  void check_indentation(Node node, Block& in) {
    const int row = blank_before_backslash(node.row());
    if (in.inline_ || row < 0) return;
    const Indent indent = indent_of(source_.row_text(row));
    if (in.statements == 1) in.column = indent.column;
    const std::string_view problem = indentation_.next(indent, in.depth);
    if (!problem.empty()) refuse(node, problem, also_cpython);
  }

  // The row whose indentation counts for a statement that begins on `row`: the row itself, or
  // the first of those which only hold a backslash. -1: it continues a line with something on it.
  int blank_before_backslash(int row) const {
    while (row > 0 && continues(row)) {
      --row;
      if (source_.row_text(row).find_first_not_of(" \t\f") !=
          source_.row_text(row).size() - 1) return -1;
    }
    return row;
  }

  bool continues(int row) const {
    static const Symbol comment = symbol_of("comment");
    const std::string_view before = source_.row_text(row - 1);
    if (!before.ends_with('\\')) return false;
    const auto last = source_.row_start(row - 1) + static_cast<Offset>(before.size()) - 1;
    return root_.leaf_at(last).symbol() != comment;
  }

  // --- text ---------------------------------------------------------------------------------

  // Whether an expression holds something that needs a look. Asked in the order of the text.
  bool marked(Node node) {
    const auto& marks = source_.marks();
    const Offset begin = node.begin();
    while (next_mark_ < marks.size() && marks[next_mark_] < begin) ++next_mark_;
    return next_mark_ < marks.size() && marks[next_mark_] < node.end();
  }

  bool begins_row(Offset offset) const {
    const int row = source_.row_of(offset);
    const Offset start = source_.row_start(row);
    const std::string_view before = view_.substr(start, offset - start);
    return before.find_first_not_of(" \t\f") == std::string_view::npos;
  }

  Plan finish();

  const Source& source_;
  std::string_view view_;
  Node root_;
  const Directives& directives_;
  Plan plan_;
  std::vector<Context> contexts_;
  std::vector<const Rule*> trail_;
  std::vector<Statement> inner_;
  Indentation indentation_;
  std::size_t next_mark_ = 0;
  int last_colon_row_ = -1;
  int head_statements_ = 0;  // docstring and __future__ imports that begin the module
  int wanted_ = -1;  // the loop header whose rounds the next hook tells
};

// Docstring hooks are found when their suite ends: put them where they stand.
Plan Planner::finish() {
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

}  // namespace

Plan make_plan(const Source& source, const SyntaxTree& tree, const Directives& directives) {
  return Planner(source, tree.root(), directives).run();
}

std::string dump(const Plan& plan, const Source& source) {
  std::string text;
  for (const HookSite& hook : plan.hooks) {
    const Offset column = hook.begin - source.row_start(hook.row);
    text += std::to_string(hook.row + 1) + ":" + std::to_string(column) + " ";
    text += std::string(name(hook.kind)) + " " + std::string(name(hook.form)) + " ";
    text += plan.codes[static_cast<std::size_t>(hook.code)].qualname;
    if (hook.carries >= 0) text += " carries " + std::to_string(hook.carries);
    if (hook.declares) text += " global";
    text += "\n";
  }
  return text;
}

}  // namespace pyinstr::rewriter
