// SPDX-License-Identifier: MIT
// All that is read from files or written to them: rubrics, assessments, snapshots, changes of rubrics,
// cases and what is done with them. The only compiled file that sees nlohmann/json; apart from the engine so
// that both compile at the same time.
#include <parindex/impl/agency.ipp>
#include <parindex/impl/assessment.ipp>
#include <parindex/impl/assessment_json.ipp>
#include <parindex/impl/boundary_cases.ipp>
#include <parindex/impl/cases.ipp>
#include <parindex/impl/coverage.ipp>
#include <parindex/impl/diff.ipp>
#include <parindex/impl/json.ipp>
#include <parindex/impl/layer_gap.ipp>
#include <parindex/impl/mutate.ipp>
#include <parindex/impl/overlay.ipp>
#include <parindex/impl/proofs.ipp>
#include <parindex/impl/replay.ipp>
#include <parindex/impl/snapshot.ipp>
#include <parindex/impl/stages.ipp>
#include <parindex/impl/testing.ipp>
#include <parindex/impl/verify.ipp>
