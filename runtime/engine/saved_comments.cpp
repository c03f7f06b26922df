#include "saved_comments.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>
#include <vector>

#include "blanks.h"

namespace pyinstr::engine {
namespace {

using Lines = std::vector<std::string>;

/// A record, with what stands above it.
struct Piece {
  Lines parted;  ///< comments that a blank line follows; one, too, between them
  Lines above;   ///< comments right above
  std::string first;
  Lines rows;    ///< comments among them
  bool is_apart = false;  ///< behind a blank line
};

struct Pieces {
  std::vector<Piece> records;
  Lines end;  ///< comments behind them
};

bool is_comment(const std::string& line) { return trimmed(line, " \t").starts_with('#'); }
bool is_row(const std::string& line) { return line.starts_with(' ') || line.starts_with('\t'); }

Lines lines_of_text(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.emplace_back(trimmed(text.substr(0, end), "\r"));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

void move_behind(Lines& to, Lines& from) {
  to.insert(to.end(), from.begin(), from.end());
  from.clear();
}

/// What was above turns out to be parted from the next record.
void part(Piece& next) {
  if (next.above.empty()) return;
  if (!next.parted.empty()) next.parted.emplace_back();
  move_behind(next.parted, next.above);
}

Pieces pieces_of(std::string_view text) {
  Pieces pieces;
  Piece next;
  for (std::string& line : lines_of_text(text)) {
    if (trimmed(line, " \t").empty()) {
      part(next);
      next.is_apart = true;
    } else if (is_row(line) && !pieces.records.empty()) {
      move_behind(pieces.records.back().rows, next.above);
      pieces.records.back().rows.push_back(std::move(line));
    } else if (is_comment(line)) {
      next.above.push_back(std::move(line));
    } else {
      next.first = std::move(line);
      pieces.records.push_back(std::exchange(next, {}));
    }
  }
  part(next);
  pieces.end = std::move(next.parted);
  return pieces;
}

// ---- which record is which

std::string word_of(const std::string& line) { return line.substr(0, line.find(' ')); }

Lines said(const Piece& piece) {
  Lines rows;
  std::copy_if(piece.rows.begin(), piece.rows.end(), std::back_inserter(rows), [](auto& row) { return !is_comment(row); });
  return rows;
}

/// The rows that find the line again.
Lines anchor_rows(const Piece& piece) {
  Lines rows;
  for (const std::string& row : piece.rows) {
    const std::string word = word_of(std::string(trimmed(row, " \t")));
    if (word == "in" || word == "text" || word == "nth") rows.push_back(row);
  }
  return rows;
}

using IsSame = bool (*)(const Piece&, const Piece&);
/// The surest first.
constexpr std::array<IsSame, 3> sames = {
    [](const Piece& a, const Piece& b) { return a.first == b.first && said(a) == said(b); },
    [](const Piece& a, const Piece& b) { return a.first == b.first; },
    [](const Piece& a, const Piece& b) {
      return word_of(a.first) == word_of(b.first) && !anchor_rows(a).empty() && anchor_rows(a) == anchor_rows(b);
    },
};

/// By record of the new text the one that it was, or none.
using Match = std::vector<const Piece*>;

void match_those_that(IsSame same, const Pieces& now, const Pieces& before, Match& match, std::set<const Piece*>& used) {
  for (std::size_t i = 0; i < match.size(); ++i) {
    if (match[i] != nullptr) continue;
    for (const Piece& old : before.records) {
      if (used.contains(&old) || !same(now.records[i], old)) continue;
      used.insert(match[i] = &old);
      break;
    }
  }
}

void match_in_order(const Pieces& now, const Pieces& before, Match& match, std::set<const Piece*>& used) {
  for (std::size_t i = 0; i < match.size(); ++i) {
    if (match[i] != nullptr) continue;
    const std::string word = word_of(now.records[i].first);
    std::vector<std::size_t> fresh;
    std::vector<const Piece*> left;
    for (std::size_t k = i; k < match.size(); ++k) {
      if (match[k] == nullptr && word_of(now.records[k].first) == word) fresh.push_back(k);
    }
    for (const Piece& old : before.records) {
      if (!used.contains(&old) && word_of(old.first) == word) left.push_back(&old);
    }
    if (fresh.size() != left.size()) continue;
    for (std::size_t k = 0; k < fresh.size(); ++k) used.insert(match[fresh[k]] = left[k]);
  }
}

Match matched(const Pieces& now, const Pieces& before) {
  Match match(now.records.size(), nullptr);
  std::set<const Piece*> used;
  for (const IsSame same : sames) match_those_that(same, now, before, match, used);
  match_in_order(now, before, match, used);
  return match;
}

// ---- the text again

/// Comments stand in front of the row that they stood in front of, else at the end.
Lines with_row_comments(const Lines& rows, const Lines& before) {
  Lines all = rows;
  Lines waiting;
  auto at = all.begin();
  for (const std::string& row : before) {
    if (is_comment(row)) {
      waiting.push_back(row);
    } else if (const auto found = std::find(at, all.end(), row); found != all.end()) {
      at = all.insert(found, waiting.begin(), waiting.end()) + static_cast<std::ptrdiff_t>(waiting.size()) + 1;
      waiting.clear();
    }
  }
  move_behind(all, waiting);
  return all;
}

/// Those that stand by themselves, of records that are gone, too, go to the next that is left.
std::vector<Lines> parted_comments(const Pieces& before, const Match& match, Lines& rest) {
  std::vector<Lines> parted(match.size());
  for (const Piece& old : before.records) {
    if (!rest.empty() && !old.parted.empty()) rest.emplace_back();
    rest.insert(rest.end(), old.parted.begin(), old.parted.end());
    const auto now = std::find(match.begin(), match.end(), &old);
    if (now != match.end()) parted[static_cast<std::size_t>(now - match.begin())] = std::exchange(rest, {});
  }
  if (!rest.empty() && !before.end.empty()) rest.emplace_back();
  rest.insert(rest.end(), before.end.begin(), before.end.end());
  return parted;
}

void put_parted(std::string& text, const Lines& comments) {
  if (comments.empty()) return;
  if (!text.empty() && !text.ends_with("\n\n")) text += '\n';
  for (const std::string& line : comments) text += line + "\n";
  text += '\n';
}

void put(std::string& text, const Lines& lines) {
  for (const std::string& line : lines) text += line + "\n";
}

/// What the writer puts at the top is not people's.
void drop(Lines& lines, const Lines& head) {
  const auto found = std::search(lines.begin(), lines.end(), head.begin(), head.end());
  if (head.empty() || found == lines.end()) return;
  auto end = found + static_cast<std::ptrdiff_t>(head.size());
  if (end != lines.end() && end->empty()) ++end;
  lines.erase(found, end);
}

}  // namespace

std::string with_comments(std::string_view text, std::string_view replaced) {
  const Pieces now = pieces_of(text);
  Pieces before = pieces_of(replaced);
  const Lines head = now.records.empty() ? now.end : now.records.front().parted;
  drop(before.records.empty() ? before.end : before.records.front().parted, head);
  if (!before.records.empty()) drop(before.records.front().above, head);
  const Match match = matched(now, before);
  Lines rest;
  const std::vector<Lines> parted = parted_comments(before, match, rest);
  std::string made;
  put(made, head);
  for (std::size_t i = 0; i < match.size(); ++i) {
    const Piece& record = now.records[i];
    if (record.is_apart && !made.ends_with("\n\n")) made += '\n';
    put_parted(made, parted[i]);
    if (match[i] != nullptr) put(made, match[i]->above);
    put(made, {record.first});
    put(made, match[i] == nullptr ? record.rows : with_row_comments(record.rows, match[i]->rows));
  }
  if (!rest.empty()) {
    if (!made.ends_with("\n\n")) made += '\n';
    put(made, rest);
  }
  return made;
}

}  // namespace pyinstr::engine
