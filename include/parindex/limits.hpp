// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

/// Limits that keep a hostile or broken rubric from using up memory, stack or time.
namespace limits {
inline constexpr std::size_t nodes = 100'000;     ///< nodes of one rubric
inline constexpr std::size_t depth = 64;          ///< levels of nodes
inline constexpr std::size_t cells = 10'000;      ///< cells that the cases of one rule tell apart
inline constexpr std::size_t groups = 1'000;      ///< groups of one rubric
inline constexpr std::size_t identifier = 128;    ///< bytes of a code or id
inline constexpr std::size_t file_bytes = 64u << 20;    ///< size of a rubric file
inline constexpr std::size_t json_depth = 200;          ///< nesting of a rubric file
inline constexpr std::size_t json_values = 3'000'000;  ///< JSON values in a rubric file
inline constexpr std::size_t number_digits = 100;       ///< digits of one number in a rubric
inline constexpr std::size_t stages = 100;        ///< stages of one assessment
inline constexpr std::size_t file_name = 255;     ///< bytes of the name of a file of evidence
/// Bytes of a file of evidence: the largest whole number that every JSON reader keeps exact.
inline constexpr std::uint64_t evidence_bytes = 9'007'199'254'740'991;
}  // namespace limits

PARINDEX_END_NAMESPACE
