#include "syntax.h"

extern "C" const TSLanguage* tree_sitter_python(void);

namespace pyinstr::rewriter {

Symbol symbol_of(std::string_view node_type, bool named) {
  return ts_language_symbol_for_name(tree_sitter_python(), node_type.data(),
                                     static_cast<std::uint32_t>(node_type.size()), named);
}

Field field_of(std::string_view name) {
  return ts_language_field_id_for_name(tree_sitter_python(), name.data(),
                                       static_cast<std::uint32_t>(name.size()));
}

std::size_t symbol_count() { return ts_language_symbol_count(tree_sitter_python()); }

Node Node::first_part() const {
  Node part = child(std::uint32_t{0});
  while (!part.null() && (!part.named() || part.extra())) part = part.next();
  return part;
}

bool Node::has_child(Symbol symbol) const {
  Node part = child(std::uint32_t{0});
  while (!part.null() && part.symbol() != symbol) part = part.next();
  return !part.null();
}

Node Node::leaf_at(Offset offset) const {
  return Node(ts_node_descendant_for_byte_range(node_, offset, offset + 1));
}

SyntaxTree::SyntaxTree(std::string_view text) {
  TSParser* parser = ts_parser_new();
  ts_parser_set_language(parser, tree_sitter_python());
  tree_ = ts_parser_parse_string(parser, nullptr, text.data(),
                                 static_cast<std::uint32_t>(text.size()));
  ts_parser_delete(parser);
}

SyntaxTree::~SyntaxTree() { ts_tree_delete(tree_); }

std::optional<Node> SyntaxTree::first_error() const {
  if (!root().has_error()) return std::nullopt;
  // An error may span the whole file; one inside it says more.
  Node found = root();
  Cursor cursor(root());
  for (;;) {
    const Node node = cursor.node();
    if (node.is_error() || node.missing()) found = node;
    const bool more = node.has_error() && !node.missing() ? cursor.to_child() : cursor.to_next();
    if (!more) return found;
  }
}

}  // namespace pyinstr::rewriter
