/// Errors as values: what went wrong, where, and what to do about it.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace pyinstr::cli {

/// What the process answers with; the numbers are part of the command line's contract.
enum class ExitCode {
  done = 0,
  not_held = 1,  ///< something asked for did not hold
  usage = 2,     ///< the command was used wrongly
  disk = 3,      ///< reading or writing failed
};

/// One thing that went wrong. `place` is a path, or `FILE:LINE:COLUMN`; it may be empty.
struct Error {
  ExitCode code = ExitCode::disk;
  std::string place;
  std::string message;
  std::string hint;
};

/// Either a value or the Error that prevented it.
template <typename T>
class Result {
 public:
  Result(T value) : content_(std::move(value)) {}
  Result(Error error) : content_(std::move(error)) {}

  explicit operator bool() const { return content_.index() == 0; }
  /// Only when it holds a value.
  T& operator*() { return std::get<0>(content_); }
  const T& operator*() const { return std::get<0>(content_); }
  T* operator->() { return &std::get<0>(content_); }
  const T* operator->() const { return &std::get<0>(content_); }
  /// Only when it does not.
  const Error& error() const { return std::get<1>(content_); }

 private:
  std::variant<T, Error> content_;
};

/// Nothing, or the Error of an action that gives no value.
using MaybeError = std::optional<Error>;

/// The more serious of two answers: disk before the rest, then what did not hold.
ExitCode worse(ExitCode a, ExitCode b);

/// `PLACE: message` and an indented hint, as it is shown to people.
std::string describe(const Error& error);

/// Sends out what was printed; that it did not arrive, on a full disk say, is as bad as any error.
ExitCode finish_output(ExitCode answer);

/// Shows it on stderr and gives back the code to end with.
ExitCode report(const Error& error);

}  // namespace pyinstr::cli
