// The parser as it is used here, beside the parser as it comes; and its memory.
#include "tuned_parser.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "pairs.h"
#include "parser_memory.h"
#include "pyinstr/rewriter.h"

extern "C" const TSLanguage* tree_sitter_python(void);

namespace {

using pyinstr::rewriter::rewrite;

TSParser* usual_parser() {
  TSParser* parser = ts_parser_new();
  ts_parser_set_language(parser, tree_sitter_python());
  return parser;
}

void describe(TSNode node, std::string& text) {
  const TSPoint begin = ts_node_start_point(node), end = ts_node_end_point(node);
  for (const std::uint32_t number : {ts_node_start_byte(node), begin.row, begin.column,
                                     ts_node_end_byte(node), end.row, end.column}) {
    text += std::to_string(number) + " ";
  }
  text += ts_node_type(node);
  text += ts_node_is_missing(node) ? " missing" : ts_node_is_extra(node) ? " extra" : "";
  text += "\n";
}

// A line for each node, in the order of the text.
std::string nodes_of(TSTree* tree) {
  std::string text;
  TSTreeCursor cursor = ts_tree_cursor_new(ts_tree_root_node(tree));
  for (bool more = true; more;) {
    describe(ts_tree_cursor_current_node(&cursor), text);
    more = ts_tree_cursor_goto_first_child(&cursor);
    while (!more && !(more = ts_tree_cursor_goto_next_sibling(&cursor))) {
      if (!ts_tree_cursor_goto_parent(&cursor)) break;
    }
  }
  ts_tree_cursor_delete(&cursor);
  return text;
}

std::string parse(TSParser* parser, const std::string& text) {
  TSTree* tree = ts_parser_parse_string(parser, nullptr, text.data(), static_cast<std::uint32_t>(text.size()));
  std::string nodes = nodes_of(tree);
  ts_tree_delete(tree);
  ts_parser_delete(parser);
  return nodes;
}

void check_same_tree(const std::string& text) {
  CAPTURE(text);
  CHECK(parse(pyinstr_parser_new(), text) == parse(usual_parser(), text));
}

// The symbols of rules that a state goes on with, by the parser's own list, which is not looked up.
std::set<TSSymbol> listed_rules(const TSLanguage* language, TSStateId state, TSSymbol first_rule) {
  std::set<TSSymbol> listed;
  TSLookaheadIterator* symbols = ts_lookahead_iterator_new(language, state);
  while (ts_lookahead_iterator_next(symbols)) {
    const TSSymbol symbol = ts_lookahead_iterator_current_symbol(symbols);
    if (symbol >= first_rule) listed.insert(symbol);
  }
  ts_lookahead_iterator_delete(symbols);
  return listed;
}

}  // namespace

TEST_CASE("trees are the library's: programs") {
  for (const auto& pair : pyinstr::tests::read_pairs()) check_same_tree(pair.original);
}

TEST_CASE("trees are the library's: characters, line ends and errors") {
  for (const char* text : {
           "", "\n", "x", "\xEF\xBB\xBFx = 1\n", "\xEF\xBB\xBF", "\xC3\xA9 = '\xF0\x9F\x90\x8D\xC3\xA9'\n\xC3\xA9\n",
           "x = '\xC3\n'\n", "\xFF\xFEx\n", "\x80", "x = \"\"\"\xE2\x80\xA8\n\xC3\xA9 a\n\"\"\" + f'{\xC3\xA9!r:>{w}}'\n",
           "if a:\r\n  b\r\n\r\nelse:\r\n\tc\r\n", "a \\\n + b\\\n\n", "class A: # \xC3\xA9\n\n  # \xC3\xA9\n  x\n",
           "def f(:\n  x = = 1\n", "print x\n", "'a\nb", "(((\n", ")))\n", "f'{", "x = `a` $ ? 1\n", "  x\n y\n"}) {
    check_same_tree(text);
  }
}

TEST_CASE("what is kept of a state is what the state says") {
  const TSLanguage* language = tree_sitter_python();
  const TSSymbol first_rule = ts_language_symbol_for_name(language, "module", 6, true);
  std::vector<std::set<TSSymbol>> listed;
  TSSymbol last_rule = first_rule;
  for (std::uint32_t state = 0; state < ts_language_state_count(language); ++state) {
    listed.push_back(listed_rules(language, static_cast<TSStateId>(state), first_rule));
    if (!listed.back().empty()) last_rule = std::max(last_rule, *listed.back().rbegin());
  }
  for (std::uint32_t state = 0; state < listed.size(); ++state) {
    std::set<TSSymbol> answered;
    for (TSSymbol symbol = first_rule; symbol <= last_rule; ++symbol) {
      if (ts_language_next_state(language, static_cast<TSStateId>(state), symbol) != 0) answered.insert(symbol);
    }
    CAPTURE(state);
    REQUIRE(answered == listed[state]);
  }
}

TEST_CASE("memory keeps what is written to it, at every size") {
  std::vector<unsigned char*> blocks;
  for (std::size_t size = 0; size < 3000; size += 7) {
    auto* block = static_cast<unsigned char*>(pyinstr_parser_malloc(size));
    CHECK(reinterpret_cast<std::uintptr_t>(block) % 16 == 0);
    std::memset(block, static_cast<int>(size % 251), size);
    blocks.push_back(block);
  }
  CHECK(pyinstr_parser_blocks() == blocks.size());
  std::size_t size = 0;
  for (unsigned char* block : blocks) {
    const auto expected = static_cast<unsigned char>(size % 251);
    CHECK(std::all_of(block, block + size, [&](unsigned char c) { return c == expected; }));
    pyinstr_parser_free(block);
    size += 7;
  }
  CHECK(pyinstr_parser_blocks() == 0);
}

TEST_CASE("memory that grows keeps its content") {
  std::string text;
  char* block = nullptr;
  for (int i = 0; i < 4000; ++i) {
    text += static_cast<char>('a' + i % 26);
    block = static_cast<char*>(pyinstr_parser_realloc(block, text.size()));
    block[i] = text.back();
  }
  CHECK(std::string(block, text.size()) == text);
  block = static_cast<char*>(pyinstr_parser_realloc(block, 10));
  CHECK(std::string(block, 10) == text.substr(0, 10));
  pyinstr_parser_free(block);
  CHECK(pyinstr_parser_blocks() == 0);
}

TEST_CASE("freed memory is given out again, and zeroed for calloc") {
  void* other = pyinstr_parser_malloc(1);
  void* block = pyinstr_parser_malloc(100);
  std::memset(block, 7, 100);
  pyinstr_parser_free(block);
  auto* again = static_cast<unsigned char*>(pyinstr_parser_calloc(10, 10));
  CHECK(again == block);
  CHECK(std::all_of(again, again + 100, [](unsigned char c) { return c == 0; }));
  pyinstr_parser_free(again);
  pyinstr_parser_free(other);
  pyinstr_parser_free(nullptr);
  CHECK(pyinstr_parser_blocks() == 0);
}

TEST_CASE("a rewrite leaves no memory behind, whatever becomes of the text") {
  std::string lost;
  for (int i = 0; i < 100; ++i) lost += "words side by side ) and \"\n";
  for (const std::string& text : {std::string("x = 1\n"), std::string("x = (\n"), lost,
                                  std::string("def f[T=int](): pass\n"), std::string("print x\n")}) {
    static_cast<void>(rewrite(text));
    CHECK(pyinstr_parser_blocks() == 0);
  }
}

TEST_CASE("threads have their own memory") {
  const auto pairs = pyinstr::tests::read_pairs();
  std::vector<int> wrong(4);
  std::vector<std::thread> threads;
  for (int& count : wrong) {
    threads.emplace_back([&] {
      for (const auto& pair : pairs) {
        const std::string copy = rewrite(pair.original).text;
        if (pyinstr::rewriter::strip(copy) != pair.original || pyinstr_parser_blocks() != 0) ++count;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == std::vector<int>(4));
}
