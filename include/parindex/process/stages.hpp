// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/rubric/rule.hpp>

PARINDEX_BEGIN_NAMESPACE

/// A dated stage of a round: the days on which observations in its layers are accepted. Before and
/// after them the stage is locked. A layer may have several stages that share no day: self-scoring,
/// and later the explanation of the unit. Stages of different layers may overlap.
struct Stage {
  std::string id;
  Titles title;                     ///< may be empty
  std::vector<std::string> layers;  ///< ids of layers of the rubric, at least one
  std::string from;                 ///< first day, `2021-01-05`
  std::string until;                ///< last day, which belongs to the stage
  friend bool operator==(const Stage&, const Stage&) = default;
};

/// The record that a stage was opened again, or longer: its layers accept observations from `date`
/// to `until`. Reopenings are only added.
struct Reopening {
  std::string stage;  ///< id of the stage
  std::string unit;   ///< only for this unit; empty: for every unit
  std::string code;   ///< only for this node and everything below it; empty: for every leaf
  std::string until;  ///< last day
  std::string by;     ///< who decided it
  std::string reason;
  std::string date;  ///< the day on which it was recorded
  friend bool operator==(const Reopening&, const Reopening&) = default;
};

/// The status of a stage on one day.
///  upcoming - it has not begun;
///  open - the day belongs to the stage; reopened - it has ended, and a reopening applies on this
///  day; closed - it has ended.
enum class StageStatus { upcoming, open, reopened, closed };

/// A stage on one day.
struct StageState {
  std::string stage;  ///< its id
  StageStatus status = StageStatus::closed;
  /// The reopenings that apply on this day: positions in `Assessment::reopenings()`.
  std::vector<std::size_t> reopenings;
  friend bool operator==(const StageState&, const StageState&) = default;
};

std::string_view to_string(StageStatus status);

PARINDEX_END_NAMESPACE
