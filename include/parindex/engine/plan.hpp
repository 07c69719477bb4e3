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
struct Lane {
  std::string code;
  /// fixed - whole numbers carried in doubles, vectorised; table - the same, looked up by the
  /// values of the leaf; exact - rational numbers, row by row.
  std::string lane;
  std::string reason;     ///< why the node is not in the fixed lane, empty when it is
  std::string reason_vi;  ///< the same in Vietnamese

  /// The reason in a language, "en" or "vi".
  const std::string& reason_in(std::string_view language) const {
    return language == "vi" ? reason_vi : reason;
  }
};

/// Which figures of a node have a finite decimal expansion, proven for all data. A figure that is
/// not proven may still be finite for some values.
struct TerminatingFigures {
  std::string code;          ///< empty for the total
  bool points = false;       ///< after the rounding of the node
  bool max = false;          ///< the applicable maximum
  bool index = false;        ///< after the rounding of indices
  bool exact = false;        ///< points before the rounding of the node
  bool index_exact = false;  ///< before the rounding of indices
  bool quantity = false;     ///< of a leaf: the quantity that its rule reads, if any
};

/// A statistic over other units that a leaf uses. It is computed over the whole table before the
/// rows are scored.
struct PlanStatistic {
  std::string code;  ///< of the leaf
  Statistic statistic;
  bool within_group;  ///< only over the units of the same group
  std::string text;   ///< in words: `mean(value over all units)`
};

/// A rubric compiled for scoring: inheritance resolved, inputs numbered, nodes in an order in which
/// children come before parents. Immutable; copies share, and threads can share it.
/// A temporary object returns its parts by value, so a loop over them is safe.
class Plan {
 public:
  using error_type = RubricError;

  const Rubric& rubric() const& noexcept;
  Rubric rubric() && { return rubric(); }
  /// Number of nodes, the root included.
  std::size_t size() const noexcept;
  /// Codes of the nodes in document order; position 0 is the root, with the empty code.
  const std::vector<std::string>& codes() const& noexcept;
  std::vector<std::string> codes() && { return codes(); }
  /// Position of a code in `codes()`.
  std::optional<std::size_t> find(std::string_view code) const;
  /// The node at a position, as written in the rubric. Throws Error for an unknown position.
  const Node& node(std::size_t position) const&;
  Node node(std::size_t position) && { return node(position); }
  /// Position of the parent; the root is its own parent. Throws Error as above.
  std::size_t parent(std::size_t position) const;
  /// The data columns that a table must have, in document order.
  const std::vector<PlanColumn>& columns() const& noexcept;
  std::vector<PlanColumn> columns() && { return columns(); }
  /// `sha256:` and 64 hexadecimal digits over the canonical rubric, which names each custom rule
  /// with its version and parameters, and the engine version: equal fingerprints and equal data
  /// give equal results.
  const std::string& fingerprint() const& noexcept;
  std::string fingerprint() && { return fingerprint(); }

  /// The lane of every node, in the order of `codes()`. A single value that a fixed lane cannot
  /// represent (a missing one, one with too many digits) is scored exactly, whatever the lane of
  /// its node.
  std::vector<Lane> lanes() const;

  /// Which figures of every node are proven finite for all data, in the order of `codes()`.
  const std::vector<TerminatingFigures>& terminating() const& noexcept;
  std::vector<TerminatingFigures> terminating() && { return terminating(); }

  /// The custom rules that the plan was compiled with.
  const CustomRules& custom() const& noexcept;
  CustomRules custom() && { return custom(); }

  /// The statistics that leaves use, in document order; empty when units do not depend on each
  /// other.
  std::vector<PlanStatistic> statistics() const;

  const detail::PlanState& state() const noexcept { return *state_; }

  /// Writes one line that names the rubric.
  friend std::ostream& operator<<(std::ostream& out, const Plan& value);

 private:
  explicit Plan(std::shared_ptr<const detail::PlanState> state) : state_(std::move(state)) {}
  std::shared_ptr<const detail::PlanState> state_;
  friend struct PlanAccess;
};

/// What the application provides.
struct CompileOptions {
  CustomRules custom = {};  ///< custom rules: `{.custom = {{"name", {"1", function}}}}`
};

/// Compiles a rubric. A checked rubric always compiles, unless one of its leaves uses a custom rule
/// that the options do not have: then issues say which.
Checked<Plan> compile(const Rubric& rubric, CompileOptions options = {});

PARINDEX_END_NAMESPACE
