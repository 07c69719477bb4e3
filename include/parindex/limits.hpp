// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

#include <parindex/issue_codes.hpp>
#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();

/// A number of bytes; no limit where a size of 32 bits cannot hold it.
constexpr std::size_t bytes(std::uint64_t count) {
  return count < no_limit ? static_cast<std::size_t>(count) : no_limit;
}

}  // namespace detail

/// Limits that keep a hostile or broken rubric, file or table from exhausting memory, stack or
/// time. `limit_specs` says what each limits and which issue reports it; docs/limits.md shows them
/// all.
struct Limits {
  std::size_t nodes = 100'000;
  std::size_t depth = 64;
  std::size_t groups = 1'000;
  std::size_t identifier_bytes = 128;
  std::size_t constant_digits = 100;
  std::size_t case_cells = 10'000;
  std::size_t listed_points = 1'000;
  std::size_t combinations = 100'000;
  std::size_t root_degree = 1'000;
  std::size_t file_bytes = std::size_t{64} << 20;
  std::size_t json_depth = 200;
  std::size_t json_values = 3'000'000;
  std::size_t result_bytes = detail::bytes(std::uint64_t{1} << 40);
  std::size_t data_bytes = std::size_t{1} << 30;
  std::size_t cell_bytes = 100'000;
  std::size_t cell_digits = 400;
  std::size_t intermediate_digits = 10'000;
  std::size_t root_digits = 100'000;
  std::size_t issues = 10'000;
  std::size_t message_bytes = 1'000;
  std::size_t generated_cases = 100'000;
  std::size_t mutants = 1'000'000;
  std::size_t included_files = 10'000;
  std::size_t stages = 100;

  friend bool operator==(const Limits&, const Limits&) = default;
};

/// The current limits of the whole process. Safe to call from every thread. The reference stays
/// valid, and its values the same, to the end of the program, even when other limits are set.
const Limits& limits() noexcept;

/// Replaces the limits of the whole process. Safe to call from every thread at any time; a call
/// that is running in another thread may use the previous limits or the new ones, so set them
/// before the work begins. Anything already checked, compiled or scored does not change. Each
/// different set of values is kept to the end of the program (some hundred bytes).
///
/// Throws Error, and changes nothing, when a value is outside the range of its LimitSpec.
void set_limits(const Limits& changed);

/// One limit: its name, its member, the range that `set_limits` accepts, the issue that reports
/// values beyond it, and what it limits.
struct LimitSpec {
  std::string_view name;
  std::size_t Limits::* member;
  std::size_t least;
  std::size_t most;
  std::string_view issue;  ///< slug
  std::string_view counts;
};

/// Every member of Limits, in order.
inline constexpr std::array limit_specs{
    LimitSpec{"nodes", &Limits::nodes, 1, 100'000'000, issue::rubric_too_large.code,
              "nodes of a rubric"},
    LimitSpec{"depth", &Limits::depth, 1, 400, issue::rubric_too_large.code,
              "levels of nodes below the root"},
    LimitSpec{"groups", &Limits::groups, 0, 1'000'000, issue::rubric_too_large.code,
              "groups of a rubric"},
    LimitSpec{"identifier_bytes", &Limits::identifier_bytes, 1, 65'536, issue::code_invalid.code,
              "bytes of a code or id"},
    LimitSpec{"constant_digits", &Limits::constant_digits, 1, 1'000, issue::number_too_long.code,
              "digits of a number in a rubric, written out"},
    LimitSpec{"case_cells", &Limits::case_cells, 1, 100'000'000, issue::cases_too_many.code,
              "cells that the cases of one rule tell apart"},
    LimitSpec{"listed_points", &Limits::listed_points, 1, 1'000'000, issue::lookup_gap.code,
              "different points of one child of a lookup"},
    LimitSpec{"combinations", &Limits::combinations, 1, 100'000'000, issue::lookup_gap.code,
              "combinations of points of a lookup"},
    LimitSpec{"root_degree", &Limits::root_degree, 1, 1'000, issue::number_too_long.code,
              "degree of the root of a geometric mean: its weights as whole numbers, added up"},
    LimitSpec{"file_bytes", &Limits::file_bytes, 1, detail::no_limit, issue::file_too_large.code,
              "bytes of a file of a rubric or an overlay"},
    LimitSpec{"json_depth", &Limits::json_depth, 1, 1'000, issue::json_too_deep.code,
              "levels of nesting of a JSON text"},
    LimitSpec{"json_values", &Limits::json_values, 1, detail::no_limit, issue::file_too_large.code,
              "JSON values of a file of a rubric or an overlay"},
    LimitSpec{
        "result_bytes", &Limits::result_bytes, 1, detail::no_limit, issue::file_too_large.code,
        "bytes of a file of results, an assessment, a snapshot or cases: what parindex writes"},
    LimitSpec{"data_bytes", &Limits::data_bytes, 1, detail::no_limit, issue::file_too_large.code,
              "bytes of a table in a file"},
    LimitSpec{"cell_bytes", &Limits::cell_bytes, 1'000, detail::no_limit,
              issue::cell_too_large.code, "bytes of a text in a table, name of a unit included"},
    LimitSpec{"cell_digits", &Limits::cell_digits, 20, 1'000, issue::number_too_long.code,
              "digits of a number in a table"},
    // Above what a step makes of two cells and constants, so that the fast lanes never get there.
    LimitSpec{"intermediate_digits", &Limits::intermediate_digits, 4'000, 100'000,
              issue::number_too_long.code,
              "digits of numerator and denominator of a number that is computed"},
    LimitSpec{"root_digits", &Limits::root_digits, 4'000, 10'000'000, issue::number_too_long.code,
              "digits of a number under a root or a logarithm"},
    LimitSpec{"issues", &Limits::issues, 1, detail::no_limit, issue::issues_omitted.code,
              "issues of one rubric, table or set of files; those beyond are counted"},
    LimitSpec{"message_bytes", &Limits::message_bytes, 100, detail::no_limit, "",
              "bytes of a text of an issue, name of a unit included; more is cut, and ends in ..."},
    LimitSpec{"generated_cases", &Limits::generated_cases, 1, detail::no_limit,
              issue::too_many_generated.code, "boundary cases that are made for a rubric"},
    LimitSpec{"mutants", &Limits::mutants, 1, detail::no_limit, issue::too_many_generated.code,
              "mutants that are made of a rubric"},
    LimitSpec{"included_files", &Limits::included_files, 0, detail::no_limit,
              issue::includes_too_many.code, "case files that other case files include"},
    LimitSpec{"stages", &Limits::stages, 1, 10'000, issue::stage_limit.code,
              "stages of an assessment"},
};

static_assert(limit_specs.size() * sizeof(std::size_t) == sizeof(Limits),
              "every limit has its description");

PARINDEX_END_NAMESPACE
