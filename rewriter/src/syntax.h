/// Owner of the parser and its tree; the only file that includes the parser's header.
///
/// Nothing here recurses: a tree may be as deep as its text is long.
#pragma once

#include <tree_sitter/api.h>

#include <optional>
#include <string_view>

#include "span.h"

namespace pyinstr::rewriter {

using Symbol = TSSymbol;
using Field = TSFieldId;

/// The number of a node type or field; looked up once, compared as integers. A name that the
/// grammar does not have gives 0, which no node has.
Symbol symbol_of(std::string_view node_type, bool named = true);
Field field_of(std::string_view name);
std::size_t symbol_count();

/// A node of a tree, borrowed. May be null.
class Node {
 public:
  explicit Node(TSNode node) : node_(node) {}

  bool null() const { return ts_node_is_null(node_); }
  Symbol symbol() const { return ts_node_symbol(node_); }
  Offset begin() const { return ts_node_start_byte(node_); }
  Offset end() const { return ts_node_end_byte(node_); }
  int row() const { return static_cast<int>(ts_node_start_point(node_).row); }
  int end_row() const { return static_cast<int>(ts_node_end_point(node_).row); }
  bool named() const { return ts_node_is_named(node_); }
  /// A comment or a backslash continuation: may stand anywhere.
  bool extra() const { return ts_node_is_extra(node_); }
  bool has_error() const { return ts_node_has_error(node_); }
  bool missing() const { return ts_node_is_missing(node_); }
  bool is_error() const { return ts_node_is_error(node_); }

  std::uint32_t child_count() const { return ts_node_child_count(node_); }
  Node child(std::uint32_t i) const { return Node(ts_node_child(node_, i)); }
  Node child(Field field) const { return Node(ts_node_child_by_field_id(node_, field)); }
  Node next() const { return Node(ts_node_next_sibling(node_)); }
  Node previous() const { return Node(ts_node_prev_sibling(node_)); }
  Node last_child() const {
    const std::uint32_t count = child_count();
    return Node(count == 0 ? TSNode{} : ts_node_child(node_, count - 1));
  }
  Node parent() const { return Node(ts_node_parent(node_)); }
  /// The first named child that is no comment; null if there is none.
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

/// A parsed text. The text is not kept.
class SyntaxTree {
 public:
  explicit SyntaxTree(std::string_view text);
  ~SyntaxTree();
  SyntaxTree(const SyntaxTree&) = delete;
  SyntaxTree& operator=(const SyntaxTree&) = delete;

  Node root() const { return Node(ts_tree_root_node(tree_)); }
  /// The first node the parser had to invent or to skip.
  std::optional<Node> first_error() const;

 private:
  TSTree* tree_;
};

}  // namespace pyinstr::rewriter
