// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <parindex/detail/issue_log.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/engine/detail/plan_state.hpp>
#include <parindex/limits.hpp>
#include <parindex/process/agency.hpp>
#include <parindex/process/detail/sentences.hpp>
#include <parindex/rubric/detail/titles.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline const Agency* find_agency(const Rubric& rubric, std::string_view id) {
  for (const Agency& agency : rubric.draft().agencies) {
    if (agency.id == id) return &agency;
  }
  return nullptr;
}

/// The issue about an agency that the rubric does not declare.
inline Issue unknown_agency(const Rubric& rubric, std::string_view id) {
  const auto known = names_of(rubric.draft().agencies, &Agency::id);
  return make_issue(issue::agency_unknown, did_you_mean(sentence::unknown_agency, id, known),
                    known.empty() ? sentence::agencies_in_the_rubric
                                  : Phrase(say(sentence::one_of, listed(known))),
                    id);
}

/// The role of an agency by the position of a node, in document order.
using Roles = std::map<std::size_t, AgencyRole>;

/// Calls visit(position) for every leaf in a scope. Visits only the nodes that the scope names and
/// the leaves in it: a rubric may have as many agencies as leaves.
template <class Visit>
void visit_scope(const PlanState& plan, const std::vector<std::string>& scope,
                 const std::vector<std::string>& except, const Visit& visit) {
  std::map<std::size_t, bool> named;  // position -> whether its leaves are in the scope
  const auto add = [&](const std::vector<std::string>& codes, bool inside) {
    for (const std::string& code : codes) {
      const auto found = plan.positions.find(code);
      if (found != plan.positions.end()) named[found->second] = inside;
    }
  };
  add(scope, true);
  add(except, false);
  // What the nearest named node above a leaf, or the leaf itself, says. The named nodes around a
  // position are nested.
  std::vector<std::pair<std::size_t, bool>> open;  // where it ends, and what it says
  std::size_t at = 0;
  const auto pass = [&](std::size_t to) {
    while (at < to) {
      while (!open.empty() && open.back().first <= at) open.pop_back();
      if (open.empty()) break;
      const std::size_t end = std::min(to, open.back().first);
      for (; open.back().second && at < end; ++at) {
        if (plan.nodes[at].node->rule) visit(at);
      }
      at = end;
    }
    at = to;
  };
  for (const auto& [position, inside] : named) {
    pass(position);
    while (!open.empty() && open.back().first <= position) open.pop_back();
    open.emplace_back(plan.nodes[position].end, inside);
  }
  pass(plan.nodes.size());
}

/// The role that an agency has in each leaf in which it has one, and in each node with children
/// that has a gate with a flag in the data.
inline Roles roles_of(const PlanState& plan, const Agency& agency) {
  Roles roles;
  visit_scope(plan, agency.lead, agency.except,
              [&](std::size_t leaf) { roles[leaf] = AgencyRole::lead; });
  for (const Coordination& part : agency.coordinate) {
    const AgencyRole role = part.if_any ? AgencyRole::if_any : AgencyRole::coordinate;
    visit_scope(plan, part.codes, {}, [&](std::size_t leaf) { roles.emplace(leaf, role); });
  }
  // Such a gate belongs to the agencies of the first leaf below it.
  for (const auto& [leaf, role] : Roles(roles)) {
    std::size_t below = leaf;
    while (below != 0 && plan.nodes[plan.nodes[below].parent].children.front() == below) {
      below = plan.nodes[below].parent;
      if (plan.nodes[below].extra_count != 0) roles.emplace(below, role);
    }
  }
  return roles;
}

/// The nodes whose values an agency must give, in document order.
inline std::vector<std::size_t> led_by(const PlanState& plan, const Agency& agency) {
  std::vector<std::size_t> positions;
  for (const auto& [at, role] : roles_of(plan, agency)) {
    if (role == AgencyRole::lead) positions.push_back(at);
  }
  return positions;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
