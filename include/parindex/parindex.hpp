// SPDX-License-Identifier: MIT
#pragma once

/// Everything except JSON (<parindex/io/json.hpp>), the builder of rubrics
/// (<parindex/rubric/build.hpp>), the argument of a custom rule (<parindex/rubric/custom_call.hpp>)
/// and stopping (<parindex/stop.hpp>): not every file should pay for their compile time.
#include <parindex/analysis/draw_ranks.hpp>
#include <parindex/analysis/generator.hpp>
#include <parindex/analysis/uncertainty.hpp>
#include <parindex/analysis/weight_intervals.hpp>
#include <parindex/analysis/what_if.hpp>
#include <parindex/engine/digest.hpp>
#include <parindex/engine/plan.hpp>
#include <parindex/engine/score.hpp>
#include <parindex/engine/table.hpp>
#include <parindex/engine/trace.hpp>
#include <parindex/error.hpp>
#include <parindex/limits.hpp>
#include <parindex/numbers/decimal.hpp>
#include <parindex/numbers/rational.hpp>
#include <parindex/process/agency.hpp>
#include <parindex/process/assessment.hpp>
#include <parindex/process/layer_gap.hpp>
#include <parindex/process/observation.hpp>
#include <parindex/process/snapshot.hpp>
#include <parindex/process/stages.hpp>
#include <parindex/results/audit.hpp>
#include <parindex/results/classes.hpp>
#include <parindex/results/compare.hpp>
#include <parindex/results/rank.hpp>
#include <parindex/rubric/aggregation.hpp>
#include <parindex/rubric/check.hpp>
#include <parindex/rubric/custom_rule.hpp>
#include <parindex/rubric/editions.hpp>
#include <parindex/rubric/expression.hpp>
#include <parindex/rubric/points_range.hpp>
#include <parindex/rubric/rubric.hpp>
#include <parindex/rubric/rule.hpp>
#include <parindex/status.hpp>

#include <parindex/version.hpp>
