#include "placement.h"

#include <algorithm>
#include <array>

namespace pyinstr::engine {
namespace {

/// What a slide's word says of the line, and what stopping there does instead.
struct Slide {
  std::string_view word;
  std::string_view is;     ///< after "line 4 "
  std::string_view where;  ///< after it, if the slide is no surprise enough without
};

constexpr std::array slides = {
    Slide{"def", "is a `def`", "stops where the function begins"},
    Slide{"try", "is a `try:`", "stops at the first line inside"},
    Slide{"clause", "only opens a block", "stops at the first line inside"},
    Slide{"docstring", "is a docstring", ""},
    Slide{"future", "is a `from __future__` import", ""},
    Slide{"declaration", "is a declaration, which does nothing", ""},
    Slide{"continuation", "continues a statement", "stops where the statement begins"},
    Slide{"comment", "is a comment", ""},
    Slide{"blank", "is blank", ""},
    Slide{"skipped", "is left out by a `# pyinstr:` comment", ""},
};
constexpr Slide unknown_slide = {"", "is no place to stop", ""};

const Slide& slide_of(std::string_view word) {
  const auto row = std::find_if(slides.begin(), slides.end(),
                                [&](const Slide& slide) { return slide.word == word; });
  return row == slides.end() ? unknown_slide : *row;
}

std::string text(Line line) { return std::to_string(line); }

std::string told(Line line, const Slide& slide) {
  std::string words = "line " + text(line) + " " + std::string(slide.is);
  if (!slide.where.empty()) words += ": " + std::string(slide.where);
  return words;
}

Placement refused(std::string reason) {
  Placement placement;
  placement.refusal = std::move(reason);
  return placement;
}

Line first_breakable(const SourceFile& file) {
  Line first = 0;
  for (const Site& site : file.sites) {
    if (first == 0 || site.line < first) first = site.line;
  }
  return first;
}

/// A header's line may list its carrier, which stands on another line and reports there too.
bool only_carries(const SourceFile& file, SiteNumber site,
                  const std::vector<SiteNumber>& together) {
  const Site& it = file.sites[static_cast<std::size_t>(site)];
  return std::any_of(together.begin(), together.end(), [&](SiteNumber other) {
    return it.carries == other && file.sites[static_cast<std::size_t>(other)].line != it.line;
  });
}

std::vector<SiteNumber> own_sites(const SourceFile& file, const LineTarget& target) {
  std::vector<SiteNumber> known;
  for (SiteNumber site : target.sites) {
    if (has_site(file, site)) known.push_back(site);
  }
  std::vector<SiteNumber> own;
  for (SiteNumber site : known) {
    if (!only_carries(file, site, known)) own.push_back(site);
  }
  return own;
}

std::string past_the_end(const SourceFile& file, Line line, std::string_view name) {
  const std::string which = line == past_all_lines ? "that line" : "line " + text(line);
  return which + " is past the end of " + std::string(name) + ", which has " +
         text(static_cast<Line>(file.lines.size())) + " lines";
}

std::string leads_nowhere(Line line, const Slide& slide, std::string_view name) {
  return "line " + text(line) + " of " + std::string(name) + " " + std::string(slide.is) +
         " and nothing near it in the same function can be stopped at";
}

}  // namespace

bool has_site(const SourceFile& file, SiteNumber site) {
  return site >= 0 && static_cast<std::size_t>(site) < file.sites.size();
}

void link_carriers(std::vector<Site>& sites) {
  for (std::size_t i = 0; i < sites.size(); ++i) {
    const SiteNumber header = sites[i].carries;
    if (header >= 0) sites[static_cast<std::size_t>(header)].carrier = static_cast<SiteNumber>(i);
  }
}

SiteNumber carrier_of(const SourceFile& file, SiteNumber header) {
  return has_site(file, header) ? file.sites[static_cast<std::size_t>(header)].carrier : -1;
}

Placement place(const SourceFile& file, Line line, std::string_view name) {
  if (file.sites.empty()) return refused(std::string(name) + " has no line that can be stopped at");
  if (line == -1) line = first_breakable(file);
  if (line < 1) return refused("lines are counted from 1");
  if (static_cast<std::size_t>(line) > file.lines.size()) {
    return refused(past_the_end(file, line, name));
  }
  const LineTarget& target = file.lines[static_cast<std::size_t>(line) - 1];
  const Slide& slide = slide_of(target.reason);
  Placement placement;
  placement.sites = own_sites(file, target);
  if (placement.sites.empty()) return refused(leads_nowhere(line, slide, name));
  placement.line = file.sites[static_cast<std::size_t>(placement.sites.front())].line;
  if (placement.line != line) placement.slid = told(line, slide);
  return placement;
}

}  // namespace pyinstr::engine
