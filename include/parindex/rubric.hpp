// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/decimal.hpp>
#include <parindex/error.hpp>
#include <parindex/rational.hpp>

PARINDEX_BEGIN_NAMESPACE

/// Text by language tag: `{{"vi", "Cải cách..."}, {"en", "Reform..."}}`.
using Titles = std::map<std::string, std::string, std::less<>>;

/// The law or document that a node comes from.
struct Source {
  std::string document;  ///< number of the decision, e.g. `1149/QD-BNV`
  std::string date;      ///< ISO 8601, `2020-12-30`
  std::string clause;    ///< article, row or page within the document
  std::string url;
  std::string note;
  friend bool operator==(const Source&, const Source&) = default;
};

/// How the author knows what is written: read in the source, derived from it, or made up as an
/// example. `unstated` inherits from the parent.
enum class Provenance { unstated, read, derived, illustrative };

/// What a leaf gives when one of its inputs has no value.
///  error   - the leaf, and every node above it, has no result, and the row has status error;
///  zero    - 0 points out of the full maximum;
///  exclude - the leaf leaves points and applicable maximum (or the weights) of its parent;
///  full    - the maximum points.
enum class MissingPolicy { error, zero, exclude, full };

/// points = sum of the children's points; applicable maximum = sum of theirs.
struct Sum {
  friend bool operator==(const Sum&, const Sum&) = default;
};

/// points = maximum * sum(weight_i * points_i / maximum_i) / sum(weight_i) over the children that
/// are not excluded; the applicable maximum is the node's own maximum.
struct WeightedMean {
  friend bool operator==(const WeightedMean&, const WeightedMean&) = default;
};

using Aggregation = std::variant<Sum, WeightedMean>;

/// number - any exact number; count - a whole number, 0 or more.
enum class InputType { number, count };

/// A named number that a rule reads. Its data column is `<code>.<name>`, or `<code>` alone when
/// the name is `value`.
struct Input {
  std::string name;
  InputType type = InputType::number;
  std::optional<Rational> min;   ///< smallest allowed value; for a count at least 0
  std::optional<Rational> max;   ///< largest allowed value
  std::optional<Rational> step;  ///< values are min (or 0) plus a multiple of this
  Titles title;
  friend bool operator==(const Input&, const Input&) = default;
};

/// The number that a rule looks at: one input, or a ratio of two.
///  value   - the input `numerator` itself;
///  ratio   - numerator / denominator;
///  percent - 100 * numerator / denominator.
struct Quantity {
  enum class Kind { value, ratio, percent };
  Kind kind = Kind::value;
  std::string numerator;
  std::string denominator;  ///< empty for `value`
  /// What the leaf gives when the denominator is 0; required when it can be 0.
  std::optional<MissingPolicy> when_zero;
  std::optional<Rational> min;  ///< smallest allowed quantity; a smaller one is a row error
  std::optional<Rational> max;  ///< largest allowed quantity
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

/// One item of an all-of rule.
struct Item {
  std::string id;
  Titles title;
  friend bool operator==(const Item&, const Item&) = default;
};

/// `points` when every item holds, else `otherwise`. Inputs: one boolean per item.
struct AllOf {
  std::vector<Item> items;
  Rational points;
  Rational otherwise;
  friend bool operator==(const AllOf&, const AllOf&) = default;
};

/// The sum of the points of the items that hold. Inputs: one boolean per item.
struct Checklist {
  std::vector<Option> items;
  friend bool operator==(const Checklist&, const Checklist&) = default;
};

/// An end of a range; `closed` says that the value itself belongs to the range.
struct Bound {
  Rational value;
  bool closed = true;
  friend bool operator==(const Bound&, const Bound&) = default;
};

/// One band of a Bands rule. An absent end is unbounded.
struct Band {
  std::optional<Bound> lower;
  std::optional<Bound> upper;
  Rational points;
  Titles title;
  friend bool operator==(const Band&, const Band&) = default;
};

/// Points by the band that holds the quantity. Bands must cover every value that can occur, once.
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

/// points = maximum * quantity / full_at, after the cut-off, then held between floor and cap.
struct Proportional {
  Quantity on;
  Rational full_at;
  std::optional<CutOff> cut_off;
  std::optional<Rational> cap;
  std::optional<Rational> floor;
  friend bool operator==(const Proportional&, const Proportional&) = default;
};

/// Marks given by an appraiser: min, min + step, ... max. Without a step any value between.
struct Direct {
  Rational min;
  Rational max;
  std::optional<Rational> step;
  friend bool operator==(const Direct&, const Direct&) = default;
};

using Rule = std::variant<Choice, YesNo, AllOf, Checklist, Bands, Proportional, Direct>;

/// A document that proves the value of a leaf.
struct Evidence {
  std::string id;
  Titles title;
  friend bool operator==(const Evidence&, const Evidence&) = default;
};

/// A node of the tree: a field, a criterion, a component, or anything deeper. A node with children
/// aggregates them, a node without is a leaf and has a rule.
///
/// `missing`, `aggregation`, `layer` and `provenance` are inherited by the nodes below when those
/// do not state their own.
struct Node {
  std::string code;  ///< unique in the rubric, e.g. `1.1.4`
  Titles title;
  std::optional<Rational> max;     ///< maximum points, above 0
  std::optional<Rational> weight;  ///< only under a WeightedMean, at least 0
  std::optional<Aggregation> aggregation;
  std::optional<MissingPolicy> missing;
  std::optional<Rounding> rounding;  ///< rounds this node's points before they flow up
  std::string layer;                 ///< e.g. `self`, `appraised`, `survey`
  std::vector<Evidence> evidence;
  std::optional<Source> source;
  Provenance provenance = Provenance::unstated;
  std::string note;
  /// Issues about this node that its author knows and keeps, by issue code, each with the reason.
  std::map<std::string, std::string, std::less<>> accept;
  std::vector<Input> inputs;
  std::optional<Rule> rule;
  std::vector<Node> children;
  friend bool operator==(const Node&, const Node&) = default;

  /// A leaf: `Node::leaf("1.1", "2"_dec, YesNo{"2"_dec, 0})`.
  static Node leaf(std::string code, Rational max, Rule rule, std::vector<Input> inputs = {});
  /// A node over children; its aggregation is inherited unless set afterwards.
  static Node group(std::string code, Rational max, std::vector<Node> children);
};

/// What an agency coordinates; `if_any` marks work that may not arise.
struct Coordination {
  std::vector<std::string> codes;
  bool if_any = false;
  friend bool operator==(const Coordination&, const Coordination&) = default;
};

/// An agency and its lead scope: the leaves below `lead` codes, less those below `except` codes.
struct Agency {
  std::string id;
  Titles title;
  std::vector<std::string> lead;
  std::vector<std::string> except;
  std::vector<Coordination> coordinate;
  friend bool operator==(const Agency&, const Agency&) = default;
};

/// How units that compare equal share ranks.
///  competition - 1, 2, 2, 4; dense - 1, 2, 2, 3; ordinal - 1, 2, 3, 4, told apart by the tie-break
///  chain, and an issue where the chain cannot.
enum class Ties { competition, dense, ordinal };

/// What to rank by, and how.
struct RankRule {
  enum class On { index, points };
  enum class Stage { exact, rounded };
  On on = On::index;
  Stage stage = Stage::exact;
  Ties ties = Ties::competition;
  /// Codes of nodes whose points (at the same stage), higher first, separate tied units.
  std::vector<std::string> tie_break;
  bool by_group = false;  ///< rank the units of each group apart
  friend bool operator==(const RankRule&, const RankRule&) = default;
};

/// A class of units by what they reached, `Tốt` or `A`. An absent end is unbounded.
struct ClassBand {
  std::optional<Bound> lower;
  std::optional<Bound> upper;
  std::string id;
  Titles title;
  friend bool operator==(const ClassBand&, const ClassBand&) = default;
};

/// How units are put into classes: bands on index or points of the total, before or after its
/// rounding. They must hold every value that can occur, once.
struct ClassRule {
  RankRule::On on = RankRule::On::index;
  RankRule::Stage stage = RankRule::Stage::exact;
  std::vector<ClassBand> bands;
  friend bool operator==(const ClassRule&, const ClassRule&) = default;
};

/// A rubric as its author writes it, not yet checked: fill it in code or read it from JSON, then
/// `check` it. `root` is the whole index: its children are the fields, its code is empty.
struct RubricDraft {
  std::string id;
  std::string edition;
  Titles title;
  std::optional<Source> source;
  /// Not empty when only a part of a real rubric is written down; says which part.
  std::string part;
  /// Rounds every index in percent; an absent value states that indices stay exact.
  std::optional<Rounding> index_rounding;
  std::optional<RankRule> ranking;
  std::optional<ClassRule> classes;
  std::vector<Agency> agencies;
  Node root;
  friend bool operator==(const RubricDraft&, const RubricDraft&) = default;
};

/// A rubric that holds. Only `check` (check.hpp) and the readers built on it make one, so a Rubric
/// in hand never has errors. Immutable; copies share.
class Rubric {
 public:
  const RubricDraft& draft() const noexcept { return state_->draft; }
  const Node& root() const noexcept { return state_->draft.root; }
  const std::string& id() const noexcept { return state_->draft.id; }
  const std::string& edition() const noexcept { return state_->draft.edition; }
  /// Warnings found when it was checked, accepted issues among them.
  const Issues& warnings() const noexcept { return state_->warnings; }
  /// The node of a code, or nullptr. The empty code is the root.
  const Node* find(std::string_view code) const;

 private:
  struct State {
    RubricDraft draft;
    Issues warnings;
  };
  explicit Rubric(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
  friend struct RubricAccess;
};

/// The words of the format for the enumerations above.
PARINDEX_INLINE std::string_view to_string(Provenance value);
PARINDEX_INLINE std::string_view to_string(MissingPolicy value);
PARINDEX_INLINE std::string_view to_string(InputType value);
PARINDEX_INLINE std::string_view to_string(Ties value);
PARINDEX_INLINE std::string_view to_string(RankRule::On value);
PARINDEX_INLINE std::string_view to_string(RankRule::Stage value);
/// `sum`, `weighted_mean`.
PARINDEX_INLINE std::string_view name_of(const Aggregation& aggregation);
/// `choice`, `yes_no`, `all_of`, `checklist`, `bands`, `proportional`, `direct`.
PARINDEX_INLINE std::string_view name_of(const Rule& rule);
/// The name of the data column of an input: `<code>` for `value`, else `<code>.<name>`.
PARINDEX_INLINE std::string column_name(std::string_view code, std::string_view input);
/// A range in words: `70 <= x <= 90`, `x > 90`.
PARINDEX_INLINE std::string describe(const Band& band, std::string_view variable = "x");
/// A quantity in words: `100 * done / planned`.
PARINDEX_INLINE std::string describe(const Quantity& quantity);

PARINDEX_END_NAMESPACE

#ifdef PARINDEX_HEADER_ONLY
#include <parindex/impl/rubric.ipp>
#endif
