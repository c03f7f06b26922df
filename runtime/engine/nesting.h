/// Tells what stands between brackets or in a string from what stands outside.
#pragma once

namespace pyinstr::engine {

/// Follows brackets and strings well enough to tell a separator from a part of an expression.
class Nesting {
 public:
  /// Takes the next character; true if it stands outside brackets and strings.
  bool take(char c) {
    if (quote_ != 0) {
      if (escaped_) escaped_ = false;
      else if (c == '\\') escaped_ = true;
      else if (c == quote_) quote_ = 0;
      return false;
    }
    if (c == '"' || c == '\'') quote_ = c;
    else if (c == '(' || c == '[' || c == '{') ++depth_;
    else if ((c == ')' || c == ']' || c == '}') && depth_ > 0) --depth_;
    return is_outside();
  }
  bool is_outside() const { return depth_ == 0 && quote_ == 0; }

 private:
  int depth_ = 0;
  char quote_ = 0;
  bool escaped_ = false;
};

}  // namespace pyinstr::engine
