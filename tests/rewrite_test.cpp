// Every pair of rewrite/: the hooked half is what the rewriter makes, and everything that must
// hold of any rewrite holds of it.
#include <doctest/doctest.h>

#include <algorithm>

#include "pairs.h"
#include "prologue.h"
#include "pyinstr/rewriter.h"

using namespace pyinstr::rewriter;
using pyinstr::tests::Pair;

namespace {

std::string with_short_prologue(const Rewritten& file) {
  std::string text = file.text;
  const std::string whole = prologue({.name = file.hook});
  const std::size_t at = text.find(whole);
  if (at != std::string::npos) text.replace(at, whole.size(), "«prologue»");
  return text;
}

std::size_t line_count(std::string_view text) {
  std::size_t lines = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    lines += text[i] == '\n' || (text[i] == '\r' && text.substr(i + 1, 1) != "\n") ? 1 : 0;
  }
  return lines;
}

std::string_view line_of(std::string_view text, int line) {
  std::size_t begin = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  for (int i = 1; i < line; ++i) {
    begin = text.find_first_of("\r\n", begin);
    begin += text.substr(begin, 2) == "\r\n" ? 2 : 1;
  }
  return text.substr(begin, text.find_first_of("\r\n", begin) - begin);
}

void check_sites(const Pair& pair, const Rewritten& file) {
  for (std::size_t i = 0; i < file.sites.size(); ++i) {
    const Site& site = file.sites[i];
    CHECK(site.number == static_cast<int>(i));
    const auto hook = static_cast<std::size_t>(site.hook_column);
    CHECK(line_of(file.text, site.line).substr(hook).starts_with(file.hook + "("));
    CHECK(to_original_column(file, pair.original, site.line, site.hook_column) == site.column);
    if (site.carries >= 0) {
      CHECK(file.sites[static_cast<std::size_t>(site.carries)].kind == SiteKind::iteration);
    }
    const auto& armed = resolve(file, site.line).sites;
    CHECK(std::find(armed.begin(), armed.end(), site.number) != armed.end());
  }
}

// The one exception to the same number of lines: a prologue on a line of its own.
bool ends_with_prologue_line(const Rewritten& file) {
  return !file.edits.empty() && file.edits.back().text.find_first_of("\r\n") == 0;
}

void check_always(const Pair& pair, const Rewritten& file) {
  CHECK(strip(file.text) == pair.original);
  const std::size_t added = ends_with_prologue_line(file) ? 1 : 0;
  CHECK(line_count(file.text) == line_count(pair.original) + added);
  if (file.outcome != Outcome::hooked) return;
  CHECK(is_instrumented(file.text));
  CHECK(hook_name(file.text) == file.hook);
  const Rewritten again = rewrite(file.text);
  CHECK(again.outcome == Outcome::built);
  CHECK(again.text == file.text);
  check_sites(pair, file);
}

}  // namespace

TEST_CASE("pairs") {
  const std::vector<Pair> pairs = pyinstr::tests::read_pairs();
  CHECK(pairs.size() >= 60);
  for (const Pair& pair : pairs) {
    CAPTURE(pair.name);
    const Rewritten file = rewrite(pair.original);
    CHECK_MESSAGE(file.outcome != Outcome::refused,
                  file.refusal.value_or(Refusal{}).message);
    const std::string hooked =
        file.outcome == Outcome::hooked ? with_short_prologue(file) : std::string();
    if (pyinstr::tests::updating()) pyinstr::tests::write_hooked(pair, hooked);
    else CHECK_MESSAGE(hooked == pair.hooked, pyinstr::tests::first_difference(pair.hooked, hooked));
    check_always(pair, file);
  }
}

TEST_CASE("pairs with numbered hooks come back too") {
  for (const Pair& pair : pyinstr::tests::read_pairs()) {
    CAPTURE(pair.name);
    const Rewritten file = rewrite(pair.original, {HookStyle::numbered, "pkg/" + pair.name + ".py"});
    CHECK(strip(file.text) == pair.original);
    for (const Site& site : file.sites) {
      const std::string call = file.hook + "(" + std::to_string(site.number) + ")";
      const auto hook = static_cast<std::size_t>(site.hook_column);
      CHECK(line_of(file.text, site.line).substr(hook).starts_with(call));
    }
  }
}
