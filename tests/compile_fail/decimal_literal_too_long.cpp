// SPDX-License-Identifier: MIT
// A nineteenth significant digit would have to be dropped.
#include <parindex/numbers/decimal.hpp>

using namespace parindex::literals;

#ifdef PARINDEX_EXPECT_OK
[[maybe_unused]] constexpr auto weight = "0.123456789012345678"_dec;
#else
[[maybe_unused]] constexpr auto weight = "0.1234567890123456789"_dec;
#endif
