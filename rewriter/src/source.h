/// The original: its bytes, its lines, and the view of it that is parsed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "encoding.h"
#include "masks.h"
#include "span.h"

namespace pyinstr::rewriter {

/// Borrows the bytes; they must outlive it. Rows are counted from 0, as the parser does.
class Source {
 public:
  Source(std::string_view bytes, Encoding encoding);
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  std::string_view bytes() const { return bytes_; }
  const Encoding& encoding() const { return encoding_; }

  /// What the parser reads: the same length, every line end with a `\n`, nothing that looks like
  /// ASCII and is not, and no blanks but Python's.
  std::string_view view() const { return changed_view_ ? *changed_view_ : bytes_; }

  /// The same with nothing hidden by masks.
  std::string_view program() const { return program_ ? *program_ : view(); }

  /// Hides what the parser does not know; nothing else of the source changes.
  void mask(std::vector<Mask> masks);
  /// The view as it was before the last mask.
  void unmask();
  /// Whether what the parser read at this place is not the program's.
  bool is_masked(Offset offset) const;

  /// A line ends at `\n`, `\r\n` or `\r`, and nowhere else. What follows the last line end is a
  /// row only if it is not empty.
  int row_count() const { return static_cast<int>(row_starts_.size()); }
  int row_of(Offset offset) const;

  /// Where the row's text begins: behind the byte order mark.
  Offset row_start(int row) const { return row_starts_[static_cast<std::size_t>(row)]; }

  /// Whether only blanks stand before it on its row.
  bool begins_row(Offset offset) const;

  /// The row without its line end.
  std::string_view row_text(int row) const;

  /// Offsets of what is rare and needs a look: `lambda`, `for`, and what may be Python 2. An
  /// expression without one in it need not be walked. Sorted.
  const std::vector<Offset>& marks() const { return marks_; }

  /// Whether the word `as` stands somewhere between the two.
  bool may_hold_as(Offset begin, Offset end) const;

 private:
  void scan();
  void change_view(std::size_t offset, std::size_t length, char to);
  void hide_foreign_blank(std::size_t offset);

  std::string_view bytes_;
  Encoding encoding_;
  std::optional<std::string> changed_view_;
  std::vector<Offset> row_starts_;
  std::vector<Offset> marks_;
  std::vector<Offset> as_;
  std::vector<Mask> masks_;
  std::optional<std::string> unmasked_view_;
  std::optional<std::string> program_;
};

}  // namespace pyinstr::rewriter
