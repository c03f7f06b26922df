/// Which breakpoints stand on which sites, and which sites must therefore report.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "event_source.h"
#include "source_file.h"

namespace pyinstr::engine {

/// Tells the event source to arm a site when the first breakpoint needs it, and to disarm it
/// when the last one goes.
class ArmedSites {
 public:
  explicit ArmedSites(EventSource& source) : source_(source) {}

  /// The breakpoint stands on these sites of the file; the carriers of headers among them are
  /// armed with them. `remove` takes the same arguments to undo it.
  void add(int number, FileId file, const SourceFile& text, const std::vector<SiteNumber>& sites);
  void remove(int number, FileId file, const SourceFile& text,
              const std::vector<SiteNumber>& sites);

  /// The lowest number above `number` of those that stand on the site, 0 if there is none. To go
  /// through them while the table may change.
  int next(FileId file, SiteNumber site, int number) const;
  /// The only breakpoint on a site at which nothing else is to be told; 0 if there is another, or
  /// the site carries a header that somebody stands on, or has one that carries it.
  int sole(FileId file, SiteNumber site) const;
  /// Whether another site reports the rounds of this header. Only for a site somebody stands on.
  bool carried(FileId file, SiteNumber site) const;

  bool empty() const { return entries_.empty(); }

 private:
  struct Entry {
    std::vector<int> standing;  // ascending
    int carrying = 0;           // breakpoints on the header this site carries
    bool carried = false;
  };
  using Key = std::uint64_t;

  static Key key(FileId file, SiteNumber site);
  Entry& arm(FileId file, SiteNumber site);
  void disarm_if_unused(FileId file, SiteNumber site);
  const Entry* entry(FileId file, SiteNumber site) const;

  EventSource& source_;
  std::unordered_map<Key, Entry> entries_;
};

}  // namespace pyinstr::engine
