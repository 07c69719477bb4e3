// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

/// Of a node, and of a unit, whose status is that of its total:
///  ok          - it has points;
///  excluded    - it is out of points and maximum, by the policy of its leaves;
///  unavailable - a mean has fewer children with points than it needs: out like an excluded node;
///  error       - a value at or below it is bad: it has no points, and nor has any node above it.
enum class Status { ok, excluded, unavailable, error };

/// The name of a status: "ok", "excluded", ...
PARINDEX_INLINE std::string_view to_string(Status status);

PARINDEX_END_NAMESPACE
