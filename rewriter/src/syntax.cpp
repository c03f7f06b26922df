#include "syntax.h"

#include "scanner_watch.h"
#include "tuned_parser.h"

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
  Cursor cursor(*this);
  for (bool more = cursor.to_child(); more; more = cursor.to_next()) {
    const Node part = cursor.node();
    if (part.named() && !part.extra()) return part;
  }
  return Node(TSNode{});
}

bool Node::has_child(Symbol symbol) const {
  Cursor cursor(*this);
  for (bool more = cursor.to_child(); more; more = cursor.to_next()) {
    if (cursor.node().symbol() == symbol) return true;
  }
  return false;
}

std::vector<Node> Node::parts() const {
  std::vector<Node> parts;
  Cursor cursor(*this);
  for (bool more = cursor.to_child(); more; more = cursor.to_next()) {
    const Node part = cursor.node();
    if (part.named() && !part.extra()) parts.push_back(part);
  }
  return parts;
}

Node Node::leaf_at(Offset offset) const {
  return Node(ts_node_descendant_for_byte_range(node_, offset, offset + 1));
}

namespace {

// The parser asks its scanner in another way where nothing fits any more, which it never does in a
// text that it understands. Finding its way again costs a hundred times what Python does, and the
// text ends up refused all the same.
constexpr unsigned long often = 64;

struct Progress {
  unsigned long before = 0;  // times it was lost
  Offset lost_at = 0;
};

bool give_up(TSParseState* state) {
  Progress& progress = *static_cast<Progress*>(state->payload);
  if (pyinstr_scanner_lost() - progress.before <= often) return false;
  progress.lost_at = state->current_byte_offset;
  return true;
}

TSInput input_of(const std::string_view& text) {
  const auto read = [](void* payload, std::uint32_t offset, TSPoint, std::uint32_t* length) {
    const auto& whole = *static_cast<const std::string_view*>(payload);
    *length = offset < whole.size() ? static_cast<std::uint32_t>(whole.size()) - offset : 0;
    return *length == 0 ? "" : whole.data() + offset;
  };
  return {const_cast<std::string_view*>(&text), read, TSInputEncodingUTF8, nullptr};
}

}  // namespace

SyntaxTree::SyntaxTree(std::string_view text, Patience patience) {
  TSParser* parser = pyinstr_parser_new();
  Progress progress{pyinstr_scanner_lost(), 0};
  tree_ = ts_parser_parse_with_options(parser, nullptr, input_of(text), {&progress, patience == Patience::give_up ? give_up : nullptr});
  lost_at_ = progress.lost_at;
  ts_parser_delete(parser);
}

SyntaxTree::~SyntaxTree() {
  if (tree_ != nullptr) ts_tree_delete(tree_);
}

std::optional<Offset> SyntaxTree::first_error() const {
  if (!has_error()) return std::nullopt;
  // An error may span the whole file; one inside it says more.
  Node found = root();
  Cursor cursor(root());
  for (;;) {
    const Node node = cursor.node();
    if (node.is_error() || node.missing()) found = node;
    const bool more = node.has_error() && !node.missing() ? cursor.to_child() : cursor.to_next();
    if (!more) return found.begin();
  }
}

}  // namespace pyinstr::rewriter
