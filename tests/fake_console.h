/// A console that types what a transcript says and writes down everything.
#pragma once

#include <deque>
#include <string>

#include "shell/console.h"

namespace pyinstr::test {

/// `^C` is an interrupt, `^D` the end of the input; so is the end of the script.
class FakeConsole : public shell::Console {
 public:
  shell::Input read(std::string_view prompt) override {
    transcript += prompt;
    if (typed.empty()) {
      transcript += "^D";
      return {shell::Input::Kind::end, {}};
    }
    const std::string line = typed.front();
    typed.pop_front();
    transcript += line;
    if (line == "^C") return {shell::Input::Kind::interrupt, {}};
    if (line == "^D") return {shell::Input::Kind::end, {}};
    transcript += "\n";  // as a terminal echoes it
    return {shell::Input::Kind::line, line};
  }
  void write(std::string_view text) override { transcript += text; }
  bool colours() const override { return coloured; }
  int width() const override { return columns; }

  std::deque<std::string> typed;
  std::string transcript;
  bool coloured = false;
  int columns = 100;
};

}  // namespace pyinstr::test
