// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/analysis/impl/draw_ranks.ipp>
#include <parindex/analysis/impl/generator.ipp>
#include <parindex/analysis/impl/uncertainty.ipp>
