/// How the rows of traces begin, and where they go.
#pragma once

#include <functional>
#include <iosfwd>
#include <string>

#include "source_file.h"
#include "stack.h"

namespace pyinstr::engine {

/// Takes a row, without its line ending.
using RowSink = std::function<void(const std::string& row)>;

/// Writes a row with its line ending, at once and in one piece: a program that dies has left it, and rows of
/// processes that write to one file stay whole.
void write_row(std::ostream& out, const std::string& row);

/// `counter.py:6 in is_code_line`, and which thread it is if it is not the main one. Without a
/// function just the file and the line.
std::string row_place(Files& files, FileId file, Line line, const std::string& function, Stack& stack);

}  // namespace pyinstr::engine
