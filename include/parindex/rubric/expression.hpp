// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/detail/nested.hpp>
#include <parindex/numbers/rational.hpp>

PARINDEX_BEGIN_NAMESPACE

/// A date as the number of days since 1970-01-01.
using Day = std::int64_t;

/// An end of a range; `closed`: the value itself belongs to the range.
struct Bound {
  Rational value;
  bool closed = true;
  friend bool operator==(const Bound&, const Bound&) = default;
};

/// What a leaf gives when one of its inputs has no value.
///  error   - the leaf, and every node above it, has no result, and the row has status error;
///  zero    - 0 points out of the full maximum;
///  exclude - the leaf does not count in points and applicable maximum (or the weights) of its
///  parent; full    - the maximum points.
enum class MissingPolicy { error, zero, exclude, full, points };

/// A figure of another node, as the parent of that node uses it.
///  points - after the rounding of the node;
///  share  - points / applicable maximum;
///  index  - 100 * share, before any rounding of the index;
///  max    - the applicable maximum.
enum class NodeFigure { points, share, index, max };

/// A statistic of the values of a cohort: all units of a table, or those of one group.
///  mean, median, min, max, sum - of the values; of an even number the median is the mean of the
///               middle two;
///  count      - how many units have a value;
///  rank       - 1 + the number of units with a greater value;
///  percentile - 100 * the share of the units whose value does not exceed the unit's own;
///  standard_deviation - of the values, rounded correctly;
///  z_score    - (the unit's own value - mean) / standard deviation, rounded correctly once;
///  quantile   - the value below which a stated percent of the values lies;
///  lowest, highest - the value at a stated position from the lowest or the highest one.
enum class Statistic {
  mean,
  median,
  min,
  max,
  sum,
  count,
  rank,
  percentile,
  standard_deviation,
  z_score,
  quantile,
  lowest,
  highest
};

/// How a quantile of n values in ascending order is found, for a share p.
///  linear       - between the values around the position 1 + (n - 1) p, in proportion;
///  nearest_rank - the value at the position n p, rounded up; the lowest one for p = 0.
enum class QuantileMethod { linear, nearest_rank };

/// An exact expression over the inputs of a leaf and figures of other nodes: a tree, never text to
/// be evaluated.
///
/// Numbers and dates do not mix: `days` and `working_days` turn two dates into a number, `min` and
/// `max` also accept dates and give the earliest and latest, everything else accepts numbers.
struct Expression {
  enum class Kind {
    number,
    date,
    input,
    add,       ///< the sum of all parts
    multiply,  ///< the product of all parts
    min,
    max,
    subtract,      ///< parts[0] - parts[1]
    divide,        ///< parts[0] / parts[1]
    abs,           ///< of parts[0]
    round,         ///< parts[0], rounded
    days,          ///< calendar days from parts[0] to parts[1]; negative if the second is earlier
    working_days,  ///< the same, counting only working days of the rubric's calendar
    cohort,        ///< a statistic of parts[0] over the cohort
    figure,        ///< a figure of another node for the same unit
    map,           ///< the number of `values` for the answer of a boolean or choice `input`
    power,         ///< parts[0] to the whole power `number`, 1 or more; exact
    root,          ///< the root of parts[0] of the degree `number`, 2 or more, rounded correctly
    exp,           ///< e to the power parts[0], rounded correctly
    winsorise,     ///< parts[0], raised to at least parts[1] and then lowered to at most parts[2]
    log            ///< the logarithm of parts[0] to the base `number`, or e if it is 0, rounded so
  };
  Kind kind = Kind::number;
  /// Of a number; of a date its day; of a power its exponent; of a root its degree; of a logarithm
  /// its base; of a quantile its percent; of the lowest and highest value its position.
  Rational number;
  std::string input;                      ///< name of an input
  detail::Nested<Expression> parts;       ///< a std::vector whose destructor does not recurse
  std::optional<Rounding> rounding;       ///< of `round`, `root`, `exp`, `log` and deviations
  Statistic statistic = Statistic::mean;  ///< of `cohort`
  bool within_group = false;              ///< of `cohort`: only the units of the same group
  /// Of a standard deviation or z-score: the units are a sample, so the sum of squares is divided
  /// by one less than their number.
  bool sample = false;
  QuantileMethod method = QuantileMethod::linear;  ///< of a quantile
  std::string node;                                ///< of `figure`: a code
  NodeFigure figure = NodeFigure::points;
  /// For `figure`: what the leaf gives if the node has no result; required if that can happen.
  std::optional<MissingPolicy> when_none;
  /// Of `map`: a number for each option of a choice, or for `yes` and `no`.
  std::map<std::string, Rational, std::less<>> values;

  static Expression of(Rational value);
  static Expression of(std::string input);
  static Expression of(Kind kind, std::vector<Expression> parts);

  friend bool operator==(const Expression&, const Expression&) = default;
  friend detail::Nested<Expression>& parts_within(Expression& whole);
};

/// Expressions by name.
using NamedExpressions = std::map<std::string, Expression, std::less<>>;

/// The condition of a case of a rule.
struct Condition {
  enum class Kind {
    range,  ///< `of` is between the ends
    is,     ///< the boolean or choice `input` is one of `words`
    all,    ///< all parts are true; evaluation stops at the first false part
    any,    ///< a part is true; evaluation stops at the first true part
    none    ///< parts[0] is false: `not`
  };
  Kind kind = Kind::all;
  Expression of;
  std::optional<Bound> lower;
  std::optional<Bound> upper;
  bool dates = false;  ///< the ends are dates
  std::string input;
  std::vector<std::string> words;  ///< `yes` and `no` of a boolean, ids of a choice
  detail::Nested<Condition> parts;
  friend bool operator==(const Condition&, const Condition&) = default;
  friend detail::Nested<Condition>& parts_within(Condition& whole);
};

enum class Weekday { monday, tuesday, wednesday, thursday, friday, saturday, sunday };

/// Which days are working days, from one date to another; a date outside is an issue of its row.
struct Calendar {
  std::vector<Weekday> weekend;
  std::vector<Day> holidays;
  std::vector<Day> working;  ///< working days although they are a weekend or a holiday
  Day from = 0;
  Day to = 0;
  friend bool operator==(const Calendar&, const Calendar&) = default;
};

std::string_view to_string(Statistic value);
std::string_view to_string(QuantileMethod value);
std::string_view to_string(NodeFigure value);
std::string_view to_string(Weekday value);
/// The key of the kind in a rubric file; `number`, `date` and `input` have no key.
std::string_view to_string(Expression::Kind value);
/// A day as ISO 8601 text: `2020-12-30`.
std::string date_text(Day day);
/// Reads `2020-12-30`, years 0001 to 9999; nothing for any other text and for days that do not
/// exist.
std::optional<Day> parse_date(std::string_view text);
/// In words: `100 * (total - late) / total`, `days(due, sent)`, `mean(value over the group)`.
std::string describe(const Expression& expression);
/// In words: `days(due, sent) <= 5 and kind is ward or town`.
std::string describe(const Condition& condition);

PARINDEX_END_NAMESPACE
