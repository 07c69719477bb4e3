// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <set>
#include <unordered_map>

#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/detail/visit.hpp>
#include <parindex/limits.hpp>
#include <parindex/rubric/check.hpp>
#include <parindex/rubric/detail/aggregations.hpp>
#include <parindex/rubric/detail/check/data_checker.hpp>
#include <parindex/rubric/detail/check/gate_checker.hpp>
#include <parindex/rubric/detail/check/head_checker.hpp>
#include <parindex/rubric/detail/check/layer_checker.hpp>
#include <parindex/rubric/detail/check/name_checker.hpp>
#include <parindex/rubric/detail/check/numbering.hpp>
#include <parindex/rubric/detail/check/policy_checker.hpp>
#include <parindex/rubric/detail/check/reference_checker.hpp>
#include <parindex/rubric/detail/check/result_checker.hpp>
#include <parindex/rubric/detail/check/scope_checker.hpp>
#include <parindex/rubric/detail/check/size_checker.hpp>
#include <parindex/rubric/detail/check/trap_checker.hpp>
#include <parindex/rubric/detail/check/weight_checker.hpp>
#include <parindex/rubric/detail/proof/node_reach.hpp>
#include <parindex/rubric/detail/rubric_access.hpp>
#include <parindex/rubric/detail/rules.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Walks the tree once and checks everything, in document order.
class Checker {
 public:
  explicit Checker(const RubricDraft& draft) : draft_(draft), weights_(draft.weight_sets) {}

  Issues run() {
    const Node& root = draft_.root;
    NodeReport report(root, "", issues_);
    check_identifier(report, "/id", sentence::the_id_of_the_rubric, draft_.id);
    check_identifier(report, "/edition", sentence::the_edition_of_the_rubric, draft_.edition);
    if (draft_.index_rounding) check_rounding(report, "/index_rounding", *draft_.index_rounding);
    const HeadChecker head(draft_, report);
    head.check_effective();
    if (!root.code.empty()) misplaced(report, "/code", sentence::the_root_cannot_have_a_code);
    const bool states_results = root.ranking || root.classes || root.index_rounding;
    if (states_results || root.informative) {
      misplaced(report, "", sentence::the_results_of_the_total_belong_to_the_rubric);
    }
    if (!root.weight_input.empty()) {
      misplaced(report, "/weight_input", sentence::the_root_cannot_have_a_weight);
    }
    if (root.weight) misplaced(report, "/weight", sentence::the_root_cannot_have_a_weight);
    if (!root.title.empty())
      misplaced(report, "/title", sentence::the_title_belongs_to_the_rubric_not_to_the);
    if (root.rule) {
      report.add(issue::node_with_rule_and_children, "/rule",
                 sentence::the_root_cannot_have_a_rule);
    }
    if (!root.only_for.empty())
      misplaced(report, "/only_for", sentence::the_root_applies_to_every_group);
    check_groups(report);
    check_markers(report);
    NameChecker(draft_, report).check();
    head.check_weight_sets();
    if (root.children.empty()) {
      report.add(issue::rubric_empty, "/nodes", sentence::the_rubric_has_no_nodes,
                 sentence::at_least_one, as_is("0"));
    } else if (check_size(draft_, report)) {
      results_.emplace(draft_);
      const Inherited own = Inherited{}.at(root);
      const std::vector<bool> all(draft_.groups.size(), true);
      guarded(report, "", [&] { check_node_itself(root, report, own, all); });
      check_limits(root, report);
      check_children(root, report, own, all, 1);
      ReferenceChecker references(root, report);
      references.check_cycles();
      reads_figures_ = references.reads_figures();
      results_->check_rankings(issues_, [&](auto&&... each) { check_known(each...); });
      ScopeChecker(draft_, codes_, report).run();
      head.check_calendar();
      DataChecker(draft_, report).run(columns_, inputs_);
      const ReachOfNodes reaches = reaches_of(root, report, own);
      references.check_policies(reaches);
      results_->check_classes(issues_, reaches, [](auto&&... each) { guarded(each...); });
      LayerChecker(draft_, issues_).run();
      if (adjusts_ && reaches.contains(&root)) check_traps(root, report, own, reaches, 0, issues_);
    }
    report.finish();
    return issues_.take();
  }

 private:
  /// The points that nodes can give, for the checks that need them. Known only for a valid rubric.
  ReachOfNodes reaches_of(const Node& root, NodeReport& report, const Inherited& own) {
    ReachOfNodes reaches;
    const auto classes = results_->first_classes();
    if (issues_.has_errors() || !(classes || adjusts_ || reads_figures_)) return reaches;
    const auto find = [&] { node_reach(root, own, &reaches); };
    if (classes) {
      guarded(report, *classes, find);
      return reaches;
    }
    try {
      find();
    } catch (const NumberTooLong&) {
      reaches.clear();  // unknown, and not needed
    }
    return reaches;
  }

  void check_groups(NodeReport& report) {
    if (draft_.groups.size() > limits().groups) {
      report.add(issue::rubric_too_large, "/groups", sentence::the_rubric_has_too_many_groups,
                 say(sentence::at_most, std::to_string(limits().groups)),
                 std::to_string(draft_.groups.size()));
    }
    for (std::size_t i = 0; i < draft_.groups.size(); ++i) {
      const std::string& id = draft_.groups[i].id;
      const std::string where = "/groups/" + std::to_string(i) + "/id";
      check_identifier(report, where, sentence::the_id_of_a_group, id);
      if (!groups_.emplace(id, i).second) {
        report.add(issue::id_duplicate, where, sentence::two_groups_have_the_same_id,
                   sentence::distinct_ids, quote(id));
      }
    }
  }

  void check_markers(NodeReport& report) {
    for (const auto& [kind, texts] : draft_.markers) {
      for (std::size_t i = 0; i < texts.size(); ++i) {
        const std::string& text = texts[i];
        const std::string where =
            "/markers/" + std::string(to_string(kind)) + "/" + std::to_string(i);
        if (utf8_valid_prefix(text) != text.size()) {
          report.add(issue::text_not_utf8, where,
                     say(sentence::is_not_valid_utf_8, sentence::a_marker));
        }
        if (!markers_.insert(text).second) {
          report.add(issue::id_duplicate, where,
                     sentence::the_marker_is_already_used_for_a_kind_of_no,
                     sentence::distinct_texts, quote(text));
        }
        if (text.empty() || parse_flag(text) || Rational::parse(text)) {
          report.add(issue::marker_clash, where, sentence::the_marker_could_also_be_a_value,
                     sentence::text_that_is_neither_a_number_nor_yes_or_no, quote(text));
        }
      }
    }
  }

  // The groups that have this node, among those that have its parent.
  std::vector<bool> check_only_for(const Node& node, NodeReport& report,
                                   const std::vector<bool>& above) {
    if (node.only_for.empty()) return above;
    std::vector<bool> groups(above.size());
    for (std::size_t i = 0; i < node.only_for.size(); ++i) {
      const std::string& id = node.only_for[i];
      const std::string where = "/only_for/" + std::to_string(i);
      const auto found = groups_.find(id);
      if (found == groups_.end()) {
        report.add(issue::group_unknown, where,
                   did_you_mean(sentence::unknown_group, id, names_of(draft_.groups, &Group::id)),
                   say(sentence::one_of, listed(names_of(draft_.groups, &Group::id))), quote(id));
      } else if (!above[found->second]) {
        report.add(issue::part_misplaced, where,
                   sentence::the_parent_node_does_not_apply_to_this_group,
                   sentence::a_group_of_the_parent_node, quote(id));
      } else if (groups[found->second]) {
        report.add(issue::id_duplicate, where, sentence::the_group_appears_twice_in_the_list,
                   sentence::distinct_ids, quote(id));
      } else {
        groups[found->second] = true;
      }
    }
    return groups;
  }

  // Checks common to the root and every other node; `groups` are those that have the node.
  void check_node_itself(const Node& node, NodeReport& report, const Inherited& inherited,
                         const std::vector<bool>& groups) {
    if (!node.max) {
      report.add(issue::maximum_missing, "", sentence::the_node_does_not_state_its_maximum_points);
    } else if (node.max->sign() <= 0) {
      report.add(issue::number_out_of_range, "/max", sentence::the_maximum_points_are_not_above_0,
                 sentence::above_0, node.max->to_string());
    }
    const auto* sum = inherited.aggregation ? std::get_if<Sum>(&*inherited.aggregation) : nullptr;
    adjusts_ = adjusts_ || !node.gates.empty() || !node.accept.empty() ||
               (sum != nullptr && !sum->adjust.empty());
    if (node.rounding) check_rounding(report, "/rounding", *node.rounding);
    check_policy_points(node, report);
    if (node.index_rounding && node.index_rounding->rounding) {
      check_rounding(report, "/index_rounding", *node.index_rounding->rounding);
    }
    if (!node.layer.empty()) check_identifier(report, "/layer", sentence::the_layer, node.layer);
    for (const auto& [language, title] : node.title) {
      const std::string where = "/title" + pointer_step(language);
      check_identifier(report, where, sentence::a_language_tag, language);
      if (utf8_valid_prefix(title) != title.size()) {
        report.add(issue::text_not_utf8, where,
                   say(sentence::is_not_valid_utf_8, sentence::a_title));
      }
    }
    if (node.nothing_left && node.children.empty()) {
      misplaced(report, "/nothing_left", sentence::only_a_node_with_children_can_have_nothing_left);
    }
    if (!node.children.empty()) {
      check_aggregation(node, report, inherited, groups);
      if (!node.inputs.empty()) misplaced(report, "/inputs", sentence::only_a_leaf_can_have_inputs);
      if (!node.evidence.empty())
        misplaced(report, "/evidence", sentence::only_a_leaf_can_have_evidence);
    }
  }

  // A file cannot contain these keys, because the reader rejects them; a draft made in code can.
  static void misplaced(NodeReport& report, const char* where, const Said& message) {
    report.add(issue::part_misplaced, where, message, sentence::no_such_key);
  }

  void check_aggregation(const Node& node, NodeReport& report, const Inherited& inherited,
                         const std::vector<bool>& groups) {
    if (!inherited.aggregation) {
      report.add(issue::aggregation_missing, "", sentence::the_node_neither_states_nor_inherits_an,
                 sentence::an_aggregation_such_as_sum_or_mean);
      return;
    }
    AggregationChecker checker(draft_, node, inherited, report);
    const Aggregation& kind = *inherited.aggregation;
    detail::visit([&](const auto& each) { detail::check(each, checker); }, kind);
    using Form = std::vector<const Node*>;
    Form all = counted_children(node);
    const bool apart = std::any_of(all.begin(), all.end(),
                                   [](const Node* child) { return !child->only_for.empty(); });
    const auto check_one = [&](Form form, const Phrase& name) {
      if (form.empty()) {
        report.add(issue::group_without_nodes, "", say(sentence::the_node_has_no_child, name),
                   sentence::at_least_one, as_is("0"));
        return;
      }
      stop_point(20 * form.size());
      checker.use_form(std::move(form), name);
      detail::visit([&](const auto& each) { detail::check_form(each, checker); }, kind);
    };
    if (!apart) {
      return check_one(std::move(all), "");
    }
    // Every group has its own form, which must add up separately.
    std::vector<Form> forms(groups.size());
    for (const Node* each : all) {
      const Node& child = *each;
      stop_point(20 * (child.only_for.empty() ? forms.size() : child.only_for.size()));
      if (child.only_for.empty()) {
        for (Form& form : forms) form.push_back(&child);
      }
      for (const std::string& id : child.only_for) {
        const auto found = groups_.find(id);
        if (found == groups_.end()) continue;
        Form& form = forms[found->second];
        if (form.empty() || form.back() != &child) form.push_back(&child);
      }
    }
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (groups[i])
        check_one(std::move(forms[i]), say(sentence::for_the_group, draft_.groups[i].id));
    }
  }

  void check_children(const Node& parent, const NodeReport& parent_report,
                      const Inherited& inherited, const std::vector<bool>& above,
                      std::size_t depth) {
    const std::string list = parent_report.pointer() + (depth == 1 ? "/nodes/" : "/children/");
    Weights weights = weights_of(inherited.aggregation);
    // Weights may be left out, but if one child states its own, all children must.
    if (weights == Weights::optional &&
        std::any_of(parent.children.begin(), parent.children.end(), [](const Node& child) {
          return child.weight || !child.weight_input.empty();
        })) {
      weights = Weights::required;
    }
    const bool mean =
        inherited.aggregation && std::holds_alternative<WeightedMean>(*inherited.aggregation);
    for (std::size_t i = 0; i < parent.children.size(); ++i) {
      const Node& node = parent.children[i];
      stop_point(5000);
      NodeReport report(node, list + std::to_string(i), issues_);
      check_code(node, report);
      if (i > 0) check_numbering(parent.children[i - 1].code, node.code, report);
      if (node.informative && (node.weight || !node.weight_input.empty())) {
        misplaced(report, node.weight ? "/weight" : "/weight_input",
                  sentence::a_node_for_information_has_no_weight);
      } else {
        weights_.run(node, weights == Weights::required && !node.informative, mean, report);
      }
      results_->add(node, report.pointer());
      const Inherited own = inherited.at(node);
      const std::vector<bool> groups = check_only_for(node, report, above);
      guarded(report, "", [&] { check_node_itself(node, report, own, groups); });
      if (node.children.empty()) {
        guarded(report, "/rule", [&] { check_leaf(node, report, own); });
        check_limits(node, report);
      } else {
        check_limits(node, report);
        if (node.rule) {
          report.add(issue::node_with_rule_and_children, "/rule",
                     sentence::the_node_has_children_so_it_cannot_have_a);
        }
        check_children(node, report, own, groups, depth + 1);
      }
      if (!node.weight_input.empty() && find_input(node, node.weight_input) == nullptr) {
        claim_column(column_name(node.code, node.weight_input), "/weight_input", node, report);
      }
      report.finish();
    }
  }

  void check_code(const Node& node, NodeReport& report) {
    check_identifier(report, "/code", sentence::the_code, node.code);
    const auto [first, fresh] = codes_.emplace(node.code, report.pointer());
    if (!fresh) {
      report.add(issue::code_duplicate, "/code",
                 say(sentence::the_code_is_already_used_at_code, first->second),
                 sentence::a_unique_code, quote(node.code));
    }
  }

  // Cap, floor and gates.
  void check_limits(const Node& node, NodeReport& report) {
    if (node.cap && node.floor && *node.cap < *node.floor) {
      report.add(issue::range_empty, "/cap", sentence::the_cap_is_below_the_floor,
                 sentence::floor_cap, node.floor->to_string() + " > " + node.cap->to_string());
    }
    if (!node.children.empty() && node.cap && node.cap->sign() <= 0) {
      // It also caps the applicable maximum, which is the divisor of the points.
      report.add(issue::number_out_of_range, "/cap",
                 sentence::the_cap_of_a_node_with_children_is_not_above, sentence::above_0,
                 node.cap->to_string());
    } else if (!node.children.empty() && node.cap && node.max && *node.cap < *node.max) {
      report.add(issue::maximum_unreachable, "/cap", sentence::the_cap_is_below_the_maximum_points,
                 say(sentence::at_least, node.max->to_string()), node.cap->to_string());
    }
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < node.gates.size(); ++i) {
      const Gate& gate = node.gates[i];
      const std::string where = "/gates/" + std::to_string(i);
      check_identifier(report, where + "/id", sentence::the_id_of_a_gate, gate.id, true);
      if (!seen.insert(gate.id).second) {
        report.add(issue::id_duplicate, where + "/id",
                   sentence::two_gates_of_the_node_have_the_same_id, sentence::distinct_ids,
                   quote(gate.id));
      }
      const std::string key = where + "/" + std::string(to_string(gate.kind));
      // A cap above the maximum has no effect.
      if (node.max && gate.kind == Gate::Kind::points && gate.points > *node.max) {
        report.add(issue::maximum_exceeded, key,
                   sentence::the_gate_gives_more_than_the_maximum_points, node.max->to_string(),
                   gate.points.to_string());
      }
      if (gate.points.sign() < 0) {
        report.add(issue::minimum_below_zero, key, sentence::the_gate_gives_points_below_0,
                   as_is("0"), gate.points.to_string());
      }
      if (gate.when) {
        check_test(*gate.when, where + "/when", report, results_->index_rounding(gate.when->node));
      } else {
        claim_column(column_name(node.code, gate.id), where + "/id", node, report);
      }
    }
  }

  void check_leaf(const Node& node, NodeReport& report, const Inherited& own) {
    if (node.aggregation)
      misplaced(report, "/aggregation", sentence::a_leaf_cannot_have_an_aggregation);
    if (!own.policy(NoValue::missing)) {
      report.add(issue::policy_missing, "", sentence::the_leaf_neither_states_nor_inherits_a,
                 sentence::error_zero_exclude_or_full);
    }
    check_policy_points_of_leaf(node, own, report);
    if (!node.rule) {
      report.add(issue::leaf_without_rule, "", sentence::the_node_has_neither_children_nor_a_rule);
      return;
    }
    check_rule(node, report, draft_, own.informative);
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < node.evidence.size(); ++i) {
      const std::string where = "/evidence/" + std::to_string(i) + "/id";
      check_identifier(report, where, sentence::the_id_of_a_piece_of_evidence, node.evidence[i].id);
      if (!seen.insert(node.evidence[i].id).second) {
        report.add(issue::id_duplicate, where, sentence::the_id_appears_twice_in_the_list,
                   sentence::distinct_ids, quote(node.evidence[i].id));
      }
    }
    check_columns(node, report);
  }

  void check_columns(const Node& node, NodeReport& report) {
    if (!node.inputs.empty()) inputs_.emplace_back(&node, report.pointer());
    for (const ColumnSpec& column : columns_of(node)) {
      for (const std::string& option : column.options) {
        if (!markers_.contains(option)) continue;
        report.add(issue::marker_clash, "/rule", sentence::an_option_has_the_id_of_a_marker,
                   sentence::an_id_that_differs_from_the_markers, quote(option));
      }
      claim_column(column_name(node.code, column.input), column.input == "value" ? "/code" : "",
                   node, report);
    }
  }

  void claim_column(const std::string& name, const std::string& where, const Node& node,
                    NodeReport& report) {
    if (name == "unit" || name == "group" || name == "ranked") {
      report.add(issue::column_clash, where, sentence::the_data_column_has_a_reserved_name,
                 sentence::a_name_other_than_unit_group_and_ranked, quote(name));
      return;
    }
    const auto [first, fresh] = columns_.emplace(name, report.pointer());
    if (fresh) return;
    // Inputs of one leaf clash only if their ids do, which is reported already.
    const bool other = where.starts_with("/gates") || where == "/weight_input";
    if (first->second == report.pointer() ? other : codes_.at(node.code) == report.pointer()) {
      report.add(issue::column_clash, where,
                 say(sentence::the_data_column_is_also_read_at, quote(name), first->second),
                 sentence::one_input_for_each_column, sentence::two);
    }
  }

  void check_known(const std::string& code, const std::string& where, NodeReport& report) {
    if (!codes_.contains(code)) {
      report.add(issue::code_unknown, where,
                 did_you_mean(sentence::unknown_node_code, code, sorted_keys(codes_)),
                 sentence::a_code_of_the_rubric, quote(code));
    }
  }

  const RubricDraft& draft_;
  const WeightChecker weights_;
  IssueLog issues_;
  std::optional<ResultChecker> results_;  // made when the size of the tree is known to be sound
  bool reads_figures_ = false;
  bool adjusts_ = false;  // a node has gates or adjustments, or accepts an issue
  std::unordered_map<std::string, std::string> codes_;   // code -> pointer of its node
  std::unordered_map<std::string, std::size_t> groups_;  // id -> position
  std::set<std::string, std::less<>> markers_;
  std::unordered_map<std::string, std::string> columns_;  // data column -> pointer of its node
  DataChecker::Leaves inputs_;                            // leaves that declare inputs
};

/// Gives every node its weight in the first set that the rubric names.
inline void use_weights(Node& root, const std::vector<std::string>& sets) {
  if (sets.empty()) return;
  // An explicit stack: the depth of the tree is not checked yet.
  std::vector<Node*> open{&root};
  while (!open.empty()) {
    Node& node = *open.back();
    open.pop_back();
    const auto found = node.weights.find(sets.front());
    if (found != node.weights.end()) node.weight = found->second;
    for (Node& child : node.children) open.push_back(&child);
  }
}

}  // namespace detail

Checked<Rubric> with_weights(const Rubric& rubric, std::string_view set) {
  RubricDraft draft = rubric.draft();
  const auto found = std::find(draft.weight_sets.begin(), draft.weight_sets.end(), set);
  if (found == draft.weight_sets.end()) {
    std::string sets;
    for (const std::string& known : draft.weight_sets) sets += (sets.empty() ? "" : ", ") + known;
    return Checked<Rubric>(
        Issues{make_issue(issue::weight_set_unknown, detail::sentence::unknown_weight_set,
                          sets.empty()
                              ? detail::sentence::none_the_rubric_has_a_single_set_of_weights
                              : detail::Phrase(sets),
                          std::string(set))},
        detail::sentence::unknown_weight_set_2);
  }
  std::rotate(draft.weight_sets.begin(), found, found + 1);
  detail::use_weights(draft.root, draft.weight_sets);
  return RubricAccess::make(std::move(draft), rubric.warnings());
}

Checked<Rubric> check(RubricDraft draft) {
  check_stop();
  detail::use_weights(draft.root, draft.weight_sets);
  Issues issues = detail::Checker(draft).run();
  if (has_errors(issues)) {
    return Checked<Rubric>(std::move(issues),
                           detail::say(detail::sentence::invalid_rubric_id, draft.id));
  }
  Rubric rubric = RubricAccess::make(std::move(draft), issues);
  return Checked<Rubric>(std::move(rubric), std::move(issues));
}

PARINDEX_END_NAMESPACE
