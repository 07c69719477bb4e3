// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/rubric/custom_rule.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {
struct PlanState;
}

/// One data column that a plan reads.
struct PlanColumn {
  std::string name;   ///< name of the data column
  std::string code;   ///< code of its leaf
  std::string input;  ///< name of the input in its leaf
  InputType type;
};

/// How the batch engine scores one node, and why.
struct LaneReport {
  std::string code;
  /// fixed - whole numbers carried in doubles, vectorised; exact - rational numbers, row by row.
  std::string lane;
  std::string reason;     ///< why the node is not in the fixed lane, empty when it is
  std::string reason_vi;  ///< the same in Vietnamese

  /// The reason in a language, "en" or "vi".
  const std::string& reason_in(std::string_view language) const {
    return language == "vi" ? reason_vi : reason;
  }
};

/// Which figures of a node have a decimal expansion that ends, proven for all data. Of one that is
/// not proven some values may end as well.
struct TerminatingFigures {
  std::string code;          ///< empty for the total
  bool points = false;       ///< after the rounding of the node
  bool max = false;          ///< the applicable maximum
  bool index = false;        ///< after the rounding of indices
  bool exact = false;        ///< points before the rounding of the node
  bool index_exact = false;  ///< before the rounding of indices
  bool quantity = false;     ///< of a leaf: the quantity that its rule looks at, if it has one
};

/// A statistic over other units that a leaf asks for: a pass over the whole table goes before its
/// rows are scored.
struct PlanStatistic {
  std::string code;  ///< of the leaf
  Statistic statistic;
  bool within_group;  ///< over the units of the same group alone
  std::string text;   ///< in words: `mean(value over all units)`
};

/// A rubric made ready to score: inheritance resolved, inputs numbered, nodes in an order in which
/// children come before parents. Immutable; copies share, and threads may share one.
class Plan {
 public:
  using error_type = RubricError;

  const Rubric& rubric() const noexcept;
  /// Number of nodes, the root included.
  std::size_t size() const noexcept;
  /// Codes of the nodes in document order; position 0 is the root, with the empty code.
  const std::vector<std::string>& codes() const noexcept;
  /// Position of a code in `codes()`.
  std::optional<std::size_t> find(std::string_view code) const;
  /// The node at a position, as the rubric wrote it. Throws Error for one that is not there.
  const Node& node(std::size_t position) const;
  /// Position of the parent; the root is its own parent. Throws Error as above.
  std::size_t parent(std::size_t position) const;
  /// The data columns that a table must have, in document order.
  const std::vector<PlanColumn>& columns() const noexcept;
  /// `sha256:` and 64 hexadecimal digits over the canonical rubric, which names each custom rule
  /// with its version and parameters, and the engine version: equal fingerprints and equal data
  /// give equal results.
  const std::string& fingerprint() const noexcept;

  /// The lane of every node, in the order of `codes()`. A single value that a fixed lane cannot
  /// hold (a missing one, one with too many digits) is scored exactly whatever the lane of its
  /// node.
  std::vector<LaneReport> lanes() const;

  /// Which figures of every node end whatever the data are, in the order of `codes()`.
  const std::vector<TerminatingFigures>& terminating() const noexcept;

  /// The custom rules that it was compiled with.
  const CustomRules& custom() const noexcept;

  /// What the leaves ask of the other units, in document order; empty when every unit stands alone.
  std::vector<PlanStatistic> statistics() const;

  const detail::PlanState& state() const noexcept { return *state_; }

  /// Writes in one line what it is a plan of.
  friend std::ostream& operator<<(std::ostream& out, const Plan& value);

 private:
  explicit Plan(std::shared_ptr<const detail::PlanState> state) : state_(std::move(state)) {}
  std::shared_ptr<const detail::PlanState> state_;
  friend struct PlanAccess;
};

/// What a host brings along.
struct CompileOptions {
  CustomRules custom = {};  ///< its own rules: `{.custom = {{"name", {"1", function}}}}`
};

/// Compiles a rubric. A checked rubric always compiles, unless a leaf of it asks for a custom rule
/// that the options do not have: then issues say which.
Checked<Plan> compile(const Rubric& rubric, CompileOptions options = {});

PARINDEX_END_NAMESPACE
