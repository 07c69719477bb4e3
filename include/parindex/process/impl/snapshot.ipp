// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/process/detail/sentences.hpp>
#include <parindex/process/detail/snapshot_body.hpp>
#include <parindex/process/snapshot.hpp>

PARINDEX_BEGIN_NAMESPACE

Checked<Snapshot> freeze(const Assessment& assessment) {
  Issues open = assessment.warnings();
  for (Issue& issue : open) issue.severity = Severity::error;
  if (!open.empty()) {
    return Checked<Snapshot>(std::move(open), detail::sentence::the_assessment_cannot_be_frozen);
  }
  return detail::snapshot_of(assessment);
}

PARINDEX_END_NAMESPACE
