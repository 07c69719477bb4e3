// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/engine/score.hpp>
#include <parindex/process/observation.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

struct AssessmentState;

template <>
struct CheckError<std::vector<StageState>> {
  using type = DataError;
};

}  // namespace detail

/// Units and the observations about them, checked against a rubric that declares layers.
/// Observations are only added: a later one for the same cell and layer replaces an earlier one,
/// and both stay. Immutable; copies share.
/// A temporary object returns its parts by value, so a loop over them is safe.
class Assessment {
 public:
  using error_type = DataError;

  const Plan& plan() const& noexcept;
  Plan plan() && { return plan(); }
  const std::vector<AssessedUnit>& units() const& noexcept;
  std::vector<AssessedUnit> units() && { return units(); }
  const std::vector<Observation>& observations() const& noexcept;
  std::vector<Observation> observations() && { return observations(); }
  const std::vector<Stage>& stages() const& noexcept;
  std::vector<Stage> stages() && { return stages(); }
  const std::vector<Reopening>& reopenings() const& noexcept;
  std::vector<Reopening> reopenings() && { return reopenings(); }
  /// Marks without evidence and without a note (evidence_missing), with the pointer of the first
  /// observation about the leaf.
  const Issues& warnings() const& noexcept;
  Issues warnings() && { return warnings(); }
  /// All observations of one cell, in any layer, oldest first: positions in
  /// `observations()`.
  std::vector<std::size_t> history(std::string_view unit, std::string_view code,
                                   std::string_view input = "value") const;
  /// The reopenings for one leaf of one unit, whatever their stage, oldest first: positions in
  /// `reopenings()`.
  std::vector<std::size_t> reopenings_of(std::string_view unit, std::string_view code) const;

  const detail::AssessmentState& state() const noexcept { return *state_; }

 private:
  explicit Assessment(std::shared_ptr<const detail::AssessmentState> state)
      : state_(std::move(state)) {}
  std::shared_ptr<const detail::AssessmentState> state_;
  friend struct AssessmentAccess;
};

/// Checks everything at once: that units, leaves, inputs, layers and evidence exist, that a leaf
/// uses marks of the layer, that values can be read, that dates are dates and do not go back, that
/// stages are valid and accept every observation on its day.
/// Pointers are `/observations/3/date`, as in the file.
Checked<Assessment> check(const Plan& plan, AssessmentDraft draft);
/// The assessment with more observations appended.
Checked<Assessment> append(const Assessment& assessment, std::vector<Observation> more);
/// The assessment with one more reopening appended.
Checked<Assessment> reopen(const Assessment& assessment, Reopening reopening);
/// The state of each stage on a day, in the order of the assessment. The issue about a text that
/// is not a date is date_malformed.
Checked<std::vector<StageState>> stages_on(const Assessment& assessment, std::string_view date);
/// The observations from position `first` on that the stages reject on a given day, whatever their
/// own date: for an application that knows on which day they arrived. Issues are stage_locked, with
/// pointers such as `/observations/3`. For a text that is not a date the only issue is
/// date_malformed, without a pointer.
Issues refused_on(const Assessment& assessment, std::size_t first, std::string_view date);

/// The ids of the layers from which the mark of a leaf is taken, in order of preference: the
/// `resolution`, or else the `layer`, of the leaf or of the nearest node above it.
std::vector<std::string> resolution_of(const Plan& plan, std::size_t position);
/// Whether a leaf uses marks of a layer. Marks of a layer that is apart are used only for leaves
/// that resolve from it, and those leaves use no other marks.
bool takes(const Plan& plan, std::size_t position, std::string_view layer);

/// The data of the final result: every cell from the first layer of its leaf's resolution that has
/// a mark; a cell that none of them has is missing. With `layer`, only the marks of that layer.
/// The table gives the origin of each cell, and so do traces (`Table::origins`). The issue about a
/// layer that the rubric does not have is layer_unknown.
Checked<Table> resolve(const Assessment& assessment,
                       std::optional<std::string_view> layer = std::nullopt);

/// The final result, or the result of one layer, which excludes the leaves that use no marks of
/// that layer. Issues as in `resolve` and in `score` of a table.
Checked<Scores> score(const Assessment& assessment,
                      std::optional<std::string_view> layer = std::nullopt);

PARINDEX_END_NAMESPACE
