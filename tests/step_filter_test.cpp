// Which code steps go into.
#include <doctest/doctest.h>

#include "engine/step_filter.h"

using namespace pyinstr::engine;

namespace {

StepFilter filter(std::string_view skip = "", std::string_view only = "") {
  StepFilter made;
  made.set_library({"/usr/lib/python3/"});
  made.set_skip(split_patterns(skip));
  made.set_only(split_patterns(only));
  return made;
}

constexpr CodeOrigin mine{"app.models", "/home/me/app/models.py", false};
constexpr CodeOrigin library{"json.decoder", "/usr/lib/python3/json/decoder.py", false};
constexpr CodeOrigin installed{"requests", "/v/lib/site-packages/requests/api.py", false};
constexpr CodeOrigin made_up{"app", "<string>", false};
constexpr CodeOrigin rewritten{"json.decoder", "/usr/lib/python3/json/decoder.py", true};

}  // namespace

TEST_CASE("steps go into the program's own code and into what is rewritten") {
  CHECK(filter().takes(mine));
  CHECK(filter().takes(rewritten));
  CHECK_FALSE(filter().takes(library));
  CHECK_FALSE(filter().takes(installed));
  CHECK_FALSE(filter().takes(made_up));
}

TEST_CASE("skip takes away, from rewritten code too") {
  CHECK_FALSE(filter("app").takes(mine));
  CHECK_FALSE(filter("app.*").takes(mine));
  CHECK_FALSE(filter("json").takes(rewritten));
  CHECK_FALSE(filter("*/app/*.py").takes(mine));
  CHECK(filter("apple, ap").takes(mine));
}

TEST_CASE("only is a choice of its own, and skip wins over it") {
  CHECK(filter("", "json").takes(library));
  CHECK_FALSE(filter("", "json").takes(mine));
  CHECK(filter("", "*").takes(made_up));
  CHECK_FALSE(filter("json.decoder", "json").takes(library));
}

TEST_CASE("patterns know stars, question marks and sets") {
  const auto takes = [](std::string_view pattern) { return matches(pattern, mine); };
  CHECK(takes("a?p.m*s"));
  CHECK(takes("app.[k-n]odels"));
  CHECK(takes("app.[!a-l]odels"));
  CHECK_FALSE(takes("app.[a-l]odels"));
  CHECK_FALSE(takes("app.[models"));
  CHECK(takes("/home/*/models.py"));
  CHECK_FALSE(takes("/home/*/model.py"));
}

TEST_CASE("each change has a version of its own") {
  StepFilter filter;
  const auto before = filter.version();
  filter.set_skip({"a"});
  CHECK(filter.version() != before);
}
