#include "project_file.h"

#include <array>

#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

namespace pyinstr::cli {
namespace {

constexpr std::string_view table_name = "tool.pyinstr";

std::string in_place(const Path& file, const toml::source_position& at) {
  return file.native() + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

using Node = const toml::node&;

bool take_truth(Node node, std::optional<bool>& option) {
  option = node.value_exact<bool>();
  return option.has_value();
}

bool take_list(Node node, std::optional<std::vector<std::string>>& option) {
  const toml::array* list = node.as_array();
  if (!list) return false;
  option.emplace();
  for (const toml::node& item : *list) {
    const auto text = item.value_exact<std::string>();
    if (!text || text->empty()) return false;
    option->push_back(*text);
  }
  return true;
}

bool take_jobs(Node node, std::optional<unsigned>& option) {
  const auto number = node.value_exact<std::int64_t>();
  if (!number || *number < 1 || *number > 1024) return false;
  option = static_cast<unsigned>(*number);
  return true;
}

bool take_hooks(Node node, std::optional<rewriter::HookStyle>& option) {
  const auto word = node.value_exact<std::string>();
  if (word == "frame") option = rewriter::HookStyle::frame;
  else if (word == "numbered") option = rewriter::HookStyle::numbered;
  return option.has_value();
}

bool take_program(Node node, ProjectOptions& options) {
  options.verify = node.value_exact<std::string>();
  if (!options.verify || options.verify->empty()) return false;
  if (options.verify->find('/') != std::string::npos) {
    options.verify = (options.file.parent_path() / *options.verify).native();
  }
  return true;
}

/// A key, what it must be, and how it is taken.
struct Row {
  std::string_view key, must_be;
  bool (*take)(Node, ProjectOptions&);
};

constexpr std::string_view truth = "true or false";
constexpr std::string_view patterns = "a list of patterns, like [\"tests\", \"vendor/**\"]";

constexpr std::array<Row, 9> rows{{
    {"delete", truth, [](Node n, ProjectOptions& o) { return take_truth(n, o.delete_orphans); }},
    {"exclude", patterns, [](Node n, ProjectOptions& o) { return take_list(n, o.exclude); }},
    {"hooks", "\"frame\" or \"numbered\"",
     [](Node n, ProjectOptions& o) { return take_hooks(n, o.hooks); }},
    {"include", patterns, [](Node n, ProjectOptions& o) { return take_list(n, o.include); }},
    {"jobs", "a number from 1 to 1024",
     [](Node n, ProjectOptions& o) { return take_jobs(n, o.jobs); }},
    {"json", truth, [](Node n, ProjectOptions& o) { return take_truth(n, o.json); }},
    {"quiet", truth, [](Node n, ProjectOptions& o) { return take_truth(n, o.quiet); }},
    {"strict", truth, [](Node n, ProjectOptions& o) { return take_truth(n, o.strict); }},
    {"verify", "the name of a Python interpreter", take_program},
}};

std::string known_keys() {
  std::string text = "known: ";
  for (const Row& row : rows) {
    if (&row != rows.data()) text += ", ";
    text += row.key;
  }
  return text + "; the other options of `pyinstr build` stand on the command line only";
}

MaybeError take(const toml::key& key, Node node, ProjectOptions& options) {
  for (const Row& row : rows) {
    if (row.key != key.str()) continue;
    if (row.take(node, options)) return std::nullopt;
    return Error{ExitCode::usage, in_place(options.file, node.source().begin),
                 "`" + std::string(row.key) + "` must be " + std::string(row.must_be), ""};
  }
  return Error{
      ExitCode::usage, in_place(options.file, key.source().begin),
      "`" + std::string(key.str()) + "` is nothing that [" + std::string(table_name) + "] can say",
      known_keys()};
}

}  // namespace

Result<std::optional<ProjectOptions>> parse_project_options(const Path& file,
                                                            const std::string& text) {
  const toml::parse_result parsed = toml::parse(text, file.native());
  if (!parsed) {
    const toml::parse_error& error = parsed.error();
    return Error{ExitCode::usage, in_place(file, error.source().begin),
                 "this is not TOML: " + std::string(error.description()), ""};
  }
  const toml::node_view<const toml::node> found = parsed.table().at_path(table_name);
  if (!found) return std::optional<ProjectOptions>();
  ProjectOptions options;
  options.file = file;
  if (!found.is_table()) {
    return Error{ExitCode::usage, in_place(file, found.node()->source().begin),
                 "`" + std::string(table_name) + "` must be a table", ""};
  }
  for (const auto& [key, node] : *found.as_table()) {
    if (MaybeError error = take(key, node, options)) return *error;
  }
  return std::optional(std::move(options));
}

Result<ProjectOptions> find_project_options(const std::string& src) {
  Path folder = real_path(src);
  if (kind_of(folder) != FileKind::folder) folder = folder.parent_path();
  for (; !folder.empty(); folder = folder.parent_path()) {
    const Path file = folder / "pyproject.toml";
    const Result<FileContent> content = read_file(file);
    // Files of others are not even parsed: what is wrong in them is not ours to tell.
    if (content && content->bytes.find("pyinstr") != std::string::npos) {
      Result<std::optional<ProjectOptions>> options = parse_project_options(file, content->bytes);
      if (!options) return options.error();
      if (*options) return std::move(**options);
    }
    if (folder == folder.root_path()) break;
  }
  return ProjectOptions{};
}

}  // namespace pyinstr::cli
