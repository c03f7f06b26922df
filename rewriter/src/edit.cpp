#include "edit.h"

#include <algorithm>

namespace pyinstr::rewriter {

void EditList::insert(std::size_t offset, std::string text) {
  edits_.push_back(Edit{offset, std::move(text)});
}

std::vector<Edit> EditList::take() {
  const auto earlier = [](const Edit& a, const Edit& b) { return a.offset < b.offset; };
  std::stable_sort(edits_.begin(), edits_.end(), earlier);
  return std::move(edits_);
}

std::string splice(std::string_view original, const std::vector<Edit>& edits) {
  std::size_t size = original.size();
  for (const Edit& edit : edits) size += edit.text.size();
  std::string text;
  text.reserve(size);
  std::size_t done = 0;
  for (const Edit& edit : edits) {
    text += original.substr(done, edit.offset - done);
    text += edit.text;
    done = edit.offset;
  }
  text += original.substr(done);
  return text;
}

std::string dump(const std::vector<Edit>& edits) {
  std::string text;
  for (const Edit& edit : edits) {
    text += std::to_string(edit.offset) + " \"" + edit.text + "\"\n";
  }
  return text;
}

}  // namespace pyinstr::rewriter
