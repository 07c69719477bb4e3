// SPDX-License-Identifier: MIT
// A weight is exactly what the law states, not the nearest double.
#include <parindex/numbers/decimal.hpp>

using namespace parindex::literals;

#ifdef PARINDEX_EXPECT_OK
[[maybe_unused]] constexpr parindex::Decimal weight = "0.1"_dec;
#else
[[maybe_unused]] constexpr parindex::Decimal weight = 0.1;
#endif
