/// A plan as it grows: what the walk over the tree adds, and the rules that hold for all of it.
#pragma once

#include <string_view>
#include <vector>

#include "plan.h"
#include "shapes.h"

namespace pyinstr::rewriter {

/// The hint for what CPython rejects as well.
inline constexpr std::string_view also_cpython = "CPython refuses the file too";

/// What is asked for comes in the order of the text, but for what is added when a suite ends.
class PlanDraft {
 public:
  PlanDraft(const Source& source, Node root, const Directives& directives);

  CodeObject& code(int index) { return plan_.codes[static_cast<std::size_t>(index)]; }
  Block& block(int index) { return plan_.blocks[static_cast<std::size_t>(index)]; }
  HookSite& hook(int index) { return plan_.hooks[static_cast<std::size_t>(index)]; }
  /// Rows are the program's: the parser may have read fewer line ends than there are.
  int row_of(Offset offset);
  int row_of(Node node) { return row_of(node.begin()); }
  int end_row_of(Node node) { return row_of(node.end()); }
  /// The statement that a row belongs to, or -1.
  int& owner(int row) { return plan_.owner[static_cast<std::size_t>(row)]; }
  /// Gives the statement the rows that nobody has.
  void own_rows(int statement, int first, int last);

  /// A code object inside another. Returns its index.
  int open_code(int parent, CodeKind kind, std::string_view name);

  /// Adds a hook, unless its row has one in this code object or is skipped. Returns its index, or
  /// -1. `carries` is the loop header whose rounds it tells; `certain` says that it runs whenever
  /// its code object does.
  int add_hook(SiteKind kind, const Anchor& anchor, int code, int carries, bool certain);

  /// A lambda or an element: its rows below the first are its own, not its statement's.
  void add_inner(const Statement& inner) { inner_.push_back(inner); }

  /// The first reason counts.
  void refuse(Node node, std::string_view message, std::string_view hint);
  /// The expression is not Python's, though the parser takes it.
  void refuse(const Anchor& anchor);
  /// Whether the span is inside one logical line. The parser does not mind where it is not; Python
  /// does, and must go on to do so, without a bracket of ours that would join the lines.
  bool is_one_line(Span span);
  /// Refuses what is Python 2; whether it did.
  bool check_python2(Node node);

  /// The row whose indentation counts for a statement that begins on `row`: the first indented one
  /// of those above which only hold a backslash, else its own. -1: it continues a line with
  /// something on it.
  int row_of_indentation(int row) const;

  /// Whether an expression holds something that needs a look. Asked in the order of the text.
  bool marked(Node node);

  /// The plan, with its hooks in the order of the text.
  Plan take();

 protected:
  const Source& source_;
  std::string_view view_;
  Node root_;
  Plan plan_;

 private:
  void refuse_at(Offset offset, std::string_view message, std::string_view hint);
  bool hides(const Anchor& anchor) const;
  void check_anchor(SiteKind kind, const Anchor& anchor);
  void note_first(const CodeObject& in, HookSite& added, int index, bool certain);
  bool continues(int row) const;

  const Directives& directives_;
  std::vector<Statement> inner_;
  std::size_t next_mark_ = 0;
  int last_row_ = 0;  // that was asked for
  std::vector<Offset> line_ends_;  // of logical lines; found when first asked for
};

}  // namespace pyinstr::rewriter
