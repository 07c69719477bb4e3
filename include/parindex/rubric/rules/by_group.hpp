// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/detail/alternatives.hpp>
#include <parindex/detail/contains.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/detail/text.hpp>
#include <parindex/detail/visit.hpp>
#include <parindex/rubric/detail/check/reach_checker.hpp>
#include <parindex/rubric/detail/check/rule_checker.hpp>
#include <parindex/rubric/detail/fields.hpp>
#include <parindex/rubric/detail/proof/direction.hpp>
#include <parindex/rubric/detail/proof/terminating.hpp>
#include <parindex/rubric/detail/rule_branches.hpp>
#include <parindex/rubric/detail/rule_call.hpp>
#include <parindex/rubric/detail/rule_kinds.hpp>
#include <parindex/rubric/detail/sentences/kinds.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// by_group: a rule for each group of units, over the same inputs.

inline constexpr KindName kind_of(const ByGroup&) {
  return {"by_group", "A rule for each group of units, over the inputs of the leaf."};
}

template <class To>
void fields(To& to, Is<GroupCase> auto& each) {
  to.some("groups", each.groups, "Each group of the rubric belongs to exactly one case.");
  to("rule", each.rule);
}

template <class To>
void fields(To& to, Is<ByGroup> auto& rule) {
  to.some("cases", rule.cases);
}

inline void add_columns(const ByGroup&, LeafColumns& columns) { columns.add_inputs(); }

/// The place of the rule of a case, relative to the leaf.
inline std::string group_case_pointer(std::size_t i) {
  return "/rule/by_group/cases/" + std::to_string(i) + "/rule";
}

/// The pointer of a part of the rule of a case; the functions of that rule know it as a part of
/// "/rule".
inline std::string in_group_case(std::size_t i, std::string_view pointer) {
  return group_case_pointer(i) + std::string(pointer.substr(std::string_view("/rule").size()));
}

/// `group town`, `groups town, ward`.
inline Phrase phrase_of(const GroupCase& each) {
  return say(each.groups.size() == 1 ? words::one_group : words::several_groups,
             joined(each.groups, ", "));
}

/// Whether a kind of rule reads only the inputs that its leaf declares, so that the rules of all
/// groups have the same columns.
template <class Kind>
inline constexpr bool reads_declared_inputs = requires(const Kind& kind) {
  kind.on;
} || std::is_same_v<Kind, Formula> || std::is_same_v<Kind, DecisionTable>;

/// The kinds that the rule of a case may have: `bands, linear or target`.
inline std::string kinds_by_group() {
  std::vector<std::string> names;
  for (const Rule& each : each_alternative<Rule>()) {
    const bool fits =
        detail::visit([]<class Kind>(const Kind&) { return reads_declared_inputs<Kind>; }, each);
    if (fits) names.emplace_back(name_of(each));
  }
  const std::string last = std::move(names.back());
  names.pop_back();
  return joined(names, ", ") + " or " + last;
}

/// Calls visit(kind) with the rule of a case, unless it is of another kind, which the check
/// rejects. Returns whether it called it.
template <class Visit>
bool visit_case(const GroupCase& each, const Visit& visit) {
  return detail::visit(
      [&](const auto& kind) {
        constexpr bool fits = reads_declared_inputs<std::remove_cvref_t<decltype(kind)>>;
        if constexpr (fits) visit(kind);
        return fits;
      },
      each.rule);
}

/// The groups that the rubric declares, those that have the leaf, and those that have a rule.
struct RuleGroups {
  explicit RuleGroups(const RuleChecker& checker)
      : only(checker.node().only_for.begin(), checker.node().only_for.end()) {
    for (const Group& group : checker.groups()) {
      declared.push_back(group.id);
      known.insert(group.id);
    }
  }
  bool has_leaf(const std::string& group) const { return only.empty() || only.contains(group); }

  std::vector<std::string> declared;
  std::set<std::string_view> known;
  std::set<std::string_view> only;  // empty: all groups have it
  std::set<std::string_view> seen;
};

inline void check_groups(const GroupCase& each, std::size_t i, RuleGroups& groups,
                         RuleChecker& checker) {
  const std::string list = "/rule/by_group/cases/" + std::to_string(i) + "/groups";
  std::set<std::string_view> own;
  if (each.groups.empty()) {
    checker.add(issue::range_empty, list, sentence::the_case_lists_no_group, sentence::at_least_one,
                as_is("0"));
  }
  for (std::size_t k = 0; k < each.groups.size(); ++k) {
    const std::string& group = each.groups[k];
    const std::string where = list + "/" + std::to_string(k);
    if (!groups.known.contains(group)) {
      checker.add(issue::group_unknown, where,
                  did_you_mean(sentence::unknown_group, group, groups.declared),
                  listed(groups.declared), quote(group));
    } else if (!own.insert(group).second) {
      checker.add(issue::id_duplicate, where, sentence::the_group_appears_twice_in_the_list,
                  sentence::distinct_ids, quote(group));
    } else if (!groups.seen.insert(group).second) {
      checker.add(issue::cases_overlap, where, sentence::the_group_already_has_a_rule,
                  sentence::each_group_in_one_case, quote(group));
    } else if (!groups.has_leaf(group)) {
      checker.add(issue::case_unreachable, where, sentence::the_leaf_does_not_apply_to_this_group,
                  joined(checker.node().only_for, ", "), quote(group));
    }
  }
}

inline void check(const ByGroup& rule, RuleChecker& checker) {
  const std::string list = "/rule/by_group/cases";
  const bool sound = checker.sound();
  RuleGroups groups(checker);
  if (rule.cases.empty()) {
    checker.add(issue::range_empty, list, sentence::the_rule_has_no_cases, sentence::at_least_one,
                as_is("0"));
    checker.use_every_input();  // otherwise each would also be reported
  }
  for (std::size_t i = 0; i < rule.cases.size(); ++i) {
    const GroupCase& each = rule.cases[i];
    check_groups(each, i, groups, checker);
    RuleChecker inner(checker, group_case_pointer(i), sound);
    const bool fits = visit_case(each, [&](const auto& kind) {
      check(kind, inner);
      check_direction(each.rule, inner);
      if (!inner.sound()) return;
      const Node& leaf = inner.node();
      check_reach(leaf_reach(reach_of(kind, leaf), leaf), each.rule, inner);
    });
    checker.join(inner);
    if (fits) continue;
    checker.add(issue::part_misplaced, group_case_pointer(i),
                sentence::the_rule_of_a_group_must_read_the_inputs, kinds_by_group(),
                std::string(name_of(each.rule)));
    checker.use_every_input();
  }
  for (const std::string& group : groups.declared) {
    if (groups.seen.contains(group) || !groups.has_leaf(group)) continue;
    checker.add(issue::cases_gap, list, say(sentence::no_case_covers_the_group, quote(group)),
                sentence::a_rule_for_each_group, sentence::none);
  }
}

inline std::optional<PointsRange> reach_of(const ByGroup& rule, const Node& node) {
  ReachBuilder reach;
  for (const GroupCase& each : rule.cases) {
    visit_case(each, [&](const auto& kind) {
      if (const auto own = reach_of(kind, node)) reach.add_range(own->min, own->max);
    });
  }
  return reach.done();
}

/// Passes on the events of the rule of a case, preceded by the case.
class GroupCaseListener final : public Listener {
 public:
  GroupCaseListener(Listener& outer, const GroupCase& each, std::size_t i)
      : Listener(outer.explains()), outer_(outer), each_(each), i_(i) {}
  void issue(Issue found) override { outer_.issue(std::move(found)); }

 protected:
  void take_branch(Branch taken) override {
    outer_.branch([&] {
      return Branch{in_group_case(i_, taken.pointer), phrase_of(each_) + " / " + taken.text,
                    std::move(taken.title)};
    });
  }
  void take_step(Branch happened) override {
    happened.pointer = in_group_case(i_, happened.pointer);
    outer_.step([&] { return std::move(happened); });
  }
  void take_quantity(const Rational& value, const Quantity& on,
                     const std::vector<Phrase>& names) override {
    outer_.quantity(value, on, [&] { return names; });
  }

 private:
  Listener& outer_;
  const GroupCase& each_;
  std::size_t i_;
};

inline RuleOutcome evaluate(const ByGroup& rule, const RuleCall& call) {
  RuleOutcome outcome;
  // A unit of an unknown group: its row reports it once.
  outcome.policy = MissingPolicy::error;
  for (std::size_t i = 0; i < rule.cases.size(); ++i) {
    const GroupCase& each = rule.cases[i];
    if (!contains(each.groups, call.context.group)) continue;
    GroupCaseListener listener(call.listener, each, i);
    const RuleCall inner{call.node, each.rule, call.values, listener, call.context};
    visit_case(each, [&](const auto& kind) { outcome = evaluate(kind, inner); });
  }
  return outcome;
}

inline bool terminates(const ByGroup& rule, const Node& leaf) {
  return std::all_of(rule.cases.begin(), rule.cases.end(), [&](const GroupCase& each) {
    bool all = false;
    visit_case(each, [&](const auto& kind) { all = terminates(kind, leaf); });
    return all;
  });
}

inline std::vector<std::string> branches_of(const ByGroup& rule) {
  std::vector<std::string> branches;
  for (std::size_t i = 0; i < rule.cases.size(); ++i) {
    visit_case(rule.cases[i], [&](const auto& kind) {
      for (const std::string& pointer : branches_of(kind)) {
        branches.push_back(in_group_case(i, pointer));
      }
    });
  }
  return branches;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
