// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <parindex/detail/make_issue.hpp>
#include <parindex/error.hpp>
#include <parindex/rubric/custom_rule.hpp>
#include <parindex/rubric/detail/leaf.hpp>
#include <parindex/rubric/detail/phrases.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A cell as its column interprets it; the type of the column determines which member is used.
struct Value {
  std::optional<NoValue> none;  // why there is no value
  bool flag = false;
  std::size_t option = 0;
  Rational number;
};

/// The result of a rule for the values of its leaf: points, or the policy that applies instead.
struct RuleOutcome {
  std::optional<MissingPolicy> policy;
  Rational points;
};

/// A step that determined the points of a node: a JSON Pointer relative to the node, words, and the
/// title that the rubric gives it.
struct Branch {
  std::string pointer;
  Phrase text;
  Titles title = {};
};

/// Is notified of what happens while a node is computed. Scoring and explaining share one
/// definition of every rule: a listener for scoring receives only issues, one that explains also
/// receives the quantity, the branch that was taken, the steps after it, and the points at each of
/// these. Their texts are made only for a listener that explains.
class Listener {
 public:
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  virtual void issue(Issue found) = 0;
  template <class Describe>
  void branch(const Describe& describe_branch) {
    if (!explains_) return;
    const DigitScope lifted(no_limit);  // texts are computed from one or two figures
    take_branch(describe_branch());
  }
  template <class Describe>
  void step(const Describe& describe_step) {
    if (!explains_) return;
    const DigitScope lifted(no_limit);
    take_step(describe_step());
  }
  /// `names()` gives the names of the quantity that were evaluated.
  template <class Names>
  void quantity(const Rational& value, const Quantity& on, const Names& names) {
    if (explains_) take_quantity(value, on, names());
  }
  /// The points after the last step.
  void points(const Rational& value) {
    if (explains_) take_points(value);
  }
  bool explains() const { return explains_; }

 protected:
  explicit Listener(bool explains) : explains_(explains) {}
  ~Listener() = default;

  virtual void take_branch(Branch) {}
  virtual void take_step(Branch) {}
  virtual void take_quantity(const Rational&, const Quantity&, const std::vector<Phrase>&) {}
  virtual void take_points(const Rational&) {}

 private:
  const bool explains_;
};

/// The result of a policy for a leaf, in words.
inline Phrase phrase_of(MissingPolicy policy, const Node& leaf) {
  switch (policy) {
    case MissingPolicy::zero: return say(words::policy_zero);
    case MissingPolicy::full: return say(words::policy_full, leaf.max->to_string());
    case MissingPolicy::exclude: return say(words::policy_exclude);
    case MissingPolicy::points:
    case MissingPolicy::error: break;
  }
  return say(words::policy_error);
}

inline Issue value_issue(const IssueCode& code, const Said& message, const Detail& expected,
                         const Detail& actual, std::string field) {
  Issue found = make_issue(code, message, expected, actual);
  found.field = std::move(field);
  return found;
}

/// Reports that a number became too long in the computation of `field`.
inline Issue too_long_issue(const NumberTooLong& error, std::string field) {
  Issue found = error.issues().front();
  found.field = std::move(field);
  return found;
}

/// The figures of a node that a leaf reads. A node that is excluded or unavailable has none; one in
/// error has failed.
struct NodeFigures {
  enum class State { known, none, failed };
  std::string_view code;
  State state = State::failed;
  Rational points;
  Rational max;
};

struct CohortState;
class InputIndex;
class WorkingDays;

/// The position of each statistic among those of the plan.
using StatisticPlaces = std::unordered_map<const Expression*, std::size_t>;

/// The data besides the values of its leaf that a rule may need.
struct RuleContext {
  const InputIndex* inputs = nullptr;  // of the leaf
  const WorkingDays* calendar = nullptr;
  const CohortState* cohort = nullptr;                // nullptr: one unit, without others
  const StatisticPlaces* statistics = nullptr;        // of the plan
  std::string_view group;                             // of the unit
  const CustomRule* custom = nullptr;                 // of a leaf whose rule is custom
  const std::vector<NodeFigures>* figures = nullptr;  // of the nodes that the leaf reads, by code
};

/// The arguments of a rule: its leaf, the rule itself (of the leaf, or nested in it), and one value
/// per column of the leaf.
struct RuleCall {
  const Node& node;
  const Rule& rule;
  std::span<const Value> values;
  Listener& listener;
  RuleContext context = {};

  /// The number in a declared input. The rule is checked, so the input exists.
  const Rational& number(std::string_view input) const {
    std::size_t i = 0;
    while (node.inputs[i].name != input) ++i;
    return values[i].number;
  }
};

}  // namespace detail

PARINDEX_END_NAMESPACE
