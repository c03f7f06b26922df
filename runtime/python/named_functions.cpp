#include "named_functions.h"

#include "engine/close_names.h"
#include "hooks.h"
#include "imports.h"
#include "inspect.h"

namespace pyinstr::python {

engine::NamedFunction look_up_function(std::string_view name) {
  const Ignoring ignoring;
  return guarded(engine::NamedFunction{}, [&] {
    const py::object found = imported("pyinstr.named_functions").attr("look_up")(string_of(name));
    engine::NamedFunction known{all_texts_of(found.attr("paths")), text_of(found.attr("name")),
                                text_of(found.attr("refusal"))};
    const std::string missing = text_of(found.attr("missing"));
    if (!missing.empty()) known.refusal += engine::did_you_mean(missing, all_texts_of(found.attr("offered")));
    return known;
  });
}

}  // namespace pyinstr::python
