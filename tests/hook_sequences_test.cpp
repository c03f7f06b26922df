// Hooks found in the units of code: UNITS -> BEGIN-END of each, with its call's and its first unit's caches.
#include <doctest/doctest.h>

#include <map>
#include <sstream>
#include <string>
#include <string_view>

#include "python/hook_sequences.h"

using namespace pyinstr::python;

namespace {

/// An interpreter of this test's own. A unit is its letter with its argument: `G1`; `.` is a cache.
const std::map<char, int> letters = {{'.', 0}, {'G', 1}, {'N', 2}, {'U', 3},  {'L', 4},  {'B', 5},  {'C', 6},  {'P', 7},
                                     {'Y', 8}, {'T', 9}, {'J', 10}, {'K', 11}, {'O', 12}, {'F', 13}, {'E', 14}, {'x', 15}, {'S', 16}, {'R', 17}};

Opcodes with_caches() {
  Opcodes made;
  made.load_global = letters.at('G');
  made.load_name = letters.at('N');
  made.push_null = letters.at('U');
  made.load_argument = letters.at('L');
  made.call = letters.at('C');
  made.pop_top = letters.at('P');
  made.copy = letters.at('Y');
  made.to_bool = letters.at('T');
  made.pop_jump_if_true = letters.at('J');
  made.pop_jump_if_false = letters.at('F');
  made.extended_argument = letters.at('E');
  made.name_shift = 1;
  made.has_caches = made.jumps_are_relative = true;
  return made;
}

Opcodes with_calls_in_two() {
  Opcodes made = with_caches();
  made.before_call = letters.at('B');
  made.pop_jump_backward_if_true = letters.at('K');
  made.jump_if_true_or_pop = letters.at('O');
  made.to_bool = -1;
  return made;
}

Opcodes without_caches() {
  Opcodes made = with_calls_in_two();
  made.push_null = made.before_call = made.copy = -1;
  made.name_shift = 0;
  made.has_caches = made.jumps_are_relative = false;
  return made;
}

Opcodes with_branches_told() {
  Opcodes made = with_caches();
  made.load_small = letters.at('S');
  made.not_taken = letters.at('R');
  return made;
}

std::vector<CodeUnit> units_of(const std::string& text) {
  std::vector<CodeUnit> units;
  std::istringstream in(text);
  for (std::string unit; in >> unit;) {
    const int argument = unit.size() > 1 ? std::stoi(unit.substr(1)) : 0;
    units.push_back({static_cast<std::uint8_t>(letters.at(unit[0])), static_cast<std::uint8_t>(argument)});
  }
  return units;
}

/// The hook's is name 0 and name 300.
std::string found_in(const std::string& text, const Opcodes& opcodes) {
  std::string found;
  const auto units = units_of(text);
  for (const HookSequence& one : find_hook_sequences(units, opcodes, [](int name) { return name == 0 || name == 300; })) {
    CHECK(one.first == units[one.begin]);
    found += (found.empty() ? "" : " ") + std::to_string(one.begin) + "-" + std::to_string(one.end) + "(" +
             std::to_string(one.call) + "-" + std::to_string(one.call_end) + "," + std::to_string(one.caches) + ")";
  }
  return found;
}

struct Case {
  std::string text;
  std::string_view expected;
};

}  // namespace

TEST_CASE("hooks where calls have caches") {
  const Case rows[] = {
      {"", ""},
      {"x G1 . . C0 . P x", "1-7(4-6,2)"},                       // dbg();x
      {"G1 . C0 . T . J5 . x", "0-8(2-4,1)"},                    // if dbg() or x
      {"G1 . C0 . Y1 T . J5 . P x", "0-10(2-4,1)"},              // for a in dbg() or x
      {"G1 . C0 . T . F1 . x x", "0-9(2-4,1)"},                  // while dbg() or x, at its end
      {"G1 . C0 P G1 . C0 P", "0-4(2-3,1) 4-8(6-7,1)"},            // two of them
      {"N0 U C0 . P x", "0-5(2-4,0)"},                           // at a module's level
      {"G1 . L3 C1 . P x", "0-6(3-5,1)"},                        // dbg_1a2b3c4d(17)
      {"E2 G89 . . C0 . P x", "0-7(4-6,0)"},                     // a name far down
      {"G3 . C0 P", ""},                                       // another name
      {"G0 . C0 P", ""},                                       // the name is not called
      {"G1 . C1 P", ""},                                       // with an argument that is not pushed here
      {"G1 . C0 x", ""},                                       // its value is used
      {"G1 . C0 Y2 T J1 P", ""},                               // something else is tested
      {"G1 . C0 Y1 T F1 P x", ""},                             // its value is kept where it is false
      {"G1 . C0 T F250 x", ""},                                // out of the code
      {"G1 . C0", ""},
      {"E1", ""},
  };
  for (const Case& row : rows) CHECK_MESSAGE(found_in(row.text, with_caches()) == row.expected, row.text);
}

TEST_CASE("hooks where a jump that is not taken is told of") {
  const Case rows[] = {
      {"G1 . C0 . P x", "0-5(2-4,1)"},
      {"G1 . C0 . T . J5 . R x", "0-9(2-4,1)"},        // if dbg() or x
      {"G1 . C0 . T . J5 . x", "0-8(2-4,1)"},
      {"G1 . C0 . Y1 T . J5 . R P x", "0-11(2-4,1)"},  // for a in dbg() or x
      {"G1 . C0 . T . F1 . R x", "0-9(2-4,1)"},        // while dbg() or x, at its end
      {"G1 . S3 C1 . P x", "0-6(3-5,1)"},             // dbg_1a2b3c4d(17)
      {"G1 . L3 C1 . P x", "0-6(3-5,1)"},             // dbg_1a2b3c4d(1700)
      {"G1 . S3 C0 P", ""},
  };
  for (const Case& row : rows) CHECK_MESSAGE(found_in(row.text, with_branches_told()) == row.expected, row.text);
}

TEST_CASE("a jump is one unit long") {
  std::string far = "G1 . C0 T E1 F0";
  for (int i = 0; i < 300; ++i) far += " x";
  CHECK(found_in(far, with_caches()).empty());
}

TEST_CASE("hooks where a call is two instructions") {
  const Case rows[] = {
      {"G1 . B0 . C0 . P x", "0-7(2-6,1)"},
      {"U N0 B0 . C0 . P x", "0-7(2-6,0)"},
      {"G1 . L3 B1 . C1 . P x", "0-8(3-7,1)"},
      {"G1 . B0 C0 J1 x", "0-5(2-4,1)"},
      {"G1 . B0 C0 K1 x", "0-5(2-4,1)"},
      {"G1 . B0 C0 O2 x", "0-5(2-4,1)"},
      {"G1 . C0 P x", ""},
      {"N0 B0 C0 P", ""},  // nothing beneath it
  };
  for (const Case& row : rows) CHECK_MESSAGE(found_in(row.text, with_calls_in_two()) == row.expected, row.text);
}

TEST_CASE("hooks without caches") {
  const Case rows[] = {
      {"G0 C0 P x", "0-3(1-2,0)"}, {"N0 C0 P x", "0-3(1-2,0)"}, {"G0 L4 C1 P x", "0-4(2-3,0)"},
      {"x G0 C0 J0 x", "1-4(2-3,0)"}, {"G0 C0 O4 x", "0-3(1-2,0)"}, {"G0 C0 F4 x x", "0-4(1-2,0)"},
      {"x x G0 C0 F1 x", ""},  // backwards
  };
  for (const Case& row : rows) CHECK_MESSAGE(found_in(row.text, without_caches()) == row.expected, row.text);
}
