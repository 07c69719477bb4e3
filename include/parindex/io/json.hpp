// SPDX-License-Identifier: MIT
#pragma once

/// Rubrics and results as JSON.
#include <parindex/results/json.hpp>
#include <parindex/rubric/json.hpp>
