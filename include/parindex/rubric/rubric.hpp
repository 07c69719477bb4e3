// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/nested.hpp>
#include <parindex/error.hpp>
#include <parindex/numbers/rational.hpp>
#include <parindex/rubric/aggregation.hpp>
#include <parindex/rubric/rule.hpp>

PARINDEX_BEGIN_NAMESPACE

/// Codes that an edition renamed: old code -> new code.
using CodeMap = std::map<std::string, std::string, std::less<>>;

/// Text by name, or names by the JSON Pointer of the part that they replace.
using NameMap = std::map<std::string, std::string, std::less<>>;

/// A number with a name: one value, or one for each edition, or one from each day on.
struct Constant {
  std::optional<Rational> value = {};
  /// By the `edition` of the rubric.
  std::map<std::string, Rational, std::less<>> by_edition = {};
  /// By the first day on which the value applies, as an ISO date; the rubric takes the last one up
  /// to the day on which it comes into force.
  std::map<std::string, Rational, std::less<>> by_date = {};
  std::string unit = {};
  std::string law = {};  ///< where it is stated: an article, a decision
  std::string note = {};
  Titles title = {};
  friend bool operator==(const Constant&, const Constant&) = default;
};

/// Parts of a rubric file that are written once, as JSON by name. The nodes of a draft contain
/// them; their names are kept only to write the file as its author did.
struct SharedParts {
  NameMap options;  ///< lists of options, of `choice`, `levels` and inputs
  NameMap inputs;
  NameMap scales;  ///< the steps of `bands` or the pieces of `linear`
  bool empty() const { return options.empty() && inputs.empty() && scales.empty(); }
  friend bool operator==(const SharedParts&, const SharedParts&) = default;
};

/// The law or document that a node comes from.
struct Source {
  std::string document = {};  ///< number of the decision, e.g. `1149/QD-BNV`
  std::string date = {};      ///< ISO 8601, `2020-12-30`
  std::string clause = {};    ///< article, row or page within the document
  std::string url = {};
  std::string note = {};
  friend bool operator==(const Source&, const Source&) = default;
};

/// How the author knows the content: read in the source, derived from it, or made up as an
/// example. `unstated` inherits from the parent.
enum class Provenance { unstated, read, derived, illustrative };

/// A document that proves the value of a leaf.
struct Evidence {
  std::string id;
  Titles title = {};
  friend bool operator==(const Evidence&, const Evidence&) = default;
};

/// A kind of unit, such as wards or districts; the column `group` of the data names it.
struct Group {
  std::string id;
  Titles title = {};
  friend bool operator==(const Group&, const Group&) = default;
};

/// How units that compare equal share ranks.
///  competition - 1, 2, 2, 4; dense - 1, 2, 2, 3; ordinal - 1, 2, 3, 4, separated by the tie-break
///  chain, with an issue if the chain cannot.
enum class Ties { competition, dense, ordinal };

/// A figure of a node: its index in percent, or its points.
enum class Figure { index, points };

/// A figure before its rounding, or after it.
enum class FigureStage { exact, rounded };

/// What to rank by, and how.
struct RankRule {
  Figure on = Figure::index;
  FigureStage stage = FigureStage::exact;
  Ties ties = Ties::competition;
  /// Codes of nodes whose points (at the same stage), higher first, separate tied units.
  std::vector<std::string> tie_break = {};
  bool by_group = false;  ///< rank the units of each group separately
  friend bool operator==(const RankRule&, const RankRule&) = default;
};

/// A class of units by their result, such as `Tốt` or `A`. An absent end is unbounded.
struct ClassBand {
  std::optional<Bound> lower;
  std::optional<Bound> upper;
  std::string id;
  Titles title;
  /// Under a quota: the class takes this percent of the units; the last class takes the rest.
  std::optional<Rational> percent = {};
  friend bool operator==(const ClassBand&, const ClassBand&) = default;
};

/// The class of equal units if a class has no room for all of them.
enum class QuotaTies { better, worse };

/// Classes by the order of the units: from the best unit down, each class takes its percent of the
/// units that have a result and are ranked, as far as they reach its lower end.
struct ClassQuota {
  RoundingMode rounding = RoundingMode::down;  ///< of the number of units of a class
  std::optional<QuotaTies> ties = {};          ///< required by the check
  bool by_group = false;                       ///< of the units of each group separately
  friend bool operator==(const ClassQuota&, const ClassQuota&) = default;
};

/// How units are classified: bands on index or points of a node, before or after its rounding.
/// Without a quota, every value that can occur must be in exactly one band.
struct ClassRule {
  Figure on = Figure::index;
  FigureStage stage = FigureStage::exact;
  std::vector<ClassBand> bands;
  std::optional<ClassQuota> quota = {};
  friend bool operator==(const ClassRule&, const ClassRule&) = default;
};

/// How the indices of a node and of the nodes below are rounded; without a value they stay exact.
struct IndexRounding {
  std::optional<Rounding> rounding = {};
  friend bool operator==(const IndexRounding&, const IndexRounding&) = default;
};

/// Tests whether the points or the index of another node are in a range, where an absent end has no
/// limit, or whether a leaf has no value.
struct GateTest {
  std::string node = {};  ///< a code; not that of a node whose points depend on the gate
  Figure on = Figure::points;
  std::optional<Bound> lower = {};
  std::optional<Bound> upper = {};
  /// Only for an index: before or after `index_rounding`; absent: after it, with a warning.
  std::optional<FigureStage> stage = {};
  /// Not empty: true if the node, a leaf, has no value for one of these reasons; then nothing else
  /// is tested.
  std::vector<NoValue> no_value = {};
  friend bool operator==(const GateTest&, const GateTest&) = default;
};

/// A veto: when it is true, the node has these points, whatever its rule or children gave; or, with
/// a cap, at most these.
struct Gate {
  enum class Kind { points, cap };
  std::string id;
  Titles title;
  Rational points;
  /// Without a test, it reads a boolean column `<code>.<id>`, `<id>` at the root.
  std::optional<GateTest> when;
  Kind kind = Kind::points;
  friend bool operator==(const Gate&, const Gate&) = default;
};

/// A node of the tree: a field, a criterion, a component, or a deeper node. A node with children
/// aggregates them, a node without is a leaf and has a rule.
///
/// Policies, `aggregation`, `layer` and `provenance` are inherited by the nodes below when
/// those do not state their own.
struct Node {
  std::string code;  ///< unique in the rubric, e.g. `1.1.4`
  Titles title;
  std::optional<Rational> max;  ///< maximum points, above 0
  /// At least 0; only under an aggregation that takes weights.
  std::optional<Rational> weight;
  /// The weight in each of the sets that the rubric names; `weight` is then the weight in the first
  /// set.
  std::map<std::string, Rational, std::less<>> weights;
  /// Under a weighted mean, instead of `weight`: the weight of a unit is in its data column
  /// `<code>.<weight_input>`, which a leaf may also declare for its rule.
  std::string weight_input;
  std::optional<Aggregation> aggregation;
  /// The points when all children are excluded; without it, the node is excluded as well.
  std::optional<NothingLeft> nothing_left;
  std::optional<MissingPolicy> missing;
  // A kind of no-value without a policy is an issue of its row.
  std::optional<MissingPolicy> not_applicable;
  std::optional<MissingPolicy> not_proven;
  std::optional<MissingPolicy> refused;
  /// The points of a leaf without a value, for the kinds of no-value whose policy is `points`.
  std::map<NoValue, Rational> no_value_points;
  /// For information: computed, ranked and classified like any other node, but not part of its
  /// parent, which therefore does not fail with it.
  bool informative = false;
  /// Ids of the groups whose units have this node; empty: all groups that have the parent.
  std::vector<std::string> only_for;
  /// The result of the rule or the aggregation is at most `cap` and at least `floor`.
  std::optional<Rational> cap;
  std::optional<Rational> floor;
  /// Tested in order, after cap and floor, up to the first true gate with points; true gates with a
  /// cap before it limit the points.
  std::vector<Gate> gates;
  std::optional<Rounding> rounding;  ///< rounds this node's points before the parent uses them
  /// For the node and the nodes below; those of the total are members of RubricDraft.
  std::optional<IndexRounding> index_rounding;
  std::optional<RankRule> ranking;   ///< ranks the units by this node
  std::optional<ClassRule> classes;  ///< classifies the units by this node
  std::string layer;                 ///< e.g. `self`, `appraised`, `survey`
  /// Ids of the layers that the marks of the leaves below are taken from, in order of preference.
  /// Empty inherits; if nothing nearer is stated, `layer` means a list of that one layer.
  std::vector<std::string> resolution;
  std::vector<Evidence> evidence;
  std::optional<Source> source;
  Provenance provenance = Provenance::unstated;
  std::string note;
  /// Accepted issues of this node, by issue code, each with the reason.
  std::map<std::string, std::string, std::less<>> accept;
  std::vector<Input> inputs;
  std::optional<Rule> rule;
  /// Names of shared parts and of constants, by the pointer of the part that they replace:
  /// `/rule/levels/options`. A name is written as long as the node still contains this part.
  NameMap shared;
  NameMap constants;
  detail::Nested<Node> children;
  friend bool operator==(const Node&, const Node&) = default;
  friend detail::Nested<Node>& parts_within(Node& whole);
};

/// What an agency coordinates; `if_any` marks work that may not arise.
struct Coordination {
  std::vector<std::string> codes = {};
  bool if_any = false;
  friend bool operator==(const Coordination&, const Coordination&) = default;
};

/// An agency and its lead scope: the leaves below `lead` codes, except those below `except` codes.
struct Agency {
  std::string id;
  Titles title = {};
  std::vector<std::string> lead = {};
  std::vector<std::string> except = {};
  std::vector<Coordination> coordinate = {};
  friend bool operator==(const Agency&, const Agency&) = default;
};

/// The days on which an edition is in force, as ISO dates, both included.
struct Effective {
  std::string from = {};
  std::string to = {};  ///< empty: until another edition replaces it
  friend bool operator==(const Effective&, const Effective&) = default;
};

/// A stage of the process that gives marks: self-assessment, appraisal, survey.
struct Layer {
  std::string id;
  Titles title = {};
  /// Marks of this layer are used only for leaves that resolve from it, and those leaves use no
  /// marks of other layers: a survey is never self-scored.
  bool apart = false;
  friend bool operator==(const Layer&, const Layer&) = default;
};

/// The sign before the decimals of a number in text.
enum class DecimalSign { point, comma };

/// The sign between groups of three digits.
enum class ThousandsSign { point, comma, space, apostrophe };

/// The order of day, month and year in text.
enum class DateOrder { dmy, mdy, ymd };

/// How the publisher of the data writes tables. Readers of files use these statements unless the
/// call states others; the engine does not read them.
struct DataForm {
  std::optional<DecimalSign> decimal = {};
  std::optional<ThousandsSign> thousands = {};
  std::optional<DateOrder> dates = {};
  bool fractions = false;                      ///< `45/50` in a number is 0.9
  std::vector<std::string> yes = {};           ///< further words for yes
  std::vector<std::string> no = {};            ///< further words for no
  std::optional<std::size_t> header_row = {};  ///< from 1
  std::string unit = {};  ///< names of the columns `unit`, `group` and `ranked`
  std::string group = {};
  std::string ranked = {};
  std::vector<std::string> units = {};  ///< the units that a table has, each once; empty: any
  friend bool operator==(const DataForm&, const DataForm&) = default;
};

/// A rubric that is not yet checked: fill it in code or read it from JSON, then
/// `check` it. `root` is the whole index: its children are the fields, its code is empty.
struct RubricDraft {
  std::string id;
  std::string edition;
  Titles title;
  std::optional<Source> source;
  std::optional<Effective> effective;  ///< when the edition is in force
  /// Not empty when this is only part of a real rubric; says which part.
  std::string part;
  /// Rounds the indices in percent of the total and of the nodes that inherit it; without a value,
  /// they stay exact.
  std::optional<Rounding> index_rounding;
  std::optional<RankRule> ranking;
  std::optional<ClassRule> classes;
  /// Names of the sets of weights; the first is used.
  std::vector<std::string> weight_sets;
  std::vector<Layer> layers;
  /// The kinds of units; if there are any, every unit must have one.
  std::vector<Group> groups;
  /// Texts in the data that mean that there is no value, by kind of no-value: `n/a`, `-`.
  std::map<NoValue, std::vector<std::string>> markers;
  std::vector<Agency> agencies;
  std::optional<Calendar> calendar;  ///< required if rules count working days
  SharedParts shared;
  std::map<std::string, Constant, std::less<>> constants;
  std::optional<DataForm> data;  ///< how the publisher of the data writes tables
  Node root;
  friend bool operator==(const RubricDraft&, const RubricDraft&) = default;
};

/// A valid rubric. Only `check` (check.hpp) and the readers built on it make one, so a Rubric
/// never has errors. Immutable; copies share.
class Rubric {
 public:
  using error_type = RubricError;
  const RubricDraft& draft() const noexcept { return state_->draft; }
  const Node& root() const noexcept { return state_->draft.root; }
  const std::string& id() const noexcept { return state_->draft.id; }
  const std::string& edition() const noexcept { return state_->draft.edition; }
  /// Warnings found when it was checked, accepted issues among them.
  const Issues& warnings() const noexcept { return state_->warnings; }
  /// The node with a code, or nullptr. The empty code is the root.
  const Node* find(std::string_view code) const;

  /// Writes id and edition, then a line for each node with its maximum and its kind.
  friend std::ostream& operator<<(std::ostream& out, const Rubric& value);

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
std::string_view to_string(Provenance value);
std::string_view to_string(Figure value);
std::string_view to_string(Gate::Kind value);
std::string_view to_string(Ties value);
std::string_view to_string(FigureStage value);
std::string_view to_string(QuotaTies value);
std::string_view to_string(DecimalSign value);
std::string_view to_string(ThousandsSign value);
std::string_view to_string(DateOrder value);

PARINDEX_END_NAMESPACE
