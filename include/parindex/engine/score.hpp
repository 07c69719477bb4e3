// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/engine/plan.hpp>
#include <parindex/engine/table.hpp>
#include <parindex/status.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {
struct CohortState;
struct ScoresState;
}  // namespace detail

/// The result of one node for one unit. Points and maximum are in points, indices in percent.
struct NodeResult {
  Status status = Status::ok;
  std::optional<Rational> points;       ///< points that flow up; absent unless status is ok
  std::optional<Rational> max;          ///< applicable maximum; absent unless status is ok
  std::optional<Rational> index_exact;  ///< 100 * points / max
  std::optional<Rational> index;        ///< the same, rounded as the rubric says
};

/// What the statistics of a rubric need to know of all units: take it from the scores of a whole
/// table, and hand it on to score single units or parts of the table by it. Immutable; copies
/// share.
class Cohort {
 public:
  const detail::CohortState& state() const noexcept { return *state_; }

 private:
  explicit Cohort(std::shared_ptr<const detail::CohortState> state) : state_(std::move(state)) {}
  std::shared_ptr<const detail::CohortState> state_;
  friend struct ScoresAccess;
};

/// Results of a table: one row per unit, one node result per node of the plan. Immutable; copies
/// share. Rows and positions count from 0; one that is not there throws Error.
class Scores {
 public:
  using error_type = DataError;

  const Plan& plan() const noexcept;
  std::size_t size() const noexcept;  ///< number of units
  /// Its name; the number of the row, from 1, when the table has no names.
  std::string unit(std::size_t row) const;
  /// Empty when the table has no groups.
  const std::string& group(std::size_t row) const;
  bool unranked(std::size_t row) const;
  Status status(std::size_t row) const;
  /// Position of a unit by name.
  std::optional<std::size_t> find(std::string_view unit) const;
  /// Result at a position of `plan().codes()`; position 0 is the total.
  NodeResult at(std::size_t row, std::size_t position) const;
  /// As above by code. Throws Error for a code that the rubric does not have.
  NodeResult at(std::size_t row, std::string_view code) const;
  /// The results of every node of a row, in the order of `plan().codes()`. What was not kept is
  /// computed once for all of them, while `at` computes all that a node needs anew in each call.
  std::vector<NodeResult> nodes(std::size_t row) const;
  /// Points of a node before its own rounding; absent unless its status is ok. Computed when asked.
  std::optional<Rational> exact(std::size_t row, std::size_t position) const;
  /// The total of a row.
  NodeResult total(std::size_t row) const { return at(row, std::size_t{0}); }
  /// The issues of the rows, in row order; when there are more than are kept, the last counts the
  /// rest.
  const Issues& issues() const noexcept;
  /// The units that statistics were taken over; nothing where the rubric has no statistics or the
  /// table was one unit or a part.
  std::optional<Cohort> cohort() const;
  /// The table that was scored.
  const Table& table() const noexcept;
  /// `sha256:` over every result: equal digests are equal results to the last digit.
  std::string digest() const;
  /// `sha256:` over the data as the rubric reads them: units, groups and the values of its columns
  /// (`46`, `"46"` and `46.0` are one number). Columns that the rubric does not read do not count;
  /// a cohort that was handed in does.
  std::string data_digest() const;

 private:
  explicit Scores(std::shared_ptr<const detail::ScoresState> state) : state_(std::move(state)) {}
  std::shared_ptr<const detail::ScoresState> state_;
  friend struct ScoresAccess;
};

/// Which nodes a result holds ready. The others are computed again whenever they are asked for,
/// with the same digits; what is kept decides speed and memory, never a result.
enum class Keep { all, fields, total };

/// Instruction sets of the batch engine; `best` is the widest that the processor has. All give the
/// same digits; the choice exists so that tests can show it.
enum class Simd { best, avx512, avx2, baseline };

/// How a table is read and scored.
struct ScoreOptions {
  /// A column that the rubric reads and the table lacks: false - an issue; true - missing values.
  bool allow_missing_columns = false;
  /// A column that the rubric does not read: false - an issue; true - passed over.
  bool allow_unknown_columns = false;
  Keep keep = Keep::all;
  /// Number of threads; 0 is one per processor. The result does not depend on it.
  unsigned threads = 0;
  Simd simd = Simd::best;
  /// The units that statistics are about; without it those of the table itself, if more than one.
  std::optional<Cohort> cohort = std::nullopt;
  /// The table is a part of the units, such as one batch of a stream: no statistic is taken over
  /// it.
  bool part = false;
  /// Scores every row in rational numbers, whatever its lane: the oracle of the batch engine.
  bool exact = false;
  /// How many issues of rows are kept, those beyond are counted; limits().issues unless given.
  std::optional<std::size_t> issues = std::nullopt;
};

/// Scores a table. A table that cannot be read as a whole (no rows, a column missing or unknown, a
/// unit twice) gives issues and no scores; a bad value gives its row status error.
Checked<Scores> score(const Plan& plan, Table table, const ScoreOptions& options = {});
/// Scores one unit; a missing or unknown column gives issues and no scores.
Checked<Scores> score(const Plan& plan, Row row, const ScoreOptions& options = {});

namespace detail {
struct RowScorerState;
}

/// Scores units one at a time from plain doubles, for hosts that hold no table: no column is looked
/// up by name, and nothing is allocated while values stay in the fixed lane. Not for several
/// threads at once; give each its own.
class RowScorer {
 public:
  explicit RowScorer(const Plan& plan);
  RowScorer(RowScorer&&) noexcept;
  RowScorer& operator=(RowScorer&&) noexcept;
  ~RowScorer();

  /// The total of one unit. `values` has one double per `plan.columns()`, in that order: a number
  /// means its shortest decimal, 0 and 1 are no and yes, the position of an option is its choice,
  /// a date is its days since 1970-01-01, and NaN is a missing value. `group` is that of the unit,
  /// where the rubric declares groups. Throws Error for another number of values.
  NodeResult score(std::span<const double> values, std::string_view group = {});
  /// What was wrong with the values of the last unit.
  const Issues& issues() const noexcept;

 private:
  std::unique_ptr<detail::RowScorerState> state_;
};

PARINDEX_END_NAMESPACE
