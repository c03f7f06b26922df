#include "sources.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <numeric>
#include <system_error>

#include "copy_manifest.h"
#include "engine/placement.h"
#include "pyinstr/rewriter.h"

namespace pyinstr::python {
namespace fs = std::filesystem;
namespace {

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

Sources::Role role_of(rewriter::SiteKind kind, const engine::Site& site) {
  switch (kind) {
    case rewriter::SiteKind::loop: return Sources::Role::asked_again;
    case rewriter::SiteKind::element: return Sources::Role::element;
    case rewriter::SiteKind::with_item: return Sources::Role::left;
    case rewriter::SiteKind::iteration:
      return site.carrier >= 0 ? Sources::Role::entered : Sources::Role::in_rounds;
    default: return Sources::Role::plain;
  }
}

engine::SourceFile planned(const rewriter::Rewritten& made) {
  engine::SourceFile file;
  for (const auto& site : made.sites) {
    file.sites.push_back({site.line, site.function, site.kind == rewriter::SiteKind::iteration, site.carries,
                          site.kind == rewriter::SiteKind::loop});
  }
  engine::link_carriers(file.sites);
  for (const auto& line : made.lines) {
    file.lines.push_back({std::string(rewriter::name(line.reason)), line.sites});
  }
  return file;
}

/// Where each line begins, and where the last one ends. Python's line endings.
std::vector<std::size_t> starts_of_lines(std::string_view text) {
  std::vector<std::size_t> starts{0};
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool ends = text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'));
    if (ends) starts.push_back(i + 1);
  }
  if (starts.back() != text.size()) starts.push_back(text.size());
  return starts;
}

/// Hooks of one line are told apart by their code where columns do not help: a lambda's or a
/// comprehension's hook is in code of that name.
bool in_code(const engine::Site& site, std::string_view function) {
  const std::string_view name = site.function;
  const auto dot = name.rfind('.');
  return (dot == std::string_view::npos ? name : name.substr(dot + 1)) == function;
}

/// Code that runs other code's sites: a function the comprehensions in it (3.12 and later), and the
/// scope of type parameters the class they are of.
bool runs_in(const engine::Site& site, std::string_view function) {
  if (function.starts_with("<generic parameters")) return true;
  if (function.ends_with("comp>") || function == "<genexpr>" || function == "<lambda>") return false;
  return site.function.ends_with("comp>");
}

}  // namespace

engine::FileId Sources::add(std::string path, std::string original) {
  const auto id = static_cast<engine::FileId>(files_.size());
  by_path_.emplace(normal(path), id);
  auto known = std::make_unique<Known>();
  known->file.path = std::move(path);
  known->file.original = std::move(original);
  names_.add(normal(known->file.path), id);
  if (known->file.original != known->file.path) names_.add(known->file.original, id);
  files_.push_back(std::move(known));
  short_names_.clear();
  return id;
}

engine::FileId Sources::at(std::string_view path) {
  if (const auto found = by_path_.find(path); found != by_path_.end()) return found->second;
  discover(path);
  if (const auto found = by_path_.find(normal(path)); found != by_path_.end()) return found->second;
  return add(std::string(path), normal(path));
}

int Sources::find(std::string_view path) const {
  auto found = by_path_.find(path);
  if (found == by_path_.end()) found = by_path_.find(normal(path));
  return found == by_path_.end() ? -1 : static_cast<int>(found->second);
}

void Sources::discover(std::string_view path) {
  const fs::path folder = fs::path(normal(path)).parent_path();
  if (!folders_.insert(folder).second) return;
  const fs::path root = find_copy_root(folder);
  if (root.empty() || !copies_.insert(root).second) return;
  for (auto& file : read_manifest(root)) {
    if (!by_path_.contains(normal(file.path))) add(std::move(file.path), std::move(file.original));
  }
}

void Sources::remember(std::string_view path) {
  Known& file = of(at(path));
  file.in_memory = true;
  file.loaded = false;
  short_names_.clear();
  has_original_columns(path);
}

void Sources::remember(std::string_view path, std::string text) {
  remember(path);
  of(at(path)).text = std::move(text);
}

std::vector<engine::FileId> Sources::match(std::string_view name) {
  if (name.starts_with('<')) learn_living(std::string(name));  // there may be more than before
  auto found = matching_best(name);
  const auto is_bare = [this](engine::FileId id) { return needs_code(id) && file(id).sites.empty(); };
  for (const engine::FileId id : found) {
    if (is_bare(id)) learn_living(path(id));
  }
  std::erase_if(found, is_bare);
  return found;
}

void Sources::learn_living(const std::string& path) {
  if (learn_from_living_) learn_from_living_(path);
}

std::vector<engine::FileId> Sources::matching_best(std::string_view name) {
  if (auto found = among_known(name); !found.empty()) {
    if (found.size() == 1) return found;
    // A file somebody had rewritten is meant before others that happen to be known.
    std::vector<engine::FileId> hooked;
    std::copy_if(found.begin(), found.end(), std::back_inserter(hooked),
                 [&](engine::FileId id) { return file(id).hooked; });
    return hooked.empty() ? found : hooked;
  }
  std::vector<engine::FileId> found;
  if (!find_others_) return found;
  for (const std::string& path : find_others_(std::string(name))) found.push_back(at(path));
  return found;
}

std::vector<engine::FileId> Sources::among_known(std::string_view name) {
  const bool is_known = by_path_.contains(name);  // whoever made it known has looked for its copy
  if (std::error_code failed; !is_known && fs::exists(fs::path(name), failed)) discover(name);
  return names_.find(name);
}

Sources::Known& Sources::load(engine::FileId id) {
  Known& file = of(id);
  if (file.loaded) return file;
  file.loaded = true;
  const std::string text = file.text ? *file.text : read(file.file.path);
  file.hook_name = rewriter::hook_name(text);
  const bool is_copy = !file.hook_name.empty();
  file.original_text = is_copy ? rewriter::strip(text) : text;
  const rewriter::Rewritten made = rewriter::rewrite(file.original_text);
  file.text_missing = text.empty() || made.refusal;
  engine::SourceFile plan = planned(made);
  plan.hooked = (is_copy || file.in_memory) && made.outcome == rewriter::Outcome::hooked;
  plan.path = file.file.path;
  plan.original = file.file.original;
  file.file = std::move(plan);
  file.columns.clear();
  file.hook_columns.clear();
  file.roles.clear();
  file.line_starts.clear();
  file.lines = nullptr;
  for (const auto& site : made.sites) {
    file.roles.push_back(role_of(site.kind, file.file.sites[static_cast<std::size_t>(site.number)]));
    file.columns.push_back(site.column);
    file.hook_columns.push_back(site.hook_column);
  }
  return file;
}

const engine::SourceFile& Sources::file(engine::FileId id) { return load(id).file; }

std::string Sources::path(engine::FileId id) { return of(id).file.path; }

std::string Sources::short_name(std::string_view path) {
  if (const auto kept = short_names_.find(path); kept != short_names_.end()) return kept->second;
  std::string found = Files::short_name(path);  // may make files known
  return short_names_.insert_or_assign(std::string(path), std::move(found)).first->second;
}

std::string Sources::line_text(engine::FileId id, engine::Line line) {
  Known& file = load(id);
  if (file.line_starts.empty()) file.line_starts = starts_of_lines(file.original_text);
  if (line < 1 || static_cast<std::size_t>(line) >= file.line_starts.size()) return {};
  const auto begin = file.line_starts[static_cast<std::size_t>(line) - 1];
  std::string text = file.original_text.substr(begin, file.line_starts[static_cast<std::size_t>(line)] - begin);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

std::vector<engine::FileId> Sources::known() {
  std::vector<engine::FileId> all(files_.size());
  std::iota(all.begin(), all.end(), engine::FileId{0});
  return all;
}

engine::FileId Sources::meant_by(std::string_view path) {
  const std::vector<engine::FileId> meant = match(path);
  return meant.size() == 1 ? meant.front() : at(path);
}

engine::Text Sources::text(engine::FileId id,
                           const std::function<std::vector<std::string>(const std::string&)>& decode) {
  if (load(id).lines == nullptr && !of(id).original_text.empty()) {
    auto lines = std::make_shared<const std::vector<std::string>>(decode(of(id).original_text));
    of(id).lines = std::move(lines);  // looked up anew: other threads may have run meanwhile
  }
  return of(id).lines;
}

const std::string& Sources::original_text(engine::FileId id) { return load(id).original_text; }

bool Sources::is_stale(engine::FileId id) {
  const Known& file = load(id);
  if (file.in_memory || normal(file.file.path) == file.file.original || file.file.sites.empty()) return false;
  const std::string now = read(file.file.original);
  return !now.empty() && now != file.original_text;
}

std::string Sources::text_on_disk(std::string_view path) { return read(std::string(path)); }

void Sources::has_original_columns(std::string_view path) { original_columns_.insert(normal(path)); }

engine::SiteNumber Sources::site_at(engine::FileId id, const Place& place, std::string_view function) {
  const Known& file = load(id);
  const auto& columns = original_columns_.contains(normal(file.file.path)) ? file.columns : file.hook_columns;
  const auto& sites = file.file.sites;
  const engine::Line line = place.line > 0 ? place.line : place.first_line;
  const auto begin = std::lower_bound(sites.begin(), sites.end(), line,
                                      [](const engine::Site& one, engine::Line wanted) { return one.line < wanted; });
  for (auto site = begin; site != sites.end() && site->line == line; ++site) {
    const auto number = static_cast<engine::SiteNumber>(site - sites.begin());
    if (place.column == columns[static_cast<std::size_t>(number)]) return number;
  }
  // Without columns: the line's sites, or those of the statement that it goes on with.
  engine::SiteNumber first = -1;
  if (line >= 1 && static_cast<std::size_t>(line) <= file.file.lines.size()) {
    for (const engine::SiteNumber number : file.file.lines[static_cast<std::size_t>(line) - 1].sites) {
      if (in_code(sites[static_cast<std::size_t>(number)], function)) return number;
      if (first < 0) first = number;
    }
  }
  if (line != place.first_line) return first;
  // The hook of a body without statements, which says that it is where its function begins.
  const auto found = std::find_if(begin, sites.end(), [&](const engine::Site& one) { return in_code(one, function); });
  return found == sites.end() ? first : static_cast<engine::SiteNumber>(found - sites.begin());
}

Sources::Statement Sources::statement_at(engine::FileId id, engine::Line line, std::string_view function) {
  const Known& file = load(id);
  if (line < 1 || static_cast<std::size_t>(line) > file.file.lines.size()) return {};
  const engine::LineTarget& target = file.file.lines[static_cast<std::size_t>(line) - 1];
  if (!target.reason.empty() && target.reason != "continuation") return {};
  Statement other;
  for (const engine::SiteNumber number : target.sites) {
    const engine::Site& site = file.file.sites[static_cast<std::size_t>(number)];
    const Statement found = {number, file.roles[static_cast<std::size_t>(number)]};
    if (target.reason.empty() && site.line != line) continue;  // a header's carrier
    if (in_code(site, function)) return found;
    if (other.site < 0 && runs_in(site, function)) other = found;
  }
  return other;
}

engine::SiteNumber Sources::at_column(engine::FileId id, engine::Line line, int column, std::string_view function,
                                      engine::SiteNumber otherwise) {
  const Known& file = load(id);
  if (line < 1 || static_cast<std::size_t>(line) > file.file.lines.size()) return otherwise;
  for (const engine::SiteNumber number : file.file.lines[static_cast<std::size_t>(line) - 1].sites) {
    const auto index = static_cast<std::size_t>(number);
    const engine::Site& site = file.file.sites[index];
    if (site.line == line && file.columns[index] == column && in_code(site, function)) return number;
  }
  return otherwise;
}

void Sources::learn(engine::FileId id, const std::vector<CodeLine>& lines) {
  short_names_.clear();
  Known& known = load(id);
  auto& targets = known.file.lines;
  for (const CodeLine& one : lines) {
    if (one.line < 1) continue;
    if (static_cast<std::size_t>(one.line) > targets.size()) targets.resize(static_cast<std::size_t>(one.line));
    auto& here = targets[static_cast<std::size_t>(one.line) - 1];
    if (!here.reason.empty()) here = {};
    const bool there = std::any_of(here.sites.begin(), here.sites.end(), [&](engine::SiteNumber site) {
      return known.file.sites[static_cast<std::size_t>(site)].function == one.function;
    });
    if (there) continue;
    here.sites.push_back(static_cast<engine::SiteNumber>(known.file.sites.size()));
    known.file.sites.push_back({one.line, one.function, false, -1});
    known.roles.push_back(Role::asked_again);
    known.columns.push_back(-1);
    known.hook_columns.push_back(-1);
  }
  const engine::LineTarget* next = nullptr;
  for (auto target = targets.rbegin(); target != targets.rend(); ++target) {
    const bool own = target->reason.empty() && !target->sites.empty();
    if (!own && next != nullptr) *target = {"unknown", next->sites};
    if (own) next = &*target;
  }
}

std::string Sources::function_at(std::string_view path, engine::Line line, std::string_view function) {
  const engine::SourceFile& known = file(at(path));
  if (line < 1 || static_cast<std::size_t>(line) > known.lines.size()) return std::string(function);
  for (const engine::SiteNumber site : known.lines[static_cast<std::size_t>(line) - 1].sites) {
    const engine::Site& found = known.sites[static_cast<std::size_t>(site)];
    if (in_code(found, function)) return found.function;
  }
  return std::string(function);
}

std::string Sources::function_of(std::string_view path, engine::Line first_line, std::string_view function) {
  const auto& sites = file(at(path)).sites;
  const engine::Site* nearest = nullptr;
  for (const engine::Site& site : sites) {
    if (site.line < first_line || !in_code(site, function)) continue;
    if (nearest == nullptr || site.line < nearest->line) nearest = &site;
  }
  return nearest == nullptr ? std::string(function) : nearest->function;
}

}  // namespace pyinstr::python
