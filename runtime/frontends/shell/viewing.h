/// What people look at without stopping: traces and counts, started by a text of theirs.
///
///     trace lines of counter into lines.txt
///     trace calls, returns of Cart.add
///     trace len(basket)
///     count into hits.txt
#pragma once

#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/engine.h"
#include "engine/line_counts.h"
#include "engine/line_trace.h"
#include "engine/row.h"
#include "engine/view_scope.h"
#include "view_text.h"

namespace pyinstr::shell {

class Viewing {
 public:
  /// Keeps the references. `say` shows people a row, from any thread that holds the interpreter.
  Viewing(engine::Engine& engine, engine::Files& files, engine::RowSink say)
      : engine_(engine), files_(files), say_(std::move(say)) {}

  /// What came of it, for people.
  struct Started {
    bool done = false;
    std::string message;
  };
  /// Without a file of its own it writes to `shown`; null: to people.
  Started start(std::string_view text, const engine::RowSink& shown = nullptr);

  /// All of them, a line each, to be started again elsewhere.
  std::string texts() const;
  /// Starts those at the front of a text; what is behind them. `shown` is for those that had one.
  std::string_view start_all(std::string_view text, const engine::RowSink& shown);
  /// Another number after each change of texts().
  std::uint64_t revision() const { return revision_; }
  /// In a child, before it starts any, or forked with some: files belong to another process. Rows are
  /// added to what is there; counts begin anew, and are written to the file with `name` behind it.
  void in_child(const std::string& name);

  /// A row each: `1  trace lines of counter.py into lines.txt`.
  std::vector<std::string> list() const;
  /// False: there is none of that number. A count's file is written.
  bool stop(int number);
  void stop_all();
  void stop_counts();

  /// Null while nothing is counted.
  engine::LineCounts* counts() const { return counts_.get(); }
  /// `  180  counter.py:6  return …`, most often first; at most so many.
  std::vector<std::string> count_rows(std::size_t at_most) const;
  /// Writes the file of the count, if it has one. Called at exit, and when it stops.
  void write_counts();

 private:
  Started start_trace(const ViewText& asked, const engine::RowSink& shown);
  Started start_count(const ViewText& asked);
  Started started(ViewText asked, std::shared_ptr<engine::View> view);
  std::shared_ptr<engine::View> trace_of(const ViewText& asked, engine::RowSink sink, engine::ViewScope scope,
                                         std::string& error);
  engine::ViewScope scope_of(const std::string& of, std::string& error);
  engine::RowSink rows_into(const std::string& path);

  engine::Engine& engine_;
  engine::Files& files_;
  engine::RowSink say_;
  std::map<int, ViewText> views_;
  std::uint64_t revision_ = 0;
  std::string child_;  // this process's name; empty: it is no child
  std::map<std::string, std::weak_ptr<std::ofstream>> written_;  // files of traces: one may take several
  std::shared_ptr<engine::LineCounts> counts_;
  std::string counts_into_;
};

}  // namespace pyinstr::shell
