/// The shell against transcripts, and the rules of its parts against tables.
///
/// tests/shell/NAME.txt is a session at one stop: what follows `(dbg) `, `... ` and a question is
/// typed (`^C`, `^D`), the rest is expected. `=> …` is how the program goes on; then it stops
/// again at the same place. In front may stand `# key: value` lines: `width`, `colours`, `feed`
/// (a line each), `thread` (of the second stop), `threads` (there are three, the second is in
/// count_code_lines). PYINSTR_UPDATE=1 writes the files anew.
#include "shell/shell.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "fake_console.h"
#include "fake_debuggee.h"
#include "fake_inspector.h"
#include "shell/command_line.h"
#include "shell/foreign_words.h"
#include "shell/line_names.h"
#include "shell/place.h"
#include "shell/topics.h"
#include "shell/view_text.h"

namespace pyinstr::test {
namespace {

using namespace shell;

constexpr const char* text_of_counter = R"(import sys


def is_code_line(line):
    """Whether it counts."""
    return not (line.isspace() and line.strip().startswith("#"))


def count_code_lines(file):
    count = 0
    # each of them
    for line in file:
        if is_code_line(line):
            count += 1
    return count


print(count_code_lines(open(sys.argv[1])))
)";

constexpr const char* sites_of_counter = R"(
1 <module>
2 ~blank 18
3 ~blank 18
4 ~def 6
5 ~docstring 6
6 is_code_line
7 ~blank
8 ~blank
9 ~def 10
10 count_code_lines
11 ~comment 12
12 count_code_lines for
13 count_code_lines carries 12
14 count_code_lines
15 count_code_lines
16 ~blank
17 ~blank
18 <module>
)";

std::vector<std::string> split_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

FakeInspector counter_inspector() {
  FakeInspector inspector;
  const std::string path = "/src/counter.py";
  inspector.sources[path] = split_lines(text_of_counter);
  inspector.sources["/lib/runpy.py"] = {"exec(code, run_globals)"};
  inspector.frames = {
      {{path, 6, "is_code_line", true}, {4, 6}, {{"line", "'import sys\\n'"}}, 1},
      {{path, 13, "count_code_lines", true},
       {9, 15},
       {{"file", "<_io.TextIOWrapper>"}, {"count", "0"}, {"line", "'import sys\\n'"}},
       1},
      {{path, 18, "<module>", true},
       {1, 18},
       {{"sys", "<module 'sys' (built-in)>"},
        {"is_code_line", "<function is_code_line at 0x1>"},
        {"n", "3"}},
       0},
      {{"/lib/runpy.py", 1, "_run_code", false}, {1, 1}, {}, 0},
  };
  inspector.values["None"] = {Evaluation::Kind::value, "None"};
  inspector.values["print()"] = {Evaluation::Kind::nothing, ""};
  inspector.values["1 + 1"] = {Evaluation::Kind::value, "2"};
  inspector.values["n + 1"] = {Evaluation::Kind::value, "4"};
  inspector.values["sleep(9)"] = {Evaluation::Kind::interrupted, ""};
  inspector.values["whatis line"] = {Evaluation::Kind::value, "<class 'str'>"};
  inspector.names = {"line", "line.isspace", "line.strip", "len", "next"};
  return inspector;
}

/// One shell at line 6 of counter.py, stopped as often as the transcript wants.
class Scene {
 public:
  explicit Scene(const std::vector<std::string>& transcript) {
    debuggee_.files.add("/src/counter.py", sites_of_counter);
    for (const std::string& line : transcript) take(line);
  }

  std::string play() {
    do {
      console_.transcript += dump(shell_.on_stop(event(), inspector_)) + "\n";
    } while (!console_.typed.empty());
    return header_ + console_.transcript;
  }

  Debuggee& debuggee() { return debuggee_; }
  Shell& shell() { return shell_; }
  FakeInspector& inspector() { return inspector_; }

 private:
  void take(const std::string& line) {
    if (line.starts_with("# ")) {
      header_ += line + "\n";
      set(line.substr(2, line.find(": ") - 2), line.substr(line.find(": ") + 2));
      return;
    }
    for (const std::string prompt : {"(dbg) ", "... ", "(com) ", "clear all breakpoints? "}) {
      if (!line.starts_with(prompt)) continue;
      if (fed_ > 0) {
        --fed_;  // shown as if it had been typed
      } else {
        console_.typed.push_back(line.substr(prompt.size()));
      }
    }
  }

  void set(const std::string& key, const std::string& value) {
    if (key == "threads") add_worker();
    if (key == "width") console_.columns = std::stoi(value);
    if (key == "colours") console_.coloured = true;
    if (key == "thread") second_thread_ = static_cast<ThreadId>(std::stoi(value));
    if (key == "note") notes_.push_back(value);
    if (key == "feed") {
      shell_.feed({value});
      ++fed_;
    }
    if (key == "local") inspector_.frames[0].locals.push_back({value, "7"});
  }

  /// A second thread, which runs in `count_code_lines`.
  void add_worker() {
    FakeInspector& inspector = inspector_;
    const auto own = inspector.frames;
    const auto place = [](const FakeFrameView& frame) { return std::optional(frame.info); };
    inspector.threads.rows[StrandKind::thread] = {
        {1, "MainThread", "stopped here", true, false, place(own[0])},
        {2, "worker", "running, daemon", false, false, place(own[1])},
        {3, "starting", "running", false, false, std::nullopt}};
    inspector.threads.names[2] = "worker";
    inspector.threads.on_select = [&inspector, own](int number) {
      inspector.frames = own;
      if (number != 0) inspector.frames = {own[1]};
    };
  }

  StopEvent event() {
    const bool first = ++stops_ == 1;
    const ThreadId thread = first ? 1 : second_thread_;
    return {StopReason::step,
            thread,
            0,
            6,
            "is_code_line",
            {},
            first ? notes_ : std::vector<std::string>{}};
  }

  static std::string dump(const Resume& resume) {
    static const std::map<ResumeKind, std::string> names = {{ResumeKind::go, "go"},
                                                            {ResumeKind::step_in, "step in"},
                                                            {ResumeKind::step_over, "step over"},
                                                            {ResumeKind::step_out, "step out"},
                                                            {ResumeKind::until, "until"},
                                                            {ResumeKind::quit, "quit"}};
    std::string text = "=> " + names.at(resume.kind);
    if (resume.frame != 0) text += ", frame " + std::to_string(resume.frame);
    if (resume.line != 0) text += ", line " + std::to_string(resume.line);
    return text;
  }

  Debuggee debuggee_;
  FakeInspector inspector_ = counter_inspector();
  FakeConsole console_;
  Shell shell_{console_, debuggee_.engine, debuggee_.files};
  std::string header_;
  std::vector<std::string> notes_;
  ThreadId second_thread_ = 1;
  int stops_ = 0;
  int fed_ = 0;  // lines fed whose echo was not read yet
};

std::string contents(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("views are asked for in words") {
  // As they are read, in the words that list them.
  const auto read = [](const char* text) {
    std::string error;
    const auto view = parse_view(text, error);
    return view ? described(*view) : error.substr(0, error.find(','));
  };
  const std::string wrong = "expected `trace lines`";
  CHECK(read("trace lines") == "trace lines");
  CHECK(read("trace lines of counter into a.txt") == "trace lines of counter into a.txt");
  CHECK(read("count into b.txt") == "count into b.txt");
  CHECK(read("trace calls") == "trace calls");
  CHECK(read("trace exceptions,returns  calls of Cart.add") == "trace calls, returns, exceptions of Cart.add");
  CHECK(read("trace total into b.txt") == "trace total into b.txt");
  CHECK(read("trace [' of ', n][0] of f") == "trace [' of ', n][0] of f");
  CHECK(read("trace value total") == "trace total");
  CHECK(read("trace value lines of f") == "trace value lines of f");
  CHECK(read("trace value calls") == "trace value calls");
  CHECK(read("trace value") == "trace value value");  // a variable of that name
  CHECK(read("trace calls + 1") == "trace value calls + 1");
  CHECK(read("trace lines into") == wrong);
  CHECK(read("trace lines of f of g") == wrong);
  CHECK(read("count of a of b") == wrong);
  CHECK(read("trace") == wrong);
  CHECK(read("columns") == wrong);
}

TEST_CASE("transcripts") {
  const bool update = std::getenv("PYINSTR_UPDATE") != nullptr;
  int played = 0;
  for (const auto& entry : std::filesystem::directory_iterator(PYINSTR_TEST_FOLDER "/shell")) {
    if (entry.path().extension() != ".txt") continue;
    ++played;
    CAPTURE(entry.path().filename().string());
    const std::string expected = contents(entry.path());
    const std::string actual = Scene(split_lines(expected)).play();
    if (update) {
      std::ofstream(entry.path(), std::ios::binary) << actual;
    } else {
      CHECK(actual == expected);
    }
  }
  CHECK(played > 10);
}

TEST_CASE("a line is a command or Python") {
  struct Row {
    const char* line;
    const char* command;  ///< null: Python
    const char* text;
  };
  constexpr Row rows[] = {
      {"n", "next", ""},
      {"  n  ", "next", ""},
      {"next", "next", ""},
      {"n # to the next", "next", ""},
      {"b, c = 1, 2", nullptr, "b, c = 1, 2"},
      {"b , c = 1, 2", nullptr, "b , c = 1, 2"},
      {"n + 1", nullptr, "n + 1"},
      {"n+1", nullptr, "n+1"},
      {"n -1", nullptr, "n -1"},
      {"n = 3", nullptr, "n = 3"},
      {"n=3", nullptr, "n=3"},
      {"n == 3", nullptr, "n == 3"},
      {"n != 3", nullptr, "n != 3"},
      {"n : int = 3", nullptr, "n : int = 3"},
      {"n in x", nullptr, "n in x"},
      {"n not in x", nullptr, "n not in x"},
      {"n is None", nullptr, "n is None"},
      {"n and m", nullptr, "n and m"},
      {"n or m", nullptr, "n or m"},
      {"n if m else 0", nullptr, "n if m else 0"},
      {"p not x", "p", "not x"},
      {"p innermost", "p", "innermost"},
      {"p is_ok", "p", "is_ok"},
      {"p x if y else z", "p", "x if y else z"},
      {"p ~x", "p", "~x"},
      {"p \"text\"", "p", "\"text\""},
      {"p 'a' 'b'", "p", "'a' 'b'"},
      {"p 3", "p", "3"},
      {"p (a, b)", nullptr, "p (a, b)"},
      {"p [1]", nullptr, "p [1]"},
      {"p {1}", nullptr, "p {1}"},
      {"p -1", nullptr, "p -1"},
      {"p *x", nullptr, "p *x"},
      {"p.x", nullptr, "p.x"},
      {"p .x", nullptr, "p .x"},
      {"list(x)", nullptr, "list(x)"},
      {"list (x)", nullptr, "list (x)"},
      {"list", "list", ""},
      {"l .", "list", "."},
      {"l 1, 5", "list", "1, 5"},
      {"locals()", nullptr, "locals()"},
      {"locals", "locals", ""},
      {"c = 3", nullptr, "c = 3"},
      {"c; x", nullptr, "c; x"},
      {"exit()", nullptr, "exit()"},
      {"exit", "quit", ""},
      {"return", "return", ""},
      {"return 5", "return", "5"},
      {"break counter:6", "break", "counter:6"},
      {"b ./counter.py:6", "break", "./counter.py:6"},
      {"b /src/counter.py:6", "break", "/src/counter.py:6"},
      {"b /src/counter.py:6 if x", "break", "/src/counter.py:6 if x"},
      {"b / 2", nullptr, "b / 2"},
      {"b <string>:2", "break", "<string>:2"},
      {"b <stdin>:2 if x < 3", "break", "<stdin>:2 if x < 3"},
      {"b < 2", nullptr, "b < 2"},
      {"b /2", nullptr, "b /2"},
      {"p /src/counter.py:6", nullptr, "p /src/counter.py:6"},
      {"!n", nullptr, "n"},
      {"! n", nullptr, "n"},
      {"nn", nullptr, "nn"},
      {"for x in y:", nullptr, "for x in y:"},
      {"n\xc3\xa4", nullptr, "n\xc3\xa4"},
      {"(n)", nullptr, "(n)"},
      {"n\tx", "next", "x"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.line);
    const Typed typed = read_line(row.line);
    CHECK(std::string(typed.command ? typed.command->name : "Python") ==
          (row.command ? row.command : "Python"));
    CHECK(std::string(typed.text) == row.text);
  }
}

TEST_CASE("a line at the margin begins anew, if it does not go on with the block before it") {
  for (const char* line : {"x = 1", "n", "elsewhere = 1", "@f", ")", "!x"}) CHECK(begins_anew(line));
  for (const char* line : {"", " x", "\tx", "# x", "else:", "elif x:", "except* E:", "finally:"}) {
    CHECK_FALSE(begins_anew(line));
  }
}

TEST_CASE("a line splits at ;; outside strings and brackets") {
  using Parts = std::vector<std::string>;
  CHECK(split_commands("n") == Parts{"n"});
  CHECK(split_commands("n;;n ;; p x") == Parts{"n", "n", "p x"});
  CHECK(split_commands("p ';;' ;; p \";;\\\";;\"") == Parts{"p ';;'", "p \";;\\\";;\""});
  CHECK(split_commands("p [';;' ;; 1]") == Parts{"p [';;' ;; 1]"});
  CHECK(split_commands("n # ;; n") == Parts{"n # ;; n"});
  CHECK(split_commands("p '''a ;; b''' ;; n") == Parts{"p '''a ;; b'''", "n"});
}

TEST_CASE("places") {
  struct Row {
    const char* text;
    const char* file;
    Line line;  ///< 0: no place
  };
  constexpr Row rows[] = {{"6", "", 6},
                          {"counter:6", "counter", 6},
                          {"a/b.py:6", "a/b.py", 6},
                          {"counter:-1", "counter", -1},
                          {"counter", "", 0},
                          {":6", "", 0},
                          {"counter:", "", 0},
                          {"6x", "", 0},
                          {"0", "", 0},
                          {"", "", 0},
                          {"C:/x.py:3", "C:/x.py", 3}};
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto place = parse_place(row.text);
    REQUIRE(place.has_value() == (row.line != 0));
    if (!place) continue;
    CHECK(place->file == row.file);
    CHECK(place->line == row.line);
  }
}

TEST_CASE("the names on a line are its variables") {
  struct Row {
    const char* text;
    const char* names;  ///< lines separated by |
  };
  const Row rows[] = {
      {"x = y + z.w", "x y z"},
      {"f(a, b=c, d == e)", "f a c d e"},
      {"x = 'y' \"z\" # w", "x"},
      {"x = r'y' + Rb\"z\" + y", "x y"},
      {"x = 1.5e3 + 0xfe + 2j", "x"},
      {"x = f'a {b} {{c}} {d.e:>{w}} {g!r} {h[\"i\"]}' + j", "x b d w g h j"},
      {"x = f'{a != b}' + c", "x a b c"},
      {"x = '''y\nz ''' + w\nv", "x|w|v"},
      {"x = f\"\"\"{y}\n{z} w\"\"\"", "x y|z"},
      {"x = 'y\nz", "x|z"},
      {"x = 'y\\\nz' + w", "x|w"},
      {"f(\n  a=b,\n)", "f|b|"},
      {"x, x, y = y", "x y"},
      {"x . y", "x"},
      {"gr\xc3\xb6\xc3\x9f"
       "e = 1",
       "gr\xc3\xb6\xc3\x9f"
       "e"},
      {"lambda q: q", "lambda q"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    std::string text;
    for (const auto& names : line_names(split_lines(row.text))) {
      std::string line;
      for (const std::string& name : names) line += (line.empty() ? "" : " ") + name;
      text += line + "|";
    }
    CHECK(text == std::string(row.names) + "|");
  }
}

TEST_CASE("names of a text that is shown again are not looked for again") {
  const auto text_of = [](const std::string& text) {
    return std::make_shared<const std::vector<std::string>>(split_lines(text));
  };
  NamesOfTexts known;
  const engine::Text first = text_of("a = b");
  const auto* const names = &known.of(first).front();
  CHECK(*names == std::vector<std::string>{"a", "b"});
  for (const auto& other : {text_of("c"), text_of("d")}) CHECK(known.of(other).front().size() == 1);
  CHECK(&known.of(first).front() == names);
  CHECK(known.of(text_of("a = c")).front() == std::vector<std::string>{"a", "c"});
  for (int i = 0; i < 9; ++i) known.of(text_of("e"));
  CHECK(known.of(first).front() == std::vector<std::string>{"a", "b"});  // forgotten, and read anew
}

TEST_CASE("completion") {
  struct Row {
    const char* line;
    std::size_t begin;
    const char* texts;
  };
  constexpr Row rows[] = {
      {"ne", 0, "next"},
      {"l", 0, "l list ll load locals log longlist line line.isspace line.strip len"},
      {"  ne", 2, "next"},
      {"n ;; ne", 5, "next"},
      {"n;;ne", 3, "next"},
      {"p line.is", 2, "line.isspace"},
      {"!ne", 1, "next"},
      {"x = f(li", 6, "line line.isspace line.strip"},
      {"n ", 2, ""},
      {"b co", 2, "counter.py: count_code_lines"},
      {"b counter:", 2,
       "counter:1 counter:6 counter:10 counter:12 counter:13 counter:14 counter:15 counter:18"},
      {"b counter.py:1", 2,
       "counter.py:1 counter.py:10 counter.py:12 counter.py:13 counter.py:14 counter.py:15 "
       "counter.py:18"},
      {"b nothing:1", 2, ""},
      {"b line.is", 2, "line.isspace"},
      {"b 6, li", 5, "line line.isspace line.strip"},
      {"b 6 if ne", 7, "next"},
      {"cl 1", 3, "1"},
      {"cl co", 3, "counter.py: count_code_lines"},
      {"enable ", 7, "1 2"},
      {"disable 1 2", 10, "2"},
      {"condition ", 10, "1 2"},
      {"condition 2 ne", 12, "next"},
      {"help unt", 5, "unt until"},
      {"help envi", 5, "environment"},
  };
  Scene scene({"(dbg) "});
  CHECK(scene.shell().complete("ne").texts.empty());  // outside a stop
  scene.debuggee().engine.set({"counter", 6, "", false});
  scene.debuggee().engine.set({"counter", 14, "", false});
  struct Asking : FakeConsole {
    std::function<void()> ask;
    Input read(std::string_view) override {
      ask();
      return {Input::Kind::end, {}};
    }
  } console;
  Shell shell(console, scene.debuggee().engine, scene.debuggee().files);
  console.ask = [&] {
    for (const Row& row : rows) {
      CAPTURE(row.line);
      const Completions found = shell.complete(row.line);
      std::string texts;
      for (const std::string& text : found.texts) texts += (texts.empty() ? "" : " ") + text;
      CHECK(texts == row.texts);
      CHECK((found.begin == row.begin || found.texts.empty()));
    }
  };
  const StopEvent event{StopReason::step, 1, 0, 6, "is_code_line", {}, {}};
  shell.on_stop(event, scene.inspector());
}

TEST_CASE("after the end of the input nothing stops") {
  Scene scene({"(dbg) b 6", "(dbg) ^D"});
  CHECK(scene.play().ends_with("=> go\n"));
  CHECK(scene.debuggee().engine.breakpoints().empty());
  const StopEvent event{StopReason::step, 1, 0, 6, "is_code_line", {}, {}};
  CHECK(scene.shell().on_stop(event, scene.inspector()).kind == ResumeKind::go);
}

TEST_CASE("words of other debuggers, by what Python has against them") {
  struct Row {
    const char* line;
    const char* error;
    const char* hint;
  };
  constexpr Row rows[] = {
      {"finish", "NameError: name 'finish' is not defined", "`finish` is `return` here"},
      {"print x", "SyntaxError: Missing parentheses in call to 'print'", "`print` is `p` here"},
      {"delete 1", "SyntaxError: invalid syntax", "`delete` is `clear` here"},
      {"  frame 1", "SyntaxError: invalid syntax. Did you mean 'raise'?", "`frame` is `up` and `down` here"},
      {"set x = 2", "SyntaxError: invalid syntax", "`set` is NAME = VALUE here"},
      {"delete", "ValueError: of the program", ""},
      {"print(finish)", "NameError: name 'finish' is not defined", ""},
      {"nonsense 1", "SyntaxError: invalid syntax", ""},
      {"set x = 2\nfor", "SyntaxError: invalid syntax", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.line);
    CHECK(hint_for_foreign_word(row.line, row.error) == row.hint);
  }
}

TEST_CASE("every command has a help and no name is taken twice") {
  std::set<std::string_view> names;
  for (const Command& command : commands()) {
    CHECK(names.insert(command.name).second);
    for (std::string_view alias : command.aliases) {
      CHECK((alias.empty() || names.insert(alias).second));
    }
    CHECK_FALSE(command.help.empty());
    CHECK(command.help.size() < 70);
  }
}

TEST_CASE("topics are no commands") {
  for (const Topic& topic : topics()) {
    CAPTURE(topic.name);
    CHECK(find_command(topic.name) == nullptr);
    CHECK(find_topic(topic.name) == &topic);
  }
  CHECK(find_topic("nothing") == nullptr);
}

TEST_CASE("docs/commands.md is what the table says") {
  const std::filesystem::path path = PYINSTR_TEST_FOLDER "/../docs/commands.md";
  if (std::getenv("PYINSTR_UPDATE") != nullptr) {
    std::ofstream(path, std::ios::binary) << commands_markdown();
  }
  CHECK(contents(path) == commands_markdown());
}

}  // namespace pyinstr::test
