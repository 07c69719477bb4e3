// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <parindex/engine/table.hpp>
#include <parindex/process/stages.hpp>

PARINDEX_BEGIN_NAMESPACE

/// A piece of evidence that was submitted. A file has a name, a size and a hash, or none of them.
struct EvidenceGiven {
  static constexpr std::size_t max_file_name = 255;  ///< bytes
  /// The largest whole number that every reader of JSON keeps exact.
  static constexpr std::uint64_t max_size = 9'007'199'254'740'991;

  std::string id;                       ///< one that the leaf declares
  std::string reference;                ///< the document, e.g. `125/KH-UBND`; may be empty
  std::string file{};                   ///< name of the file, without folders
  std::optional<std::uint64_t> size{};  ///< in bytes, at most `max_size`
  std::string sha256{};                 ///< of the bytes: 64 hexadecimal digits in lower case
  friend bool operator==(const EvidenceGiven&, const EvidenceGiven&) = default;
};

/// A finding about one input of one leaf of one unit, in one layer.
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

/// An assessment that is not yet checked.
struct AssessmentDraft {
  std::vector<AssessedUnit> units;
  std::vector<Observation> observations;  ///< in the order in which they were made
  std::vector<Stage> stages{};            ///< without any, observations are accepted on every day
  std::vector<Reopening> reopenings{};    ///< in the order in which they were recorded
  friend bool operator==(const AssessmentDraft&, const AssessmentDraft&) = default;
};

PARINDEX_END_NAMESPACE
