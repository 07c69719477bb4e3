// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <parindex/numbers/rational.hpp>

PARINDEX_BEGIN_NAMESPACE

/// An aggregation computes the points of a node from its children that have points; excluded or
/// unavailable children do not count. The share of a child is its points / its applicable maximum.

/// A child of a sum that does not count toward its maximum.
struct Adjustment {
  enum class Kind { bonus, penalty };
  Kind kind = Kind::bonus;
  std::string code;  ///< a child of the node
  /// How far it can move the points of the node: up to this for a bonus, down to this for a
  /// penalty.
  std::optional<Rational> limit;
  /// A bonus can move them up to the applicable maximum; `limit` is then absent.
  bool to_maximum = false;
  friend bool operator==(const Adjustment&, const Adjustment&) = default;
};

/// The lowest and highest children that a sum or a mean leaves out, together fewer than all. Those
/// that are left are aggregated as if there were no others.
struct Drop {
  enum class By { points, share };
  enum class Excluded { counted, not_counted };
  enum class Ties { first, last };
  std::optional<std::size_t> lowest = {};
  std::optional<std::size_t> highest = {};
  By by = By::share;
  /// Whether an excluded or unavailable child is one of the lowest; stated if `lowest` is.
  std::optional<Excluded> excluded = {};
  /// Which of equal children is left out first, by their order; required if it can change the
  /// result.
  std::optional<Ties> ties = {};
  friend bool operator==(const Drop&, const Drop&) = default;
};

/// What a sum does with the maximum points of children that are left out, so that the node keeps
/// its maximum.
///  rescale      - points = maximum * sum of the points / sum of the applicable maxima;
///  redistribute - equal parts of the missing maximum are added to the maxima of the other
///                 children, and each has its share of its new maximum.
enum class LeftOut { rescale, redistribute };

/// The points of a node when all of its children are excluded: none of its maximum, or all of it.
enum class NothingLeft { zero, full };

/// points = sum of the children's points; applicable maximum = sum of theirs. Then each adjustment
/// in order: a bonus adds its points, a penalty subtracts them.
struct Sum {
  std::vector<Adjustment> adjust;
  /// How the maxima of children that are left out are used; without it, they leave the maximum.
  std::optional<LeftOut> excluded = {};
  /// The declared sum of the maxima of the children that count, for the check.
  std::optional<Rational> maxima_sum = {};
  std::optional<Drop> drop = {};
  friend bool operator==(const Sum&, const Sum&) = default;
};

/// points = maximum * sum(weight_i * share_i) / sum(weight_i); the applicable maximum is the node's
/// own maximum, here and for every mean below.
struct WeightedMean {
  /// With fewer children the node is unavailable; here and for every mean below.
  std::optional<std::size_t> minimum_available;
  /// The declared sum of the weights of all children, for the check.
  std::optional<Rational> weights_sum;
  /// Children of weight 0 are not among those that are left out.
  std::optional<Drop> drop = {};
  friend bool operator==(const WeightedMean&, const WeightedMean&) = default;
};

/// points = maximum * sum(share_i) / n.
struct Mean {
  std::optional<std::size_t> minimum_available;
  std::optional<Drop> drop = {};
  friend bool operator==(const Mean&, const Mean&) = default;
};

/// points = maximum * the middle share; between two middle ones, half of their sum.
struct Median {
  std::optional<std::size_t> minimum_available;
  friend bool operator==(const Median&, const Median&) = default;
};

/// points = maximum * product(share_i ^ weight_i) ^ (1 / sum(weight_i)), every weight 1 when the
/// children state none. Needs the rounding of its node and is rounded correctly.
struct GeometricMean {
  std::optional<std::size_t> minimum_available;
  std::optional<Rational> weights_sum = {};
  friend bool operator==(const GeometricMean&, const GeometricMean&) = default;
};

/// points = maximum * sum(weight_i) / sum(weight_i / share_i), every weight 1 when the children
/// state none; 0 when a share is 0.
struct HarmonicMean {
  std::optional<std::size_t> minimum_available;
  std::optional<Rational> weights_sum = {};
  friend bool operator==(const HarmonicMean&, const HarmonicMean&) = default;
};

/// points = maximum * product(share_i).
struct Product {
  std::optional<std::size_t> minimum_available;
  friend bool operator==(const Product&, const Product&) = default;
};

/// points = the lowest points of a child; applicable maximum = the lowest of theirs.
struct Minimum {
  friend bool operator==(const Minimum&, const Minimum&) = default;
};

/// points = sum of the `count` highest points; applicable maximum = sum of the `count` highest
/// maxima.
struct Best {
  std::size_t count = 0;
  friend bool operator==(const Best&, const Best&) = default;
};

/// Points and applicable maximum of the one child with a value; more than one is a row error.
struct OneOf {
  friend bool operator==(const OneOf&, const OneOf&) = default;
};

/// One row of a Lookup.
struct LookupRow {
  std::vector<Rational> children;  ///< points of the children, in any order
  Rational points;
  friend bool operator==(const LookupRow&, const LookupRow&) = default;
};

/// points = the points of the row that matches the points of the children, in any order.
struct Lookup {
  std::vector<LookupRow> rows;
  friend bool operator==(const Lookup&, const Lookup&) = default;
};

/// One of the kinds of aggregations: a std::variant, compiled once like Rule.
class Aggregation : public std::variant<Sum, WeightedMean, Mean, Median, GeometricMean,
                                        HarmonicMean, Minimum, Best, OneOf, Lookup, Product> {
 public:
  using variant::variant;
  Aggregation();
  Aggregation(const Aggregation& other);
  Aggregation(Aggregation&& other) noexcept;
  Aggregation& operator=(const Aggregation& other);
  Aggregation& operator=(Aggregation&& other) noexcept;
  ~Aggregation();
  friend bool operator==(const Aggregation& a, const Aggregation& b);
};

/// `sum`, `weighted_mean`, `mean`, `median`, `geometric_mean`, `harmonic_mean`, `minimum`, `best`,
/// `one_of`, `lookup`, `product`.
std::string_view name_of(const Aggregation& aggregation);
std::string_view to_string(Adjustment::Kind value);
std::string_view to_string(LeftOut value);
std::string_view to_string(Drop::By value);
std::string_view to_string(Drop::Excluded value);
std::string_view to_string(Drop::Ties value);
std::string_view to_string(NothingLeft value);

PARINDEX_END_NAMESPACE

template <>
struct std::variant_size<parindex::Aggregation>
    : std::variant_size<parindex::Aggregation::variant> {};
template <std::size_t kind>
struct std::variant_alternative<kind, parindex::Aggregation>
    : std::variant_alternative<kind, parindex::Aggregation::variant> {};
