#include "log_point.h"

namespace pyinstr::engine {

std::shared_ptr<const LogPoint> LogPoint::compile(std::string_view message, Evaluator& evaluator,
                                                  std::string& error) {
  const auto parsed = parse_log_message(message, error);
  if (!parsed) return nullptr;
  auto made = std::make_shared<LogPoint>();
  return compile(*parsed, made->pieces_, evaluator, error) ? made : nullptr;
}

bool LogPoint::compile(const std::vector<LogPiece>& from, std::vector<Piece>& to,
                       Evaluator& evaluator, std::string& error) {
  for (const LogPiece& piece : from) {
    Piece& made = to.emplace_back();
    made.text = piece.text;
    if (!piece.is_field) continue;
    made.conversion = piece.conversion;
    made.expression = evaluator.compile(piece.text, error);
    if (made.expression == nullptr) {
      error = "`" + piece.text + "`: " + error;
      return false;
    }
    if (!compile(piece.spec, made.spec, evaluator, error)) return false;
  }
  return true;
}

LogPoint::Written LogPoint::write(Evaluator& evaluator, Stack& stack) const {
  Written written;
  write(pieces_, evaluator, stack, written);
  return written;
}

void LogPoint::write(const std::vector<Piece>& pieces, Evaluator& evaluator, Stack& stack,
                     Written& written) {
  for (const Piece& piece : pieces) {
    if (written.interrupted) return;
    if (piece.expression == nullptr) {
      written.text += piece.text;
      continue;
    }
    Written spec;
    write(piece.spec, evaluator, stack, spec);
    Formatted field{Formatted::Kind::failed, spec.error};
    if (spec.interrupted) field.kind = Formatted::Kind::interrupted;
    else if (spec.error.empty()) {
      field = evaluator.format(*piece.expression, piece.conversion, spec.text, stack);
    }
    written.interrupted = field.kind == Formatted::Kind::interrupted;
    const bool failed = field.kind == Formatted::Kind::failed;
    if (failed && written.error.empty()) written.error = field.text;
    written.text += failed ? "<error>" : field.text;
  }
}

}  // namespace pyinstr::engine
