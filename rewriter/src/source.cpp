#include "source.h"

#include <algorithm>
#include <array>

#include "characters.h"

namespace pyinstr::rewriter {
namespace {

// What the scan does at a byte; everything else is passed over.
enum class Look : unsigned char { no, line_feed, carriage_return, word, suspect };

constexpr std::array<Look, 256> make_looks() {
  std::array<Look, 256> looks{};
  looks['\n'] = Look::line_feed;
  looks['\r'] = Look::carriage_return;
  looks['l'] = looks['f'] = Look::word;
  for (const unsigned char c : {'`', '<', '0', 'u', 'U', 'L'}) looks[c] = Look::suspect;
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
      if (!changed_view_) changed_view_ = std::string(bytes_);
      (*changed_view_)[i] = '\n';
      row_starts_.push_back(static_cast<Offset>(i + 1));
    } else if (look == Look::word ? is_marked_word(bytes_, i) : is_suspect(bytes_, i)) {
      marks_.push_back(static_cast<Offset>(i));
    }
  }
  if (row_starts_.back() == size) row_starts_.pop_back();
}

int Source::row_of(Offset offset) const {
  const auto it = std::upper_bound(row_starts_.begin(), row_starts_.end(), offset);
  return it == row_starts_.begin() ? 0 : static_cast<int>(it - row_starts_.begin()) - 1;
}

std::string_view Source::row_text(int row) const {
  const Offset begin = row_start(row);
  const auto end = row + 1 < row_count() ? row_start(row + 1) : static_cast<Offset>(bytes_.size());
  std::string_view text = bytes_.substr(begin, end - begin);
  while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

}  // namespace pyinstr::rewriter
