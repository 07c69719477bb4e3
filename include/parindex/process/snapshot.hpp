// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <parindex/process/assessment.hpp>

PARINDEX_BEGIN_NAMESPACE

/// An assessment at the moment at which it was frozen: rubric, units and all observations as one
/// text that does not change any more.
struct Snapshot {
  using error_type = DataError;

  std::string text;         ///< canonical JSON; equal assessments of equal rubrics have equal bytes
  std::string fingerprint;  ///< `sha256:` over everything else in the text, which holds it as well
};

/// Freezes an assessment. No snapshot when marks are left without evidence and explanation (the
/// warnings of the assessment become errors), for such a result could not be defended.
Checked<Snapshot> freeze(const Assessment& assessment);

PARINDEX_END_NAMESPACE
