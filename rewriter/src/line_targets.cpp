#include "line_targets.h"

#include <algorithm>

#include "indentation.h"

namespace pyinstr::rewriter {
namespace {

class Targets {
 public:
  Targets(const Plan& plan, const Source& source, const Directives& directives)
      : plan_(plan), source_(source), directives_(directives) {
    rows_ = source.row_count();
    lines_.resize(static_cast<std::size_t>(rows_));
    by_code_.resize(plan.codes.size());
    carriers_.assign(plan.hooks.size(), -1);
    for (std::size_t i = 0; i < plan.hooks.size(); ++i) {
      const HookSite& hook = plan.hooks[i];
      by_code_[static_cast<std::size_t>(hook.code)].push_back(static_cast<int>(i));
      if (hook.carries >= 0) carriers_[static_cast<std::size_t>(hook.carries)] = static_cast<int>(i);
    }
  }

  std::vector<LineTarget> run() {
    std::size_t next = 0;
    for (int row = 0; row < rows_; ++row) {
      const std::size_t first = next;
      while (next < plan_.hooks.size() && plan_.hooks[next].row == row) ++next;
      lines_[static_cast<std::size_t>(row)] = target(row, first, next);
    }
    slide_between();
    return std::move(lines_);
  }

 private:
  const HookSite& hook(int index) const { return plan_.hooks[static_cast<std::size_t>(index)]; }
  LineTarget& line(int row) { return lines_[static_cast<std::size_t>(row)]; }
  const Statement* owner(int row) const {
    const int index = plan_.owner[static_cast<std::size_t>(row)];
    return index < 0 ? nullptr : &plan_.statements[static_cast<std::size_t>(index)];
  }

  // The row's own hooks are [first, last). Rows between statements are done afterwards.
  LineTarget target(int row, std::size_t first, std::size_t last) {
    if (directives_.skips(row)) return {SlideReason::skipped, {}};
    const Statement* statement = owner(row);
    LineTarget found;
    if (statement != nullptr && statement->first_row == row) {
      found = slide(*statement, row);
    } else if (statement != nullptr && first == last) {
      return continuation(*statement);
    }
    add_own(found, statement, first, last);
    if (found.reason != SlideReason::def && !found.sites.empty() && first != last) {
      found.reason = SlideReason::none;
    }
    if (found.sites.empty() && statement != nullptr && found.reason == SlideReason::none) {
      return continuation(*statement);
    }
    return found;
  }

  // The row's own, the statement's first; a loop's header brings its carrier.
  void add_own(LineTarget& found, const Statement* statement, std::size_t first,
               std::size_t last) {
    const auto add = [&](bool of_statement) {
      for (std::size_t i = first; i < last; ++i) {
        const int index = static_cast<int>(i);
        const bool own = statement != nullptr && hook(index).code == statement->code;
        if (own == of_statement) add_site(found, index);
      }
    };
    add(true);
    add(false);
  }

  void add_site(LineTarget& found, int index) {
    for (int site : {index, carriers_[static_cast<std::size_t>(index)]}) {
      if (site < 0) continue;
      // Only a loop's carrier comes by twice, and soon: a line may have any number of lambdas.
      const auto recent = found.sites.end() - std::min<std::ptrdiff_t>(64, std::ssize(found.sites));
      if (std::find(recent, found.sites.end(), site) == found.sites.end()) {
        found.sites.push_back(site);
      }
    }
  }

  // Where a statement without a hook of its own goes.
  LineTarget slide(const Statement& statement, int row) {
    LineTarget found{statement.slide, {}};
    if (statement.slide == SlideReason::none) return found;
    int site = statement.opened >= 0 ? first_hook(statement.opened, -1) : -1;
    // A function without a hook is at least defined, and what follows that can be stopped at.
    if (site < 0) site = first_hook(statement.code, row);
    if (site < 0) return found;
    if (hook(site).row == row) found.reason = SlideReason::none;
    add_site(found, site);
    return found;
  }

  LineTarget continuation(const Statement& statement) {
    LineTarget found{SlideReason::continuation, {}};
    if (statement.site >= 0 && hook(statement.site).row >= statement.first_row &&
        line(statement.first_row).sites.empty()) {
      add_site(found, statement.site);
    } else {
      found.sites = inner(statement) ? std::vector<int>{statement.site}
                                     : line(statement.first_row).sites;
    }
    return found;
  }

  // A lambda or an element inside a statement: the rest of it is its own, not the statement's.
  bool inner(const Statement& statement) const {
    return statement.site >= 0 && hook(statement.site).kind >= SiteKind::lambda;
  }

  // The code object's first hook on or below a row.
  int first_hook(int code, int row) const {
    const std::vector<int>& hooks = by_code_[static_cast<std::size_t>(code)];
    const auto it = std::lower_bound(hooks.begin(), hooks.end(), row,
                                     [&](int index, int wanted) { return hook(index).row < wanted; });
    return it == hooks.end() ? -1 : *it;
  }

  void find_above() {
    above_.resize(static_cast<std::size_t>(rows_));
    for (int row = 0, above = -1; row < rows_; ++row) {
      if (owner(row) != nullptr) above = row;
      above_[static_cast<std::size_t>(row)] = above;
    }
  }

  // Comments and blank lines go to the next statement of the code object they stand in.
  void slide_between() {
    find_above();
    int below = -1;      // the next row on which a statement begins
    int below_text = -1; // the next row with text
    for (int row = rows_ - 1; row >= 0; --row) {
      const std::string_view text = source_.row_text(row);
      const bool blank = text.find_first_not_of(" \t\f") == std::string_view::npos;
      if (owner(row) != nullptr) {
        below = begins(row) ? row : below;
        below_text = row;
        continue;
      }
      const int block = blank && below_text < 0 ? 0 : block_of(blank ? below_text : row, below);
      if (!blank) below_text = row;
      if (line(row).reason == SlideReason::skipped) continue;
      line(row).reason = blank ? SlideReason::blank : SlideReason::comment;
      const int code = plan_.blocks[static_cast<std::size_t>(block)].code;
      const int site = first_hook(code, row);
      if (site >= 0) add_site(line(row), site);
    }
  }

  bool begins(int row) const { return owner(row)->first_row == row; }

  const Block& block(int index) const { return plan_.blocks[static_cast<std::size_t>(index)]; }

  // The suite a row between statements stands in: the next statement's, or, if it is indented
  // deeper than that, the innermost around the statement before that is not deeper than the row.
  int block_of(int row, int below) const {
    const Statement* next = below >= 0 ? owner(below) : nullptr;
    if (next != nullptr && owner(row) == next) return next->block;
    const int above = above_[static_cast<std::size_t>(row)];
    const int column = indent_of(source_.row_text(row)).column;
    const Statement* before = above >= 0 ? owner(above) : nullptr;
    if (next != nullptr) {
      const int next_column = block(next->block).column;
      if (column <= next_column) return next->block;
      if (before != nullptr && next_column > block(before->block).column) return next->block;
    }
    int found = before != nullptr ? before->block : 0;
    while (block(found).parent >= 0 && block(found).column > column) found = block(found).parent;
    return found;
  }

  const Plan& plan_;
  const Source& source_;
  const Directives& directives_;
  int rows_ = 0;
  std::vector<LineTarget> lines_;
  std::vector<std::vector<int>> by_code_;
  std::vector<int> carriers_;
  std::vector<int> above_;  // by row: the last row at or above it that a statement has, or -1
};

}  // namespace

std::vector<LineTarget> find_line_targets(const Plan& plan, const Source& source,
                                          const Directives& directives) {
  return Targets(plan, source, directives).run();
}

std::string dump(const std::vector<LineTarget>& lines) {
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    text += std::to_string(i + 1);
    const std::string_view reason = name(lines[i].reason);
    if (!reason.empty()) text += " " + std::string(reason);
    text += " ->";
    for (const int site : lines[i].sites) text += " " + std::to_string(site);
    text += "\n";
  }
  return text;
}

}  // namespace pyinstr::rewriter
