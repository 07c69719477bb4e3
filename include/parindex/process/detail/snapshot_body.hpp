// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/sha256.hpp>
#include <parindex/process/detail/assessment_state.hpp>
#include <parindex/process/detail/assessment_writer.hpp>
#include <parindex/process/snapshot.hpp>
#include <parindex/rubric/detail/canonical.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The text of a snapshot without its fingerprint and the closing bracket.
inline std::string snapshot_body(const Assessment& assessment) {
  AssessmentWriter writer;
  writer.begin();
  std::string text = R"({"parindex_snapshot":1,"rubric":)" +
                     canonical_json(assessment.plan().rubric().draft()) + ",";
  writer.write(assessment.state().draft);
  // The members of the object, without the bracket that opens it.
  return text + writer.take().substr(1);
}

inline Snapshot snapshot_of(const Assessment& assessment) {
  const std::string body = snapshot_body(assessment);
  std::string fingerprint = "sha256:" + sha256(body);
  std::string text = body + R"(,"fingerprint":")" + fingerprint + "\"}";
  return {std::move(text), std::move(fingerprint)};
}

}  // namespace detail

PARINDEX_END_NAMESPACE
