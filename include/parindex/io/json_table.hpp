// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <parindex/engine/table.hpp>

PARINDEX_BEGIN_NAMESPACE

/// Reads a table from JSON: an array of objects, one for each unit, or an object with that array
/// under `units`. The members of an object are values by column; one that it lacks is missing, and
/// so is null. Numbers are exact, with all their digits. Text is compared as it is: give names in
/// Unicode normal form C.
///
/// Issues, with line and column: json_malformed, json_too_deep, file_too_large and text_not_utf8;
/// table_empty without rows; table_malformed for another form, and for a row that is not an object;
/// key_unknown for a key beside `units`; column_duplicate for a column twice in a row; value_type
/// for an array or an object as a value; for the columns about units as in make_table.
Checked<Table> read_json_table(std::string_view text, const ColumnRoles& roles = {});

PARINDEX_END_NAMESPACE
