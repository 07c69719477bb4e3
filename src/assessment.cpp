// SPDX-License-Identifier: MIT
// Assessments, agencies and snapshots, with their files: it sees nlohmann/json too, apart from the
// readers so that both compile at the same time.
#include <parindex/impl/agency.ipp>
#include <parindex/impl/assessment.ipp>
#include <parindex/impl/assessment_json.ipp>
#include <parindex/impl/layer_gap.ipp>
#include <parindex/impl/snapshot.ipp>
