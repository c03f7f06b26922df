/// What is kept with code objects, each one's own, until it goes.
///
/// Not in the interpreter's extra slots: for code with which anybody keeps something there it calls what every
/// user of them gave to free it, and some of those are gone by then.
/// Threads: under the interpreter's lock.
#pragma once

#include <Python.h>

#include <memory>
#include <unordered_map>
#include <utility>

#include "code_end.h"

namespace pyinstr::python {

/// Code is known by where it is, not by its value. `Record`s are freed with their code.
template <typename Record>
class KeptWithCode final : private CodeEnd {
 public:
  /// Null if nothing is kept. Valid until the code goes.
  Record* find(PyCodeObject* code) const {
    const auto found = kept_.find(code);
    return found == kept_.end() ? nullptr : found->second.record.get();
  }

  /// Keeps a record, and gives it back; or the one that has come meanwhile, since the program and other
  /// threads may run. Null, with no exception left, if there was no memory.
  Record* add(PyCodeObject* code, std::unique_ptr<Record> fresh) {
    py::object watch = this->watch(code);
    if (!watch) return nullptr;
    try {
      return kept_.try_emplace(code, Kept{std::move(watch), std::move(fresh)}).first->second.record.get();
    } catch (const std::bad_alloc&) {
      return nullptr;
    }
  }

  /// Frees those of which `is_one` is true, though their code lives.
  template <typename IsOne>
  void drop_those(IsOne is_one) {
    Map dropped;
    for (auto one = kept_.begin(); one != kept_.end();) {
      const auto here = one++;
      if (is_one(*here->second.record)) dropped.insert(kept_.extract(here));
    }
  }

 private:
  struct Kept {
    py::object watch;
    std::unique_ptr<Record> record;
  };

  using Map = std::unordered_map<PyCodeObject*, Kept>;

  // Taken out first: what a record lets go may ask here.
  void ended(PyCodeObject* code) noexcept override { const auto gone = kept_.extract(code); }

  Map kept_;
};

}  // namespace pyinstr::python
