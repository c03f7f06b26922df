#include "verify.h"

#include <charconv>

#include "parallel.h"
#include "process.h"
#include "verify_program.h"

namespace pyinstr::cli {
namespace {

/// A hooked file, what the interpreter is told of it, and what was found without asking it.
struct Pair {
  const Job* job = nullptr;
  std::string hook;  ///< empty: there is nothing to ask
  MaybeError difference, unreadable;
};

Error difference(const Job& job, int line, std::string message) {
  return {ExitCode::not_held, job.shown + ":" + std::to_string(line) + ":0", std::move(message),
          ""};
}

/// What can be told without an interpreter: the copy is what a rewrite gives, and strips back.
Pair compare_bytes(const Job& job, rewriter::HookStyle hooks) {
  Pair pair;
  pair.job = &job;
  const Result<FileContent> original = read_file(job.source);
  const Result<FileContent> copy = read_file(job.output);
  if (!original || !copy) {
    pair.unreadable = original ? copy.error() : original.error();
    return pair;
  }
  rewriter::Rewritten rewritten = rewriter::rewrite(original->bytes, rewriter_options(job, hooks));
  if (rewritten.outcome == rewriter::Outcome::built) return pair;
  if (rewritten.text != copy->bytes) {
    pair.difference = difference(job, 0, "the copy is not what a build gives");
  } else if (rewriter::strip(copy->bytes) != original->bytes) {
    pair.difference = difference(job, 0, "the copy does not strip to the original");
  }
  pair.hook = std::move(rewritten.hook);
  return pair;
}

/// The hooked files that are there to be compared, with what their bytes tell.
std::vector<Pair> compare_files(const BuildRequest& request, BuildResult& result) {
  std::vector<Pair> pairs;
  for (const BuiltFile& file : result.files) {
    if (file.error || file.entry.state != FileState::hooked) continue;
    if (request.rules.dry_run && file.written) continue;  // there is nothing to compare yet
    pairs.emplace_back().job = file.job;
  }
  for_each_index(pairs.size(), request.threads, [&](std::size_t i) {
    pairs[i] = compare_bytes(*pairs[i].job, request.rules.hooks);
  });
  for (Pair& pair : pairs) {
    if (pair.unreadable) result.errors.push_back(std::move(*pair.unreadable));
    if (pair.difference) result.differences.push_back(std::move(*pair.difference));
  }
  std::erase_if(pairs, [](const Pair& pair) { return pair.hook.empty(); });
  return pairs;
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
  const std::vector<Pair> pairs = compare_files(request, result);
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
