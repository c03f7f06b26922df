#include "armed_sites.h"

#include <algorithm>

#include "placement.h"

namespace pyinstr::engine {

ArmedSites::Key ArmedSites::key(FileId file, SiteNumber site) {
  return (static_cast<Key>(file) << 32) | static_cast<std::uint32_t>(site);
}

const ArmedSites::Entry* ArmedSites::entry(FileId file, SiteNumber site) const {
  const auto it = entries_.find(key(file, site));
  return it == entries_.end() ? nullptr : &it->second;
}

ArmedSites::Entry& ArmedSites::arm(FileId file, SiteNumber site) {
  const auto [it, fresh] = entries_.try_emplace(key(file, site));
  if (fresh) source_.arm(file, site);
  return it->second;
}

void ArmedSites::disarm_if_unused(FileId file, SiteNumber site) {
  const auto it = entries_.find(key(file, site));
  if (it == entries_.end() || !it->second.standing.empty() || it->second.carrying > 0) return;
  entries_.erase(it);
  source_.disarm(file, site);
}

void ArmedSites::add(int number, FileId file, const SourceFile& text,
                     const std::vector<SiteNumber>& sites) {
  for (SiteNumber site : sites) {
    const SiteNumber carrier = carrier_of(text, site);
    Entry& entry = arm(file, site);
    entry.carried = carrier >= 0;
    auto& standing = entry.standing;
    standing.insert(std::upper_bound(standing.begin(), standing.end(), number), number);
    if (carrier >= 0) ++arm(file, carrier).carrying;
  }
}

void ArmedSites::remove(int number, FileId file, const SourceFile& text,
                        const std::vector<SiteNumber>& sites) {
  for (SiteNumber site : sites) {
    if (const auto it = entries_.find(key(file, site)); it != entries_.end()) {
      std::erase(it->second.standing, number);
    }
    if (const SiteNumber carrier = carrier_of(text, site); carrier >= 0) {
      --entries_[key(file, carrier)].carrying;
      disarm_if_unused(file, carrier);
    }
    disarm_if_unused(file, site);
  }
}

int ArmedSites::next(FileId file, SiteNumber site, int number) const {
  const Entry* here = entry(file, site);
  if (here == nullptr) return 0;
  for (int standing : here->standing) {
    if (standing > number) return standing;
  }
  return 0;
}

int ArmedSites::sole(FileId file, SiteNumber site) const {
  const Entry* here = entry(file, site);
  const bool alone = here != nullptr && here->standing.size() == 1 && here->carrying == 0 && !here->carried;
  return alone ? here->standing.front() : 0;
}

bool ArmedSites::carried(FileId file, SiteNumber site) const {
  const Entry* here = entry(file, site);
  return here != nullptr && here->carried;
}

}  // namespace pyinstr::engine
