// SPDX-License-Identifier: MIT
// All that is read from files or written to them: rubrics, assessments, snapshots, changes of rubrics,
// cases and what is done with them. The only compiled file that sees nlohmann/json; apart from the engine so
// that both compile at the same time.
#include <parindex/process/impl/agency.ipp>
#include <parindex/process/impl/assessment.ipp>
#include <parindex/io/impl/assessment_json.ipp>
#include <parindex/testing/impl/boundary_cases.ipp>
#include <parindex/testing/impl/cases.ipp>
#include <parindex/testing/impl/coverage.ipp>
#include <parindex/rubric/impl/diff.ipp>
#include <parindex/io/impl/json.ipp>
#include <parindex/process/impl/layer_gap.ipp>
#include <parindex/testing/impl/mutate.ipp>
#include <parindex/rubric/impl/overlay.ipp>
#include <parindex/rubric/impl/proofs.ipp>
#include <parindex/results/impl/replay.ipp>
#include <parindex/process/impl/snapshot.ipp>
#include <parindex/process/impl/stages.ipp>
#include <parindex/testing/impl/runner.ipp>
#include <parindex/results/impl/verify.ipp>
