#include "original_positions.h"

#include <pybind11/pybind11.h>

#include <algorithm>
#include <vector>

#include "compat.h"
#include "location_table.h"
#include "pyinstr/rewriter.h"
#include "replaced_tables.h"

namespace pyinstr::python {

namespace py = pybind11;

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// A text's lines, and columns as CPython counts them: in UTF-8, whatever the file is written in.
class TextLines {
 public:
  explicit TextLines(std::string_view text) : text_(text), encoding_(rewriter::encoding_name(text)) {
    is_utf8_ = is_utf8_name() || std::all_of(text.begin(), text.end(), is_ascii);
    std::size_t begin = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    while (begin < text.size()) {
      starts_.push_back(begin);
      begin = text.find_first_of("\r\n", begin);
      if (begin == std::string_view::npos) break;
      begin += text.substr(begin).starts_with("\r\n") ? 2 : 1;
    }
  }

  int count() const { return static_cast<int>(starts_.size()); }

  /// The line, from 1, that holds an offset.
  int line_of(std::size_t offset) const {
    return static_cast<int>(std::upper_bound(starts_.begin(), starts_.end(), offset) - starts_.begin());
  }

  int column_of(std::size_t offset, int line) const {
    const std::size_t begin = starts_[static_cast<std::size_t>(line) - 1];
    const std::string_view before = text_.substr(begin, offset - begin);
    if (is_utf8_ || std::all_of(before.begin(), before.end(), is_ascii)) return static_cast<int>(before.size());
    return utf8_length(before);
  }

  /// Behind the line's last character that is no blank.
  int last_column(int line) const {
    const std::size_t begin = starts_[static_cast<std::size_t>(line) - 1];
    const std::size_t next = line < count() ? starts_[static_cast<std::size_t>(line)] : text_.size();
    const std::size_t last = text_.substr(0, next).find_last_not_of(" \t\f\r\n");
    return last == std::string_view::npos || last < begin ? 0 : column_of(last + 1, line);
  }

 private:
  static bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

  bool is_utf8_name() const {
    std::string name;
    for (const char c : encoding_) name += c == '_' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return name == "utf-8" || name == "utf8" || name.starts_with("utf-8-");
  }

  int utf8_length(std::string_view bytes) const {
    const auto text = py::reinterpret_steal<py::object>(PyUnicode_Decode(
        bytes.data(), static_cast<Py_ssize_t>(bytes.size()), std::string(encoding_).c_str(), "replace"));
    Py_ssize_t length = 0;
    if (!text || PyUnicode_AsUTF8AndSize(text.ptr(), &length) == nullptr) throw py::error_already_set();
    return static_cast<int>(length);
  }

  std::string_view text_;
  std::string_view encoding_;
  bool is_utf8_ = true;
  std::vector<std::size_t> starts_;
};

/// One insertion's columns; a prologue on a line of its own begins with the line end before it.
void add_columns(std::vector<InsertedColumns>& all, const rewriter::Insertion& one, std::string_view text,
                 const TextLines& lines) {
  std::size_t begin = one.offset;
  const std::size_t end = one.offset + one.size;
  while (begin < end && (text[begin] == '\r' || text[begin] == '\n')) ++begin;
  const int line = lines.line_of(begin);
  if (begin == end || line < 1) return;
  const bool is_behind = one.site >= 0 && text[begin] == ';';
  // A prologue without a hook belongs to nothing: the program begins behind it.
  const int last_line = one.site >= 0 ? lines.line_of(one.logical_end) : lines.count();
  all.push_back({line, lines.column_of(begin, line), lines.column_of(end, line), last_line, is_behind});
}

ColumnMap columns_of(std::string_view copy, const std::vector<rewriter::Insertion>& insertions) {
  const TextLines lines(copy);
  std::vector<InsertedColumns> inserted;
  inserted.reserve(insertions.size());
  for (const auto& one : insertions) add_columns(inserted, one, copy, lines);
  std::vector<int> ends;
  for (int line = 1; line <= lines.count(); ++line) ends.push_back(lines.last_column(line));
  return {inserted, std::move(ends)};
}

#if PYINSTR_HAS_COLUMNS
/// Whether the code has the copy's positions: its prologue stands where it stands in the text.
bool has_columns_of_copy(PyCodeObject* code, int prologue, const ColumnMap& columns) {
  int line = 0, column = -1;
  compat::locate(code, prologue, line, column);
  return columns.is_inside(line, column);
}

void give(PyCodeObject* code, const ColumnMap& columns) {
  const auto table = py::reinterpret_borrow<py::bytes>(code->co_linetable);
  const auto original = original_table(std::string_view(table), code->co_firstlineno, compat::is_function(code), columns);
  replace_location_table(code, original);
}

#endif

}  // namespace

std::function<Location(const Location&)> original_locations(std::string_view copy) {
  return [columns = columns_of(copy, rewriter::insertions(copy))](const Location& at) { return columns.original(at); };
}

#if PYINSTR_HAS_COLUMNS
bool give_original_positions(PyCodeObject* code, std::string_view copy, int prologue) {
  const auto insertions = rewriter::insertions(copy);
  if (insertions.empty()) return false;
  const ColumnMap columns = columns_of(copy, insertions);
  if (prologue >= 0 && !has_columns_of_copy(code, prologue, columns)) return false;
  std::vector<PyCodeObject*> waiting{code};
  while (!waiting.empty()) {
    PyCodeObject* const next = waiting.back();
    waiting.pop_back();
    give(next, columns);
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(next->co_consts); ++i) {
      PyObject* const constant = PyTuple_GET_ITEM(next->co_consts, i);
      if (PyCode_Check(constant)) waiting.push_back(reinterpret_cast<PyCodeObject*>(constant));
    }
  }
  return true;
}
#else
bool give_original_positions(PyCodeObject*, std::string_view, int) { return false; }
#endif

}  // namespace pyinstr::python
