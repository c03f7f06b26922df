/// Owner of the parser and its tree; the only file that includes the parser's header.
///
/// Nothing here recurses: a tree may be as deep as its text is long.
#pragma once

#include <tree_sitter/api.h>

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "span.h"

namespace pyinstr::rewriter {

using Symbol = TSSymbol;
using Field = TSFieldId;

/// The number of a node type or field; looked up once, compared as integers. A name that the
/// grammar does not have gives 0, which no node has.
Symbol symbol_of(std::string_view node_type, bool named = true);
Field field_of(std::string_view name);
std::size_t symbol_count();

/// A node of a tree, borrowed. May be null. There is no way to its parent or its siblings: the parser
/// would look for them from the root, each time.
class Node {
 public:
  explicit Node(TSNode node) : node_(node) {}

  bool null() const { return ts_node_is_null(node_); }
  Symbol symbol() const { return ts_node_symbol(node_); }
  Offset begin() const { return ts_node_start_byte(node_); }
  Offset end() const { return ts_node_end_byte(node_); }
  bool named() const { return ts_node_is_named(node_); }
  /// A comment or a backslash continuation: may stand anywhere.
  bool extra() const { return ts_node_is_extra(node_); }
  bool has_error() const { return ts_node_has_error(node_); }
  bool missing() const { return ts_node_is_missing(node_); }
  bool is_error() const { return ts_node_is_error(node_); }

  std::uint32_t child_count() const { return ts_node_child_count(node_); }
  Node child(std::uint32_t i) const { return Node(ts_node_child(node_, i)); }
  Node child(Field field) const { return Node(ts_node_child_by_field_id(node_, field)); }
  Node last_child() const {
    const std::uint32_t count = child_count();
    return Node(count == 0 ? TSNode{} : ts_node_child(node_, count - 1));
  }
  /// The named children that are no comments, and the first of them; null if there is none.
  std::vector<Node> parts() const;
  Node first_part() const;
  bool has_child(Symbol symbol) const;
  /// The smallest node that holds the byte at `offset`.
  Node leaf_at(Offset offset) const;

 private:
  friend class Cursor;
  TSNode node_;
};

/// Walks a tree without recursion.
class Cursor {
 public:
  explicit Cursor(Node node) : cursor_(ts_tree_cursor_new(node.node_)) {}
  ~Cursor() { ts_tree_cursor_delete(&cursor_); }
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;

  Node node() const { return Node(ts_tree_cursor_current_node(&cursor_)); }
  Field field() const { return ts_tree_cursor_current_field_id(&cursor_); }
  bool to_child() { return ts_tree_cursor_goto_first_child(&cursor_); }
  bool to_next() { return ts_tree_cursor_goto_next_sibling(&cursor_); }
  bool to_parent() { return ts_tree_cursor_goto_parent(&cursor_); }

 private:
  TSTreeCursor cursor_;
};

/// What is done with a text that the parser loses its way in again and again.
enum class Patience { give_up, read_on };

/// A parsed text. The text is not kept. It ends on the thread that made it: its memory is that
/// thread's.
class SyntaxTree {
 public:
  explicit SyntaxTree(std::string_view text, Patience patience = Patience::give_up);
  ~SyntaxTree();
  SyntaxTree(const SyntaxTree&) = delete;
  SyntaxTree& operator=(const SyntaxTree&) = delete;
  SyntaxTree(SyntaxTree&& other) noexcept : tree_(std::exchange(other.tree_, nullptr)), lost_at_(other.lost_at_) {}

  bool has_error() const { return tree_ == nullptr || root().has_error(); }
  /// The parser gave up: there is no tree.
  bool lost() const { return tree_ == nullptr; }
  /// Not of one that was lost.
  Node root() const { return Node(ts_tree_root_node(tree_)); }
  /// Where the parser gave up.
  Offset lost_at() const { return lost_at_; }
  /// Where the first node is that the parser had to invent or to skip. Not of one that was lost.
  std::optional<Offset> first_error() const;

 private:
  TSTree* tree_;
  Offset lost_at_ = 0;
};

}  // namespace pyinstr::rewriter
