#include "ninja_file.h"

#include <algorithm>

#include "content_hash.h"
#include "hook_style.h"
#include "manifest.h"
#include "ninja_syntax.h"
#include "version.h"

namespace pyinstr::cli {
namespace {

constexpr std::size_t usual_batch = 32, largest_batch = 128;
constexpr std::size_t longest_names = 64000;  // a command is one word of the shell's: 128 KiB

/// Whether a batch ends behind a name. Decided by the name alone, so that it ends there whatever
/// stands in front.
bool is_last_of_batch(const std::string& path) {
  return std::stoul(hash_bytes(path).substr(0, 4), nullptr, 16) % usual_batch == 0;
}

/// Adds files, in order, to the batches of one kind.
class Cutter {
 public:
  explicit Cutter(bool is_copy) : is_copy_(is_copy) {}

  void add(const Job& job) {
    if (batches_.empty() || is_full_) {
      batches_.push_back({{}, is_copy_});
      names_ = 0;
    }
    Batch& batch = batches_.back();
    batch.jobs.push_back(&job);
    names_ += job.path.size();
    is_full_ =
        is_last_of_batch(job.path) || batch.jobs.size() == largest_batch || names_ > longest_names;
  }

  std::vector<Batch> take() { return std::move(batches_); }

 private:
  std::vector<Batch> batches_;
  bool is_copy_, is_full_ = false;
  std::size_t names_ = 0;
};

/// The writing of one file; members are its parts, in their order.
class Writer {
 public:
  explicit Writer(const NinjaPlan& plan)
      : plan_(plan), src_(relative(plan.tree->source)), out_(relative(plan.tree->out)) {}

  std::string write() {
    head();
    rules();
    for (const Batch& batch : cut_into_batches(*plan_.tree, *plan_.request)) edge(batch);
    last_edge();
    own_edge();
    return std::move(text_);
  }

 private:
  /// Relative where both have more in common than the root of all folders.
  std::string relative(const Path& path) const {
    const auto first = [](const Path& p) {
      const Path below_root = p.relative_path();
      return below_root.empty() ? Path() : *below_root.begin();
    };
    const bool near = !first(path).empty() && first(path) == first(plan_.folder);
    return near ? path.lexically_relative(plan_.folder).native() : path.native();
  }

  static std::string below(const std::string& folder, const std::string& path) {
    return folder == "." ? path : folder + "/" + path;
  }

  static std::string words(const std::vector<std::string>& all) {
    std::string line;
    for (const std::string& word : all) line += (line.empty() ? "" : " ") + shell_word(word);
    return line;
  }

  void rule(const std::string& name, const std::string& command, const std::string& description) {
    text_ += "\nrule " + name + "\n  command = " + command + "\n  description = " + description +
             "\n  restat = 1\n";
  }

  void head() {
    text_ = "# Written by pyinstr " + std::string(version) + "; run it in the folder it is in.\n";
    text_ += "ninja_required_version = 1.7\n";
    // Ninja's own files would change a folder of SRC with each run if they stood there.
    text_ += "builddir = " + ninja_value(relative(records_folder(plan_.tree->out))) + "\n";
    text_ += "pipe = |\n";
  }

  void rules() {
    const std::string program = plan_.command.native();
    std::vector<std::string> step{program, "rewrite", "--from", src_, "--to", out_};
    std::vector<std::string> copy = step;
    copy.push_back("--copy");
    step.insert(step.end(), {"--hooks", std::string(name(plan_.request->rules.hooks))});
    if (plan_.strict) step.push_back("--strict");
    const std::string rest = " --record $record -- $in";
    rule("rewrite", ninja_value(words(step)) + rest, "rewrite $files");
    rule("copy", ninja_value(words(copy)) + rest, "copy $files");
    std::vector<std::string> finish{program, "finish",    src_,
                                    out_,    "--options", options_text(*plan_.request)};
    if (plan_.request->delete_orphans) finish.push_back("--delete");
    rule("finish", ninja_value(words(finish)) + " --steps $steps_file", "write the manifest");
    text_ += "  rspfile = $steps_path\n  rspfile_content = $steps\n";
    std::vector<std::string> again{program,   "build",        src_,      out_,
                                   "--quiet", "--emit-ninja", plan_.file};
    again.insert(again.end(), plan_.given.begin(), plan_.given.end());
    rule("regenerate", ninja_value(words(again)), "look for new and removed files");
    text_ += "  generator = 1\n";
  }

  std::string record_of(const Batch& batch) const {
    return relative(records_folder(plan_.tree->out) / batch.key());
  }

  void edge(const Batch& batch) {
    std::string inputs, outputs;
    for (const Job* job : batch.jobs) {
      outputs += " " + ninja_path(below(out_, job->path));
      inputs += " " + ninja_path(below(src_, job->path));
    }
    const std::string record = record_of(batch);
    text_ += "\nbuild" + outputs + " | " + ninja_path(record) + ": " +
             (batch.is_copy ? "copy" : "rewrite") + inputs + " | " +
             ninja_path(plan_.command.native()) + "\n";
    text_ += "  record = " + ninja_value(shell_word(record)) + "\n";
    const std::size_t others = batch.jobs.size() - 1;
    text_ += "  files = " + ninja_value(batch.jobs.front()->path) +
             (others == 0 ? "" : " and " + std::to_string(others) + " more") + "\n";
    records_.push_back(record);
  }

  /// What the last edge does: it joins records, and makes links and folders. Links cannot be edges
  /// of their own: Ninja would look at what they lead to.
  std::string steps() const {
    std::vector<std::string> fields;
    for (const std::string& record : records_) fields.insert(fields.end(), {"record", record});
    for (const Job& job : plan_.tree->jobs) {
      if (job.kind != FileKind::link) continue;
      const Result<Path> text = link_text(*plan_.tree, job);
      if (text) fields.insert(fields.end(), {"link", job.path, text->native()});
    }
    for (const std::string& folder : plan_.tree->folders) {
      fields.insert(fields.end(), {"folder", folder});
    }
    return encode_fields({fields.begin(), fields.end()});
  }

  void last_edge() {
    const std::string manifest = relative(manifest_path(plan_.tree->out));
    text_ += "\nbuild " + ninja_path(manifest);
    if (plan_.has_runtime) {
      text_ += " | " + ninja_path(relative(plan_.tree->out / own_folder / "pyinstr"));
    }
    text_ += ": finish";
    for (const std::string& record : records_) text_ += " " + ninja_path(record);
    text_ += " | " + ninja_path(plan_.command.native()) + "\n";
    const std::string steps_file = manifest + ".steps";
    text_ += "  steps_path = " + ninja_value(steps_file) + "\n";
    text_ += "  steps_file = " + ninja_value(shell_word(steps_file)) + "\n";
    text_ += "  steps = " + ninja_value(steps()) + "\n";
    text_ += "default " + ninja_path(manifest) + "\n";
  }

  /// A folder changes when a file in it comes or goes. That the folders are outputs of nothing
  /// keeps one that has gone from being an error.
  void own_edge() {
    std::string folders = " " + ninja_path(src_);
    for (const std::string& folder : plan_.tree->folders) {
      folders += " " + ninja_path(below(src_, folder));
    }
    std::string others;
    if (!plan_.project_file.empty()) others += " " + ninja_path(relative(plan_.project_file));
    text_ += "\nbuild " + ninja_path(plan_.file) + ": regenerate |" + folders + others + " " +
             ninja_path(plan_.command.native()) + "\n";
    text_ += "build" + folders + others + ": phony\n";
  }

  const NinjaPlan& plan_;
  std::string src_, out_, text_;
  std::vector<std::string> records_;
};

}  // namespace

std::string Batch::key() const {
  return hash_bytes(jobs.front()->path, is_copy ? "copy" : "rewrite").substr(0, 16);
}

std::vector<Batch> cut_into_batches(const SourceTree& tree, const BuildRequest& request) {
  Cutter rewritten(false), copied(true);
  for (const Job& job : tree.jobs) {
    if (job.kind == FileKind::link) continue;
    (is_wanted(request, job) ? rewritten : copied).add(job);
  }
  std::vector<Batch> batches = rewritten.take();
  for (Batch& batch : copied.take()) batches.push_back(std::move(batch));
  return batches;
}

std::string ninja_file(const NinjaPlan& plan) { return Writer(plan).write(); }

Path records_folder(const Path& out) { return out / own_folder / "ninja"; }

}  // namespace pyinstr::cli
