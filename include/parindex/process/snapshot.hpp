// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <parindex/process/assessment.hpp>

PARINDEX_BEGIN_NAMESPACE

/// A frozen assessment: rubric, units and all observations as one text.
struct Snapshot {
  using error_type = DataError;

  std::string text;         ///< canonical JSON; equal assessments of equal rubrics have equal bytes
  std::string fingerprint;  ///< `sha256:` over everything else in the text, which also contains it
};

/// Freezes an assessment. No snapshot if there are marks without evidence and explanation (the
/// warnings of the assessment become errors), because such a result could not be defended.
Checked<Snapshot> freeze(const Assessment& assessment);

PARINDEX_END_NAMESPACE
