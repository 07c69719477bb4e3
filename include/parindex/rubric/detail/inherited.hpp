// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <variant>

#include <parindex/detail/alternatives.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The policy for each kind of no-value; nothing for a kind without one.
using Policies = std::array<std::optional<MissingPolicy>, no_value_kinds>;
/// The points of each kind of no-value whose policy is `points`.
using PolicyPoints = std::array<std::optional<Rational>, no_value_kinds>;

/// The aggregation that the nodes below inherit: the kind, without its statements about the
/// children of its own node. A kind that only makes statements about these children is not
/// inherited.
inline std::optional<Aggregation> handed_down(const Aggregation& own,
                                              const std::optional<Aggregation>& above) {
  const bool stays = std::holds_alternative<Best>(own) || std::holds_alternative<OneOf>(own) ||
                     std::holds_alternative<Lookup>(own);
  return stays ? above : each_alternative<Aggregation>()[own.index()];
}

/// The keys that apply at a node: its own, and otherwise the inherited ones.
struct Inherited {
  Policies policies;
  PolicyPoints points;
  std::optional<Aggregation> aggregation;
  std::optional<Aggregation> down;  // inherited by children that state none
  bool informative = false;         // the node or one above it is for information

  /// The keys at a node one level further down.
  Inherited at(const Node& node) const {
    Inherited own;  // not a copy: a stated table may have many rows
    own.policies = policies;
    own.points = points;
    own.down = down;
    own.informative = informative || node.informative;
    const auto take = [&](NoValue kind, const std::optional<MissingPolicy>& stated) {
      if (!stated) return;
      const auto at = static_cast<std::size_t>(kind);
      own.policies[at] = stated;
      const auto given = node.no_value_points.find(kind);
      const bool has = stated == MissingPolicy::points && given != node.no_value_points.end();
      own.points[at] = has ? std::optional(given->second) : std::nullopt;
    };
    take(NoValue::missing, node.missing);
    take(NoValue::not_applicable, node.not_applicable);
    take(NoValue::not_proven, node.not_proven);
    take(NoValue::refused, node.refused);
    own.aggregation = node.aggregation ? node.aggregation : down;
    if (node.aggregation) own.down = handed_down(*node.aggregation, down);
    return own;
  }
  std::optional<MissingPolicy> policy(NoValue kind) const {
    return policies[static_cast<std::size_t>(kind)];
  }
};

}  // namespace detail

PARINDEX_END_NAMESPACE
