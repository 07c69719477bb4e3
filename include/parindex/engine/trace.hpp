// SPDX-License-Identifier: MIT
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/engine/score.hpp>

PARINDEX_BEGIN_NAMESPACE

/// One input of a cell as it was read.
struct TraceInput {
  std::string name;    ///< name of the input in its leaf
  std::string column;  ///< name of the data column
  Cell value;
  std::optional<Origin> origin;  ///< who gave it, if the table has it
  /// The value that the rule reads, if the input declares a rounding that changes the one given.
  std::optional<Rational> rounded = {};
};

/// A statistic over other units, as a leaf used it.
struct TraceStatistic {
  std::string text;  ///< in words: `mean(value over all units)`
  Rational value;
};

/// The kind of a line of an explanation.
///  weight      - the weight of the node under its parent
///  inputs      - the values that were read
///  replaced    - what replaced a missing value or an outlier
///  statistic   - the statistic over other units that the leaf used
///  figure      - the figure of another node that the leaf read
///  quantity    - the number that bands or a proportion read
///  branch      - the part of the rule, or the policy, that applied
///  aggregation - how the children were combined
///  adjustment  - a bonus or penalty
///  cap, floor, rounding, gate - the effect of these on the points
///  issue       - something wrong with the values
///  status      - the node has no points: excluded, unavailable or in error
///  informative - the node is for information
///  class       - the class of the unit by the node
enum class StepKind {
  weight,
  inputs,
  replaced,
  statistic,
  figure,
  quantity,
  branch,
  aggregation,
  adjustment,
  cap,
  floor,
  rounding,
  gate,
  issue,
  status,
  informative,
  group_of_class
};

/// One line of an explanation. The lines of a node in order lead to its points: the last line that
/// has `points` has the points of the node.
struct TraceStep {
  StepKind kind = StepKind::branch;
  std::string pointer;             ///< JSON Pointer, relative to the node: `/gates/0`; may be empty
  std::string text;                ///< in words: `capped at 5 from 6.5`
  std::string text_vi;             ///< the same in Vietnamese
  Titles title;                    ///< of the option, band, row or gate that applied, if any
  std::optional<Rational> points;  ///< of the node after this step, if any yet

  /// The words in a language, `vi` or `en`.
  const std::string& in(std::string_view language) const {
    return language == "vi" ? text_vi : text;
  }
};

std::string_view to_string(StepKind kind);

/// Why one node has its points. Every figure is exact.
struct Trace {
  std::string code;  ///< empty for the total
  Titles title;
  std::string kind;  ///< name of the rule or of the aggregation
  std::string layer;
  Status status = Status::ok;
  std::vector<TraceInput> inputs;
  std::optional<Rational> quantity;        ///< the number that bands or a proportion read
  std::string quantity_text;               ///< how it came about: `100 * done / planned`
  std::string quantity_text_vi;            ///< the same in Vietnamese
  std::vector<TraceStatistic> statistics;  ///< over other units, as the leaf used them
  /// JSON Pointer, relative to the node, of the branch that was taken: `/rule/bands/steps/1`.
  std::string branch;
  std::string branch_text;                 ///< the branch in words: `70 <= x <= 90 gives 1`
  std::string branch_text_vi;              ///< the same in Vietnamese
  std::vector<TraceStep> steps;            ///< every line of the explanation, in order
  std::optional<Rational> weight;          ///< under a weighted mean
  std::optional<Rational> exact;           ///< points before rounding
  std::optional<Rounding> rounding;        ///< the rounding applied, if any
  std::optional<Rational> points;          ///< points after rounding
  std::optional<Rational> declared_max;    ///< maximum points in the rubric
  std::optional<Rational> max;             ///< applicable maximum
  std::optional<Rational> index;           ///< in percent, rounded as the rubric says
  std::optional<Rounding> index_rounding;  ///< how the rubric rounds it
  std::optional<Rational> lost;            ///< applicable maximum - points
  bool informative = false;                ///< for information: not part of its parent
  /// The class of the unit by this node, for a node below the total that declares classes; the
  /// empty id if it has none.
  std::optional<std::string> class_id;
  std::optional<Source> source;
  Issues issues;  ///< what is wrong with the values of this leaf
  std::vector<Trace> children;

  /// The node with a code in this tree, or nullptr.
  const Trace* find(std::string_view wanted) const;
  /// The tree as indented text for a person: words in `language`, `vi` or `en`, and titles if
  /// there are any.
  std::string to_string(std::string_view language) const;
  /// The same as a nested list of Markdown; with `depth`, that many levels below this node.
  std::string to_markdown(std::string_view language,
                          std::optional<std::size_t> depth = std::nullopt) const;

  /// Writes `to_string("en")`.
  friend std::ostream& operator<<(std::ostream& out, const Trace& value);
};

/// Explains one unit, by row or by name: the whole tree.
Trace explain(const Scores& scores, std::size_t row);
/// Explains one node and everything below it; `position` is that of the node in `Plan::codes()`.
Trace explain_node(const Scores& scores, std::size_t row, std::size_t position);
/// Throws Error for an unknown unit.
Trace explain(const Scores& scores, std::string_view unit);

/// A leaf that lost points.
struct PointsLost {
  std::string code;
  Rational lost;  ///< applicable maximum - points
  Rational points;
  Rational max;
};

/// The leaves of a unit that lost points, most first, equal losses in document order.
std::vector<PointsLost> points_lost(const Scores& scores, std::size_t row);

PARINDEX_END_NAMESPACE
