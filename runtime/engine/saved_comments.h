/// Comments that people have put into a text of what is armed outlive its being written anew.
#pragma once

#include <string>
#include <string_view>

namespace pyinstr::engine {

/// `text`, as saved_text.h writes it, with the comments of the text that it replaces. One that stands
/// right above a record, or in it, goes with that record, and away with it; one that a blank line parts
/// from what follows stays. The same record is the one that reads the same, else the one of the same
/// place, else of the same line and function, else the next of its kind where they are as many.
std::string with_comments(std::string_view text, std::string_view replaced);

}  // namespace pyinstr::engine
