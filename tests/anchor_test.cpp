/// Where a line is found again after an edit.
#include <doctest/doctest.h>

#include "engine/anchor.h"

namespace pyinstr::test {
namespace {

using namespace engine;

/// `3 f return x`: line, function and text of each row; a line of two functions says `f,g`.
std::vector<AnchorLine> lines_of(const std::string& rows) {
  std::vector<AnchorLine> lines;
  for (std::size_t begin = 0; begin < rows.size();) {
    const auto end = std::min(rows.find('\n', begin), rows.size());
    const std::string row = rows.substr(begin, end - begin);
    begin = end + 1;
    if (row.empty()) continue;
    const auto first = row.find(' '), second = row.find(' ', first + 1);
    AnchorLine line{std::stoi(row), second == row.npos ? "" : row.substr(second + 1), {}};
    std::string functions = row.substr(first + 1, second - first - 1);
    for (auto comma = functions.find(','); comma != functions.npos; comma = functions.find(',')) {
      line.functions.push_back(functions.substr(0, comma));
      functions.erase(0, comma + 1);
    }
    line.functions.push_back(functions);
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string told(const AnchorSearch& found) {
  switch (found.kind) {
    case AnchorSearch::Kind::same: return "same " + std::to_string(found.line);
    case AnchorSearch::Kind::moved: return "moved " + std::to_string(found.line);
    case AnchorSearch::Kind::changed: return "changed " + std::to_string(found.line);
    case AnchorSearch::Kind::lost: return "lost";
  }
  return {};
}

constexpr const char* edited = R"(
10 f x = 1
12 f y = x
20 g return None
24 g return None
30 g,g.<locals>.<lambda> key=lambda a: a
40 h.only here = 1
50 h.only z = 2
60 A.f z = 2
)";

struct Case {
  Anchor anchor;
  Line line;
  const char* found;
  const char* why;
};

const Case cases[] = {
    {{"x = 1", "f"}, 10, "same 10", "nothing changed"},
    {{"x = 1", "f"}, 3, "moved 10", "lines were put in above"},
    {{"x = 1", "f"}, 60, "moved 10", "lines were taken out above"},
    {{"return None", "g", 2, 2}, 14, "moved 24", "the second of two is still the second"},
    {{"return None", "g", 1, 2}, 24, "moved 20", "the first of two is still the first"},
    {{"return None", "g", 2, 3}, 23, "moved 24", "one of three is gone: the nearest"},
    {{"return None", "g", 1, 3}, 20, "same 20", "one of three is gone: the nearest is there"},
    {{"return None", "g"}, 22, "moved 24", "as near above as below: below"},
    {{"key=lambda a: a", "g.<locals>.<lambda>"}, 28, "moved 30", "a line of two functions"},
    {{"only here = 1", "only"}, 5, "lost", "text is compared whole"},
    {{"here = 1", "old"}, 5, "moved 40", "its function has another name: the only such line"},
    {{"z = 2", "old"}, 5, "lost", "two such lines, neither of its function"},
    {{"z = 2", "old"}, 60, "same 60", "two such lines, and one of them where it was"},
    {{"z = 3", "A.f"}, 60, "changed 60", "its text has changed, its function has not"},
    {{"z = 3", "f"}, 60, "lost", "another text in another function"},
    {{"y = 9", "f"}, 11, "lost", "the old line holds nothing that stops"},
    {{"", ""}, 11, "same 11", "nothing to go by"},
};

}  // namespace

TEST_CASE("a line is found again by its text and its function") {
  const auto lines = lines_of(edited);
  for (const Case& one : cases) {
    CAPTURE(one.why);
    CHECK(told(find_anchor(lines, one.anchor, one.line)) == one.found);
  }
}

TEST_CASE("a file whose text cannot be had leaves the line where it is") {
  CHECK(told(find_anchor(lines_of("10 f\n11 f"), {"x = 1", "f"}, 12)) == "same 12");
}

TEST_CASE("an anchor is the line's text and function, and which of several it is") {
  const auto lines = lines_of(edited);
  const Anchor only = anchor_of(lines, 12), second = anchor_of(lines, 24), none = anchor_of(lines, 13);
  CHECK(only.text + " in " + only.function == "y = x in f");
  CHECK(only.of == 1);
  CHECK(second.nth == 2);
  CHECK(second.of == 2);
  CHECK(none.text.empty());
}

}  // namespace pyinstr::test
