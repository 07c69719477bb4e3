// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include <parindex/results/rank.hpp>

// The structures of the Arrow C data and stream interfaces, as their specification prints them
// (arrow.apache.org/docs/format/CDataInterface.html), with its guards: a program that also
// includes Arrow sees one definition.
extern "C" {

#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};

#endif  // ARROW_C_DATA_INTERFACE

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream*, struct ArrowSchema* out);
  int (*get_next)(struct ArrowArrayStream*, struct ArrowArray* out);
  const char* (*get_last_error)(struct ArrowArrayStream*);
  void (*release)(struct ArrowArrayStream*);
  void* private_data;
};

#endif  // ARROW_C_STREAM_INTERFACE

}  // extern "C"

PARINDEX_BEGIN_NAMESPACE

/// Reads a stream of record batches as a table, without copying a value. Types: integers of 8 to 64
/// bits, float32 and float64, decimals of 32 to 256 bits, boolean, utf8 with 32 or 64 bit offsets
/// or as views, dates, null, and dictionaries of any of these. A float means its shortest
/// round-trip decimal; a null is a missing value; NaN and infinities are errors of their rows. A
/// column of another type is an issue of `score` when the rubric reads it.
///
/// The stream is moved from and released before this returns; its batches are released when the
/// table and everything made of it are destroyed. Lengths, offsets and indices are checked; the
/// sizes of buffers are not, because the interface does not give them. Issues: table_malformed for
/// a producer that fails and for a layout that is not a table; for the columns about units
/// value_type, text_not_utf8, column_duplicate and column_missing.
Checked<Table> read_arrow(ArrowArrayStream* stream, const ColumnRoles& roles = {});
/// The same for one record batch. Both structures are moved from.
Checked<Table> read_arrow(ArrowSchema* schema, ArrowArray* array, const ColumnRoles& roles = {});

/// How numbers are written. decimal - decimal128 with as many digits as the values of the column
/// have, exact; a value without a finite decimal form makes this an error. float64 - the nearest
/// double. declared - by the rubric alone, whatever the values are: decimal128 with as many digits
/// as the rounding that the rubric declares for the figure; for a figure without one the exact
/// text, such as "2.5" or "10/3".
enum class ArrowNumbers { decimal, float64, declared };

/// Whose points are written: those of the fields, or of every node.
enum class ArrowNodes { fields, all };

/// Writes results as one record batch: unit, group (when there are groups), status, points, max and
/// index of the total, its rank and class (when the rubric declares them), then `<code>.points` of
/// the nodes asked for, and `<code>.points`, `<code>.rank` and `<code>.class` of every node that
/// declares a ranking or classes; `schema` and `array` are filled in and must be released by the
/// caller. A row in error has nulls. Throws Error when a number cannot be written as requested.
void write_arrow(const Scores& scores, ArrowNumbers numbers, ArrowSchema* schema, ArrowArray* array,
                 ArrowNodes nodes = ArrowNodes::fields);
/// The same as a stream of that one batch.
void write_arrow(const Scores& scores, ArrowNumbers numbers, ArrowArrayStream* stream,
                 ArrowNodes nodes = ArrowNodes::fields);
/// Writes a ranking of these scores, one row for each entry in their order: unit, group (when there
/// are groups), rank (null without one), tied, value (what was ranked) and reason (why there is no
/// rank). Throws Error as above.
void write_arrow(const Ranking& ranking, const Scores& scores, ArrowNumbers numbers,
                 ArrowArrayStream* stream);

/// Writes the results of a part of the units: unit, group (if `groups`), status, points, max and
/// index of the total, its class, then `<code>.points` of every field, and `<code>.points` and
/// `<code>.class` of every node that declares a ranking or classes. There are no ranks and no
/// classes by quota, which need all units. With `ArrowNumbers::declared` or `float64` the types
/// depend on the plan alone, so that the parts can be joined.
void write_arrow_part(const Scores& scores, ArrowNumbers numbers, bool groups,
                      ArrowArrayStream* stream);
/// The same columns without a row.
void write_arrow_part(const Plan& plan, ArrowNumbers numbers, bool groups,
                      ArrowArrayStream* stream);
/// Writes what a ranking compares, as exact text, so that another program can sort the units of all
/// parts: unit, group, ranked (whether the unit takes part and has a result), then the ranked
/// figure, `0`, and the points of the tie-break chain, `1`, `2`, ... Throws Error for a node or a
/// code that the rubric does not have.
void write_arrow_keys(const Scores& scores, const RankRule& rule, std::string_view node,
                      ArrowArrayStream* stream);

PARINDEX_END_NAMESPACE
