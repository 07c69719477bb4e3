// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <parindex/numbers/rational.hpp>
#include <parindex/rubric/expression.hpp>

PARINDEX_BEGIN_NAMESPACE

/// Text by language tag: `{{"vi", "Cải cách..."}, {"en", "Reform..."}}`.
using Titles = std::map<std::string, std::string, std::less<>>;

/// Why a value is absent; each kind has its own policy.
///  missing        - nothing was given;
///  not_applicable - the leaf does not apply to this unit;
///  not_proven     - a value was claimed without evidence;
///  refused        - the unit declined to answer.
enum class NoValue { missing, not_applicable, not_proven, refused };
inline constexpr std::size_t no_value_kinds = 4;

/// The type of a data column.
///  number  - any exact number;
///  count   - a whole number, 0 or more;
///  boolean - yes or no;
///  choice  - the id of an option;
///  date    - a day, 0001-01-01 to 9999-12-31.
enum class InputType { number, count, boolean, choice, date };

/// An id and its titles: an item of an all-of rule, an option of an input.
struct Item {
  std::string id;
  Titles title;
  friend bool operator==(const Item&, const Item&) = default;
};

/// What replaces a missing value of an input.
struct Imputation {
  /// Over the other inputs of the leaf and statistics of the other units.
  Expression by;
  /// What the leaf gives if `by` has no value; required if that can happen.
  std::optional<MissingPolicy> when_none = {};
  friend bool operator==(const Imputation&, const Imputation&) = default;
};

/// A named value that a rule reads. Its data column is `<code>.<name>`, or `<code>` alone when
/// the name is `value`.
struct Input {
  std::string name;
  InputType type = InputType::number;
  std::optional<Rational>
      min;  ///< smallest allowed value; for a count at least 0, of a date its day
  std::optional<Rational> max;   ///< largest allowed value
  std::optional<Rational> step;  ///< min (or 0) plus a multiple of this; only for numbers
  std::vector<Item> options;     ///< of a choice
  Titles title;
  /// Rounds the value before anything reads it; only for numbers without a step. The limits apply
  /// to the rounded value.
  std::optional<Rounding> rounding = {};
  /// Numbers in the data that mean `missing`, such as -9; only numbers that the input cannot have.
  std::vector<Rational> missing_markers = {};
  /// The name of the column in the publisher's table; empty: that of the data column.
  std::string column = {};
  /// Of a number, a count or a date.
  std::optional<Imputation> impute = {};
  /// Only imputations read it, and it may lack a value.
  bool optional = false;
  friend bool operator==(const Input&, const Input&) = default;
};

/// The direction of points as a quantity grows: up - never falling; down - never rising.
enum class Direction { up, down };

/// The number that a rule reads: one input, a ratio of two, an expression, or a figure of a node.
///  value   - the input `numerator` itself;
///  ratio   - numerator / denominator;
///  percent - 100 * numerator / denominator;
///  formula - the expression;
///  figure  - a figure of another node, which `formula` names.
struct Quantity {
  enum class Kind { value, ratio, percent, formula, figure };
  Kind kind = Kind::value;
  std::string numerator;    ///< of `value`, `ratio` and `percent`
  std::string denominator;  ///< of `ratio` and `percent`
  std::optional<Expression> formula;
  /// What the leaf gives when a denominator is 0; required when one can be 0.
  std::optional<MissingPolicy> when_zero;
  std::optional<Rounding> rounding;    ///< applied before the quantity is used
  std::optional<Rational> min;         ///< smallest allowed quantity; a smaller one is a row error
  std::optional<Rational> max;         ///< largest allowed quantity
  std::optional<Direction> direction;  ///< declared by the author, proven by the check
  /// Of `formula`: names for numbers and dates, which the expression and other names read.
  NamedExpressions let = {};
  friend bool operator==(const Quantity&, const Quantity&) = default;
};

/// One answer of a choice and the points it gives.
struct Option {
  std::string id;
  Rational points;
  Titles title;
  friend bool operator==(const Option&, const Option&) = default;
};

/// Points by answer. Input: the id of an option.
struct Choice {
  std::vector<Option> options;
  friend bool operator==(const Choice&, const Choice&) = default;
};

/// Points by yes or no. Input: a boolean.
struct YesNo {
  Rational yes;
  Rational no;
  friend bool operator==(const YesNo&, const YesNo&) = default;
};

/// `points` when every item is true, otherwise `otherwise`. Inputs: one boolean per item.
struct AllOf {
  std::vector<Item> items;
  Rational points;
  Rational otherwise;
  friend bool operator==(const AllOf&, const AllOf&) = default;
};

/// The sum of the points of the items that are true. Inputs: one boolean per item.
struct Checklist {
  std::vector<Option> items;
  friend bool operator==(const Checklist&, const Checklist&) = default;
};

/// One band of a Bands rule. An absent end is unbounded.
struct Band {
  std::optional<Bound> lower;
  std::optional<Bound> upper;
  Rational points;
  Titles title;
  friend bool operator==(const Band&, const Band&) = default;
};

/// Points by the band that contains the quantity. Bands must cover every value that can occur,
/// once.
struct Bands {
  Quantity on;
  std::vector<Band> steps;
  friend bool operator==(const Bands&, const Bands&) = default;
};

/// Quantities below the bound (or up to and including it, when `bound.closed`) give `points`.
struct CutOff {
  Bound bound;
  Rational points;
  friend bool operator==(const CutOff&, const CutOff&) = default;
};

/// points = maximum * quantity / full_at, after the cut-off, then limited to floor and cap.
struct Proportional {
  Quantity on;
  Rational full_at;
  std::optional<CutOff> cut_off;
  std::optional<Rational> cap;
  std::optional<Rational> floor;
  friend bool operator==(const Proportional&, const Proportional&) = default;
};

/// One level of a Levels rule and the share of the maximum that it gives.
struct Level {
  std::string id;
  Rational percent;  ///< of the maximum points, 0 to 100
  Titles title;
  friend bool operator==(const Level&, const Level&) = default;
};

/// points = maximum * percent / 100. Input: the id of a level.
struct Levels {
  std::vector<Level> options;
  friend bool operator==(const Levels&, const Levels&) = default;
};

/// One piece of a Linear rule, with linear interpolation from `points_from` at its lower end to
/// `points_to` at its upper end. A constant piece has the same points at both, and only such a
/// piece may lack an end.
struct Piece {
  std::optional<Bound> lower;
  std::optional<Bound> upper;
  Rational points_from;
  Rational points_to;
  Titles title;
  bool constant() const { return points_from == points_to; }
  friend bool operator==(const Piece&, const Piece&) = default;
};

/// Points on the line of the piece that contains the quantity. Pieces must cover every value that
/// can occur, once.
struct Linear {
  Quantity on;
  std::vector<Piece> pieces;
  friend bool operator==(const Linear&, const Linear&) = default;
};

/// points = points_each * quantity, at most `cap`.
struct PerItem {
  Quantity on;
  Rational points_each;
  std::optional<Rational> cap;
  friend bool operator==(const PerItem&, const PerItem&) = default;
};

/// points = `base` up to the threshold, and beyond it base + points_each * steps, at most `cap`.
/// The steps are the distance from the threshold / `step`.
struct Increments {
  Quantity on;
  Rational base;
  Rational threshold;
  bool down = false;  ///< false: values above the threshold are beyond it; true: values below
  Rational step;      ///< above 0
  Rational points_each;
  bool whole = false;  ///< true: only whole steps count; false: a part of a step has its share
  std::optional<Rational> cap;  ///< above `base`
  friend bool operator==(const Increments&, const Increments&) = default;
};

/// What one kind of violation costs.
struct Violation {
  std::string id;
  Rational each;                ///< points deducted for each
  std::optional<Rational> cap;  ///< the most that this kind deducts
  Titles title;
  friend bool operator==(const Violation&, const Violation&) = default;
};

/// points = start - min(cap, the sum over the items of min(their cap, each * number)). Inputs: one
/// count per item.
struct Deduction {
  Rational start;
  std::vector<Violation> items;
  std::optional<Rational> cap;  ///< the most that all items together deduct
  friend bool operator==(const Deduction&, const Deduction&) = default;
};

/// The figure of another index, in percent of its own maximum: points = maximum * percent / 100.
/// Input: a number from 0 to 100. Every trace names the origin of the figure.
struct Imported {
  std::string index;    ///< name of the other index, e.g. SIPAS
  std::string edition;  ///< its edition, or empty
  std::string rubric;   ///< id of its rubric, or empty
  friend bool operator==(const Imported&, const Imported&) = default;
};

/// One answer of a survey. Answers without a percent count only for the sample.
struct Answer {
  std::string id;
  std::optional<Rational> percent;  ///< what the answer is worth, 0 to 100
  Titles title;
  friend bool operator==(const Answer&, const Answer&) = default;
};

/// A group of respondents, and the weight of its share.
struct Respondents {
  std::string id;
  Rational weight;
  Titles title;
  friend bool operator==(const Respondents&, const Respondents&) = default;
};

/// points = maximum * share / 100. The share of a group is the mean percent of its answers that
/// have one, the share of the survey the weighted mean of its groups. Inputs: a count for each
/// answer, and for each group if there are groups.
struct Survey {
  std::vector<Answer> answers;
  std::vector<Respondents> respondents;  ///< empty: one group
  Rational minimum_sample;               ///< answers of all groups, 1 or more
  /// What the leaf gives if there are fewer answers, or if a group with a weight has no answer that
  /// counts.
  MissingPolicy when_small = MissingPolicy::error;
  /// True: the size of the sample is a separate input, which the sum of the answers must equal.
  bool stated_sample = false;
  friend bool operator==(const Survey&, const Survey&) = default;
};

/// A rule that the application provides, identified by name: see CompileOptions. Inputs:
/// those that the leaf declares.
struct Custom {
  std::string name;
  std::string version;
  std::map<std::string, Rational, std::less<>> parameters;
  Rational min;  ///< the least points that the rule may give
  Rational max;  ///< the most
  friend bool operator==(const Custom&, const Custom&) = default;
};

/// Marks given by an appraiser: min, min + step, ... max. Without a step any value between.
struct Direct {
  Rational min;
  Rational max;
  std::optional<Rational> step;
  friend bool operator==(const Direct&, const Direct&) = default;
};

/// One case of a formula: the points if the condition is true. Without a condition it always
/// applies.
struct FormulaCase {
  std::optional<Condition> when;
  Expression points;
  Titles title;
  friend bool operator==(const FormulaCase&, const FormulaCase&) = default;
};

/// Points of the first case whose condition is true, then limited to floor and cap. For every value
/// that can occur, a case must apply. Conditions and points read the names of `let` as they read
/// inputs.
struct Formula {
  std::vector<FormulaCase> cases;
  std::optional<MissingPolicy> when_zero;  ///< for a division by 0
  std::optional<Rational> cap;
  std::optional<Rational> floor;
  /// Names for numbers, each evaluated at most once for a row; they may use each other without a
  /// cycle.
  NamedExpressions let = {};
  friend bool operator==(const Formula&, const Formula&) = default;
};

/// points = maximum * (quantity - low) / (high - low), or with `log` of the logarithms of all
/// three, which the rounding of the node then rounds correctly. `low` may exceed `high` if less
/// is better. A quantity outside is clamped to the nearer end (`clamp`) or an error of its row.
struct Goalposts {
  Quantity on;
  Expression low;
  Expression high;
  bool clamp = true;
  bool log = false;
  std::optional<MissingPolicy> when_zero;  ///< for equal low and high
  friend bool operator==(const Goalposts&, const Goalposts&) = default;
};

/// points = maximum * max(0, 1 - |quantity - target| / zero_at).
struct Target {
  Quantity on;
  Rational target;
  Rational zero_at;  ///< the distance from the target at which no points are left, above 0
  friend bool operator==(const Target&, const Target&) = default;
};

/// One row of a decision table: its points if all tests are true.
struct DecisionRow {
  /// A test for each input that the row tests: a range, words, or `any` of several ranges.
  std::vector<Condition> when;
  std::optional<Rational> points;  ///< of every hit policy except `count`
  Titles title;
  std::string output = {};  ///< of a table with outputs, instead of points: the id of one
  friend bool operator==(const DecisionRow&, const DecisionRow&) = default;
};

/// Points by the rows that match.
///  unique - at most one may match; first - of the first; sum, max, min - of all that match;
///  any - of each that matches, which must agree; priority - of the matching row whose points come
///  first in `priority`; count - points_each * the number of rows that match, at most `cap`.
/// If no row matches, `otherwise`; without it, a row must match for every value that can occur. For
/// `count`, no row is 0 rows.
struct DecisionTable {
  enum class Hit { unique, first, sum, max, min, any, priority, count };
  Hit hit = Hit::unique;
  std::vector<DecisionRow> rows;
  std::optional<Rational> otherwise;
  std::vector<Rational> priority = {};       ///< of `priority`: the points of all rows, once each
  std::optional<Rational> points_each = {};  ///< of `count`
  std::optional<Rational> cap = {};          ///< of `count`
  /// How points change as a number or a date grows while all other inputs stay the same; declared
  /// by the author, proven by the check.
  std::map<std::string, Direction, std::less<>> direction = {};
  /// The words that the rows give, each with its points, for `unique`, `first`, `any` and
  /// `priority`; the first ones have priority. The word of a unit is its class at the leaf.
  std::vector<Option> outputs = {};
  std::string otherwise_output = {};  ///< of a table with outputs, instead of `otherwise`
  friend bool operator==(const DecisionTable&, const DecisionTable&) = default;
};

struct GroupCase;

/// The rule of the case that names the group of the unit. Every group of the rubric has one case,
/// and the rules of all cases read the inputs that the leaf declares.
struct ByGroup {
  detail::Nested<GroupCase> cases;
  friend bool operator==(const ByGroup& a, const ByGroup& b);
};

/// One of the kinds of rules: a std::variant whose copies, moves and destructor are compiled once,
/// in the library. Otherwise each file that builds nodes would compile them for every kind.
class Rule : public std::variant<Choice, YesNo, AllOf, Checklist, Bands, Proportional, Direct,
                                 Levels, Linear, PerItem, Increments, Deduction, Imported, Formula,
                                 Goalposts, Target, DecisionTable, Survey, Custom, ByGroup> {
 public:
  using variant::variant;
  Rule();
  Rule(const Rule& other);
  Rule(Rule&& other) noexcept;
  Rule& operator=(const Rule& other);
  Rule& operator=(Rule&& other) noexcept;
  ~Rule();
  friend bool operator==(const Rule& a, const Rule& b);
};

/// The rule for the units of some groups: one whose inputs the leaf declares, neither Custom nor
/// ByGroup.
struct GroupCase {
  std::vector<std::string> groups;
  Rule rule;
  friend bool operator==(const GroupCase& a, const GroupCase& b);
  // The check rejects a rule by groups within another one; a draft may contain it.
  friend detail::Nested<GroupCase>& parts_within(GroupCase& whole);
};

std::string_view to_string(MissingPolicy value);
std::string_view to_string(Direction value);
std::string_view to_string(NoValue value);
std::string_view to_string(InputType value);
std::string_view to_string(DecisionTable::Hit value);
/// The key of the kind in a rubric file: `choice`, `per_unit`.
std::string_view name_of(const Rule& rule);
/// The name of the data column of an input, or of the flag of a gate: `<code>` for `value`,
/// otherwise
/// `<code>.<name>`. The whole rubric, which has no code, has gates called `<name>`.
std::string column_name(std::string_view code, std::string_view input);
/// A range in words: `70 <= x <= 90`, `x > 90`.
std::string describe(const Band& band, std::string_view variable = "x");
/// A quantity in words: `100 * done / planned`.
std::string describe(const Quantity& quantity);

PARINDEX_END_NAMESPACE

template <>
struct std::variant_size<parindex::Rule> : std::variant_size<parindex::Rule::variant> {};
template <std::size_t kind>
struct std::variant_alternative<kind, parindex::Rule>
    : std::variant_alternative<kind, parindex::Rule::variant> {};
