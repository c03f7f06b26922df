#include "location_table.h"

#include <algorithm>
#include <optional>

namespace pyinstr::python {
namespace {

/// How an entry is written: the four bits behind the first. Below `one_line` is the short form,
/// whose number has a column's upper bits.
enum EntryForm { one_line = 10, no_columns = 13, long_form = 14, no_location = 15 };

constexpr int short_columns = 80;   // the short form's columns are below that
constexpr int short_width = 16;     // and its widths below that
constexpr int one_line_columns = 128;

/// Reads entries one after another; after the last, or a broken one, it gives none.
class TableReader {
 public:
  struct Entry {
    int units = 0;  ///< instructions it speaks of, less one
    std::optional<Location> location;
  };

  TableReader(std::string_view table, int first_line) : table_(table), line_(first_line) {}

  std::optional<Entry> next() {
    if (at_ >= table_.size()) return std::nullopt;
    const int head = byte();
    if ((head & 0x80) == 0) return broken();
    Entry entry{head & 7, location((head >> 3) & 15)};
    return is_broken_ ? std::nullopt : std::optional(entry);
  }

  bool is_broken() const { return is_broken_; }

 private:
  std::nullopt_t broken() {
    is_broken_ = true;
    at_ = table_.size();
    return std::nullopt;
  }

  int byte() {
    if (at_ < table_.size()) return static_cast<unsigned char>(table_[at_++]);
    is_broken_ = true;
    return 0;
  }

  int number() {
    int value = 0;
    for (int shift = 0; shift < 30; shift += 6) {
      const int next = byte();
      value |= (next & 63) << shift;
      if ((next & 64) == 0) return value;
    }
    is_broken_ = true;
    return 0;
  }

  int signed_number() {
    const int value = number();
    return (value & 1) != 0 ? -(value >> 1) : value >> 1;
  }

  std::optional<Location> location(int form) {
    if (form == no_location) return std::nullopt;
    if (form == no_columns) {
      line_ += signed_number();
      return Location{line_, line_, -1, -1};
    }
    if (form == long_form) return read_long();
    if (form >= one_line) {
      line_ += form - one_line;
      const int column = byte();
      return Location{line_, line_, column, byte()};
    }
    const int rest = byte();
    const int column = (form << 3) | (rest >> 4);
    return Location{line_, line_, column, column + (rest & 15)};
  }

  Location read_long() {
    line_ += signed_number();
    const int end_line = line_ + number();
    const int column = number() - 1;
    return {line_, end_line, column, number() - 1};
  }

  std::string_view table_;
  std::size_t at_ = 0;
  int line_;
  bool is_broken_ = false;
};

/// Writes entries in the shortest form, as CPython's compiler does.
class TableWriter {
 public:
  explicit TableWriter(int first_line) : line_(first_line) {}

  void add(int units, const std::optional<Location>& location) {
    units_ = units;
    if (!location) return head(no_location);
    const int delta = location->line - line_;
    line_ = location->line;
    write(*location, delta);
  }

  std::string take() { return std::move(table_); }

 private:
  void write(const Location& to, int delta) {
    const bool one_row = to.line == to.end_line;
    const int width = to.end_column - to.column;
    if (to.column < 0 || to.end_column < 0) {
      if (!one_row) return write_long(to, delta);
      head(no_columns);
      signed_number(delta);
    } else if (one_row && delta == 0 && to.column < short_columns && width >= 0 && width < short_width) {
      head(to.column >> 3);
      byte(((to.column & 7) << 4) | width);
    } else if (one_row && delta >= 0 && delta < 3 && to.column < one_line_columns &&
               to.end_column < one_line_columns) {
      head(one_line + delta);
      byte(to.column);
      byte(to.end_column);
    } else {
      write_long(to, delta);
    }
  }

  void write_long(const Location& to, int delta) {
    head(long_form);
    signed_number(delta);
    number(to.end_line - to.line);
    number(to.column + 1);
    number(to.end_column + 1);
  }

  void head(int form) { byte(0x80 | (form << 3) | units_); }
  void byte(int value) { table_ += static_cast<char>(value); }

  void number(int value) {
    for (; value >= 64; value >>= 6) byte(64 | (value & 63));
    byte(value);
  }

  void signed_number(int value) { number(value < 0 ? (-value << 1) | 1 : value << 1); }

  std::string table_;
  int line_;
  int units_ = 0;
};

}  // namespace

ColumnMap::ColumnMap(const std::vector<InsertedColumns>& inserted, std::vector<int> line_ends)
    : by_line_(line_ends.size() + 2), line_ends_(std::move(line_ends)) {
  for (const InsertedColumns& one : inserted) {
    if (one.line < 1 || static_cast<std::size_t>(one.line) > line_ends_.size()) continue;
    Cut* const before = cuts_.empty() || cuts_.back().line != one.line ? nullptr : &cuts_.back();
    if (before != nullptr && before->end == one.begin) {
      before->end = one.end;
      before->last_line = std::max(before->last_line, one.last_line);
      before->is_behind |= one.is_behind;
    } else {
      const int shift = before == nullptr ? 0 : before->shift + before->end - before->begin;
      cuts_.push_back({one, shift});
    }
  }
  std::size_t cut = 0;
  for (std::size_t line = 0; line < by_line_.size(); ++line) {
    while (cut < cuts_.size() && static_cast<std::size_t>(cuts_[cut].line) < line) ++cut;
    by_line_[line] = cut;
  }
}

const ColumnMap::Cut* ColumnMap::first(int line) const {
  const auto row = static_cast<std::size_t>(std::max(line, 0));
  return cuts_.data() + (row < by_line_.size() ? by_line_[row] : cuts_.size());
}

int ColumnMap::original(int line, int column) const {
  int shift = 0;
  for (const Cut* cut = first(line); cut != last(line) && cut->begin < column; ++cut) {
    if (column < cut->end) return cut->begin - cut->shift;
    shift = cut->shift + cut->end - cut->begin;
  }
  return column - shift;
}

bool ColumnMap::is_inside(int line, int column) const {
  return std::any_of(first(line), last(line),
                     [&](const Cut& cut) { return cut.begin < column && column < cut.end; });
}

const InsertedColumns* ColumnMap::inserted_around(const Location& at) const {
  if (at.line != at.end_line || at.column < 0) return nullptr;
  for (const Cut* cut = first(at.line); cut != last(at.line); ++cut) {
    if (cut->begin <= at.column && at.end_column <= cut->end) return cut;
  }
  return nullptr;
}

Location ColumnMap::original(const Location& at) const {
  if (at.column < 0) return at;
  Location to{at.line, at.end_line, original(at.line, at.column), original(at.end_line, at.end_column)};
  if (inserted_around(at) != nullptr) {
    const int end = line_ends_[static_cast<std::size_t>(at.line) - 1];
    to.end_column = std::max(to.column, original(at.line, end));
  }
  return to;
}

namespace {

using Entries = std::vector<TableReader::Entry>;

/// One code object's entries on their way back.
class Table {
 public:
  Table(Entries entries, int first_line, bool is_function, const ColumnMap& columns)
      : entries_(std::move(entries)), first_line_(first_line), is_function_(is_function), columns_(columns) {}

  std::string original() {
    TableWriter writer(first_line_);
    for (std::size_t at = 0; at < entries_.size();) {
      const std::size_t end = hook_end(at);
      if (end == at) {
        const auto& entry = entries_[at++];
        writer.add(entry.units, entry.location ? std::optional(columns_.original(*entry.location)) : std::nullopt);
      }
      for (const std::size_t begin = at; at < end; ++at) writer.add(entries_[at].units, of_hook(begin, at, end));
    }
    return writer.take();
  }

 private:
  const InsertedColumns* inserted(std::size_t at) const {
    const auto& location = entries_[at].location;
    return location ? columns_.inserted_around(*location) : nullptr;
  }

  /// Behind a hook that begins here: its own instructions, and the `or` between it and its operand.
  std::size_t hook_end(std::size_t at) const {
    const InsertedColumns* const cut = inserted(at);
    if (cut == nullptr) return at;
    const auto belongs = [&](const std::optional<Location>& one) {
      return one && one->line == cut->line &&
             (columns_.inserted_around(*one) == cut || one->column == cut->begin);
    };
    while (at < entries_.size() && belongs(entries_[at].location)) ++at;
    return at;
  }

  /// The location of one of a hook's entries, which are those from `begin` to `end`.
  std::optional<Location> of_hook(std::size_t begin, std::size_t at, std::size_t end) {
    const InsertedColumns& cut = *inserted(begin);
    if (is_function_ && cut.is_behind) return behind();
    while (end < entries_.size() && !entries_[end].location) ++end;
    const int next = end < entries_.size() ? entries_[end].location->line : cut.line;
    if (cut.line < next && next <= cut.last_line) return Location{next, next, -1, -1};
    return columns_.original(*entries_[at].location);
  }

  /// What a body without code has in the original, unless there is other code to tell lines.
  std::optional<Location> behind() const {
    for (std::size_t at = 0; at < entries_.size(); ++at) {
      const auto& location = entries_[at].location;
      if (location && location->line > first_line_ && inserted(at) == nullptr) return std::nullopt;
    }
    return Location{first_line_, first_line_, 0, 0};
  }

  Entries entries_;
  int first_line_;
  bool is_function_;
  const ColumnMap& columns_;
};

}  // namespace

std::string original_table(std::string_view table, int first_line, bool is_function,
                           const ColumnMap& columns) {
  TableReader reader(table, first_line);
  Entries entries;
  while (const auto entry = reader.next()) entries.push_back(*entry);
  if (reader.is_broken()) return std::string(table);
  return Table(std::move(entries), first_line, is_function, columns).original();
}

std::string table_without(std::string_view table, int first_line, int begin, int end) {
  TableReader reader(table, first_line);
  TableWriter writer(first_line);
  int unit = 0;
  while (const auto entry = reader.next()) {
    const int next = unit + entry->units + 1;
    while (unit < next) {  // an entry may reach over the border
      const bool inside = begin <= unit && unit < end;
      const int border = inside ? std::min(end, next) : unit < begin ? std::min(begin, next) : next;
      writer.add(border - unit - 1, inside ? std::nullopt : entry->location);
      unit = border;
    }
  }
  return reader.is_broken() ? std::string(table) : writer.take();
}

}  // namespace pyinstr::python
