// SPDX-License-Identifier: MIT

// Cases and what is done with them, apart from what every program needs.
#include <parindex/impl/boundary_cases.ipp>
#include <parindex/impl/cases.ipp>
#include <parindex/impl/coverage.ipp>
#include <parindex/impl/mutate.ipp>
#include <parindex/impl/proofs.ipp>
#include <parindex/impl/testing.ipp>
