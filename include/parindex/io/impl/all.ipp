// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/io/impl/arrow.ipp>
#include <parindex/io/impl/arrow_parts.ipp>
#include <parindex/io/impl/arrow_write.ipp>
#include <parindex/io/impl/assessment_json.ipp>
#include <parindex/io/impl/delimited.ipp>
#include <parindex/io/impl/json_table.ipp>
