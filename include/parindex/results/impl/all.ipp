// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/results/impl/audit.ipp>
#include <parindex/results/impl/classes.ipp>
#include <parindex/results/impl/compare.ipp>
#include <parindex/results/impl/csv.ipp>
#include <parindex/results/impl/json.ipp>
#include <parindex/results/impl/rank.ipp>
#include <parindex/results/impl/replay.ipp>
#include <parindex/results/impl/verify.ipp>
