// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <parindex/detail/contains.hpp>
#include <parindex/engine/detail/case_scores.hpp>
#include <parindex/engine/detail/plan_state.hpp>
#include <parindex/engine/detail/sparse_column.hpp>
#include <parindex/results/detail/ranking_key.hpp>
#include <parindex/stop.hpp>
#include <parindex/testing/cases.hpp>
#include <parindex/testing/search/leaf_lab.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The nodes that each case reads, with the values that it gives them.
class CaseLooks {
 public:
  /// Consecutive nodes of the plan.
  struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  CaseLooks(const Rubric& rubric, const CaseFile& file)
      : file_(file), plan_(compile(rubric)), ranges_(file.cases.size()), alone_(plan_.size()) {
    for (const Column& column : file.table.columns) columns_.emplace(column.name, &column);
    std::size_t looked_at = 0;
    for (std::size_t row = 0; row < ranges_.size(); ++row) {
      find_expected(row);
      for (const Range& range : ranges_[row]) looked_at += range.end - range.begin;
    }
    ScoreOptions options;
    options.issues = no_limit;
    scores_.emplace(plan_, file.table, options, looked_at);
    for (std::size_t row = 0; row < ranges_.size(); ++row) {
      stop_point(500);
      if (*scores_) find_reported(row);
      join(ranges_[row]);
      if (spans_many(ranges_[row])) {
        many_.push_back(row);
        continue;
      }
      for (const Range& range : ranges_[row]) alone_[range.begin].push_back(row);
    }
  }

  /// The leaf's inputs in the cases that read it, each with the positions of those cases.
  void inputs(const std::string& leaf, const std::vector<PlanColumn>& columns,
              std::vector<LeafInput>& inputs, std::vector<std::vector<std::size_t>>& cases) const {
    const auto position = plan_.find(leaf);
    if (!*scores_ || !position) return;
    std::vector<std::size_t> rows = alone_[*position];
    for (const std::size_t row : many_) {
      if (looks(row, *position)) rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end());
    std::unordered_map<std::string, std::size_t> known;
    for (const LeafInput& input : inputs) known.emplace(key_of(input), known.size());
    for (const std::size_t row : rows) {
      stop_point(1000);
      LeafInput input = this->input(row, columns);
      const auto [at, fresh] = known.emplace(key_of(input), inputs.size());
      if (fresh) {
        inputs.push_back(std::move(input));
        cases.emplace_back();
      }
      cases[at->second].push_back(row);
    }
  }

  /// The figures of the cases; nullptr if the table cannot be scored.
  const Scores* scores() const { return *scores_ ? &scores_->figures() : nullptr; }
  const CaseFile& file() const { return file_; }
  /// The nodes that a case reads, in order.
  const std::vector<Range>& ranges(std::size_t row) const { return ranges_[row]; }

  /// The column with a name, or nullptr.
  const Column* column(std::string_view name) const {
    const auto found = columns_.find(name);
    return found == columns_.end() ? nullptr : found->second;
  }

  /// The values that a case gives to some columns.
  LeafInput input(std::size_t row, const std::vector<PlanColumn>& columns) const {
    LeafInput input;
    for (const PlanColumn& column : columns) {
      stop_point(100);
      const Column* const given = this->column(column.name);
      input.cells.push_back(given == nullptr ? Cell() : cell_in(*given, row));
    }
    if (!file_.table.groups.empty()) input.group = file_.table.groups[row];
    return input;
  }

  /// The key by which the units of the table are ranked by a node.
  const std::vector<std::optional<Rational>>& ranking_keys(std::size_t position, Figure on,
                                                           FigureStage stage) const {
    auto& keys = ranking_keys_[position];
    if (keys.empty()) {
      const Scores& whole = scores_->whole();
      for (std::size_t row = 0; row < whole.size(); ++row) {
        keys.push_back(ranking_key(whole, row, on, stage, position));
      }
    }
    return keys;
  }

  /// The nodes of which the case expects a class.
  std::vector<std::size_t> nodes_with_class(std::size_t row) const {
    std::vector<std::size_t> found;
    for (const Expectation& expected : file_.cases[row].expects) {
      if (!is_figure(expected) || expected.key != "class") continue;
      if (const auto position = plan_.find(expected.code)) found.push_back(*position);
    }
    return found;
  }

  /// Whether an expectation is about the result of a node.
  static bool is_figure(const Expectation& expected) {
    return expected.path == expected.key || expected.path.starts_with("nodes/");
  }

  /// Whether the leaf has these points in the row.
  bool gives(std::size_t row, const std::string& leaf,
             const std::optional<Rational>& points) const {
    return scores_->figures().at(row, leaf).points == points;
  }

  /// Whether the case has an expectation about the leaf that distinguishes the two outcomes.
  bool tells(std::size_t row, const std::string& leaf, const LeafOutcome& before,
             const LeafOutcome& after) const {
    // Unexpected issues fail the case, and expected ones are counted.
    if (before.issues != after.issues) return true;
    for (const Expectation& expected : file_.cases[row].expects) {
      if (expected.code != leaf) continue;
      const std::string& key = expected.key;
      if ((key == "points" || key == "exact") && before.points != after.points) return true;
      if (key == "max" && before.max != after.max) return true;
      if (key == "status" && before.status != after.status) return true;
    }
    return false;
  }

 private:
  /// A figure depends on all nodes below it.
  void find_expected(std::size_t row) {
    for (const Expectation& expected : file_.cases[row].expects) {
      const auto position = plan_.find(expected.code);
      if (expected.path.substr(0, 6) == "issues" || !position) continue;
      const std::size_t end = expected.value ? plan_.state().nodes[*position].end : *position + 1;
      ranges_[row].push_back({*position, end});
      if (expected.value) find_gates(row, ranges_[row].back());
    }
  }

  /// A case that reads a node also reads the nodes that the gates within it test and whose figures
  /// the leaves within it read.
  void find_gates(std::size_t row, const Range range) {
    for (const std::size_t other : plan_.state().looked_at) {
      if (range.begin <= other && other < range.end) continue;
      const auto looks_there = [&](const PlanNode& node) {
        return contains(node.reads, other) ||
               std::any_of(node.gates.begin(), node.gates.end(), [&](const PlanGate& gate) {
                 return gate.gate->when && gate.at == other;
               });
      };
      const auto& nodes = plan_.state().nodes;
      const auto begin = nodes.begin() + static_cast<std::ptrdiff_t>(range.begin);
      const auto end = nodes.begin() + static_cast<std::ptrdiff_t>(range.end);
      stop_point(20 * (range.end - range.begin));
      if (std::none_of(begin, end, looks_there)) continue;
      const Range found{other, nodes[other].end};
      const bool known = std::any_of(
          ranges_[row].begin(), ranges_[row].end(),
          [&](const Range& at) { return at.begin <= found.begin && found.end <= at.end; });
      if (known) continue;
      ranges_[row].push_back(found);
      find_gates(row, found);
    }
  }

  /// A case that expects issues reads the nodes that report them.
  void find_reported(std::size_t row) {
    const auto& expects = file_.cases[row].expects;
    if (std::none_of(expects.begin(), expects.end(), [](const Expectation& expected) {
          return expected.path.substr(0, 6) == "issues";
        })) {
      return;
    }
    for (const Issue& found : scores_->issues(row)) {
      // A column is named by the code of its node, and a suffix after a point.
      const std::string_view field = found.field;
      for (std::size_t end = 0; end <= field.size(); ++end) {
        if (end != field.size() && field[end] != '.') continue;
        const auto position = plan_.find(field.substr(0, end));
        if (position) ranges_[row].push_back({*position, *position + 1});
      }
    }
  }

  static void join(std::vector<Range>& ranges) {
    std::sort(ranges.begin(), ranges.end(),
              [](const Range& a, const Range& b) { return a.begin < b.begin; });
    std::vector<Range> joined;
    for (const Range& range : ranges) {
      if (!joined.empty() && range.begin <= joined.back().end) {
        joined.back().end = std::max(joined.back().end, range.end);
      } else {
        joined.push_back(range);
      }
    }
    ranges = std::move(joined);
  }

  static bool spans_many(const std::vector<Range>& ranges) {
    return std::any_of(ranges.begin(), ranges.end(),
                       [](const Range& range) { return range.end - range.begin > 1; });
  }

  bool looks(std::size_t row, std::size_t position) const {
    const auto& ranges = ranges_[row];
    const auto next =
        std::upper_bound(ranges.begin(), ranges.end(), position,
                         [](std::size_t at, const Range& range) { return at < range.begin; });
    return next != ranges.begin() && position < std::prev(next)->end;
  }

  const CaseFile& file_;
  Plan plan_;
  std::unordered_map<std::string_view, const Column*> columns_;
  std::vector<std::vector<Range>> ranges_;       // by case
  std::vector<std::vector<std::size_t>> alone_;  // by node: cases that read single nodes
  std::vector<std::size_t> many_;                // the other cases
  mutable std::optional<CaseScores> scores_;
  // By node and by row, as the rubric ranks.
  mutable std::map<std::size_t, std::vector<std::optional<Rational>>> ranking_keys_;
};

/// Whether both are the same edition of a rubric.
inline bool same_rubric(const Rubric& a, const Rubric& b) {
  return a.id() == b.id() && a.edition() == b.edition();
}

}  // namespace detail

PARINDEX_END_NAMESPACE
