// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/engine/impl/batch.ipp>
#include <parindex/engine/impl/case_scores.ipp>
#include <parindex/engine/impl/digest.ipp>
#include <parindex/engine/impl/narrow_float.ipp>
#include <parindex/engine/impl/plan.ipp>
#include <parindex/engine/impl/row_scorer.ipp>
#include <parindex/engine/impl/score.ipp>
#include <parindex/engine/impl/table.ipp>
#include <parindex/engine/impl/trace.ipp>
