#include "verify.h"

#include <charconv>

#include "process.h"
#include "verify_program.h"

namespace pyinstr::cli {
namespace {

/// A hooked file and what the interpreter is told of it.
struct Pair {
  const Job* job;
  std::string hook;
};

Error difference(const Job& job, int line, std::string message) {
  return {ExitCode::not_held, job.shown + ":" + std::to_string(line) + ":0", std::move(message),
          ""};
}

/// What can be told without an interpreter: the copy is what a rewrite gives, and strips back.
void compare_bytes(const BuildRequest& request, const Job& job, std::vector<Pair>& pairs,
                   BuildResult& result) {
  const Result<std::string> original = read_file(job.source);
  const Result<std::string> copy = read_file(job.output);
  if (!original || !copy) {
    result.errors.push_back(original ? copy.error() : original.error());
    return;
  }
  const auto rewritten = rewriter::rewrite(*original, rewriter_options(job, request.rules.hooks));
  if (rewritten.outcome == rewriter::Outcome::built) return;
  if (rewritten.text != *copy) {
    result.differences.push_back(difference(job, 0, "the copy is not what a build gives"));
  } else if (rewriter::strip(*copy) != *original) {
    result.differences.push_back(difference(job, 0, "the copy does not strip to the original"));
  }
  pairs.push_back({&job, rewritten.hook});
}

std::string cut_word(std::string_view& text) {
  const std::size_t end = text.find('\0');
  const std::string word(text.substr(0, end));
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return word;
}

/// Turns the interpreter's answer into differences; false if it did not come to its end.
bool read_answer(std::string_view answer, const std::vector<Pair>& pairs, BuildResult& result) {
  while (!answer.empty()) {
    const std::string number = cut_word(answer);
    if (number == "end") return true;
    const std::string line = cut_word(answer);
    std::string message = cut_word(answer);
    std::size_t index = pairs.size();
    std::from_chars(number.data(), number.data() + number.size(), index);
    if (index >= pairs.size()) return false;
    result.differences.push_back(
        difference(*pairs[index].job, std::atoi(line.c_str()), std::move(message)));
  }
  return false;
}

}  // namespace

void verify(const BuildRequest& request, BuildResult& result) {
  std::vector<Pair> pairs;
  for (const BuiltFile& file : result.files) {
    if (file.error || file.entry.state != FileState::hooked) continue;
    if (request.rules.dry_run && file.written) continue;  // there is nothing to compare yet
    compare_bytes(request, *file.job, pairs, result);
  }
  std::string input;
  for (const Pair& pair : pairs) {
    input += pair.hook + '\0' + pair.job->source.native() + '\0' + pair.job->output.native() + '\0';
  }
  const Path python = find_program(request.verify);
  const Error missing{ExitCode::disk, request.verify, "cannot be used to verify the copy",
                      "--verify takes a Python interpreter, 3.9 or newer"};
  if (python.empty()) {
    result.errors.push_back(missing);
    return;
  }
  const Result<Ended> ended = run_program({python.native(), "-I", "-c", verify_program}, input);
  if (!ended) result.errors.push_back(ended.error());
  else if (!read_answer(ended->output, pairs, result)) result.errors.push_back(missing);
}

}  // namespace pyinstr::cli
