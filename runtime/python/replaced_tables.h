/// Gives code other locations than it was compiled with.
///
/// Threads: under the interpreter's lock.
#pragma once

#include <Python.h>

#include <string_view>

namespace pyinstr::python {

/// The locations must speak of the same instructions and lines, since an interpreter that traces may have noted
/// the lines already. The table that the code had is freed with the code: iterators over its lines and positions
/// read it without owning it. Where positions are not to be changed nothing is done. May let the program run.
/// Throws what pybind11 throws.
void replace_location_table(PyCodeObject* code, std::string_view table);

}  // namespace pyinstr::python
