// SPDX-License-Identifier: MIT
// What compares and changes rubrics as files: it sees nlohmann/json too, apart from the readers so
// that both compile at the same time.
#include <parindex/impl/diff.ipp>
#include <parindex/impl/overlay.ipp>
#include <parindex/impl/replay.ipp>
#include <parindex/impl/verify.ipp>
