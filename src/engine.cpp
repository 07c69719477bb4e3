// SPDX-License-Identifier: MIT
// The bodies that need nothing but the standard library. Few large files on purpose: most of the time
// goes into the headers, which every further file would read and instantiate again.
#include <parindex/rubric/impl/aggregation.ipp>
#include <parindex/io/impl/arrow.ipp>
#include <parindex/results/impl/audit.ipp>
#include <parindex/engine/impl/batch.ipp>
#include <parindex/engine/impl/case_scores.ipp>
#include <parindex/rubric/impl/check.ipp>
#include <parindex/results/impl/classes.ipp>
#include <parindex/results/impl/compare.ipp>
#include <parindex/rubric/impl/editions.ipp>
#include <parindex/impl/error.ipp>
#include <parindex/rubric/impl/expression.ipp>
#include <parindex/impl/limits.ipp>
#include <parindex/engine/impl/plan.ipp>
#include <parindex/results/impl/rank.ipp>
#include <parindex/engine/impl/row_scorer.ipp>
#include <parindex/rubric/impl/rubric.ipp>
#include <parindex/rubric/impl/rule.ipp>
#include <parindex/engine/impl/score.ipp>
#include <parindex/impl/stop.ipp>
#include <parindex/engine/impl/table.ipp>
#include <parindex/engine/impl/trace.ipp>
