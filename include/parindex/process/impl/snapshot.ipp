// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/process/detail/snapshot_body.hpp>
#include <parindex/process/snapshot.hpp>

PARINDEX_BEGIN_NAMESPACE

Checked<Snapshot> freeze(const Assessment& assessment) {
  Issues open = assessment.warnings();
  for (Issue& issue : open) issue.severity = Severity::error;
  if (!open.empty()) {
    return Checked<Snapshot>(std::move(open), "the assessment cannot be frozen");
  }
  return detail::snapshot_of(assessment);
}

PARINDEX_END_NAMESPACE
