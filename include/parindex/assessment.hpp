// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/score.hpp>

PARINDEX_BEGIN_NAMESPACE

/// A piece of evidence that was handed in.
struct EvidenceGiven {
  std::string id;         ///< one that the leaf declares
  std::string reference;  ///< the document, e.g. `125/KH-UBND`; may be empty
  friend bool operator==(const EvidenceGiven&, const EvidenceGiven&) = default;
};

/// What somebody found about one input of one leaf of one unit, at one stage of the process.
struct Observation {
  std::string unit;
  std::string code;             ///< of the leaf
  std::string input = "value";  ///< name of the input in its leaf
  std::string layer;            ///< id of a layer of the rubric: `self`, `appraised`, `survey`
  /// The mark. Absent: the observation only explains. A missing cell withdraws the mark that the
  /// layer has.
  std::optional<Cell> value;
  std::vector<EvidenceGiven> evidence;
  std::string note;    ///< the explanation
  std::string date;    ///< ISO 8601, `2021-02-15`
  std::string author;  ///< may be empty
  friend bool operator==(const Observation&, const Observation&) = default;
};

/// A unit that is assessed.
struct AssessedUnit {
  std::string name;
  std::string group;  ///< empty without groups
  bool ranked = true;
  friend bool operator==(const AssessedUnit&, const AssessedUnit&) = default;
};

/// An assessment as it was put together, not yet checked.
struct AssessmentDraft {
  std::vector<AssessedUnit> units;
  std::vector<Observation> observations;  ///< in the order in which they were made
  friend bool operator==(const AssessmentDraft&, const AssessmentDraft&) = default;
};

namespace detail {
struct AssessmentState;
}

/// Units and what was observed about them, checked against a rubric that declares layers.
/// Observations are only ever added: a later one of the same cell and layer takes the place of an
/// earlier one, and both stay. Immutable; copies share.
class Assessment {
 public:
  const Plan& plan() const noexcept;
  const std::vector<AssessedUnit>& units() const noexcept;
  const std::vector<Observation>& observations() const noexcept;
  /// Marks without evidence and without a note (evidence_missing), with the pointer of the first
  /// observation about the leaf.
  const Issues& warnings() const noexcept;
  /// Everything ever observed about one cell, in any layer, oldest first: positions in
  /// `observations()`.
  std::vector<std::size_t> history(std::string_view unit, std::string_view code,
                                   std::string_view input = "value") const;

  const detail::AssessmentState& state() const noexcept { return *state_; }

 private:
  explicit Assessment(std::shared_ptr<const detail::AssessmentState> state)
      : state_(std::move(state)) {}
  std::shared_ptr<const detail::AssessmentState> state_;
  friend struct AssessmentAccess;
};

/// Checks everything at once: that units, leaves, inputs, layers and evidence exist, that a leaf
/// takes marks of the layer, that values can be read, that dates are dates and do not go back.
/// Pointers are `/observations/3/date`, as in the file.
PARINDEX_INLINE Checked<Assessment> check_assessment(const Plan& plan, AssessmentDraft draft);
/// As above, but throws DataError with every issue.
PARINDEX_INLINE Assessment make_assessment(const Plan& plan, AssessmentDraft draft);
/// The assessment with more observations behind its own.
PARINDEX_INLINE Checked<Assessment> append(const Assessment& assessment,
                                           std::vector<Observation> more);

/// The ids of the layers that the mark of a leaf is taken from, the first that has one; what the
/// leaf or the nearest node above it states as `resolution`, or else as `layer`.
PARINDEX_INLINE std::vector<std::string> resolution_of(const Plan& plan, std::size_t position);
/// Whether a leaf takes marks of a layer: one that stands apart gives marks to the leaves that
/// resolve from it and to no other, and those take no others.
PARINDEX_INLINE bool takes(const Plan& plan, std::size_t position, std::string_view layer);

/// The data of the final result: every cell from the first layer of its leaf's resolution that has
/// a mark; a cell that none of them has is missing. With `layer`, the marks of that layer alone.
/// The table says of each cell where it comes from, and so do traces (`Table::origins`).
PARINDEX_INLINE Table resolve(const Assessment& assessment,
                              std::optional<std::string_view> layer = std::nullopt);

/// The final result, or the result of one layer, in which the leaves that take no marks of that
/// layer are left out. Throws Error for a layer that the rubric does not have.
PARINDEX_INLINE Scores score(const Assessment& assessment,
                             std::optional<std::string_view> layer = std::nullopt);

PARINDEX_END_NAMESPACE

#ifdef PARINDEX_HEADER_ONLY
#include <parindex/impl/assessment.ipp>
#endif
