// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include <parindex/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The policy for each kind of no-value; nothing for a kind without one.
using Policies = std::array<std::optional<MissingPolicy>, no_value_kinds>;

/// What holds at a node: what it states itself, and else what the nodes above hand down.
struct Inherited {
  Policies policies;
  std::optional<Aggregation> aggregation;

  /// The same one level further down.
  Inherited at(const Node& node) const {
    Inherited own = *this;
    const auto take = [](auto& to, const auto& stated) {
      if (stated) to = stated;
    };
    const auto policy = [&](NoValue kind) -> auto& {
      return own.policies[static_cast<std::size_t>(kind)];
    };
    take(policy(NoValue::missing), node.missing);
    take(policy(NoValue::not_applicable), node.not_applicable);
    take(policy(NoValue::not_proven), node.not_proven);
    take(policy(NoValue::refused), node.refused);
    take(own.aggregation, node.aggregation);
    return own;
  }
  std::optional<MissingPolicy> policy(NoValue kind) const {
    return policies[static_cast<std::size_t>(kind)];
  }
};

}  // namespace detail

PARINDEX_END_NAMESPACE
