// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <parindex/rubric/detail/check/node_report.hpp>
#include <parindex/rubric/detail/node_results.hpp>
#include <parindex/rubric/detail/proof/reaches.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The common part of the checks of all kinds of aggregations: the node, and the children of the
/// form that is being checked. With `only_for`, the units of a group have their own form.
class AggregationChecker {
 public:
  AggregationChecker(const RubricDraft& draft, const Node& node, const Inherited& inherited,
                     NodeReport& report)
      : draft_(draft), node_(node), inherited_(inherited), report_(report) {
    // An author overrides an inherited kind by stating another one here.
    if (node.aggregation) where_ = "/aggregation";
    kind_ = "/" + std::string(name_of(*inherited.aggregation));
  }

  const Node& node() const { return node_; }
  const Inherited& inherited() const { return inherited_; }
  const std::vector<const Node*>& children() const { return children_; }

  void use_form(std::vector<const Node*> children, Phrase form) {
    children_ = std::move(children);
    form_ = std::move(form);
  }

  /// `part` is a pointer inside the object of the kind.
  void add(const IssueCode& code, const std::string& part, const Said& message,
           const Detail& expected = {}, const Detail& actual = {}) {
    report_.add(code, where_ + (where_.empty() || part.empty() ? "" : kind_ + part), message,
                expected, actual);
  }

  /// Reports that the children do not match the maximum of the node; `what` names the compared sum.
  /// The form of a group, in words; empty if there is one form.
  const Phrase& form() const { return form_; }

  void compare_maximum(const Sentence<3>& what, const Rational& found) {
    compare(found, [&] { return say(what, form_, found.to_string(), node_.max->to_string()); });
  }
  void compare_maximum(const Sentence<4>& what, const Rational& found, const std::string& code) {
    compare(found,
            [&] { return say(what, form_, found.to_string(), node_.max->to_string(), code); });
  }
  template <class Message>
  void compare(const Rational& found, const Message& message) {
    if (!node_.max) return;
    // A cap below the maximum is reported at the cap, because the children do not cause it.
    const bool capped = node_.cap && *node_.cap <= found;
    if (capped ? *node_.cap <= *node_.max : found == *node_.max) return;
    report_.add(issue::maximum_mismatch, "/max", message(), node_.max->to_string(),
                found.to_string());
  }

  /// The children that a sum adds: those of a form, in one set of weights if there are several.
  Phrase scope_of(const std::string& set) const {
    return set.empty() ? form_ : say(sentence::in_the_set, form_, set);
  }

  /// Whether the children of the form state weights; if they do, all weights are present or
  /// reported.
  bool weighted() const {
    return std::any_of(node_.children.begin(), node_.children.end(),
                       [](const Node& child) { return child.weight.has_value(); });
  }

  /// The weights of the children of the form in each set of weights; no sum of them is 0. Nothing
  /// if one is wrong, which is reported.
  std::vector<std::vector<Rational>> weight_lists() {
    std::vector<std::vector<Rational>> lists;
    std::vector<std::string> sets = draft_.weight_sets;
    if (sets.empty()) sets.emplace_back();
    for (const std::string& set : sets) {
      std::vector<Rational>& list = lists.emplace_back();
      Rational total = 0;
      for (const Node* child : children_) {
        const auto named = child->weights.find(set);
        const auto weight =
            named != child->weights.end() ? std::optional(named->second) : child->weight;
        if (!weight || weight->sign() < 0) return {};  // reported at the child
        total += *weight;
        list.push_back(*weight);
      }
      if (total.sign() > 0) continue;
      report_.add(issue::weight_zero, "", say(sentence::weights_add_up_to, scope_of(set), "0"),
                  sentence::above_0, as_is("0"));
      return {};
    }
    return lists;
  }

  /// Checks that the weights of every set add up to the declared sum, if there is one.
  void check_weights_sum(const std::optional<Rational>& declared) {
    compare_weights(weight_lists(), declared);
  }
  void compare_weights(const std::vector<std::vector<Rational>>& lists,
                       const std::optional<Rational>& declared) {
    if (!declared) return;
    for (std::size_t i = 0; i < lists.size(); ++i) {
      Rational total = 0;
      for (const Rational& weight : lists[i]) total += weight;
      if (total == *declared) continue;
      add(issue::weights_sum_mismatch, "/weights_sum",
          say(sentence::weights_add_up_to,
              scope_of(draft_.weight_sets.empty() ? "" : draft_.weight_sets[i]), total.to_string()),
          declared->to_string(), total.to_string());
    }
  }

  /// If a kind compares points, full points on a child with a low maximum are low points.
  void compare_maxima() {
    const Node* lowest = nullptr;
    const Node* highest = nullptr;
    for (const Node* child : children_) {
      if (!child->max) return;  // reported at the child
      if (lowest == nullptr || *child->max < *lowest->max) lowest = child;
      if (highest == nullptr || *child->max > *highest->max) highest = child;
    }
    if (lowest == nullptr || *lowest->max == *highest->max) return;
    add(issue::maxima_unequal, "", say(sentence::the_children_have_different_maxima_their, form_),
        sentence::equal_maxima,
        say(sentence::of_of, lowest->max->to_string(), quote(lowest->code),
            highest->max->to_string(), quote(highest->code)));
  }

  void check_minimum(const std::optional<std::size_t>& minimum) {
    const std::size_t most = counted_children(node_).size();
    if (!minimum || (*minimum >= 1 && *minimum <= most)) return;
    add(issue::number_out_of_range, "/minimum_available", sentence::the_node_has_fewer_children,
        say(sentence::n_1_to, std::to_string(most)), std::to_string(*minimum));
  }

 private:
  const RubricDraft& draft_;
  const Node& node_;
  const Inherited& inherited_;
  NodeReport& report_;
  std::string where_;
  std::string kind_;
  std::vector<const Node*> children_;
  Phrase form_;
};

/// Whether the children of a node state weights.
enum class Weights { none, required, optional };

}  // namespace detail

PARINDEX_END_NAMESPACE
