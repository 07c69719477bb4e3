// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <parindex/results/classes.hpp>
#include <parindex/results/rank.hpp>

PARINDEX_BEGIN_NAMESPACE

/// A figure exactly halfway between two neighbours, so that only its rounding mode determines the
/// result.
struct HalfTie {
  std::size_t row = 0;
  std::string code;       ///< of the node; empty for the total
  bool of_index = false;  ///< the index in percent, else points
  Rational exact;         ///< before rounding
  Rational below;         ///< the lower neighbour
  Rational above;         ///< the upper neighbour
  Rational chosen;        ///< one of the two
  Rounding rounding;
};

/// A decision about how to rank or classify, and another option for it.
///  ties      - competition, dense or ordinal;
///  tie_break - none: without the chain;
///  stage     - exact or rounded;
///  missing   - zero, exclude or full: what every leaf gives for a missing value; so for the other
///              kinds of no-value, `not_applicable`, `not_proven` and `refused`;
///  rounding  - half_up, half_even or half_down, wherever the rubric names one of them.
struct Decision {
  std::string what;
  std::string option;
  friend bool operator==(const Decision&, const Decision&) = default;
};

/// A rank, or the ranks first .. last of units that an ordinal ranking cannot separate.
struct Place {
  std::optional<std::size_t> rank;
  std::size_t last = 0;  ///< above `rank` only for units that ordinal ranks cannot separate
  bool tied = false;
  friend bool operator==(const Place&, const Place&) = default;

  /// `3`, `=3` when tied, `3-4` when undecided, empty without a rank.
  std::string label() const;
};

/// A rank that another decision would change.
struct RankDependence {
  struct Change {
    Decision decision;
    Place place;
  };
  std::size_t row = 0;
  std::string code;  ///< of the node that is ranked; empty for the total
  Place place;       ///< as the rubric declares
  std::vector<Change> changes;
};

/// A class that another decision would change. A class is an id, empty for none.
struct ClassDependence {
  struct Change {
    Decision decision;
    std::string class_id;
  };
  std::size_t row = 0;
  std::string code;      ///< of the node that gives the class; empty for the total
  std::string class_id;  ///< as the rubric declares
  std::vector<Change> changes;
};

/// The parts of a result that depend on a convention instead of the data.
struct Audit {
  std::vector<HalfTie> halves;  ///< by row, then in document order, points before index
  /// Of the total, then of each node that declares a ranking, in document order; by row in each.
  std::vector<RankDependence> ranks;
  /// Of the total, then of each node that declares classes, in document order; by row in each.
  std::vector<ClassDependence> classes;
  Issues issues;  ///< why an alternative could not be tried
};

/// Audits a result: finds every figure on a rounding half, and changes each decision alone to see
/// which ranks and classes change, of the total and of nodes. Scores the table once for each
/// option, with the custom rules of its plan and the same statistics. The order of adjustments,
/// weights and the digits of roundings are not changed.
Audit audit(const Scores& scores);

PARINDEX_END_NAMESPACE
