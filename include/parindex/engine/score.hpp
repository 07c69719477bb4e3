// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <iosfwd>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/engine/digest.hpp>
#include <parindex/engine/plan.hpp>
#include <parindex/engine/table.hpp>
#include <parindex/status.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {
struct CohortState;
struct ReadTable;
struct ScoresState;
}  // namespace detail

/// The result of one node for one unit. Points and maximum are in points, indices in percent.
struct NodeResult {
  Status status = Status::ok;
  std::optional<Rational> points;       ///< points that the parent uses; absent unless status is ok
  std::optional<Rational> max;          ///< applicable maximum; absent unless status is ok
  std::optional<Rational> index_exact;  ///< 100 * points / max
  std::optional<Rational> index;        ///< the same, rounded as the rubric says

  /// Writes `9 of 10 points, 90 %`, or the status if there are no points.
  friend std::ostream& operator<<(std::ostream& out, const NodeResult& value);
};

/// The result of one node of one unit, and which node it is.
struct NodeScore : NodeResult {
  std::string code;            ///< empty for the total
  const Node* node = nullptr;  ///< as written in the rubric; valid as long as the scores

  /// Writes the code and the result: `1.1: 9 of 10 points, 90 %`.
  friend std::ostream& operator<<(std::ostream& out, const NodeScore& value);
};

/// The units that statistics are computed over: take it from the scores of a whole table, and pass
/// it to `score` for single units or parts of the table. `cohort_of` and `merge` make it from parts
/// of the table, with the same figures. Immutable; copies share.
class Cohort {
 public:
  using error_type = DataError;

  const detail::CohortState& state() const noexcept { return *state_; }

 private:
  explicit Cohort(std::shared_ptr<const detail::CohortState> state) : state_(std::move(state)) {}
  std::shared_ptr<const detail::CohortState> state_;
  friend struct ScoresAccess;
};

/// A table that was read for a plan, to be scored again and again: names and columns are checked,
/// and values are held in at most 2 bytes each where they are codes, flags, counts or short
/// decimals. It copies all that it needs, so later changes of the data do not reach it. Immutable;
/// copies share.
class PreparedTable {
 public:
  using error_type = DataError;

  std::size_t size() const noexcept;  ///< number of units
  /// The fingerprint of the plan that it was prepared for.
  const std::string& fingerprint() const& noexcept { return fingerprint_; }
  std::string fingerprint() && { return std::move(fingerprint_); }

 private:
  PreparedTable(std::shared_ptr<const detail::ReadTable> data, std::string fingerprint)
      : data_(std::move(data)), fingerprint_(std::move(fingerprint)) {}
  std::shared_ptr<const detail::ReadTable> data_;
  std::string fingerprint_;
  friend struct ScoresAccess;
};

class UnitIterator;

/// Results of a table: one row per unit, one node result per node of the plan. Immutable; copies
/// share. Rows and positions count from 0; an unknown one throws Error.
/// A temporary object returns its parts by value, so a loop over them is safe.
///
///     for (const UnitScore& unit : scores) {
///       for (const NodeScore& node : unit) std::cout << unit.name() << ' ' << node << '\n';
///     }
class Scores {
 public:
  using error_type = DataError;

  const Plan& plan() const& noexcept;
  Plan plan() && { return plan(); }
  std::size_t size() const noexcept;  ///< number of units
  UnitIterator begin() const;
  UnitIterator end() const;
  /// Its name; the number of the row, from 1, when the table has no names.
  std::string unit(std::size_t row) const;
  /// Empty when the table has no groups.
  const std::string& group(std::size_t row) const&;
  std::string group(std::size_t row) && { return group(row); }
  bool unranked(std::size_t row) const;
  Status status(std::size_t row) const;
  /// Position of a unit by name.
  std::optional<std::size_t> find(std::string_view unit) const;
  /// Result at a position of `plan().codes()`; position 0 is the total.
  NodeResult at(std::size_t row, std::size_t position) const;
  /// As above by code. Throws Error for a code that the rubric does not have.
  NodeResult at(std::size_t row, std::string_view code) const;
  /// The results of every node of a row, in the order of `plan().codes()`. Results that were not
  /// kept are computed once for all nodes, while each call of `at` computes them again.
  std::vector<NodeResult> nodes(std::size_t row) const;
  /// Points of a node before its own rounding; absent unless its status is ok. Computed on request.
  std::optional<Rational> exact(std::size_t row, std::size_t position) const;
  /// The total of a row.
  NodeResult total(std::size_t row) const { return at(row, std::size_t{0}); }
  /// The issues of the rows, in row order; when there are more than are kept, the last counts the
  /// rest.
  const Issues& issues() const& noexcept;
  Issues issues() && { return issues(); }
  /// The units that statistics were computed over; nothing if the rubric has no statistics, or the
  /// table was a single unit or a part.
  std::optional<Cohort> cohort() const;
  /// The table that was scored.
  const Table& table() const& noexcept;
  Table table() && { return table(); }
  /// `rows:` and a hash of every row: equal digests mean equal results to the last digit, of the
  /// same units in any order.
  std::string digest() const;
  /// The same as a value that is merged with those of other rows of one table. Both are computed
  /// with as many threads as the scores were.
  DigestPart digest_part() const;
  /// Whether a digest is that of these results. It may have the form of earlier versions,
  /// `sha256:`, which also depends on the order of the rows.
  bool matches(std::string_view digest) const;
  /// `sha256:` over the data as the rubric reads them: units, groups and the values of its columns
  /// (`46`, `"46"` and `46.0` are one number). Columns that the rubric does not read do not count;
  /// a cohort that was passed in does.
  std::string data_digest() const;

  /// Writes a line for each unit, of at most 100 units.
  friend std::ostream& operator<<(std::ostream& out, const Scores& value);

 private:
  explicit Scores(std::shared_ptr<const detail::ScoresState> state) : state_(std::move(state)) {}
  std::shared_ptr<const detail::ScoresState> state_;
  friend struct ScoresAccess;
};

/// The results of one unit.
class UnitScore {
 public:
  UnitScore(Scores scores, std::size_t row) : scores_(std::move(scores)), row_(row) {}

  std::size_t row() const noexcept { return row_; }
  std::string name() const { return scores_.unit(row_); }
  const std::string& group() const { return scores_.group(row_); }
  bool ranked() const { return !scores_.unranked(row_); }
  Status status() const { return scores_.status(row_); }
  NodeResult total() const { return scores_.total(row_); }
  /// Throws Error for a code that the rubric does not have.
  NodeResult at(std::string_view code) const { return scores_.at(row_, code); }

  /// The nodes in document order, the total first.
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = NodeScore;
    using difference_type = std::ptrdiff_t;
    using pointer = const NodeScore*;
    using reference = const NodeScore&;

    explicit Iterator(std::shared_ptr<const std::vector<NodeScore>> nodes)
        : nodes_(std::move(nodes)) {}
    const NodeScore& operator*() const { return (*nodes_)[at_]; }
    const NodeScore* operator->() const { return &(*nodes_)[at_]; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    void operator++(int) { ++at_; }
    bool operator==(std::default_sentinel_t) const { return at_ == nodes_->size(); }

   private:
    std::shared_ptr<const std::vector<NodeScore>> nodes_;
    std::size_t at_ = 0;
  };
  Iterator begin() const;
  std::default_sentinel_t end() const { return {}; }

  /// Writes the name and the total: `A: 9 of 10 points, 90 %`.
  friend std::ostream& operator<<(std::ostream& out, const UnitScore& value);

 private:
  Scores scores_;
  std::size_t row_;
};

/// Iterates over the units of Scores.
class UnitIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = UnitScore;
  using difference_type = std::ptrdiff_t;
  using pointer = void;
  using reference = UnitScore;

  UnitIterator(Scores scores, std::size_t row) : scores_(std::move(scores)), row_(row) {}
  UnitScore operator*() const { return {scores_, row_}; }
  UnitIterator& operator++() {
    ++row_;
    return *this;
  }
  void operator++(int) { ++row_; }
  bool operator==(const UnitIterator& other) const { return row_ == other.row_; }

 private:
  Scores scores_;
  std::size_t row_;
};

inline UnitIterator Scores::begin() const { return {*this, 0}; }
inline UnitIterator Scores::end() const { return {*this, size()}; }

/// Which nodes a result stores. The others are computed again on request, with the same digits; the
/// choice affects speed and memory, never a result.
enum class Keep { all, fields, total };

/// Instruction sets of the batch engine; `best` is the widest that the processor has. All give the
/// same digits; tests use the choice to verify this.
enum class Simd { best, avx512, avx2, baseline };

/// How a table is read and scored.
struct ScoreOptions {
  /// A column that the rubric reads and the table lacks: false - an issue; true - missing values.
  bool allow_missing_columns = false;
  /// A column that the rubric does not read: false - an issue; true - ignored.
  bool allow_unknown_columns = false;
  Keep keep = Keep::all;
  /// Number of threads; 0 is one per processor. The result does not depend on it.
  unsigned threads = 0;
  Simd simd = Simd::best;
  /// The units that statistics are about; by default those of the table itself, if more than one.
  std::optional<Cohort> cohort = std::nullopt;
  /// The table is a part of the units, such as one batch of a stream: no statistic is computed over
  /// it.
  bool part = false;
  /// Scores every row in rational numbers, whatever its lane: the reference for the batch engine.
  bool exact = false;
  /// How many issues of rows are kept; the others are counted; limits().issues unless given.
  std::optional<std::size_t> issues = std::nullopt;
};

/// Scores a table. A table that cannot be read as a whole (no rows, a column missing or unknown, a
/// unit twice) gives issues and no scores; a bad value gives its row status error.
Checked<Scores> score(const Plan& plan, Table table, const ScoreOptions& options = {});
/// Reads a table for a plan, to be scored several times; `options` says which columns may be
/// missing or unknown. Issues are those of `score` about the table as a whole.
Checked<PreparedTable> prepare(const Plan& plan, Table table, const ScoreOptions& options = {});
/// Scores a prepared table: the same results as those of the table itself. A table that was
/// prepared for a plan with another fingerprint gives the issue table_malformed and no scores.
Checked<Scores> score(const Plan& plan, const PreparedTable& table,
                      const ScoreOptions& options = {});
/// Scores one unit; a missing or unknown column gives issues and no scores.
Checked<Scores> score(const Plan& plan, Row row, const ScoreOptions& options = {});

/// The units of a table as a cohort, without scores; `merge` makes a cohort of several. Issues as
/// `score`. Of the options, those about columns apply.
Checked<Cohort> cohort_of(const Plan& plan, Table table, const ScoreOptions& options = {});
/// The cohort of the units of all cohorts: the same as that of one table with these units, whatever
/// the parts and their order. Throws Error for no cohort and for cohorts of two plans.
Cohort merge(std::span<const Cohort> cohorts);

namespace detail {
struct RowScorerState;
}

/// Scores units one at a time from plain doubles, for applications without a table: no column is
/// looked up by name, and nothing is allocated while values stay in the fixed lane. Not for several
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
  /// if the rubric declares groups. Throws Error for another number of values.
  NodeResult score(std::span<const double> values, std::string_view group = {});
  /// What was wrong with the values of the last unit.
  const Issues& issues() const noexcept;

 private:
  std::unique_ptr<detail::RowScorerState> state_;
};

PARINDEX_END_NAMESPACE
