#include "viewing.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <utility>

#include "command_line.h"
#include "engine/call_trace.h"
#include "engine/function_place.h"
#include "engine/value_trace.h"

namespace pyinstr::shell {
namespace {

using What = ViewText::What;

const std::string view_word = "view ", unattended_word = "unattended ";

std::string padded_count(std::int64_t count) {
  std::string text = std::to_string(count);
  return std::string(text.size() < 8 ? 8 - text.size() : 0, ' ') + text;
}

}  // namespace

Viewing::Started Viewing::start(std::string_view text, const engine::RowSink& shown) {
  std::string error;
  auto asked = parse_view(text, error);
  if (!asked) return {false, error};
  asked->unattended = shown != nullptr;
  return asked->what == What::counts ? start_count(*asked) : start_trace(*asked, shown ? shown : say_);
}

std::string Viewing::texts() const {
  std::string texts;
  for (const auto& [number, view] : views_) texts += (view.unattended ? unattended_word : view_word) + described(view) + "\n";
  return texts;
}

std::string_view Viewing::start_all(std::string_view text, const engine::RowSink& shown) {
  while (text.starts_with(view_word) || text.starts_with(unattended_word)) {
    const bool unattended = text.starts_with(unattended_word);
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view view = text.substr(0, end).substr((unattended ? unattended_word : view_word).size());
    text.remove_prefix(std::min(end + 1, text.size()));
    const Started begun = start(view, unattended ? shown : nullptr);
    if (!begun.done) shown("`" + std::string(view) + "`: " + begun.message);
  }
  return text;
}

void Viewing::in_child(const std::string& name) {
  child_ = name;
  if (counts_ == nullptr) return;
  counts_->reset();
  if (!counts_into_.empty()) counts_into_ += "." + child_;
}

engine::RowSink Viewing::rows_into(const std::string& path) {
  std::shared_ptr<std::ofstream> out = written_[path].lock();
  if (out == nullptr) {
    if (child_.empty()) std::ofstream(path, std::ios::binary | std::ios::trunc);
    written_[path] = out = std::make_shared<std::ofstream>(path, std::ios::binary | std::ios::app);
  }
  if (!*out) return nullptr;
  return [out](const std::string& row) { engine::write_row(*out, row); };
}

/// A file that is known, else a function, which need not be known yet.
engine::ViewScope Viewing::scope_of(const std::string& of, std::string& error) {
  if (of.empty()) return {};
  const auto meant = files_.match(of);
  if (meant.size() == 1) return {meant.front(), {}};
  const bool is_function = engine::is_function_name(of) && !of.ends_with(".py");
  if (meant.size() > 1) error = "`" + of + "` is ambiguous";
  else if (!is_function) error = "`" + of + "` is no file known here";
  else error = engine::find_functions(files_, of, {}).refusal;
  return {std::nullopt, error.empty() ? of : std::string()};
}

std::shared_ptr<engine::View> Viewing::trace_of(const ViewText& asked, engine::RowSink sink,
                                                engine::ViewScope scope, std::string& error) {
  if (asked.what == What::lines) {
    return std::make_shared<engine::LineTrace>(files_, engine::plain_row, std::move(sink), std::move(scope));
  }
  if (asked.what == What::calls) {
    return std::make_shared<engine::CallTrace>(files_, asked.calls, std::move(sink), std::move(scope));
  }
  auto value = engine_.traced(asked.expression, error);
  if (value == nullptr) return nullptr;
  return std::make_shared<engine::ValueTrace>(files_, asked.expression, std::move(value), std::move(sink),
                                              std::move(scope));
}

Viewing::Started Viewing::start_trace(const ViewText& asked, const engine::RowSink& shown) {
  std::string error;
  engine::ViewScope scope = scope_of(asked.of, error);
  if (!error.empty()) return {false, error};
  engine::RowSink sink = asked.into.empty() ? shown : rows_into(asked.into);
  if (!sink) return {false, "cannot write `" + asked.into + "`"};
  auto view = trace_of(asked, std::move(sink), scope, error);
  if (view == nullptr) return {false, "`" + asked.expression + "`: " + error};
  Started result = started(asked, std::move(view));
  const bool is_known = asked.of.empty() || scope.file || !engine::find_functions(files_, asked.of, {}).found.empty();
  if (result.done && !is_known) result.message += ", which is not known yet";
  return result;
}

Viewing::Started Viewing::start_count(const ViewText& asked) {
  if (!asked.of.empty()) return {false, "lines of all files are counted: `of` is for `trace`"};
  if (counts_) return {false, "lines are counted already"};
  const std::string into = asked.into + (child_.empty() || asked.into.empty() ? "" : "." + child_);
  if (!into.empty() && !std::ofstream(into, std::ios::binary | std::ios::app)) {
    return {false, "cannot write `" + into + "`"};
  }
  counts_ = std::make_shared<engine::LineCounts>();
  counts_into_ = into;
  return started(asked, counts_);
}

Viewing::Started Viewing::started(ViewText asked, std::shared_ptr<engine::View> view) {
  const engine::SetResult added = engine_.add_view(std::move(view));
  if (added.number == 0) return {false, added.message};
  ++revision_;
  const std::string text = described(asked);
  views_.emplace(added.number, std::move(asked));
  return {true, "view " + std::to_string(added.number) + ": " + text};
}

std::vector<std::string> Viewing::list() const {
  std::vector<std::string> rows;
  for (const auto& [number, view] : views_) {
    rows.push_back(std::to_string(number) + "  " + described(view));
  }
  return rows;
}

bool Viewing::stop(int number) {
  const auto stopped = views_.extract(number);
  if (stopped.empty()) return false;
  ++revision_;
  engine_.remove_view(number);
  if (stopped.mapped().what == What::counts) {
    write_counts();
    counts_ = nullptr;
  }
  return true;
}

void Viewing::stop_all() {
  while (!views_.empty()) stop(views_.begin()->first);
}

void Viewing::stop_counts() {
  for (const auto& [number, view] : views_) {
    if (view.what != What::counts) continue;
    stop(number);
    return;
  }
}

std::vector<std::string> Viewing::count_rows(std::size_t at_most) const {
  std::vector<std::string> rows;
  if (!counts_) return rows;
  for (const auto& row : counts_->rows()) {
    if (rows.size() == at_most) break;
    const std::string place =
        files_.short_name(files_.path(row.file)) + ":" + std::to_string(row.line);
    const std::string text(trimmed(files_.line_text(row.file, row.line)));
    rows.push_back(padded_count(row.count) + "  " + place + (text.empty() ? "" : "  " + text));
  }
  return rows;
}

void Viewing::write_counts() {
  if (!counts_ || counts_into_.empty()) return;
  std::ofstream out(counts_into_, std::ios::binary | std::ios::trunc);
  for (const std::string& row : count_rows(std::numeric_limits<std::size_t>::max())) {
    out << row << '\n';
  }
}

}  // namespace pyinstr::shell
