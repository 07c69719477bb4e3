// SPDX-License-Identifier: MIT

// The only compiled file that sees nlohmann/json, which takes seconds to compile.
#include <parindex/impl/diff.ipp>
#include <parindex/impl/json.ipp>
