/// Where a breakpoint asked for at a line lands, in words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "source_file.h"

namespace pyinstr::engine {

/// A line's answer. Either `sites` is not empty and `line` is where they stand, or `refusal` is
/// the whole reason.
struct Placement {
  Line line = 0;
  std::vector<SiteNumber> sites;  ///< without the carrier of a header among them
  std::string slid;               ///< why `line` is another than was asked for, or empty
  std::string refusal;
};

/// `name` is how people know the file. A line of -1 is the file's first breakable one.
Placement place(const SourceFile& file, Line line, std::string_view name);

/// Sets each header's `carrier` from what the others carry.
void link_carriers(std::vector<Site>& sites);

/// The site that reports the rounds of a `for` header with its own line; -1 if there is none, or it is
/// no such header.
SiteNumber carrier_of(const SourceFile& file, SiteNumber header);

/// Whether the number is one of the file's sites.
bool has_site(const SourceFile& file, SiteNumber site);

}  // namespace pyinstr::engine
