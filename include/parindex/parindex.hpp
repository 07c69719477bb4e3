// SPDX-License-Identifier: MIT
#pragma once

/// Everything but reading and writing JSON, which is opt-in: <parindex/json.hpp>.
#include <parindex/agency.hpp>
#include <parindex/aggregation.hpp>
#include <parindex/assessment.hpp>
#include <parindex/audit.hpp>
#include <parindex/check.hpp>
#include <parindex/classes.hpp>
#include <parindex/compare.hpp>
#include <parindex/custom_rule.hpp>
#include <parindex/decimal.hpp>
#include <parindex/editions.hpp>
#include <parindex/error.hpp>
#include <parindex/expression.hpp>
#include <parindex/limits.hpp>
#include <parindex/layer_gap.hpp>
#include <parindex/status.hpp>
#include <parindex/observation.hpp>
#include <parindex/plan.hpp>
#include <parindex/rank.hpp>
#include <parindex/rational.hpp>
#include <parindex/reach.hpp>
#include <parindex/rubric.hpp>
#include <parindex/rule.hpp>
#include <parindex/score.hpp>
#include <parindex/snapshot.hpp>
#include <parindex/stages.hpp>
#include <parindex/stop.hpp>
#include <parindex/table.hpp>
#include <parindex/trace.hpp>
#include <parindex/version.hpp>
