/// Which processes of a family stop.
#include <doctest/doctest.h>

#include "engine/family.h"
#include "fake_debuggee.h"

namespace pyinstr::test {

TEST_CASE("who stops when a program forks") {
  struct Row {
    Follow follow;
    bool alone, parent, child, grandparent_child;  ///< whether it stops
  };
  constexpr Row rows[] = {
      {Follow::parent, true, true, false, false},
      {Follow::child, true, false, true, false},
      {Follow::both, true, true, true, true},
  };
  for (const Row& row : rows) {
    CAPTURE(name(row.follow));
    Family alone, parent, child, between;
    for (Family* family : {&alone, &parent, &child, &between}) family->follow(row.follow);
    parent.bore();
    child.born();
    between.born();
    between.bore();
    CHECK(alone.stops() == row.alone);
    CHECK(parent.stops() == row.parent);
    CHECK(child.stops() == row.child);
    CHECK(between.stops() == row.grandparent_child);
  }
}

TEST_CASE("a process that has children which it did not fork") {
  int asked = 0;
  bool has = false;
  Family family;
  family.ask_for_children([&] { return ++asked > 0 && has; });
  CHECK(family.stops());
  CHECK(asked == 0);  // it does not matter
  family.follow(Follow::child);
  CHECK(family.stops());
  has = true;
  CHECK_FALSE(family.stops());
  has = false;  // the child has ended
  CHECK_FALSE(family.stops());
  CHECK(asked == 2);
}

TEST_CASE("whom to follow, as people write it") {
  for (const Follow follow : {Follow::parent, Follow::child, Follow::both}) {
    CHECK(parse_follow(name(follow)) == follow);
  }
  CHECK(parse_follow("Parent") == std::nullopt);
  CHECK(parse_follow("") == std::nullopt);
}

TEST_CASE("a forked child that does not stop runs on, and its step is gone") {
  Debuggee debuggee;
  debuggee.files.add("/src/a.py", "1 <module>\n2 <module>\n3 <module>\n");
  debuggee.engine.stop_soon(1, StopReason::entry);
  debuggee.engine.stop_soon(2, StopReason::entry);
  CHECK(debuggee.source.watched.size() == 2);
  debuggee.engine.forked(1, false);
  CHECK(debuggee.source.watched.empty());
}

}  // namespace pyinstr::test
