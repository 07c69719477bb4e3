// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/process/assessment.hpp>

PARINDEX_BEGIN_NAMESPACE

/// What two layers give one leaf of one unit, in points.
struct CellGap {
  std::size_t row = 0;
  std::string code;
  Rational first;
  Rational second;
  Rational gap;  ///< second - first: negative if the appraiser took points away
};

/// A leaf over all units that have points in both layers.
struct ComponentGap {
  std::string code;
  std::size_t units = 0;  ///< number of these units
  Rational first;         ///< mean points in the first layer
  Rational second;        ///< mean points in the second
  Rational bias;          ///< mean of first - second: positive if units rate themselves higher
};

/// A unit over all leaves that have points in both layers.
struct UnitGap {
  std::size_t row = 0;
  std::size_t leaves = 0;
  Rational first;   ///< sum of points in the first layer
  Rational second;  ///< sum of points in the second
  Rational gap;     ///< second - first
};

/// Two layers of marks side by side, exactly. Only leaves with points in both are compared.
struct LayerGap {
  using error_type = DataError;

  std::string first;                     ///< id of the first layer
  std::string second;                    ///< id of the second layer, empty for the final result
  std::vector<CellGap> cells;            ///< by unit, then in document order
  std::vector<ComponentGap> components;  ///< in document order, those with at least one unit
  std::vector<UnitGap> units;            ///< in the order of the table
  std::optional<Rational> bias;          ///< mean over units of first - second, in points
};

/// Compares the points of one layer with another or, without `second`, with the final result:
/// `layer_gap(assessment, "self", "appraised")`. The issue about a layer
/// that the rubric does not have is layer_unknown.
Checked<LayerGap> layer_gap(const Assessment& assessment, std::string_view first,
                            std::optional<std::string_view> second = std::nullopt);

PARINDEX_END_NAMESPACE
