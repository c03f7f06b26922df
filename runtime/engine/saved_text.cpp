#include "saved_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <optional>
#include <utility>

#include "blanks.h"
#include "break_text.h"
#include "exception_filter.h"

namespace pyinstr::engine {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view head =
    "# What stops the program, as pyinstr's `save` writes and `load` reads it. It may be changed by\n"
    "# hand; a breakpoint is found again by its text and its function.\n";

// ---- words of a text

std::string_view trim(std::string_view text) { return trimmed(text, " \t"); }

std::pair<std::string_view, std::string_view> split_word(std::string_view text) {
  const auto end = std::min(text.find(' '), text.size());
  return {text.substr(0, end), text.substr(std::min(end + 1, text.size()))};
}

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

std::optional<int> number_in(std::string_view text) {
  int number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = failed == std::errc() && end == text.data() + text.size();
  return whole && number > 0 ? std::optional(number) : std::nullopt;
}

// ---- paths

std::string seen_from(std::string_view folder, const std::string& path) {
  if (folder.empty() || folder == "/" || !path.starts_with(folder)) return path;
  const std::string rest = path.substr(folder.size());
  return rest.starts_with('/') ? "." + rest : path;
}

std::string made_whole(std::string_view folder, const std::string& path) {
  const bool is_seen = path.starts_with("./") || path.starts_with("../");
  return is_seen && !folder.empty() ? (fs::path(folder) / path).lexically_normal().string() : path;
}

// ---- one breakpoint's lines: a row for each thing that may be said

/// Writes all that the breakpoint has to say there; each text becomes a line behind the key.
using WriteField = std::vector<std::string> (*)(const SavedBreakpoint&, std::string_view folder);
/// Takes a line; false if it means nothing there.
using ReadField = bool (*)(SavedBreakpoint&, std::string_view value, std::string_view folder);

struct Field {
  std::string_view key;
  WriteField write;
  ReadField read;
};

/// A text of several lines is said line by line.
std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  if (text.empty()) return lines;
  std::size_t begin = 0;
  for (auto end = text.find('\n'); end != text.npos; end = text.find('\n', begin)) {
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  lines.push_back(text.substr(begin));
  return lines;
}

bool add_line(std::string& text, std::string_view line) {
  if (!text.empty()) text += '\n';
  text += line;
  return true;
}

std::vector<std::string> said_if(bool holds) {
  return holds ? std::vector<std::string>{""} : std::vector<std::string>{};
}

bool read_order(SavedBreakpoint& to, std::string_view value) {
  constexpr std::string_view between = " of ";
  const auto at = value.find(between);
  if (at == value.npos) return false;
  const auto nth = number_in(value.substr(0, at)), of = number_in(value.substr(at + between.size()));
  if (!nth || !of || *nth > *of) return false;
  to.spec.anchor.nth = *nth;
  to.spec.anchor.of = *of;
  return true;
}

std::vector<std::string> order_of(const Anchor& anchor) {
  if (anchor.of < 2) return {};
  return {std::to_string(anchor.nth) + " of " + std::to_string(anchor.of)};
}

using Path = std::string_view;
constexpr std::array fields = {
    Field{"near",
          [](const SavedBreakpoint& of, Path folder) {
            const bool said = !of.spec.function.empty() && !of.spec.file.empty();
            return said ? std::vector{seen_from(folder, of.spec.file)} : std::vector<std::string>{};
          },
          [](SavedBreakpoint& to, std::string_view value, Path folder) {
            to.spec.file = made_whole(folder, std::string(value));
            return !to.spec.function.empty();
          }},
    Field{"in", [](const SavedBreakpoint& of, Path) { return lines_of(of.spec.anchor.function); },
          [](SavedBreakpoint& to, std::string_view value, Path) {
            to.spec.anchor.function = value;
            return true;
          }},
    Field{"text", [](const SavedBreakpoint& of, Path) { return lines_of(of.spec.anchor.text); },
          [](SavedBreakpoint& to, std::string_view value, Path) {
            to.spec.anchor.text = trim(value);
            return true;
          }},
    Field{"nth", [](const SavedBreakpoint& of, Path) { return order_of(of.spec.anchor); },
          [](SavedBreakpoint& to, std::string_view value, Path) { return read_order(to, value); }},
    Field{"hit", [](const SavedBreakpoint& of, Path) { return lines_of(of.spec.hits); },
          [](SavedBreakpoint& to, std::string_view value, Path) {
            to.spec.hits = value;
            return !value.empty();
          }},
    Field{"if", [](const SavedBreakpoint& of, Path) { return lines_of(of.spec.condition); },
          [](SavedBreakpoint& to, std::string_view value, Path) {
            return add_line(to.spec.condition, value);
          }},
    Field{"write", [](const SavedBreakpoint& of, Path) { return lines_of(of.spec.log); },
          [](SavedBreakpoint& to, std::string_view value, Path) {
            return add_line(to.spec.log, value);
          }},
    Field{"unattended", [](const SavedBreakpoint& of, Path) { return said_if(of.spec.unattended); },
          [](SavedBreakpoint& to, std::string_view value, Path) {
            to.spec.unattended = true;
            return value.empty();
          }},
    Field{"temporary", [](const SavedBreakpoint& of, Path) { return said_if(of.spec.temporary); },
          [](SavedBreakpoint& to, std::string_view value, Path) {
            to.spec.temporary = true;
            return value.empty();
          }},
    Field{"ignore",
          [](const SavedBreakpoint& of, Path) {
            return of.ignore > 0 ? std::vector{std::to_string(of.ignore)} : std::vector<std::string>{};
          },
          [](SavedBreakpoint& to, std::string_view value, Path) {
            const auto count = number_in(value);
            to.ignore = count.value_or(0);
            return count.has_value();
          }},
    Field{"disabled", [](const SavedBreakpoint& of, Path) { return said_if(!of.enabled); },
          [](SavedBreakpoint& to, std::string_view value, Path) {
            to.enabled = false;
            return value.empty();
          }},
    Field{"do", [](const SavedBreakpoint& of, Path) { return of.commands; },
          [](SavedBreakpoint& to, std::string_view value, Path) {
            to.commands.emplace_back(value);
            return !value.empty();
          }},
};

void write(std::string& text, const SavedBreakpoint& one, std::string_view folder) {
  const BreakpointSpec& spec = one.spec;
  text += spec.log.empty() ? "\nbreak " : "\nlog ";
  if (spec.function.empty()) {
    text += seen_from(folder, spec.file) + ":" + std::to_string(spec.line) + "\n";
  } else {
    text += spec.function + "\n";
  }
  for (const Field& field : fields) {
    for (const std::string& value : field.write(one, folder)) {
      text += "  " + std::string(field.key) + (value.empty() ? "" : " " + value) + "\n";
    }
  }
}

void write_rows(std::string& text, std::string_view word, const std::vector<std::string>& values) {
  if (!values.empty()) text += '\n';
  for (const std::string& value : values) {
    text += std::string(word) + (value.empty() ? "" : " " + one_line(value)) + "\n";
  }
}

void write(std::string& text, const SavedWatch& watch) {
  text += "\nwatch " + one_line(watch.expression) + "\n  in " + watch.module + "\n";
  if (!watch.condition.empty()) text += "  if " + one_line(watch.condition) + "\n";
}

// ---- reading

/// A record: the line that begins it, and those that belong to it.
struct Record {
  struct Row {
    int number = 0;
    std::string_view word, value;
  };
  Row first;
  std::vector<Row> rest;
};

std::vector<Record> records_of(std::string_view text, std::vector<SavedError>& errors) {
  std::vector<Record> records;
  int number = 0;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    const auto begin = line.find_first_not_of(" \t");
    if (begin == line.npos || line[begin] == '#') continue;
    const auto [word, value] = split_word(line.substr(begin));
    if (begin == 0) {
      records.push_back({{number, word, value}, {}});
    } else if (records.empty()) {
      errors.push_back({number, "`" + std::string(word) + "` belongs to nothing"});
    } else {
      records.back().rest.push_back({number, word, value});
    }
  }
  return records;
}

bool fail(const Record::Row& row, std::string message, std::vector<SavedError>& errors) {
  errors.push_back({row.number, std::move(message)});
  return false;
}

bool read_field(SavedBreakpoint& to, const Record::Row& row, std::string_view folder,
                std::vector<SavedError>& errors) {
  const auto field = std::find_if(fields.begin(), fields.end(),
                                  [&](const Field& one) { return one.key == row.word; });
  const std::string word = "`" + std::string(row.word);
  if (field == fields.end()) return fail(row, word + "` means nothing here", errors);
  if (field->read(to, row.value, folder)) return true;
  return fail(row, word + " " + std::string(row.value) + "` means nothing here", errors);
}

bool read(const Record& record, std::string_view folder, Saved& to, std::vector<SavedError>& errors) {
  SavedBreakpoint one;
  one.spec.saved = true;
  std::string error;
  const std::string_view place = trim(record.first.value);
  if (!parse_place(place, place, one.spec, error)) return fail(record.first, error, errors);
  one.spec.file = made_whole(folder, one.spec.file);
  for (const Record::Row& row : record.rest) {
    if (!read_field(one, row, folder, errors)) return false;
  }
  const bool is_log = record.first.word == "log";
  if (is_log == one.spec.log.empty()) {
    return fail(record.first, is_log ? "a log point without `write`" : "`write` is for a log point", errors);
  }
  to.breakpoints.push_back(std::move(one));
  return true;
}

bool read_watch(const Record& record, Saved& to, std::vector<SavedError>& errors) {
  SavedWatch watch{std::string(trim(record.first.value))};
  for (const Record::Row& row : record.rest) {
    if (row.word != "in" && row.word != "if") {
      return fail(row, "`" + std::string(row.word) + "` means nothing here", errors);
    }
    (row.word == "in" ? watch.module : watch.condition) = trim(row.value);
  }
  if (watch.expression.empty() || watch.module.empty()) {
    return fail(record.first, "a watch needs an expression, and its module behind `in`", errors);
  }
  to.watches.push_back(std::move(watch));
  return true;
}

/// What one line says whole.
struct Plain {
  std::string_view word;
  std::vector<std::string> Saved::* list;
};
constexpr std::array plain_records = {Plain{"catch", &Saved::catches}, Plain{"stopwhen", &Saved::stop_whens},
                                      Plain{"skip", &Saved::skip}, Plain{"only", &Saved::only}};

void read_record(const Record& record, std::string_view folder, Saved& to, std::vector<SavedError>& errors) {
  const std::string_view word = record.first.word;
  if (word == "break" || word == "log") return static_cast<void>(read(record, folder, to, errors));
  if (word == "watch") return static_cast<void>(read_watch(record, to, errors));
  const auto plain = std::find_if(plain_records.begin(), plain_records.end(),
                                  [&](const Plain& one) { return one.word == word; });
  if (plain == plain_records.end()) {
    fail(record.first, "`" + std::string(word) + "` is nothing that can be saved", errors);
  } else if (!record.rest.empty()) {
    fail(record.rest.front(), "`" + std::string(record.rest.front().word) + "` means nothing here", errors);
  } else {
    (to.*plain->list).emplace_back(trim(record.first.value));
  }
}

}  // namespace

std::string text_of(const Saved& saved, std::string_view folder) {
  std::string text(head);
  for (const SavedBreakpoint& one : saved.breakpoints) write(text, one, folder);
  for (const SavedWatch& watch : saved.watches) write(text, watch);
  for (const Plain& plain : plain_records) write_rows(text, plain.word, saved.*plain.list);
  return text;
}

Saved parse_saved(std::string_view text, std::string_view folder, std::vector<SavedError>& errors) {
  Saved saved;
  for (const Record& record : records_of(text, errors)) read_record(record, folder, saved, errors);
  return saved;
}

}  // namespace pyinstr::engine
