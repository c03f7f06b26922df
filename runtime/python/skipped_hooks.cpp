#include "skipped_hooks.h"

#include <algorithm>
#include <utility>

#include "bytecode.h"
#include "code_identity.h"
#include "hooks.h"
#include "interrupts.h"
#include "skipping_probe.h"

namespace pyinstr::python {
namespace {

bool is_as_written(SkippedCode& code, const SkippedCode::Spot& spot) {
  const CodeUnit& first = bytecode::live_units(code.code)[spot.begin];
  return first.argument == spot.first.argument && !bytecode::is_jump(bytecode::opcode_at(code.code, spot.begin));
}

/// `jump`: the opcode, beneath what the interpreter may have put over it.
void write_jump(SkippedCode& code, SkippedCode::Spot& spot, std::uint8_t jump) {
  const auto units = bytecode::live_units(code.code);
  const Opcodes& opcodes = bytecode::opcodes();
  bytecode::opcode_at(code.code, spot.begin) = jump;
  units[spot.begin].argument = static_cast<std::uint8_t>(spot.distance());
  // Whoever walks over the units finds instructions, and not what a cache happens to hold.
  const CodeUnit nothing = {static_cast<std::uint8_t>(opcodes.nothing), 0};
  for (std::uint32_t i = 1; i <= spot.caches; ++i) units[spot.begin + i] = nothing;
  spot.skipped = true;
}

/// Only over what was written by write_jump, though the interpreter may have put its own over it.
void write_back(SkippedCode& code, SkippedCode::Spot& spot) {
  spot.skipped = false;
  const auto units = bytecode::live_units(code.code);
  std::uint8_t& opcode = bytecode::opcode_at(code.code, spot.begin);
  if (!bytecode::is_jump(opcode) || units[spot.begin].argument != spot.distance()) return;
  for (std::uint32_t i = 1; i <= spot.caches; ++i) units[spot.begin + i] = {};
  units[spot.begin].argument = spot.first.argument;
  opcode = bytecode::fresh_opcode(code.code, spot.first.opcode);
}

void write_back_all(SkippedCode& code) {
  for (SkippedCode::Spot& spot : code.spots) {
    if (spot.skipped) write_back(code, spot);
  }
}

/// Whether a frame is about to jump there, by an argument that is still to be read.
bool is_being_skipped(SkippedCode& code, const SkippedCode::Spot& spot) {
  return bytecode::is_covered(code.code, spot.begin) &&
         compat::a_frame_stands_at(code.code, static_cast<int>(spot.begin) * compat::instruction_size);
}

/// Whether that did for all of them.
bool write_back_safely(SkippedCode& code) {
  bool all = true;
  for (SkippedCode::Spot& spot : code.spots) {
    if (!spot.skipped) continue;
    if (is_being_skipped(code, spot)) all = false;
    else write_back(code, spot);
  }
  return all;
}

}  // namespace

/// Its code is about to go, and with it the units, unless they are an object that others may hold.
SkippedCode::~SkippedCode() {
  if (units) write_back_all(*this);
  owner->leave_group(*this);
}

void SkippedHooks::start(bool asked) {
  obstacle_ = bytecode::obstacle();
  if (obstacle_.empty() && !asked && !bytecode::shows_original()) {
    obstacle_ = "code objects of this version show what is skipped; PYINSTR_HOOKS=skip skips all the same";
  }
  is_on_ = obstacle_.empty();
}

void SkippedHooks::stop(std::string why) {
  put_back_all();
  is_on_ = false;
  obstacle_ = std::move(why);
}

void SkippedHooks::skip(const compat::Place& place, int group) noexcept {
  if (place.code == nullptr || place.offset < 0 || bytecode::is_heard(place.code)) return;
  const std::uint64_t changes = changes_;
  try {
    if (!is_tried(place.code)) return;
    SkippedCode* const code = code_of(place.code);
    SkippedCode::Spot* const spot = code == nullptr ? nullptr : spot_at(*code, place);
    if (spot == nullptr || spot->skipped || !is_as_written(*code, *spot)) return;
    // What was done for it may have let other threads in, for whom it must be reached.
    if (!is_on_ || changes_ != changes) return;
    move(*code, group);
    write_jump(*code, *spot, static_cast<std::uint8_t>(bytecode::opcodes().jump_forward));
  } catch (const std::exception&) {
    // Out of memory: it is called as before.
  }
}

/// With the first hook that would be skipped; later ones are, if that went well.
bool SkippedHooks::is_tried(PyCodeObject* code) {
  if (trial_ != Trial::wanted) return trial_ == Trial::done && is_on_;
  if (bytecode::is_measured(code)) return false;
  trial_ = Trial::runs;
  const Ignoring ignoring;  // Ctrl-C is to stop in the program
  try {
    try_once();
    trial_ = Trial::done;
  } catch (py::error_already_set& interrupt) {
    trial_ = Trial::wanted;
    interrupt.restore();
    keep_interrupt_();
  }
  return trial_ == Trial::done && is_on_;
}

/// Throws an interrupt, and nothing else.
void SkippedHooks::try_once() {
  try {
    keep_identity_of_code(*this);
    if (std::string wrong = try_skipping(*this); !wrong.empty()) stop(std::move(wrong));
  } catch (py::error_already_set& error) {
    if (is_interrupt(error)) throw;
    stop(std::string("it could not be tried: ") + error.what());
  } catch (const std::exception& error) {
    stop(std::string("it could not be tried: ") + error.what());
  }
}

SkippedCode::Spot* SkippedHooks::spot_at(SkippedCode& code, const compat::Place& place) {
  const auto at = static_cast<std::uint32_t>(place.offset / compat::instruction_size);
  const auto found = std::lower_bound(code.spots.begin(), code.spots.end(), at,
                                      [](const auto& one, std::uint32_t unit) { return one.call_end <= unit; });
  return found == code.spots.end() || at < found->call ? nullptr : &*found;
}

SkippedCode* SkippedHooks::code_of(PyCodeObject* code) {
  SkippedCode* const known = codes_->find(code);
  return known != nullptr ? known : add_code(code);
}

SkippedCode* SkippedHooks::add_code(PyCodeObject* code) {
  if (bytecode::shares_units(code)) return nullptr;
  const auto written = py::reinterpret_steal<py::object>(compat::compiled_code(code));
  if (!written) return nullptr;
  const std::span units(reinterpret_cast<const CodeUnit*>(PyBytes_AS_STRING(written.ptr())),
                        static_cast<std::size_t>(PyBytes_GET_SIZE(written.ptr())) / sizeof(CodeUnit));
  auto added = std::make_unique<SkippedCode>(code, *this, bytecode::units_to_hold(code));
  const py::tuple names = compat::names(code);
  const auto is_hook = [&](int name) {
    return static_cast<std::size_t>(name) < names.size() && is_hook_name_(PyTuple_GET_ITEM(names.ptr(), name));
  };
  for (const HookSequence& one : find_hook_sequences(units, bytecode::opcodes(), is_hook)) added->spots.push_back({one});
  return codes_->add(code, std::move(added));
}

/// One whose file was not asked for may have been since; never the other way round.
void SkippedHooks::move(SkippedCode& code, int group) {
  if (code.is_grouped && (code.group == group || code.group != idle)) return;
  groups_[group].insert(&code);
  if (code.is_grouped) groups_[code.group].erase(&code);
  code.group = group;
  code.is_grouped = true;
}

void SkippedHooks::put_back(int group) {
  ++changes_;
  const auto found = groups_.find(group);
  if (found == groups_.end()) return;
  std::erase_if(found->second, [](SkippedCode* code) {
    code->is_grouped = !write_back_safely(*code);
    return !code->is_grouped;
  });
  if (found->second.empty()) groups_.erase(found);
  else late_.insert(group);
}

void SkippedHooks::put_back_all() {
  std::vector<int> all;
  for (const auto& [group, codes] : groups_) all.push_back(group);
  for (const int group : all) put_back(group);
  ++changes_;
}

void SkippedHooks::put_back_late() {
  for (const int group : std::exchange(late_, {})) put_back(group);
}

SkippedHooks::~SkippedHooks() {
  put_back_all();
  codes_->drop_those([this](const SkippedCode& one) { return one.owner == this; });
}

void SkippedHooks::leave_group(SkippedCode& code) {
  if (code.is_grouped) groups_[code.group].erase(&code);
}

SkippedHooks::AsWritten::AsWritten(SkippedHooks& hooks, PyObject* code) {
  code_ = hooks.codes_->find(reinterpret_cast<PyCodeObject*>(code));
  if (code_ == nullptr || !code_->is_grouped) return;
  changes_ = code_->owner->changes_;
  for (std::size_t i = 0; i < code_->spots.size(); ++i) {
    SkippedCode::Spot& spot = code_->spots[i];
    if (!spot.skipped) continue;
    const std::uint8_t jump = bytecode::opcode_at(code_->code, spot.begin);
    if (bytecode::is_jump(jump)) spots_.push_back({i, jump});
    write_back(*code_, spot);
  }
}

SkippedHooks::AsWritten::~AsWritten() {
  if (code_ == nullptr || spots_.empty() || code_->owner->changes_ != changes_) return;
  for (const auto& [index, jump] : spots_) {
    SkippedCode::Spot& spot = code_->spots[index];
    if (!spot.skipped && is_as_written(*code_, spot)) write_jump(*code_, spot, jump);
  }
}

}  // namespace pyinstr::python
