#include "counted_hits.h"

namespace pyinstr::engine {

bool CountedHits::stops_at_next() {
  const bool wanted = is_next_wanted();
  ++breakpoint_.hits;
  ++breakpoint_.counted;
  if (!wanted) return false;
  if (breakpoint_.ignore == 0) return true;
  --breakpoint_.ignore;
  return false;
}

/// How many hits pass from now on that change nothing but counts. Of those that a hit condition wants, ignored
/// ones are told one by one.
std::int64_t CountedHits::passing() const {
  const auto& wanted = breakpoint_.hit_condition;
  return wanted ? wanted->first_from(breakpoint_.counted + 1) - breakpoint_.counted - 1 : breakpoint_.ignore;
}

void CountedHits::count_passed() {
  const std::int64_t passed = breakpoint_.passed->take();
  breakpoint_.hits += passed;
  breakpoint_.counted += passed;
  if (!breakpoint_.hit_condition) breakpoint_.ignore -= static_cast<int>(passed);
}

}  // namespace pyinstr::engine
