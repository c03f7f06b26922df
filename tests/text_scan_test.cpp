// Where strings end, without a parser: brackets and quotes inside them are none.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "pairs.h"
#include "text_scan.h"
#include "tokens.h"

using namespace pyinstr::rewriter;

namespace {

struct Row {
  std::string text;  // begins with the bracket
  std::size_t closes;
};

const std::vector<Row> rows = {
    {"(a)", 2},
    {"((a), [b], {c})", 14},
    {"(')')", 4},
    {"(\"\\\")\")", 6},
    {"(''')'\n''')", 10},
    {"(r'\\'')", 6},                      // a raw string keeps its quote escaped
    {"(a # )\n)", 7},
    {"(f'{a}')", 7},
    {"(f'{{)}}')", 9},
    {"(f'{a[\"(\"]}')", 12},
    {"(f'{f'{a}'})')", 13},               // the same quotes inside (3.12)
    {"(f'{a:>{w}})')", 13},
    {"(f'{a!r:%H:%M)}')", 16},
    {"(f'\\N{RIGHT PARENTHESIS})')", 26},
    {"(rf'\\N{a})')", 11},
    {"(f'{{1: 2}[1]}')", 15},             // `{{` is a brace, not a field
    {"(f'{ {1: 2}[1]})')", 17},
    {"(t'{a})')", 8},
    {"(b'\\')')", 7},
    {"(if'{')", 6},                        // a keyword is no prefix
    {"('a\n)", 4},                         // a missing quote ends with its line
    {"('a\\\n)')", 7},
    {"(", std::string::npos},
};

std::size_t closing_bracket(std::string_view text, Offset open) {
  TokenReader reader(text, open);
  while (const auto token = reader.next()) {
    if (reader.depth() == 0) return token->begin;
  }
  return std::string::npos;
}

// Where logical lines end, by the tokens.
std::vector<Offset> line_end_tokens(std::string_view text) {
  std::vector<Offset> ends;
  TokenReader reader(text);
  while (const auto token = reader.next()) {
    if (token->kind == TokenKind::line_end) ends.push_back(token->begin);
  }
  ends.push_back(static_cast<Offset>(text.size()));
  return ends;
}

}  // namespace

TEST_CASE("the closing bracket") {
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(closing_bracket(row.text, 0) == row.closes);
  }
}

TEST_CASE("code, strings and comments") {
  const std::string text = "a = 'b' # c\nd = f'{e}' + g";
  CHECK(is_code(text, text.find('a')));
  CHECK_FALSE(is_code(text, text.find('b')));
  CHECK_FALSE(is_code(text, text.find('c')));
  CHECK(is_code(text, text.find('d')));
  CHECK(is_code(text, text.find('g')));
}

TEST_CASE("strings nested without end are not followed for ever") {
  std::string text = "(";
  for (int i = 0; i < 100'000; ++i) text += "f'{";
  CHECK(closing_bracket(text, 0) == std::string::npos);
}

TEST_CASE("ends of logical lines") {
  CHECK(find_line_ends("a\nb", 0) == std::vector<Offset>{1, 3});
  CHECK(find_line_ends("(\n)\n", 0) == std::vector<Offset>{3, 4});
  CHECK(find_line_ends("a \\\n b \\\r\n c\r\n", 0) == std::vector<Offset>{13, 14});
  CHECK(find_line_ends("'''\n''' # (\n", 0) == std::vector<Offset>{11, 12});
  CHECK(find_line_ends("'a\n", 0) == std::vector<Offset>{2, 3});
  CHECK(find_line_ends("a)\n(", 0) == std::vector<Offset>{2, 4});
  CHECK(find_line_ends("\\", 0) == std::vector<Offset>{1});
}

TEST_CASE("ends of logical lines are those of the tokens") {
  for (const Row& row : rows) {
    const std::string text = row.text + "\n" + row.text;
    CAPTURE(text);
    CHECK(find_line_ends(text, 0) == line_end_tokens(text));
  }
  for (const auto& pair : pyinstr::tests::read_pairs()) {
    CAPTURE(pair.name);
    CHECK(find_line_ends(pair.original, 0) == line_end_tokens(pair.original));
  }
}
