// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/analysis/impl/draw_ranks.ipp>
#include <parindex/analysis/impl/generator.ipp>
#include <parindex/analysis/impl/uncertainty.ipp>
#include <parindex/analysis/impl/weight_intervals.ipp>
#include <parindex/analysis/impl/what_if.ipp>
