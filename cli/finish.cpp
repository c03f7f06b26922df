#include <memory>
#include <set>

#include "commands.h"
#include "complete_copy.h"
#include "content_hash.h"
#include "folders.h"
#include "ninja_file.h"
#include "version.h"

namespace pyinstr::cli {
namespace {

struct FinishOptions {
  std::string src, out, steps, options;
  bool delete_orphans = false;
};

/// What has been done, and what is left to do, read from the file of --steps.
class Finish {
 public:
  explicit Finish(const FinishOptions& options) : options_(options), out_(real_path(options.out)) {}

  ExitCode run() {
    const Result<FileContent> steps = read_file(options_.steps);
    if (!steps) return report(steps.error());
    if (MaybeError error = make_folder(out_, own_folder)) return report(*error);
    const FolderLock lock(out_ / own_folder, Sharing::alone);
    follow(decode_fields(steps->bytes));
    if (answer_ != ExitCode::done) return answer_;
    remove_other_records();
    clear_leftovers(lock.is_held() ? Leftovers::all : Leftovers::of_ended);
    complete();
    return answer_;
  }

 private:
  void note(const MaybeError& error) {
    if (error) answer_ = worse(answer_, report(*error));
  }

  /// A word that says what to do, and what it is done with; again and again.
  void follow(const std::vector<std::string>& fields) {
    for (std::size_t i = 0; i + 1 < fields.size(); i += 2) {
      const std::string &what = fields[i], &path = fields[i + 1];
      if (what == "record") join(path);
      else if (what == "folder") make(path);
      else if (what == "link" && i + 2 < fields.size()) link(path, fields[++i + 1]);
      else note(Error{ExitCode::usage, options_.steps, "`" + what + "` is no step", ""});
    }
  }

  void join(const std::string& record) {
    const Result<FileContent> content = read_file(record);
    if (!content) return note(content.error());
    entries_.merge(decode_entries(content->bytes));
    records_.insert(Path(record).filename().native());
  }

  void make(const std::string& folder) {
    note(make_folder(out_, folder));
    folders_.insert(folder);
  }

  void link(const std::string& path, const std::string& text) {
    note(make_folder(out_, Path(path).parent_path()));
    const Result<Path> present = read_link(out_ / path);
    if (!present || *present != text) note(write_link(out_ / path, text));
    const std::string hash = hash_bytes(text);
    entries_[path] = {FileState::copied, hash, hash, ""};
  }

  /// Records of batches that are cut otherwise now.
  void remove_other_records() {
    std::vector<Error> ignored;
    const auto leave_out = [&](const FileEntry& entry) {
      return entry.path.starts_with('.') || records_.count(entry.path) > 0;
    };
    const Path folder = records_folder(out_);
    for (const FileEntry& entry : walk(folder, leave_out, ignored)) {
      note(remove_file(folder / entry.path));
    }
  }

  void clear_leftovers(Leftovers which) {
    remove_leftovers(out_, which);
    for (const std::string& folder : folders_) remove_leftovers(out_ / folder, which);
  }

  void complete() {
    Completion completion;
    completion.out = out_;
    completion.before = load_manifest(out_);
    completion.after = {version, options_.options, real_path(options_.src).native(), entries_};
    completion.has_original = [this](const std::string& path) { return entries_.count(path) > 0; };
    completion.delete_orphans = options_.delete_orphans;
    for (const Error& error : complete_copy(std::move(completion)).errors) note(error);
  }

  const FinishOptions& options_;
  Path out_;
  ManifestEntries entries_;
  std::set<std::string> records_, folders_;
  ExitCode answer_ = ExitCode::done;
};

}  // namespace

void add_finish(CLI::App& app, Invocation& invocation) {
  CLI::App* command =
      app.add_subcommand("finish", "join steps of `rewrite` to a copy: a build engine's last step");
  auto options = std::make_shared<FinishOptions>();
  command->add_option("SRC", options->src, "the folder with the originals")->required();
  command->add_option("OUT", options->out, "the copy")->required();
  command
      ->add_option("--steps", options->steps,
                   "one line of fields with tabs between: record FILE (of rewrite --record),\n"
                   "link NAME TEXT, folder NAME; as in the manifest, \\t \\n \\\\ quote")
      ->option_text("FILE")
      ->required();
  command->add_option("--options", options->options, "what the manifest says the options were")
      ->option_text("TEXT");
  command->add_flag("--delete", options->delete_orphans,
                    "delete files of earlier builds that have no original any more");
  command->footer(
      "Writes OUT/.pyinstr: the manifest, and the way to the runtime. `pyinstr build` then finds\n"
      "the copy as if it had made it.\n\n"
      "Example:\n"
      "  pyinstr rewrite --from src --to out --record a.record src/main.py\n"
      "  printf 'record\\ta.record' >steps\n"
      "  pyinstr finish src out --steps steps");
  command->callback([&invocation, options] { invocation.answer = Finish(*options).run(); });
}

}  // namespace pyinstr::cli
