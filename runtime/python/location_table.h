/// The positions that a code object keeps for its instructions (PEP 657), read and written again.
///
/// An instrumented file's code has the columns of the copy's text. Mapped back, tracebacks point at
/// the original's text, and other tools see the positions that the original's code has. Lines are
/// equal in both texts and stay as they are. Knows no Python; the format is that of CPython 3.11
/// and later (Objects/locations.md there).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pyinstr::python {

/// Something of ours on one line of a copy, in columns of that text: UTF-8 bytes from 0.
struct InsertedColumns {
  int line = 0;
  int begin = 0;
  int end = 0;
  int last_line = 0;  ///< of a hook: the one its logical line ends on
  /// Behind a body's last statement: `"""d""";dbg()`.
  bool is_behind = false;
};

/// Where one instruction's source begins and ends. Columns are -1 where they are unknown.
struct Location {
  int line = 0;
  int end_line = 0;
  int column = -1;
  int end_column = -1;
};

class ColumnMap {
 public:
  /// `inserted` in the order of the text. `line_ends` has, for each line, the column in the copy
  /// behind the last character that is no blank.
  ColumnMap(const std::vector<InsertedColumns>& inserted, std::vector<int> line_ends);

  /// The same column of the original; one inside something inserted is where that was inserted.
  int original(int line, int column) const;

  /// Whether a column of the copy is inside something inserted, not just at its begin.
  bool is_inside(int line, int column) const;

  /// The location in the original. That of a hook, which is not there, is the rest of its line, so
  /// that nothing is underlined and its site is found by line and column.
  Location original(const Location& location) const;

  /// What was inserted around a location of the copy: null where it is the program's.
  const InsertedColumns* inserted_around(const Location& location) const;

 private:
  struct Cut : InsertedColumns {
    int shift = 0;  ///< columns inserted before it on its line
  };

  /// The cuts of a line.
  const Cut* first(int line) const;
  const Cut* last(int line) const { return first(line + 1); }

  std::vector<Cut> cuts_;
  std::vector<std::size_t> by_line_;  ///< the first cut of each line
  std::vector<int> line_ends_;
};

/// A code object's table with its locations mapped back. `first_line` is the code's own.
///
/// A hook has the line on which the program goes on behind it, which may be a later one of its
/// statement: so line events are the original's. In a function, hooks behind its last statement get
/// the location that the original's empty code has, or none where there is other code. A table that
/// is not understood comes back as it is.
std::string original_table(std::string_view table, int first_line, bool is_function,
                           const ColumnMap& columns);

/// A code object's table without any location for the code units from `begin` to before `end`. A
/// table that is not understood comes back as it is.
std::string table_without(std::string_view table, int first_line, int begin, int end);

}  // namespace pyinstr::python
