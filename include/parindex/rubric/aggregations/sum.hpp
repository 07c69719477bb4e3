// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/rubric/detail/aggregate_call.hpp>
#include <parindex/rubric/detail/check/aggregation_checker.hpp>
#include <parindex/rubric/detail/dropped.hpp>
#include <parindex/rubric/detail/fields.hpp>
#include <parindex/rubric/detail/proof/reaches.hpp>
#include <parindex/rubric/detail/proof/terminating.hpp>
#include <parindex/rubric/detail/sentences/kinds.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// sum: points added up, then bonuses and penalties, one after the other.

inline constexpr KindName kind_of(const Sum&) { return {"sum"}; }

template <class To>
void fields(To& to, Is<Sum> auto& kind) {
  to.optional("adjust", kind.adjust);
  to(since(2, "excluded"), kind.excluded,
     "How the maxima of excluded children are used: rescale, the points are scaled to the "
     "maximum "
     "of the node; redistribute, equal parts are added to the maxima of the other children.");
  to(since(2, "maxima_sum"), kind.maxima_sum,
     "The sum of the maxima of the children that count, which is checked.");
  to(since(2, "drop"), kind.drop, "The lowest and highest children, which are left out.");
}

/// The children that act as adjustments of a sum.
class AdjustedChildren {
 public:
  explicit AdjustedChildren(const Sum& kind) {
    for (const Adjustment& each : kind.adjust) codes_.insert(each.code);
  }
  bool contains(const Node& child) const { return !codes_.empty() && codes_.contains(child.code); }

 private:
  std::unordered_set<std::string_view> codes_;
};

/// The total after an adjustment. The limit affects only this step: a total that is already beyond
/// it stays.
inline Rational adjusted(Adjustment::Kind kind, const std::optional<Rational>& limit,
                         const Rational& total, const Rational& points) {
  if (kind == Adjustment::Kind::bonus) {
    const Rational raised = total + points;
    return limit ? min(raised, max(total, *limit)) : raised;
  }
  const Rational lowered = total - points;
  return limit ? max(lowered, min(total, *limit)) : lowered;
}

inline Weights weights_of(const Sum&) { return Weights::none; }

/// Fills the maximum of the node with the points of the children that are left, as `excluded` says.
inline void fill(LeftOut how, const AggregateCall& call, const AdjustedChildren& adjusting,
                 AggregateOutcome& total) {
  const Rational left = total.max;
  const Rational before = total.points;
  total.max = call.max();
  if (left == total.max) return;
  Rational more;
  std::size_t count = 0;
  if (how == LeftOut::rescale) {
    total.points = before * total.max / left;
  } else {
    Rational shares = 0;
    for (const Part& part : call.parts) {
      if (adjusting.contains(part.node)) continue;
      shares += part.share();
      ++count;
    }
    more = (total.max - left) / Rational(count);
    total.points = before + more * shares;
  }
  call.listener.step([&] {
    const std::string points = total.points.to_string();
    return Branch{
        "/aggregation/sum/excluded",
        how == LeftOut::rescale
            ? say(words::rescaled, factor(before), factor(total.max), factor(left), points)
            : say(words::redistributed, more.to_string(), std::to_string(count), points)};
  });
  call.listener.points(total.points);
}

inline AggregateOutcome aggregate(const Sum& kind, const AggregateCall& call) {
  AggregateOutcome total;
  const AdjustedChildren adjusting(kind);
  const auto counts = [&](const Node& child) { return !adjusting.contains(child); };
  if (auto outcome = if_dropping("sum", kind, call, counts)) return *outcome;
  std::unordered_map<std::string_view, std::size_t> by;  // code -> position of its part
  for (std::size_t i = 0; i < call.parts.size(); ++i) {
    const Part& part = call.parts[i];
    if (adjusting.contains(part.node)) {
      by.emplace(part.node.code, i);
    } else {
      total.points += part.points;
      total.max += part.max;
    }
  }
  const bool any = by.size() < call.parts.size();
  if (call.node.cap) total.max = min(total.max, *call.node.cap);
  if (!any) return no_points(Status::excluded);
  call.listener.step([&] {
    std::vector<const Part*> counted;
    for (const Part& part : call.parts) {
      if (!adjusting.contains(part.node)) counted.push_back(&part);
    }
    std::string text = factor(counted.front()->points);
    for (std::size_t i = 1; i < counted.size(); ++i) text += " + " + factor(counted[i]->points);
    return Branch{"/aggregation/sum", counted.size() == 1
                                          ? say(words::one_child, counted.front()->node.code, text)
                                          : Phrase(text + " = " + total.points.to_string())};
  });
  call.listener.points(total.points);
  if (kind.excluded) fill(*kind.excluded, call, adjusting, total);
  for (std::size_t i = 0; i < kind.adjust.size(); ++i) {
    const Adjustment& each = kind.adjust[i];
    const auto found = by.find(each.code);
    if (found == by.end()) continue;
    const Part& part = call.parts[found->second];
    const auto limit = each.to_maximum ? std::optional(total.max) : each.limit;
    Rational after = adjusted(each.kind, limit, total.points, part.points);
    call.listener.step([&] {
      const bool bonus = each.kind == Adjustment::Kind::bonus;
      Phrase text = say(bonus ? words::bonus : words::penalty, code_and_points(part),
                        total.points.to_string(), after.to_string());
      if (after != (bonus ? total.points + part.points : total.points - part.points)) {
        const Sentence<2>& held = each.to_maximum ? words::held_by_maximum
                                  : bonus         ? words::held_by_cap
                                                  : words::held_by_floor;
        text = say(held, text, limit->to_string());
      }
      return Branch{"/aggregation/sum/adjust/" + std::to_string(i), std::move(text)};
    });
    total.points = std::move(after);
    call.listener.points(total.points);
  }
  return total;
}

inline void check(const Sum& kind, AggregationChecker& checker) {
  if (kind.drop) check_drop(*kind.drop, checker);
  if (kind.drop && kind.excluded) {
    checker.add(issue::part_misplaced, "/excluded", sentence::a_sum_that_drops_cannot_fill,
                sentence::no_such_key);
  }
  std::set<std::string_view> seen;
  std::unordered_set<std::string_view> children;
  if (!kind.adjust.empty()) {
    for (const Node* child : counted_children(checker.node())) children.insert(child->code);
  }
  for (std::size_t i = 0; i < kind.adjust.size(); ++i) {
    const std::string& code = kind.adjust[i].code;
    const std::string where =
        "/adjust/" + std::to_string(i) + "/" + std::string(to_string(kind.adjust[i].kind));
    if (!children.contains(code)) {
      checker.add(issue::code_unknown, where,
                  did_you_mean(sentence::unknown_code_among_the_children, code,
                               names_of(checker.node().children, &Node::code)),
                  sentence::the_code_of_a_child, quote(code));
    } else if (!seen.insert(code).second) {
      checker.add(issue::id_duplicate, where, sentence::the_child_is_adjusted_twice,
                  sentence::each_child_once, quote(code));
    }
    if (kind.adjust[i].to_maximum &&
        (kind.adjust[i].limit || kind.adjust[i].kind != Adjustment::Kind::bonus)) {
      checker.add(issue::part_misplaced, "/adjust/" + std::to_string(i),
                  sentence::only_a_bonus_without_a_limit_can_be_capped, sentence::no_such_key);
    }
  }
}

inline void check_form(const Sum& kind, AggregationChecker& checker) {
  const AdjustedChildren adjusting(kind);
  Rational total = 0;
  bool any = false;
  std::vector<const Node*> counted;
  for (const Node* child : checker.children()) {
    if (adjusting.contains(*child)) continue;
    if (!child->max) return;  // reported at the child
    any = true;
    counted.push_back(child);
    total += *child->max;
  }
  if (kind.excluded && checker.node().cap) {
    checker.add(issue::part_misplaced, "/excluded",
                sentence::a_sum_with_a_cap_cannot_fill_what_is_excluded, sentence::no_such_key);
  }
  if (any && kind.maxima_sum && total != *kind.maxima_sum) {
    checker.add(issue::maxima_sum_mismatch, "/maxima_sum",
                say(sentence::maxima_add_up_to_declared, checker.form(), total.to_string(),
                    kind.maxima_sum->to_string()),
                kind.maxima_sum->to_string(), total.to_string());
  }
  if (any && kind.drop) {
    for (const Node* child : counted) {
      if (child->max->sign() <= 0) return;  // reported at the child
    }
    check_drop_of_form(*kind.drop, counted, checker, maxima_may_differ);
    if (number_dropped(*kind.drop) >= counted.size()) return;
    total = maximum_after(*kind.drop, counted);
  }
  if (any) return checker.compare_maximum(sentence::maxima_of_children_add_up, total);
  checker.add(issue::group_without_nodes, "/adjust", sentence::every_child_is_a_bonus_or_a_penalty,
              sentence::a_child_that_counts_towards_the_maximum, sentence::none);
}

inline Termination terminates(const Sum& kind, const ChildTerminations& children) {
  const AdjustedChildren adjusting(kind);
  Termination made = children.of_children(std::nullopt);
  Rational max = 0;
  bool fixed = true;
  for (const auto& child : children.children) {
    if (adjusting.contains(*child.node)) continue;
    fixed = fixed && !child.figures.excludable && child.figures.fixed_max;
    if (fixed) max += *child.figures.fixed_max;
  }
  const auto& cap = children.node.cap;
  if (kind.excluded) {
    // What is left out changes the points to a quotient, and leaves the maximum.
    made.points = made.points && fixed && max == *children.node.max;
    made.max = terminates(*children.node.max);
    fixed = true;
    max = *children.node.max;
  }
  fixed = fixed && !kind.drop;  // it depends on what is left out
  if (fixed) made.fixed_max = cap ? min(max, *cap) : max;
  made.max = made.max && terminates(cap);
  made.points = made.points && made.max &&
                std::all_of(kind.adjust.begin(), kind.adjust.end(),
                            [](const Adjustment& each) { return terminates(each.limit); });
  return made;
}

inline NodeReach reach_of(const Sum& kind, const ChildReaches& reaches) {
  PointsRange sum{Rational(0), Rational(0)};
  ReachBuilder shares;
  NodeReach result;
  result.excludable = true;
  const auto part_of = [](const NodeReach& below) {
    // A child that is left out does not reduce a sum.
    PointsRange part = below.points;
    if (below.excludable && part.min) part.min = min(*part.min, 0);
    if (below.excludable && part.max) part.max = max(*part.max, 0);
    return part;
  };
  const AdjustedChildren adjusting(kind);
  std::unordered_map<std::string_view, std::size_t> by;  // code -> position of the child
  std::vector<const NodeReach*> counted;
  std::optional<Rational> lowest;  // the lowest maximum: this child may be the only one left
  for (std::size_t i = 0; i < reaches.children.size(); ++i) {
    const auto& [child, below] = reaches.children[i];
    if (adjusting.contains(*child)) {
      by.emplace(child->code, i);
      continue;
    }
    counted.push_back(&below);
    result.excludable = result.excludable && below.excludable;
    lowest = lowest ? min(*lowest, below.least_max) : below.least_max;
    if (!below.excludable) result.least_max += below.least_max;
    result.most_max += below.most_max;
    const PointsRange part = part_of(below);
    add_end(sum.min, part.min);
    add_end(sum.max, part.max);
    shares.add_range(below.share.min, below.share.max);
  }
  if (kind.drop) reach_of_kept(*kind.drop, counted, sum, result);
  if (result.excludable && lowest) result.least_max = *lowest;
  const auto& cap = reaches.node.cap;
  const bool cut = cap && *cap < result.most_max;  // then the children's shares bound nothing
  if (cut) {
    result.least_max = min(result.least_max, *cap);
    result.most_max = *cap;
  }
  if (kind.excluded) {
    const Rational& max = *reaches.node.max;
    // The points are a weighted mean of the shares of the children that are left.
    if (result.varying_max() || result.most_max != max) {
      sum = scaled(shares.done().value_or(PointsRange{}), max);
    }
    result.least_max = result.most_max = max;
  }
  result.share =
      result.varying_max() && !cut ? shares.done().value_or(PointsRange{}) : result.share_of(sum);
  for (const Adjustment& each : kind.adjust) {
    const auto found = by.find(each.code);
    if (found == by.end()) continue;
    PointsRange part = part_of(reaches.children[found->second].reach);
    if (each.kind != Adjustment::Kind::bonus) part = {part.max, part.min};
    const auto end = [&](std::optional<Rational>& total, const std::optional<Rational>& points,
                         const Rational& maximum) {
      if (total && points) {
        total = adjusted(each.kind, each.to_maximum ? std::optional(maximum) : each.limit, *total,
                         *points);
      } else {
        total.reset();
      }
    };
    end(sum.min, part.min, result.least_max);
    end(sum.max, part.max, result.most_max);
    if (each.to_maximum) {
      // A step up to the maximum ends at the maximum, or where it began.
      if (result.share.max) result.share.max = max(*result.share.max, Rational(1));
      if (!part.min || part.min->sign() < 0) result.share.min.reset();
    } else {
      result.share = PointsRange{};
    }
  }
  result.points = sum;
  return result;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
