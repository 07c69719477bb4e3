// SPDX-License-Identifier: MIT
// In a constant expression the compiler checks the limit of an integer.
#include <parindex/numbers/decimal.hpp>

#ifdef PARINDEX_EXPECT_OK
[[maybe_unused]] constexpr parindex::Decimal maximum = 999'999'999'999'999'999;
#else
[[maybe_unused]] constexpr parindex::Decimal maximum = 1'000'000'000'000'000'000;
#endif
