/// What a mistyped name may have meant.
#include <doctest/doctest.h>

#include "engine/close_names.h"

namespace pyinstr::engine {

TEST_CASE("letters are put in, left out, replaced, exchanged") {
  CHECK(letters_apart("", "") == 0);
  CHECK(letters_apart("dumps", "dumps") == 0);
  CHECK(letters_apart("dumpss", "dumps") == 1);
  CHECK(letters_apart("dups", "dumps") == 1);
  CHECK(letters_apart("bumps", "dumps") == 1);
  CHECK(letters_apart("ValueErorr", "ValueError") == 1);
  CHECK(letters_apart("", "abc") == 3);
  CHECK(letters_apart("abc", "") == 3);
}

TEST_CASE("the nearest names are offered, if they are near and few") {
  CHECK(did_you_mean("dumpss", {"loads", "dump", "dumps"}) == "; did you mean `dumps`?");
  CHECK(did_you_mean("lead", {"load", "read", "x"}) == "; did you mean `load` or `read`?");
  CHECK(did_you_mean("nosuch", {"load", "dumps"}).empty());
  CHECK(did_you_mean("f", {"g"}).empty());
  CHECK(did_you_mean("cat", {"bat", "hat", "rat", "mat"}).empty());
  CHECK(did_you_mean("load", {"load"}).empty());
}

}  // namespace pyinstr::engine
