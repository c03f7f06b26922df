#include "function_place.h"

#include <algorithm>
#include <map>

#include "close_names.h"
#include "placement.h"

namespace pyinstr::engine {
namespace {

/// How well a function fits the name asked for; smaller is better.
enum Fit { nearby, of_module, of_package, by_whole_name, nearby_by_last_parts, by_last_parts, unfit };

/// One reading of the name: the front parts are a module's, the others the function's.
struct Reading {
  std::string module;    ///< as a path; empty: any file
  std::string function;  ///< with dots
};

std::vector<Reading> readings_of(std::string_view name) {
  std::vector<Reading> readings{{"", std::string(name)}};
  for (std::size_t dot = name.find('.'); dot != name.npos; dot = name.find('.', dot + 1)) {
    std::string module(name.substr(0, dot));
    std::replace(module.begin(), module.end(), '.', '/');
    readings.push_back({std::move(module), std::string(name.substr(dot + 1))});
  }
  return readings;
}

bool ends_in_parts(std::string_view whole, std::string_view parts, char separator) {
  if (!whole.ends_with(parts)) return false;
  return whole.size() == parts.size() || whole[whole.size() - parts.size() - 1] == separator;
}

bool is_module(std::string_view path, std::string_view module) {
  for (std::string_view tail : {"/__init__.py", ".py"}) {
    if (path.ends_with(tail)) {
      return ends_in_parts(path.substr(0, path.size() - tail.size()), module, '/');
    }
  }
  return false;
}

bool is_in(const SourceFile& file, const Reading& reading) {
  return reading.module.empty() || is_module(file.path, reading.module) ||
         is_module(file.original, reading.module);
}

/// Whether a file is below the package that the module is: what a package is known for may be defined in
/// any of its modules, and only imported into the package itself.
bool is_of_package(Files& files, std::string_view path, std::string_view module) {
  if (module.empty()) return false;
  const std::string folder = "/" + std::string(module) + "/";
  const std::size_t at = path.rfind(folder);
  if (at == path.npos) return false;
  return !files.match(std::string(path.substr(0, at)) + folder + "__init__.py").empty();
}

/// `f.<locals>.g` is `f.g` to people.
std::string spoken(std::string function) {
  constexpr std::string_view locals = ".<locals>";
  for (auto at = function.find(locals); at != std::string::npos; at = function.find(locals)) {
    function.erase(at, locals.size());
  }
  return function;
}

/// A file that a name is compared with. Nothing refers to what `Files` keeps of it.
struct Candidate {
  Files& files;
  std::string path;
  bool near;
};

Fit fit_in_package(const Candidate& file, const std::string& function, const Reading& reading) {
  const bool fits = function == reading.function && is_of_package(file.files, file.path, reading.module);
  return fits ? of_package : unfit;
}

Fit fit_in_module(const Candidate& file, const std::string& function, const Reading& reading) {
  if (function == reading.function) {
    if (!reading.module.empty()) return of_module;
    return file.near ? nearby : by_whole_name;
  }
  if (!ends_in_parts(function, reading.function, '.')) return unfit;
  return file.near ? nearby_by_last_parts : by_last_parts;
}

std::string function_of(const SourceFile& file, SiteNumber site) {
  return file.sites[static_cast<std::size_t>(site)].function;
}

/// The first site of each function that has a `def` line of its own, by name.
using Entries = std::map<std::string, std::vector<SiteNumber>>;

Entries entries_of(const SourceFile& file) {
  Entries entries;
  for (const LineTarget& line : file.lines) {
    if (line.reason != "def" || line.sites.empty() || !has_site(file, line.sites.front())) continue;
    auto& sites = entries[function_of(file, line.sites.front())];
    if (std::find(sites.begin(), sites.end(), line.sites.front()) == sites.end()) {
      sites.push_back(line.sites.front());
    }
  }
  // A body on its `def`'s line, and a class's body, which runs once.
  for (std::size_t i = 0; i < file.sites.size(); ++i) {
    entries.try_emplace(file.sites[i].function, 1, static_cast<SiteNumber>(i));
  }
  return entries;
}

/// Where a function begins; a class, where its instances are made, or its body where it has neither.
const Entries::value_type& entry_of(const Entries& entries, const std::string& function) {
  for (const char* method : {".__init__", ".__new__"}) {
    if (const auto found = entries.find(function + method); found != entries.end()) return *found;
  }
  return *entries.find(function);
}

/// Collects the best and forgets the rest.
class Best {
 public:
  void offer(Fit fit, FunctionPlace place) {
    if (fit == unfit || fit > fit_) return;
    if (fit < fit_) found_.clear();
    fit_ = fit;
    found_.push_back(std::move(place));
  }
  std::vector<FunctionPlace> take() { return std::move(found_); }

 private:
  Fit fit_ = unfit;
  std::vector<FunctionPlace> found_;
};

void offer_all(Best& best, Files& files, FileId id, const std::vector<Reading>& readings, bool near) {
  const Candidate candidate{files, files.file(id).path, near};
  std::vector<bool> inside;
  for (const Reading& reading : readings) inside.push_back(is_in(files.file(id), reading));
  const Entries entries = entries_of(files.file(id));
  for (const auto& [function, sites] : entries) {
    if (function.ends_with('>')) continue;  // <module>, <lambda>: no names to ask for
    const auto& entry = entry_of(entries, function);
    const std::string name = spoken(function);
    Fit fit = unfit;
    for (std::size_t i = 0; i < readings.size(); ++i) {
      const auto fit_here = inside[i] ? fit_in_module : fit_in_package;
      fit = std::min(fit, fit_here(candidate, name, readings[i]));
    }
    best.offer(fit, {id, entry.first, entry.second});
  }
}

/// Whether a reading that puts the function right into this file has been disproved.
bool should_have(const SourceFile& file, const Reading& reading) {
  if (reading.module.empty() || !is_in(file, reading)) return false;
  const auto dot = reading.function.rfind('.');
  const bool makes_names = std::any_of(file.sites.begin(), file.sites.end(),
                                       [](const Site& site) { return site.function == "__getattr__"; });
  if (makes_names && dot == std::string::npos) return false;
  // A package's may come from any of its modules.
  if (dot == std::string::npos) return !file.sites.empty() && !file.path.ends_with("/__init__.py");
  const std::string holder = reading.function.substr(0, dot) + ".";
  return std::any_of(file.sites.begin(), file.sites.end(), [&](const Site& site) {
    return spoken(site.function).starts_with(holder);
  });
}

/// Why the reading is wrong, and which of what is there instead it may have meant.
std::string lacks(Files& files, FileId id, const Reading& reading) {
  const std::size_t behind = reading.function.rfind('.') + 1;  // 0 without a dot
  const std::string holder = reading.function.substr(0, behind);
  std::vector<std::string> names;
  for (const Site& site : files.file(id).sites) {
    const std::string name = spoken(site.function);
    if (name.starts_with(holder) && !name.ends_with('>')) names.push_back(name.substr(behind));
  }
  return files.short_name(files.path(id)) + " has no function `" + reading.function + "`" +
         did_you_mean(std::string_view(reading.function).substr(behind), names);
}

FunctionSearch search(Files& files, const std::vector<FileId>& among, std::string_view name,
                      const std::vector<FileId>& near) {
  const std::vector<Reading> readings = readings_of(spoken(std::string(name)));
  Best best;
  FunctionSearch result;
  for (FileId id : among) {
    const bool is_near = std::find(near.begin(), near.end(), id) != near.end();
    offer_all(best, files, id, readings, is_near);
    const auto wrong = std::find_if(readings.begin(), readings.end(), [&](const Reading& one) {
      return should_have(files.file(id), one);
    });
    if (wrong != readings.end()) result.refusal = lacks(files, id, *wrong);
  }
  result.found = best.take();
  if (!result.found.empty()) result.refusal.clear();
  return result;
}

bool is_name_character(char c) {
  return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

FunctionSearch find_functions(Files& files, std::string_view name, std::string_view near) {
  const std::vector<FileId> here = near.empty() ? std::vector<FileId>{} : files.match(near);
  FunctionSearch result = search(files, here, name, here);
  const bool certain = !result.found.empty() && name.find('.') == name.npos &&
                       spoken(result.found.front().function) == name;
  return certain ? result : search(files, files.known(), name, here);
}

FunctionSearch find_functions(Files& files, FileId file, std::string_view name) {
  return search(files, {file}, name, {});
}

bool is_function_name(std::string_view text) {
  bool begins = true;
  for (char c : spoken(std::string(text))) {
    const bool digit = c >= '0' && c <= '9';
    if (c == '.' ? begins : !is_name_character(c) || (begins && digit)) return false;
    begins = c == '.';
  }
  return !begins;
}

}  // namespace pyinstr::engine
