/// What differs between the versions of CPython in the bytecode of a live code object.
///
/// `bytecode.cpp` is the only file with the interpreters' opcodes, whose names are macros. Threads:
/// under the interpreter's lock, without which nothing here may be asked or written.
#pragma once

#include <pybind11/pybind11.h>

#include <span>
#include <string_view>

#include "hook_sequences.h"

namespace pyinstr::python::bytecode {

namespace py = pybind11;

/// Why units of live code are never written in this interpreter; empty if they can be. Before they are, compat::compiled_code must have been asked for: it is kept from then on.
std::string_view obstacle();

/// Whether readers of code objects see what the compiler wrote whatever the live units are: by
/// `co_code`, and so in copies, and in what is marshalled or pickled.
bool shows_original();

const Opcodes& opcodes();

/// What the interpreter runs.
std::span<CodeUnit> live_units(PyCodeObject* code);

/// Whether somebody else holds the units, too: other code, or a reader.
bool shares_units(PyCodeObject* code);

/// The object that the live units are in, where it is one of its own and others may have it when the code
/// is gone; else null.
py::object units_to_hold(PyCodeObject* code);

/// Whether somebody is told what the code does, by lines, instructions, jumps or branches; or the running
/// thread is traced or profiled.
bool is_heard(const PyCodeObject* code);

/// Whether tools other than debuggers are told what the running code does: they would be told of code
/// that is only run to try something, too.
bool is_measured(const PyCodeObject* code);

/// The opcode of a live unit, beneath what the interpreter has put over it for those who hear of it.
std::uint8_t& opcode_at(PyCodeObject* code, std::uint32_t index);

/// Whether the interpreter has put something over it: a frame stands there while somebody is told, and goes on
/// by what it had read before.
bool is_covered(PyCodeObject* code, std::uint32_t index);

/// Whether it is a jump forward, heard of or not.
bool is_jump(std::uint8_t opcode);

/// What is to stand in place of the compiler's opcode in a live unit, for it to be specialised as others.
std::uint8_t fresh_opcode(const PyCodeObject* code, std::uint8_t written);

}  // namespace pyinstr::python::bytecode
