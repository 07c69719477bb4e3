// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <parindex/detail/stable_sort.hpp>
#include <parindex/detail/visit.hpp>
#include <parindex/rubric/detail/aggregate_call.hpp>
#include <parindex/rubric/detail/check/aggregation_checker.hpp>
#include <parindex/rubric/detail/fields.hpp>
#include <parindex/rubric/detail/sentences/dropping.hpp>
#include <parindex/rubric/detail/step_words.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// drop: the lowest and highest children, which a sum or a mean leaves out.

template <class To>
void fields(To& to, Is<Drop> auto& drop) {
  to("lowest", drop.lowest, "The number of lowest children that are left out.");
  to("highest", drop.highest, "The number of highest children that are left out.");
  to("by", drop.by, "What is compared: points, or points / applicable maximum.");
  to("excluded", drop.excluded,
     "Whether an excluded child is one of the lowest; required with lowest.");
  to("ties", drop.ties, "Which of equal children is left out: the first or the last listed.");
}

/// What a drop leaves out and what it keeps; `kept` is in the order of the children.
struct Dropped {
  std::vector<const Part*> lowest;
  std::vector<const Part*> highest;
  std::vector<const Part*> kept;  ///< empty if nothing would be left
};

/// Moves the `count` lowest or highest parts of a list, in the order of the children, to another.
inline void move_extremes(const Drop& drop, bool highest, std::size_t count,
                          std::vector<const Part*>& from, std::vector<const Part*>& to) {
  std::vector<std::pair<Rational, const Part*>> order;
  for (const Part* part : from) {
    Rational value = drop.by == Drop::By::points ? part->points : part->share();
    order.emplace_back(highest ? -value : std::move(value), part);
  }
  // Of equal parts, those that come first in the list are moved first.
  if (drop.ties == Drop::Ties::last) std::reverse(order.begin(), order.end());
  detail::stable_sort(order, [](const auto& a, const auto& b) { return a.first < b.first; });
  for (std::size_t i = 0; i < count; ++i) to.push_back(order[i].second);
  std::erase_if(
      from, [&](const Part* part) { return std::find(to.begin(), to.end(), part) != to.end(); });
}

/// How many of the lowest children are left out, if `excluded` ones are missing.
inline std::size_t lowest_to_drop(const Drop& drop, std::size_t excluded) {
  const std::size_t lowest = drop.lowest.value_or(0);
  if (drop.excluded != Drop::Excluded::counted) return lowest;
  return lowest - std::min(lowest, excluded);
}

inline Dropped dropped_of(const Drop& drop, const std::vector<const Part*>& parts,
                          std::size_t excluded) {
  Dropped made;
  const std::size_t lowest = lowest_to_drop(drop, excluded);
  const std::size_t highest = drop.highest.value_or(0);
  if (parts.size() <= lowest + highest) return made;
  made.kept = parts;
  move_extremes(drop, false, lowest, made.kept, made.lowest);
  move_extremes(drop, true, highest, made.kept, made.highest);
  return made;
}

/// A child as a drop compares it.
inline std::string compared_by(const Drop& drop, const Part& part) {
  return part.node.code + " " +
         (drop.by == Drop::By::points ? part.points.to_string() : points_over_max(part));
}

inline void say_dropped(const Drop& drop, const Dropped& made, std::size_t excluded,
                        const char* kind, const AggregateCall& call) {
  const auto step = [&](const char* end, const auto& text) {
    call.listener.step(
        [&] { return Branch{std::string("/aggregation/") + kind + "/drop/" + end, text()}; });
  };
  const auto list = [&](const std::vector<const Part*>& parts) {
    std::string text;
    for (const Part* part : parts) text += (text.empty() ? "" : ", ") + compared_by(drop, *part);
    return text;
  };
  const std::size_t spared = drop.lowest.value_or(0) - lowest_to_drop(drop, excluded);
  if (spared != 0) {
    step("excluded", [&] { return say(words::excluded_as_lowest, std::to_string(spared)); });
  }
  if (!made.lowest.empty()) {
    step("lowest", [&] { return say(words::dropped_lowest, list(made.lowest)); });
  }
  if (!made.highest.empty()) {
    step("highest", [&] { return say(words::dropped_highest, list(made.highest)); });
  }
}

/// The result of a kind with a drop: of the same kind without it, over the children that are kept.
/// `counts(node)` says whether a child can be dropped; the others are passed on. Nothing if the
/// kind has no drop or no child counts.
template <class Kind, class Counts>
std::optional<AggregateOutcome> if_dropping(const char* name, const Kind& kind,
                                            const AggregateCall& call, const Counts& counts) {
  if (!kind.drop) return std::nullopt;
  std::vector<const Part*> parts;
  for (const Part& part : call.parts) {
    if (counts(part.node)) parts.push_back(&part);
  }
  if (parts.empty()) return std::nullopt;
  const Drop& drop = *kind.drop;
  std::size_t excluded = 0;
  for (const Node& child : call.node.children) excluded += !child.informative && counts(child);
  excluded -= parts.size();
  const Dropped made = dropped_of(drop, parts, excluded);
  if (made.kept.empty()) {
    call.say([&] {
      const std::size_t all = lowest_to_drop(drop, excluded) + drop.highest.value_or(0);
      return say(words::too_few, std::to_string(parts.size()), std::to_string(all + 1));
    });
    return no_points(Status::unavailable);
  }
  say_dropped(drop, made, excluded, name, call);
  std::vector<Part> left;
  for (const Part& part : call.parts) {
    if (!counts(part.node) ||
        std::find(made.kept.begin(), made.kept.end(), &part) != made.kept.end()) {
      left.push_back(part);
    }
  }
  Kind rest = kind;
  rest.drop.reset();
  if constexpr (requires { rest.minimum_available; }) rest.minimum_available.reset();
  return aggregate(rest, AggregateCall{call.node, left, call.listener});
}

/// The sum of the maxima that a drop keeps if every child has full points.
inline Rational maximum_after(const Drop& drop, const std::vector<const Node*>& children) {
  std::vector<Part> parts;
  for (const Node* child : children) parts.push_back({*child, *child->max, *child->max});
  std::vector<const Part*> all;
  for (const Part& part : parts) all.push_back(&part);
  Rational total = 0;
  for (const Part* part : dropped_of(drop, all, 0).kept) total += part->max;
  return total;
}

inline std::size_t number_dropped(const Drop& drop) {
  return drop.lowest.value_or(0) + drop.highest.value_or(0);
}

/// Checks what does not depend on the form.
inline void check_drop(const Drop& drop, AggregationChecker& checker) {
  if (!drop.lowest && !drop.highest) {
    checker.add(issue::key_missing, "/drop", sentence::the_drop_states_neither_end,
                sentence::lowest_or_highest, sentence::none);
  }
  if (drop.lowest && !drop.excluded) {
    checker.add(issue::key_missing, "/drop", sentence::excluded_among_the_lowest_is_not_stated,
                sentence::excluded_counted_or_not, sentence::none);
  }
  if (!drop.lowest && drop.excluded) {
    checker.add(issue::part_misplaced, "/drop/excluded",
                sentence::excluded_children_are_only_among_the_lowest, sentence::no_such_key);
  }
  if (drop.excluded != Drop::Excluded::counted) return;
  for (const Node* child : counted_children(checker.node())) {
    if (child->only_for.empty()) continue;
    checker.add(issue::part_misplaced, "/drop/excluded",
                sentence::the_children_depend_on_the_group_so, sentence::not_counted);
    return;
  }
}

/// Checks a drop for one form; false if it has an issue. `children` are those that can be dropped;
/// `matters(a, b)` says whether it changes the result which of two equal children is dropped.
template <class Matters>
bool check_drop_of_form(const Drop& drop, const std::vector<const Node*>& children,
                        AggregationChecker& checker, const Matters& matters) {
  const std::size_t all = number_dropped(drop);
  if (all >= children.size()) {
    checker.add(issue::number_out_of_range, drop.lowest ? "/drop/lowest" : "/drop/highest",
                say(sentence::no_child_would_be_left, checker.form()),
                say(sentence::fewer_than, std::to_string(children.size())), std::to_string(all));
    return false;
  }
  if (drop.ties) return true;
  for (const Node* child : children) {
    if (!matters(*children.front(), *child)) continue;
    checker.add(issue::tie_rule_missing, "/drop", sentence::which_equal_child_is_dropped_matters,
                sentence::ties_first_or_last,
                say(sentence::of_and_of, quote(children.front()->code), quote(child->code)));
    return false;
  }
  return true;
}

/// Whether the applicable maxima of two children may differ.
inline bool maxima_may_differ(const Node& a, const Node& b) {
  // The applicable maximum of a node with children may depend on what is excluded.
  return a.max != b.max || !a.children.empty() || !b.children.empty();
}

/// The drop of an aggregation, if it has one.
inline const Drop* drop_of(const Aggregation& aggregation) {
  return detail::visit(
      [](const auto& kind) -> const Drop* {
        if constexpr (requires { kind.drop; }) {
          return kind.drop ? &*kind.drop : nullptr;
        } else {
          return nullptr;
        }
      },
      aggregation);
}

/// Whether a drop can leave too few children.
inline bool may_drop_too_many(const std::optional<Drop>& drop, const ChildReaches& reaches) {
  if (!drop) return false;
  std::size_t always = 0;
  for (const auto& child : reaches.children) always += !child.reach.excludable;
  return always <= number_dropped(*drop);
}

/// Bounds of the sums of points and of applicable maxima of the children that a drop keeps of
/// `all`.
inline void reach_of_kept(const Drop& drop, const std::vector<const NodeReach*>& all,
                          PointsRange& points, NodeReach& result) {
  const auto always = static_cast<std::size_t>(std::count_if(
      all.begin(), all.end(), [](const NodeReach* each) { return !each->excludable; }));
  const std::size_t dropped = std::min(number_dropped(drop), all.size());
  const std::size_t kept = all.size() - dropped;  // or fewer, if children can be excluded
  const bool every = always == all.size();
  result.excludable = result.excludable || always <= dropped;
  const auto sum_of = [&](std::vector<Rational> sorted, std::size_t first) {
    Rational sum = 0;
    for (std::size_t i = first; i < first + kept; ++i) sum += sorted[i];
    return sum;
  };
  const auto end = [&](bool upper) -> std::optional<Rational> {
    std::vector<Rational> ends;
    for (const NodeReach* each : all) {
      const auto& found = upper ? each->points.max : each->points.min;
      if (!found) return std::nullopt;
      ends.push_back(every ? *found : upper ? max(*found, 0) : min(*found, 0));
    }
    std::sort(ends.begin(), ends.end());
    // The order of the points is that of the bounds at most; shares give another order.
    if (every && drop.by == Drop::By::points)
      return sum_of(std::move(ends), drop.lowest.value_or(0));
    return sum_of(std::move(ends), upper ? dropped : 0);
  };
  points = {end(false), end(true)};
  std::vector<Rational> least;
  std::vector<Rational> most;
  for (const NodeReach* each : all) {
    least.push_back(each->least_max);
    most.push_back(each->most_max);
  }
  std::sort(least.begin(), least.end());
  std::sort(most.begin(), most.end());
  if (least.empty()) return;
  result.least_max = every ? sum_of(least, 0) : least.front();
  result.most_max = sum_of(most, dropped);
}

}  // namespace detail

PARINDEX_END_NAMESPACE
