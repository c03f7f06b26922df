/// What a log point writes each time its line is reached, instead of stopping.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "breakpoint.h"
#include "log_message.h"

namespace pyinstr::engine {

/// A message whose expressions are compiled. Shared like a Condition, and for the same reason.
class LogPoint {
 public:
  /// Null if the message is none or an expression in it does not compile; `error` says why.
  static std::shared_ptr<const LogPoint> compile(std::string_view message, Evaluator& evaluator,
                                                 std::string& error);

  struct Written {
    std::string text;   ///< `<error>` stands where a field could not be written
    std::string error;  ///< the first field's that could not
    bool interrupted = false;  ///< as for Evaluator::ask: the text is not to be shown
  };
  Written write(Evaluator& evaluator, Stack& stack) const;

 private:
  struct Piece {
    std::string text;
    std::shared_ptr<Condition> expression;  ///< null: just the text
    char conversion = 0;
    std::vector<Piece> spec;
  };

  static bool compile(const std::vector<LogPiece>& from, std::vector<Piece>& to,
                      Evaluator& evaluator, std::string& error);
  static void write(const std::vector<Piece>& pieces, Evaluator& evaluator, Stack& stack,
                    Written& written);

  std::vector<Piece> pieces_;
};

}  // namespace pyinstr::engine
