/// A JSON writer, small because only writing is needed.
///
/// Own code and no library, for one reason beside size: file names are bytes, and JSON must be
/// UTF-8. A byte that is no UTF-8 is written as Python's `surrogateescape` does (`\udcXX`), so
/// that `os.fsencode` of what `json.loads` gives is the name again; libraries refuse or replace it.
#pragma once

#include <concepts>
#include <string>
#include <string_view>

namespace pyinstr::cli {

/// Builds one JSON text from calls in document order; commas and indentation are its own affair.
/// The caller closes what it opens.
class Json {
 public:
  Json& open_object() { return open('{'); }
  Json& open_array() { return open('['); }
  Json& close();
  Json& key(std::string_view name);

  Json& value(std::string_view text);
  Json& value(const char* text) { return value(std::string_view(text)); }
  Json& value(bool truth);
  Json& value(std::integral auto number) { return literal(std::to_string(number)); }
  Json& seconds(double number);
  Json& null() { return literal("null"); }

  template <typename T>
  Json& member(std::string_view name, const T& content) {
    return key(name).value(content);
  }

  /// The text so far, with a newline at its end.
  std::string text() const { return text_ + "\n"; }

 private:
  Json& open(char bracket);
  Json& literal(std::string_view text);
  void separate();

  std::string text_;
  std::string closing_;  ///< brackets that are still to be closed, innermost last
  bool first_ = true;    ///< nothing yet in the innermost bracket
  bool after_key_ = false;
};

}  // namespace pyinstr::cli
