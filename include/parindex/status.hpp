// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

/// The status of a node, and of a unit, which has the status of its total:
///  ok          - it has points;
///  excluded    - it does not count in points and maximum, by the policy of its leaves;
///  unavailable - a mean has fewer children with points than it needs: it does not count, like an
///  excluded node; error       - a value at or below it is bad: neither it nor any node above it
///  has points.
enum class Status { ok, excluded, unavailable, error };

/// The name of a status: "ok", "excluded", ...
std::string_view to_string(Status status);

PARINDEX_END_NAMESPACE
