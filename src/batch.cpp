// SPDX-License-Identifier: MIT
// The batch engine, apart from the rest so that both compile at the same time.
#include <parindex/impl/batch.ipp>
#include <parindex/impl/row_scorer.ipp>
