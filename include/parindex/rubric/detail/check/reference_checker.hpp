// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/rubric/detail/check/node_report.hpp>
#include <parindex/rubric/detail/figures.hpp>
#include <parindex/rubric/detail/phrases.hpp>
#include <parindex/rubric/detail/proof/node_reach.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Checks the nodes that gates test and whose figures leaves read: they must exist, and must not
/// depend on the node that reads them.
class ReferenceChecker {
 public:
  ReferenceChecker(const Node& root, NodeReport& report) : report_(report) {
    add(root, none, "", 0);
    find_looks();
  }

  bool reads_figures() const {
    return std::any_of(looks_.begin(), looks_.end(),
                       [](const Look& look) { return look.figure != nullptr; });
  }

  void check_cycles() {
    find_loops();
    for (const Look& look : looks_) {
      if (loop_[look.from] != loop_[look.to]) continue;
      if (look.figure != nullptr) {
        report_.add(issue::figure_cyclic, look.where, sentence::the_figure_depends_on_itself,
                    not_needing(look.from), path_of(look));
      } else {
        report_.add(issue::reference_cyclic, look.where,
                    sentence::the_gate_tests_a_node_whose_points_depend_on, not_needing(look.from),
                    quote(places_[look.to].node->code));
      }
    }
  }

  /// A figure of a node that may have no result needs a policy.
  void check_policies(const ReachOfNodes& reaches) {
    for (const Look& look : looks_) {
      if (look.figure == nullptr || look.figure->when_none) continue;
      if (!can_lack(look.to, reaches)) continue;
      report_.add(issue::figure_policy, look.where, sentence::some_units_may_have_no_result,
                  sentence::when_none_here, sentence::none);
    }
  }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  struct Place {
    const Node* node;
    std::string pointer;
    std::size_t parent;
  };
  struct Look {
    std::size_t from;
    std::size_t to;
    std::string where;
    const Expression* figure;  // nullptr: of a gate
  };

  std::size_t add(const Node& node, std::size_t parent, const std::string& pointer,
                  std::size_t depth) {
    const std::size_t own = places_.size();
    places_.push_back({&node, pointer, parent});
    needs_.emplace_back();
    position_.emplace(node.code, own);
    const std::string list = pointer + (depth == 0 ? "/nodes/" : "/children/");
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      const std::size_t child = add(node.children[i], own, list + std::to_string(i), depth + 1);
      if (!node.children[i].informative) needs_[own].push_back(child);
    }
    return own;
  }

  void find_looks() {
    for (std::size_t i = 0; i < places_.size(); ++i) {
      const Node& node = *places_[i].node;
      if (node.rule) {
        for (const FigurePlace& place : figures_in(*node.rule)) {
          find_look(i, place.figure->node, places_[i].pointer + place.pointer, place.figure);
        }
      }
      for (std::size_t k = 0; k < node.gates.size(); ++k) {
        if (!node.gates[k].when) continue;
        const std::string where = places_[i].pointer + "/gates/" + std::to_string(k) + "/when";
        find_look(i, node.gates[k].when->node, where, nullptr);
        if (!node.gates[k].when->no_value.empty()) check_leaf(node.gates[k].when->node, where);
      }
    }
  }

  void check_leaf(const std::string& code, const std::string& where) {
    const auto found = position_.find(code);
    if (found == position_.end() || places_[found->second].node->children.empty()) return;
    report_.add(issue::part_misplaced, where + "/no_value", sentence::only_a_leaf_can_have_no_value,
                sentence::the_code_of_a_leaf, quote(code));
  }

  void find_look(std::size_t from, const std::string& code, const std::string& at,
                 const Expression* figure) {
    const std::string where = at + "/node";
    const auto found = position_.find(code);
    if (found == position_.end()) {
      report_.add(issue::code_unknown, where,
                  did_you_mean(sentence::unknown_node_code, code, sorted_keys(position_)),
                  sentence::a_code_of_the_rubric, quote(code));
      return;
    }
    looks_.push_back({from, found->second, figure != nullptr ? at : where, figure});
    needs_[from].push_back(found->second);
  }

  /// Numbers the nodes so that exactly those that depend on each other have the same number: the
  /// strongly connected components, by the algorithm of Tarjan. Its stack is explicit: a chain of
  /// references may be as long as the rubric.
  void find_loops() {
    const std::size_t count = needs_.size();
    loop_.assign(count, none);
    std::vector<std::size_t> number(count, none);
    std::vector<std::size_t> lowest(count, 0);
    std::vector<std::size_t> next(count, 0);
    std::vector<std::size_t> waiting;
    std::vector<std::size_t> open;
    std::size_t numbers = 0;
    const auto enter = [&](std::size_t at) {
      number[at] = lowest[at] = numbers++;
      waiting.push_back(at);
      open.push_back(at);
    };
    for (std::size_t start = 0; start < count; ++start) {
      if (number[start] != none) continue;
      enter(start);
      while (!open.empty()) {
        stop_point(50);
        const std::size_t at = open.back();
        if (next[at] < needs_[at].size()) {
          const std::size_t need = needs_[at][next[at]++];
          if (number[need] == none) {
            enter(need);
          } else if (loop_[need] == none) {
            lowest[at] = std::min(lowest[at], number[need]);
          }
          continue;
        }
        open.pop_back();
        if (!open.empty()) lowest[open.back()] = std::min(lowest[open.back()], lowest[at]);
        if (lowest[at] != number[at]) continue;
        std::size_t each = none;
        do {
          each = waiting.back();
          waiting.pop_back();
          loop_[each] = at;
        } while (each != at);
      }
    }
  }

  Phrase name_of(std::size_t position) const {
    return position == 0 ? say(words::total) : Phrase(places_[position].node->code);
  }
  Phrase not_needing(std::size_t position) const {
    return position == 0 ? Phrase(sentence::node_not_needing_total)
                         : say(sentence::node_not_needing, quote(places_[position].node->code));
  }

  /// The shortest path by which the node that a leaf reads depends on the leaf: `A -> total -> A`.
  Phrase path_of(const Look& look) const {
    std::map<std::size_t, std::size_t> reached_from{{look.to, look.to}};
    std::vector<std::size_t> queue{look.to};
    for (std::size_t i = 0; i < queue.size() && !reached_from.contains(look.from); ++i) {
      stop_point(100);
      for (const std::size_t need : needs_[queue[i]]) {
        if (loop_[need] != loop_[look.from]) continue;
        if (reached_from.emplace(need, queue[i]).second) queue.push_back(need);
      }
    }
    std::vector<std::size_t> way{look.from};
    while (way.back() != look.to) way.push_back(reached_from.at(way.back()));
    way.push_back(look.from);
    std::vector<Phrase> names;
    for (auto at = way.rbegin(); at != way.rend(); ++at) names.push_back(name_of(*at));
    return joined(names, " -> ");
  }

  bool can_lack(std::size_t position, const ReachOfNodes& reaches) const {
    const auto reach = reaches.find(places_[position].node);
    if (reach != reaches.end() && reach->second.excludable) return true;
    for (std::size_t at = position; at != none; at = places_[at].parent) {
      if (!places_[at].node->only_for.empty()) return true;
    }
    return false;
  }

  NodeReport& report_;
  std::vector<Place> places_;
  std::unordered_map<std::string_view, std::size_t> position_;
  std::vector<std::vector<std::size_t>> needs_;
  std::vector<Look> looks_;
  std::vector<std::size_t> loop_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
