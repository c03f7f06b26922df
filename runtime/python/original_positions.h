/// Gives the code of an instrumented file the positions of its original.
///
/// Done once for each module, in its first hook: before anything can have used its code as a key
/// (a code object's hash covers its positions from 3.12 on). Below 3.11 there are no columns, and
/// nothing is done. Threads: under the interpreter's lock.
#pragma once

#include <Python.h>

#include <functional>
#include <string_view>

#include "location_table.h"

namespace pyinstr::python {

/// Maps the positions of `code` and of all code in it back. `copy` is the instrumented text it was
/// compiled from. `prologue` is the offset of an instruction of its prologue, which tells whether
/// code and text belong together and whether this was done before; -1 if that is certain. False if
/// nothing was done. Throws what pybind11 throws.
bool give_original_positions(PyCodeObject* code, std::string_view copy, int prologue = -1);

/// The same for those who ask for one location after the other, where code cannot be given others: what
/// maps a location of the copy. Throws what pybind11 throws.
std::function<Location(const Location&)> original_locations(std::string_view copy);

}  // namespace pyinstr::python
