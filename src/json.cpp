// SPDX-License-Identifier: MIT

// With editions.cpp the only compiled file that sees nlohmann/json, which takes seconds to compile.
#include <parindex/impl/json.ipp>
