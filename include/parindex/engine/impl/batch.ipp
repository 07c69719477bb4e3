// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <cfenv>
#include <cstddef>
#include <iterator>
#include <limits>
#include <utility>
#include <vector>

#include <parindex/detail/threads.hpp>
#include <parindex/engine/detail/block_scorer.hpp>
#include <parindex/engine/detail/release_aside.hpp>
#include <parindex/engine/detail/scores_state.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The fixed lane computes with ordinary floating point. An application that flushes small numbers
/// to zero, or does not round to nearest, would change the results.
inline bool floating_point_is_standard() {
  volatile double smallest = std::numeric_limits<double>::denorm_min();
  return std::fegetround() == FE_TONEAREST && smallest * 1.0 != 0.0;
}

/// Gives all columns of points one block of memory: many small blocks would be requested from the
/// system, and touched page by page, again for every table.
inline void place_points(ScoresState& scores) {
  constexpr std::size_t line = 64;
  std::size_t bytes = 0;
  std::vector<std::size_t> places;
  for (const PointsColumn& column : scores.points) {
    places.push_back(bytes);
    // A cache line separates columns, so that equal rows of different columns do not compete for
    // the same cache set.
    bytes += (column.bytes(scores.rows) + line - 1) / line * line + line;
  }
  scores.points_memory = pages_of<std::byte>(bytes);
  for (std::size_t i = 0; i < places.size(); ++i) {
    scores.points[i].place(scores.points_memory.get() + places[i]);
  }
}

/// Decides which results are stored and allocates memory for them.
inline void choose_kept(ScoresState& scores, Keep keep, bool fixed) {
  const PlanState& plan = scores.plan.state();
  scores.kept.assign(plan.nodes.size(), ScoresState::not_kept);
  scores.column_of = scores.dense_of = scores.kept;
  for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
    const bool field = plan.nodes[i].parent == 0;  // the root is its own parent
    if (keep != Keep::all && !(keep == Keep::fields && field) && i != 0) continue;
    scores.kept[i] = scores.kept_count++;
    if (!fixed) continue;
    if (plan.lanes.nodes[i].fixed) {
      scores.column_of[i] = scores.points.size();
      scores.points.emplace_back(plan.lanes.nodes[i].bound);
    } else {
      scores.dense_of[i] = scores.dense_count++;
    }
  }
  const std::size_t outcomes = scores.rows * scores.dense_count;
  scores.dense.reserve(outcomes);
  while (scores.dense.size() < outcomes) {  // in pieces: all at once may take long
    constexpr std::size_t piece = std::size_t{1} << 14;
    scores.dense.resize(std::min(outcomes, scores.dense.size() + piece));
    stop_point(50 * piece);
  }
  place_points(scores);
  scores.left_out.resize(scores.rows, block_rows_of(scores.rows), scores.points.size());
}

/// The number of threads that have enough work. Starting one takes as long as a few hundred
/// thousand values of the fixed lane, or one row of the exact lane.
inline std::size_t worth_a_thread(const ScoresState& scores, bool fixed) {
  constexpr std::size_t values = std::size_t{1} << 17;
  const PlanState& plan = scores.plan.state();
  if (!fixed || !plan.lanes.fixed) return scores.rows;
  constexpr std::size_t looked_up = 64;  // of the others: a leaf whose values are all new
  std::size_t work = std::max<std::size_t>(plan.columns.size(), 1);
  for (const FixedLeaf& leaf : plan.lanes.leaves) {
    if (leaf.kind == FixedKind::known) work += looked_up;
  }
  return scores.rows * work / values + 1;
}

/// Scores every row. Blocks are cut at fixed rows and their results are joined in order, so neither
/// the number of threads nor their timing affects the results.
inline void score_blocks(ScoresState& scores, const ScoreOptions& options,
                         std::vector<BlockResult>& results) {
  scores.threads = options.threads;
  const bool fixed = !options.exact && floating_point_is_standard();
  choose_kept(scores, options.keep, fixed);
  scores.find_groups();
  const std::size_t most_issues = options.issues.value_or(limits().issues);
  const std::size_t length = block_rows_of(scores.rows);
  const std::size_t blocks = (scores.rows + length - 1) / length;
  results.resize(blocks);
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    BlockScorer scorer(scores, options.simd, fixed);
    // The first issues of the table are among the first issues of each thread, whose blocks are in
    // order.
    std::size_t room = most_issues;
    for (std::size_t block = next++; block < blocks; block = next++) {
      const std::size_t begin = block * length;
      results[block].issues = IssueLog(room);
      scorer.run(begin, std::min(length, scores.rows - begin), results[block]);
      room -= results[block].issues.size();
    }
  };
  const std::size_t threads =
      std::min({threads_of(options.threads), blocks, worth_a_thread(scores, fixed)});
  run_threads(threads, work);
  IssueLog issues(most_issues);
  for (BlockResult& result : results) {
    stop_point(20 * result.outcomes.size());
    std::move(result.rows.begin(), result.rows.end(), std::back_inserter(scores.exact_rows));
    std::move(result.outcomes.begin(), result.outcomes.end(),
              std::back_inserter(scores.exact_outcomes));
    issues.append(std::move(result.issues));
  }
  scores.issues = issues.take();
}

void score_rows(ScoresState& scores, const ScoreOptions& options) {
  std::vector<BlockResult> results;
  try {
    score_blocks(scores, options, results);
  } catch (const StoppedError&) {
    release_aside(std::move(results));
    release_aside(std::move(scores.dense));
    release_aside(std::move(scores.exact_outcomes));
    throw;
  }
}

}  // namespace detail

PARINDEX_END_NAMESPACE
