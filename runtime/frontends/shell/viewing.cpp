#include "viewing.h"

#include <fstream>
#include <limits>
#include <utility>

#include "command_line.h"
#include "engine/file_name.h"

namespace pyinstr::shell {
namespace {

constexpr std::string_view line_counts = "counts";

std::string described(const ViewText& view) {
  std::string text = view.what == line_counts ? "count" : "trace " + view.what;
  if (!view.of.empty()) text += " of " + view.of;
  if (!view.into.empty()) text += " into " + view.into;
  return text;
}

/// The words that follow the kind: `of FILE`, `into FILE`, each at most once.
bool take_clauses(std::string_view text, ViewText& view, std::string& error) {
  while (!text.empty()) {
    const std::string_view word = take_word(text);
    std::string* const clause = word == "of" ? &view.of : word == "into" ? &view.into : nullptr;
    if (clause == nullptr || text.empty() || !clause->empty()) {
      error = "`" + std::string(word) + "`: expected `of FILE` or `into FILE`";
      return false;
    }
    *clause = take_word(text);
  }
  return true;
}

/// Rows into a file, each written at once: a program that dies has left them.
engine::RowSink rows_into(const std::string& path) {
  auto out = std::make_shared<std::ofstream>(path, std::ios::binary | std::ios::trunc);
  if (!*out) return nullptr;
  return [out](const std::string& row) { *out << row << '\n' << std::flush; };
}

std::string padded_count(std::int64_t count) {
  std::string text = std::to_string(count);
  return std::string(text.size() < 8 ? 8 - text.size() : 0, ' ') + text;
}

}  // namespace

std::optional<ViewText> parse_view(std::string_view text, std::string& error) {
  const std::string_view command = take_word(text);
  ViewText view;
  if (command == "count") {
    view.what = line_counts;
  } else if (command == "trace" && take_word(text) == "lines") {
    view.what = "lines";
  } else {
    error = "expected `trace lines` or `count`, then `of FILE` or `into FILE`";
    return std::nullopt;
  }
  if (!take_clauses(text, view, error)) return std::nullopt;
  return view;
}

Viewing::Started Viewing::start(std::string_view text, const engine::RowSink& shown) {
  std::string error;
  const auto asked = parse_view(text, error);
  if (!asked) return {false, error};
  return asked->what == line_counts ? start_count(*asked) : start_trace(*asked, shown ? shown : say_);
}

Viewing::Started Viewing::start_trace(const ViewText& asked, const engine::RowSink& shown) {
  std::optional<engine::FileId> only;
  if (!asked.of.empty()) {
    const auto meant = files_.match(asked.of);
    if (meant.size() != 1) {
      return {false, "`" + asked.of + (meant.empty() ? "` is no file known here" : "` is ambiguous")};
    }
    only = meant.front();
  }
  const engine::RowSink sink = asked.into.empty() ? shown : rows_into(asked.into);
  if (!sink) return {false, "cannot write `" + asked.into + "`"};
  return started(asked, std::make_shared<engine::LineTrace>(files_, engine::plain_row, sink, only));
}

Viewing::Started Viewing::start_count(const ViewText& asked) {
  if (!asked.of.empty()) return {false, "lines of all files are counted: `of` is for `trace`"};
  if (counts_) return {false, "lines are counted already"};
  if (!asked.into.empty() && !std::ofstream(asked.into, std::ios::binary | std::ios::app)) {
    return {false, "cannot write `" + asked.into + "`"};
  }
  counts_ = std::make_shared<engine::LineCounts>();
  counts_into_ = asked.into;
  return started(asked, counts_);
}

Viewing::Started Viewing::started(const ViewText& asked, std::shared_ptr<engine::View> view) {
  const int number = engine_.add_view(std::move(view));
  if (number == 0) return {false, "the debugger has let go of this process"};
  views_.emplace(number, asked);
  return {true, "view " + std::to_string(number) + ": " + described(asked)};
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
  engine_.remove_view(number);
  if (stopped.mapped().what == line_counts) {
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
    if (view.what != line_counts) continue;
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
        engine::short_name(files_, files_.path(row.file)) + ":" + std::to_string(row.line);
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
