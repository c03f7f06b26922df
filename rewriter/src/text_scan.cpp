#include "text_scan.h"

#include <algorithm>

#include "characters.h"

namespace pyinstr::rewriter {
namespace {

constexpr auto npos = std::string_view::npos;

// CPython allows 150 f-strings inside each other; deeper ones count as plain strings.
constexpr int deepest_nesting = 200;

constexpr std::string_view line_ends = "\r\n";

// What the letters in front of a quote say.
struct Prefix {
  bool raw = false;
  bool fields = false;  // an f-string or a t-string
};

Prefix prefix_before(std::string_view view, std::size_t quote) {
  std::size_t begin = quote;
  while (begin > 0 && (is_word(view[begin - 1]) || is_high(view[begin - 1]))) --begin;
  const std::string_view letters = view.substr(begin, quote - begin);
  if (!is_string_prefix(letters)) return {};
  return {letters.find_first_of("rR") != npos, letters.find_first_of("fFtT") != npos};
}

// The strings of one text. Each function takes an offset and gives the one behind what it skips.
class Skipper {
 public:
  explicit Skipper(std::string_view view) : view_(view) {}

  // From an opening quote to behind the closing one, or to the end of the line it is missing on.
  std::size_t string(std::size_t quote, int nesting) const {
    const String own = string_at(quote, nesting);
    std::size_t at = quote + own.end.size();
    while (at < view_.size()) {
      if (view_.substr(at).starts_with(own.end)) return at + own.end.size();
      if (breaks(own, at)) return at;
      at = part(own, at, nesting);
    }
    return view_.size();
  }

  std::size_t comment(std::size_t at) const {
    return std::min(view_.find_first_of(line_ends, at), view_.size());
  }

  // Behind a string or a comment that begins here; the same offset if neither does.
  std::size_t past_text(std::size_t at, int nesting) const {
    if (view_[at] == '#') return comment(at);
    if (view_[at] == '"' || view_[at] == '\'') return string(at, nesting);
    return at;
  }

 private:
  struct String {
    std::string_view end;  // one quote or three
    Prefix prefix;
  };

  String string_at(std::size_t quote, int nesting) const {
    const std::string_view three = view_.substr(quote, 3);
    const bool triple = three.size() == 3 && three[1] == three[0] && three[2] == three[0];
    String found{view_.substr(quote, triple ? 3 : 1), prefix_before(view_, quote)};
    if (nesting >= deepest_nesting) found.prefix.fields = false;
    return found;
  }

  bool breaks(const String& own, std::size_t at) const {
    return own.end.size() == 1 && line_ends.find(view_[at]) != npos;
  }

  // One character of a string, an escape, or a replacement field.
  std::size_t part(const String& own, std::size_t at, int nesting) const {
    if (view_[at] == '\\') return escape(own, at);
    if (!own.prefix.fields || view_[at] != '{') return at + 1;
    return view_.substr(at).starts_with("{{") ? at + 2 : field(own, at + 1, nesting);
  }

  std::size_t escape(const String& own, std::size_t at) const {
    const std::string_view next = view_.substr(at + 1);
    if (own.prefix.fields && next.starts_with('{')) return at + 1;
    if (own.prefix.fields && !own.prefix.raw && next.starts_with("N{")) {
      return std::min(view_.find('}', at), view_.size());
    }
    if (next.starts_with("\r\n")) return at + 3;
    return std::min(at + 2, view_.size());
  }

  // From behind a field's `{` to behind its `}`.
  std::size_t field(const String& own, std::size_t at, int nesting) const {
    int depth = 0;
    while (at < view_.size()) {
      if (const std::size_t behind = past_text(at, nesting + 1); behind != at) {
        at = behind;
        continue;
      }
      const char c = view_[at++];
      if (c == '(' || c == '[' || c == '{') ++depth;
      if (depth == 0 && c == '}') return at;
      if (depth == 0 && c == ':') return format(own, at, nesting);
      if (c == ')' || c == ']' || c == '}') --depth;
    }
    return at;
  }

  // From behind a field's `:` to behind its `}`. The string may end here, too.
  std::size_t format(const String& own, std::size_t at, int nesting) const {
    while (at < view_.size()) {
      if (view_.substr(at).starts_with(own.end) || breaks(own, at)) return at;
      const char c = view_[at++];
      if (c == '}') return at;
      if (c == '{' && nesting < deepest_nesting) at = field(own, at, nesting + 1);
    }
    return at;
  }

  std::string_view view_;
};

// What still waits inside a bracket that closes ends where what is around it does.
void close_level(std::vector<std::vector<std::size_t>>& waiting) {
  std::vector<std::size_t> inner = std::move(waiting.back());
  waiting.pop_back();
  if (waiting.back().size() < inner.size()) waiting.back().swap(inner);
  waiting.back().insert(waiting.back().end(), inner.begin(), inner.end());
}

}  // namespace

bool is_string_prefix(std::string_view word) {
  return word.size() <= 2 && word.find_first_not_of("rRbBuUfFtT") == npos;
}

std::size_t string_end(std::string_view view, std::size_t quote) {
  return Skipper(view).string(quote, 0);
}

std::vector<std::size_t> logical_line_ends(std::string_view view,
                                           const std::vector<std::size_t>& from) {
  const Skipper skipper(view);
  std::vector<std::size_t> ends(from.size(), view.size());
  std::vector<std::vector<std::size_t>> waiting(1);  // by the brackets that are open
  std::size_t next = 0;
  for (std::size_t at = 0; at < view.size();) {
    while (next < from.size() && from[next] <= at) waiting.back().push_back(next++);
    if (const std::size_t behind = skipper.past_text(at, 0); behind != at) {
      at = behind;
      continue;
    }
    const char c = view[at];
    if (line_ends.find(c) != npos) {
      for (const std::size_t index : waiting.back()) ends[index] = at;
      waiting.back().clear();
    }
    if (c == '(' || c == '[' || c == '{') waiting.emplace_back();
    if ((c == ')' || c == ']' || c == '}') && waiting.size() > 1) close_level(waiting);
    at += c != '\\' ? 1 : view.substr(at + 1).starts_with("\r\n") ? 3 : 2;
  }
  return ends;
}

std::vector<std::size_t> comments_among(std::string_view view,
                                        const std::vector<std::size_t>& offsets) {
  const Skipper skipper(view);
  std::vector<std::size_t> found;
  auto next = offsets.begin();
  for (std::size_t at = 0; at < view.size() && next != offsets.end();) {
    while (next != offsets.end() && *next < at) ++next;
    if (view[at] == '#' && next != offsets.end() && *next == at) found.push_back(at);
    at = std::max(at + 1, skipper.past_text(at, 0));
  }
  return found;
}

bool is_code(std::string_view view, std::size_t offset) {
  const Skipper skipper(view);
  std::size_t at = 0;
  while (at < offset) {
    const std::size_t behind = skipper.past_text(at, 0);
    at = behind == at ? at + 1 : behind;
  }
  return at == offset;
}

}  // namespace pyinstr::rewriter
