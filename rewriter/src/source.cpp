#include "source.h"

#include <algorithm>
#include <array>

#include "characters.h"

namespace pyinstr::rewriter {
namespace {

// What the scan does at a byte; everything else is passed over.
enum class Look : unsigned char { no, line_feed, carriage_return, word, as, suspect, blank };

constexpr std::array<Look, 256> make_looks() {
  std::array<Look, 256> looks{};
  looks['\n'] = Look::line_feed;
  looks['\r'] = Look::carriage_return;
  looks['l'] = looks['f'] = Look::word;
  looks['a'] = Look::as;
  for (const char c : {'`', '<', '0', 'u', 'U', 'L'}) looks[static_cast<unsigned char>(c)] = Look::suspect;
  for (const std::size_t c : {0x0BU, 0x1CU, 0x1DU, 0x1EU, 0x1FU}) looks[c] = Look::blank;
  for (const std::size_t c : {0xC2U, 0xE1U, 0xE2U, 0xE3U, 0xEFU}) looks[c] = Look::blank;
  return looks;
}
constexpr std::array<Look, 256> looks = make_looks();

char at(std::string_view text, std::size_t offset) {
  return offset < text.size() ? text[offset] : '\0';
}

bool is_quote(char c) { return c == '"' || c == '\''; }

bool starts_word(std::string_view text, std::size_t offset) {
  return offset == 0 || !is_word(text[offset - 1]);
}

bool is_marked_word(std::string_view text, std::size_t offset) {
  for (const std::string_view word : {std::string_view("lambda"), std::string_view("for")}) {
    if (text.compare(offset, word.size(), word) == 0 && is_whole_word(text, offset, word.size())) {
      return true;
    }
  }
  // A long of Python 2: `10l`.
  return text[offset] == 'l' && offset > 0 && is_digit(text[offset - 1]);
}

bool is_as(std::string_view text, std::size_t offset) {
  return at(text, offset + 1) == 's' && is_whole_word(text, offset, 2);
}

bool is_suspect(std::string_view text, std::size_t offset) {
  const char next = at(text, offset + 1);
  switch (text[offset]) {
    case '`': return true;
    case '<': return next == '>';
    case '0': return is_digit(next) && starts_word(text, offset);
    case 'L': return offset > 0 && is_word(text[offset - 1]) && !is_word(next);
    default:  // u, U
      return (next == 'r' || next == 'R') && is_quote(at(text, offset + 2)) &&
             starts_word(text, offset);
  }
}

// The length of a character that the parser takes for a blank and Python does not, or 0.
std::size_t foreign_blank(std::string_view text) {
  static constexpr std::array blanks = std::to_array<std::string_view>({
      "\x0B", "\x1C", "\x1D", "\x1E", "\x1F", "\xC2\x85", "\xC2\xA0", "\xE1\x9A\x80",
      "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE2\x81\xA0",
      "\xE3\x80\x80", "\xEF\xBB\xBF"});
  for (const std::string_view blank : blanks) {
    if (text.starts_with(blank)) return blank.size();
  }
  // U+2000 to U+200B
  const bool spaces = text.starts_with("\xE2\x80") && text.size() > 2 &&
                      static_cast<unsigned char>(text[2]) <= 0x8B;
  return spaces ? 3 : 0;
}

}  // namespace

Source::Source(std::string_view bytes, Encoding encoding) : bytes_(bytes), encoding_(encoding) {
  if (encoding.charset == Charset::high_bytes || encoding.charset == Charset::low_trails) {
    changed_view_ = mask_characters(bytes, encoding.charset);
  }
  scan();
}

void Source::scan() {
  row_starts_.push_back(static_cast<Offset>(encoding_.bom));
  const std::size_t size = bytes_.size();
  for (std::size_t i = encoding_.bom; i < size; ++i) {
    const Look look = looks[static_cast<unsigned char>(bytes_[i])];
    if (look == Look::no) [[likely]] continue;
    if (look == Look::line_feed) {
      row_starts_.push_back(static_cast<Offset>(i + 1));
    } else if (look == Look::carriage_return) {
      if (at(bytes_, i + 1) == '\n') continue;
      change_view(i, 1, '\n');
      row_starts_.push_back(static_cast<Offset>(i + 1));
    } else if (look == Look::as) {
      if (is_as(bytes_, i)) as_.push_back(static_cast<Offset>(i));
    } else if (look == Look::blank) {
      hide_foreign_blank(i);
    } else if (look == Look::word ? is_marked_word(bytes_, i) : is_suspect(bytes_, i)) {
      marks_.push_back(static_cast<Offset>(i));
    }
  }
  if (row_starts_.back() == size) row_starts_.pop_back();
}

void Source::change_view(std::size_t offset, std::size_t length, char to) {
  if (!changed_view_) changed_view_ = std::string(bytes_);
  changed_view_->replace(offset, length, length, to);
}

// In strings and comments it is as good as any character; elsewhere it must not pass.
void Source::hide_foreign_blank(std::size_t offset) {
  if (encoding_.charset != Charset::utf8) return;
  const std::size_t length = foreign_blank(bytes_.substr(offset));
  if (length > 0) change_view(offset, length, '$');
}

void Source::mask(std::vector<Mask> masks) {
  unmasked_view_ = changed_view_;
  masks_ = std::move(masks);
  if (!changed_view_) changed_view_ = std::string(bytes_);
  if (!program_) program_ = changed_view_;
  for (const Mask& mask : masks_) changed_view_->replace(mask.begin, mask.text.size(), mask.text);
}

void Source::unmask() {
  changed_view_ = std::move(unmasked_view_);
  masks_.clear();
}

bool Source::is_masked(Offset offset) const {
  const auto next = std::upper_bound(
      masks_.begin(), masks_.end(), offset,
      [](Offset wanted, const Mask& mask) { return wanted < mask.begin; });
  return next != masks_.begin() && offset - (next - 1)->begin < (next - 1)->text.size();
}

bool Source::may_hold_as(Offset begin, Offset end) const {
  const auto next = std::lower_bound(as_.begin(), as_.end(), begin);
  return next != as_.end() && *next < end;
}

int Source::row_of(Offset offset) const {
  const auto it = std::upper_bound(row_starts_.begin(), row_starts_.end(), offset);
  return it == row_starts_.begin() ? 0 : static_cast<int>(it - row_starts_.begin()) - 1;
}

bool Source::begins_row(Offset offset) const {
  const Offset start = row_start(row_of(offset));
  return view().substr(start, offset - start).find_first_not_of(" \t\f") == std::string_view::npos;
}

std::string_view Source::row_text(int row) const {
  const Offset begin = row_start(row);
  const auto end = row + 1 < row_count() ? row_start(row + 1) : static_cast<Offset>(bytes_.size());
  std::string_view text = bytes_.substr(begin, end - begin);
  while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

}  // namespace pyinstr::rewriter
