// SPDX-License-Identifier: MIT
#pragma once

/// Rubrics, tables and results as JSON.
#include <parindex/io/json_table.hpp>
#include <parindex/results/json.hpp>
#include <parindex/rubric/json.hpp>
