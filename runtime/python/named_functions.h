/// Functions by the dotted names that imports give them.
#pragma once

#include <string_view>

#include "engine/source_file.h"

namespace pyinstr::python {

/// What is imported under that name; nothing where it cannot be told. See engine::Files::look_up.
engine::NamedFunction look_up_function(std::string_view name);

}  // namespace pyinstr::python
