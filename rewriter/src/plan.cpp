#include "plan.h"

#include <algorithm>
#include <utility>

#include "indentation.h"
#include "plan_draft.h"
#include "shapes.h"

namespace pyinstr::rewriter {
namespace {

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

// One walk over the tree, in the order of the text.
class Planner : private PlanDraft {
 public:
  Planner(const Source& source, Node root, const Directives& directives)
      : PlanDraft(source, root, directives) {
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
        if (!cursor.to_parent()) return take();
        --depth;
      }
    }
  }

 private:
  Context& here() { return contexts_.back(); }

  // True: look inside.
  bool enter(const Cursor& cursor, int depth) {
    const Node node = cursor.node();
    const Rule* rule = rule_of(node.symbol());
    const Rule* parent = depth > 0 ? trail_[static_cast<std::size_t>(depth) - 1] : nullptr;
    trail_.resize(static_cast<std::size_t>(depth));
    trail_.push_back(rule);
    if (depth == 1 && !node.extra()) {
      plan_.head.rows.emplace_back(row_of(node), end_row_of(node));
    }
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
      case Role::inside: alone_ = node.child_count() == 1; return true;
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
    const int row = row_of(first);
    in.inline_ = last_colon_row_ == row || row_of_indentation(row) == -1;
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

  // No code object is left without a stop if there is room for one.
  void close_code() {
    const CodeObject& closed = code(here().code);
    if (closed.room == 0 || closed.hooks > 0) return;
    Anchor anchor;
    anchor.begin = closed.room;
    anchor.form = Form::after;
    wanted_ = -1;
    const bool docstring = closed.room_behind_docstring;
    hook_here(docstring ? SiteKind::docstring : SiteKind::statement, anchor);
  }

  // --- statements ---------------------------------------------------------------------------

  bool simple(Node node, const Rule& given) {
    if (check_python2(node)) return false;
    const Rule& rule = specialise(node, given);
    begin_statement(node, rule, end_row_of(node));
    if (!is_one_line({node.begin(), node.end()})) refuse(node, "invalid syntax", also_cpython);
    carry(node, rule);
    if (rule.row->slide == SlideReason::future) check_future(node);
    if (rule.row->slide == SlideReason::declaration) note_globals(node);
    if (here().closes) note_room(node, rule.row->slide);
    if (rule.row->form == Form::prefix) {
      Anchor anchor;
      anchor.begin = node.begin();
      anchor.form = Form::prefix;
      hook_here(rule.row->kind, anchor);
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
      in.room = text.end();
      in.room_behind_docstring = true;
      if (here().code == 0) {
        plan_.head.docstring_end = text.end();
        ++head_statements_;
      }
      return docstring_rule();
    }
    return has_fast_locals(in.kind) && is_bare_annotation(node) ? declaration_rule() : rule;
  }

  void compound(Node node, const Rule& rule, const Rule* parent) {
    begin_statement(node, rule, row_of(node));
    carry(node, rule);
    if (rule.row->slide == SlideReason::try_ && !has_handler(node)) {
      refuse(node, "expected 'except' or 'finally' block", also_cpython);
    }
    if (rule.row->form != Form::none) hook_expression(node, rule);
    if (rule.row->opens == CodeKind::none) return;
    const bool undecorated = parent == nullptr || parent->row->role != Role::group;
    if (rule.row->slide == SlideReason::def && undecorated && here().code == 0 &&
        code(0).hooks == 0 && header_may_call(node, source_.program())) {
      plan_.head.risky_def = true;
    }
    const int opened = open_code(here().code, rule.row->opens, defined_name(node, view_));
    plan_.statements.back().opened = opened;
    code(opened).mapped = rule.row->opens == CodeKind::class_ && has_arguments(node);
  }

  void clause(Node node, const Rule& rule) {
    begin_statement(node, rule, row_of(node));
    wanted_ = -1;
    if (rule.row->form == Form::none) return;
    if (hook_expression(node, rule)) plan_.statements.back().slide = SlideReason::none;
  }

  void slot(Node node, const Rule& rule) {
    if (rule.row->kind == SiteKind::decorator) {
      const int wanted = wanted_;
      begin_statement(node, rule, end_row_of(node));
      wanted_ = wanted;
      // The statements of a group count once.
      --block(here().block).statements;
    }
    if (rule.row->kind != SiteKind::with_item) {
      hook_expression(node, rule);
      return;
    }
    for (const Anchor& anchor : find_item_anchors(node, alone_, rule, source_)) {
      hook_here(rule.row->kind, anchor);
    }
  }

  void begin_statement(Node node, const Rule& rule, int last_row) {
    const int index = static_cast<int>(plan_.statements.size());
    const int row = row_of(node);
    plan_.statements.push_back(Statement{.first_row = row,
                                         .last_row = last_row,
                                         .block = here().block,
                                         .code = here().code,
                                         .slide = rule.row->slide});
    wanted_ = -1;
    Block& in = block(here().block);
    if (in.statements++ == 0) begin_block(node, in);
    if (owner(row) < 0) {
      check_indentation(node, in);
      owner(row) = index;
    }
    own_rows(index, row + 1, last_row);
  }

  void close_header(Node colon, const Rule* parent) {
    if (parent == nullptr || (parent->row->role != Role::compound &&
                              parent->row->role != Role::clause)) return;
    const int index = static_cast<int>(plan_.statements.size()) - 1;
    last_colon_row_ = row_of(colon);
    Statement& header = plan_.statements.back();
    header.last_row = std::max(header.last_row, last_colon_row_);
    own_rows(index, header.first_row + 1, header.last_row);
    if (!is_one_line({source_.row_start(header.first_row), colon.begin()})) {
      refuse(colon, "expected ':'", also_cpython);
    }
  }

  // Nothing may stand between the docstring and an import from the future.
  void note_room(Node node, SlideReason slide) {
    CodeObject& in = code(here().code);
    const bool better = slide == SlideReason::future ||
                        (slide == SlideReason::declaration && in.room == 0);
    if (!better) return;
    in.room = node.end();
    in.room_behind_docstring = false;
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
        if (rule.row->opens != CodeKind::none && header_may_call(node, source_.program())) rounds = -1;
        break;
    }
  }

  void note_globals(Node node) {
    static const Symbol identifier = symbol_of("identifier");
    for (const Node part : node.parts()) {
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
    context.code = open_code(here().code, rule.row->opens, "");
    contexts_.push_back(context);
  }

  void enter_scope_body(const Cursor& cursor, Node node, const Rule& parent, int depth) {
    if (cursor.field() != body_field || node.extra()) return;
    const Anchor anchor = anchor_expression(node, source_);
    if (parent.row->opens == CodeKind::lambda) {
      Context context = here();
      context.depth = depth;
      context.closes = false;
      context.code = open_code(here().code, CodeKind::lambda, "");
      contexts_.push_back(context);
    } else if (anchor.starred || !source_.begins_row(anchor.begin)) {
      return;  // `*x` (3.15) is no expression; nothing can stand in front of it
    }
    hook_inner(parent.row->kind, anchor, end_row_of(node));
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
    const auto anchor = find_anchor(node, rule, source_);
    if (anchor && anchor->form == Form::or_bracketed && !anchor->entered) refuse(*anchor);
    if (!anchor || !(source_.begins_row(node.begin()) || source_.begins_row(anchor->begin))) return;
    hook_inner(rule.row->kind, *anchor, end_row_of(node));
  }

  // A hook in a code object inside a statement; rows below its first belong to it.
  void hook_inner(SiteKind kind, const Anchor& anchor, int last_row) {
    const int site = hook_here(kind, anchor);
    const int row = row_of(anchor.begin);
    if (site < 0 || last_row <= row) return;
    add_inner(Statement{.first_row = row, .last_row = last_row, .block = here().block,
                        .code = here().code, .site = site});
  }

  // The first hook of the statement that waits to tell a loop's rounds does.
  int hook_here(SiteKind kind, const Anchor& anchor) {
    return add_hook(kind, anchor, here().code, std::exchange(wanted_, -1), here().certain);
  }

  bool hook_expression(Node node, const Rule& rule) {
    const auto anchor = find_anchor(node, rule, source_);
    if (anchor) hook_here(rule.row->kind, *anchor);
    return anchor.has_value();
  }

  // --- checks -------------------------------------------------------------------------------

  void check_future(Node node) {
    const bool at_head = here().code == 0 && here().depth == 0 &&
                         block(here().block).statements == ++head_statements_;
    if (at_head) plan_.head.future_end = node.end();
    else refuse(node, "from __future__ imports must occur at the beginning of the file",
                also_cpython);
  }

  void check_indentation(Node node, Block& in) {
    const int row = row_of_indentation(row_of(node));
    if (in.inline_ || row < 0) return;
    const Indent indent = indent_of(source_.row_text(row));
    if (in.statements == 1) in.column = indent.column;
    const std::string_view problem = indentation_.next(indent, in.depth);
    if (!problem.empty()) refuse(node, problem, also_cpython);
  }

  std::vector<Context> contexts_;
  std::vector<const Rule*> trail_;
  Indentation indentation_;
  bool alone_ = false;  // the last `with` has one item and no brackets around it
  int last_colon_row_ = -1;
  int head_statements_ = 0;  // docstring and __future__ imports that begin the module
  int wanted_ = -1;  // the loop header whose rounds the next hook tells
};

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
