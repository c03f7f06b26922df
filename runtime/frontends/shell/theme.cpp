#include "theme.h"

namespace pyinstr::shell {
namespace {

constexpr std::string_view reset = "\x1b[0m";

constexpr Look table[] = {
    // the shell's own
    {"prompt", "1;34"},
    {"current", "1"},
    {"value", "2"},
    // source text
    {"keyword", "35"},
    {"builtin", "36"},
    {"definition", "1;34"},
    {"decorator", "33"},
    {"string", "32"},
    {"number", "36"},
    {"comment", "2"},
};

}  // namespace

std::span<const Look> theme() { return table; }

std::string_view look_of(std::string_view part) {
  for (const Look& look : table) {
    if (look.part == part) return look.sgr;
  }
  return {};
}

std::string painted(std::string_view part, std::string_view text) {
  const std::string begin = "\x1b[" + std::string(look_of(part)) + "m";
  std::string shown = begin;
  while (!text.empty()) {
    const std::size_t inner = text.find(reset);
    shown += text.substr(0, inner);
    if (inner == std::string_view::npos) break;
    shown += std::string(reset) + begin;
    text.remove_prefix(inner + reset.size());
  }
  return shown + std::string(reset);
}

}  // namespace pyinstr::shell
