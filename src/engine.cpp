// SPDX-License-Identifier: MIT
// The bodies that need nothing but the standard library. Few large files on purpose: most of the time
// goes into the headers, which every further file would read and instantiate again.
#include <parindex/impl/aggregation.ipp>
#include <parindex/impl/arrow.ipp>
#include <parindex/impl/audit.ipp>
#include <parindex/impl/batch.ipp>
#include <parindex/impl/case_scores.ipp>
#include <parindex/impl/check.ipp>
#include <parindex/impl/classes.ipp>
#include <parindex/impl/compare.ipp>
#include <parindex/impl/editions.ipp>
#include <parindex/impl/error.ipp>
#include <parindex/impl/expression.ipp>
#include <parindex/impl/limits.ipp>
#include <parindex/impl/plan.ipp>
#include <parindex/impl/rank.ipp>
#include <parindex/impl/row_scorer.ipp>
#include <parindex/impl/rubric.ipp>
#include <parindex/impl/rule.ipp>
#include <parindex/impl/score.ipp>
#include <parindex/impl/stop.ipp>
#include <parindex/impl/table.ipp>
#include <parindex/impl/trace.ipp>
