// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

/// ok       - the node has points;
/// excluded - the node is out of points and maximum, by the policy of its leaves;
/// unavailable - a mean has fewer children with points than it needs: out like an excluded node;
/// failed   - a value below the node is in error: it has no points.
enum class NodeStatus { ok, excluded, unavailable, failed };

PARINDEX_END_NAMESPACE
