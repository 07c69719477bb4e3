// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/rubric/impl/aggregation.ipp>
#include <parindex/rubric/impl/check.ipp>
#include <parindex/rubric/impl/custom_call.ipp>
#include <parindex/rubric/impl/diff.ipp>
#include <parindex/rubric/impl/editions.ipp>
#include <parindex/rubric/impl/expression.ipp>
#include <parindex/rubric/impl/json.ipp>
#include <parindex/rubric/impl/overlay.ipp>
#include <parindex/rubric/impl/points_range.ipp>
#include <parindex/rubric/impl/proofs.ipp>
#include <parindex/rubric/impl/rubric.ipp>
#include <parindex/rubric/impl/rule.ipp>
