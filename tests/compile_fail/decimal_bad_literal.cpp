// SPDX-License-Identifier: MIT
// A comma is not a decimal point, and the compiler reports it.
#include <parindex/numbers/decimal.hpp>

using namespace parindex::literals;

#ifdef PARINDEX_EXPECT_OK
[[maybe_unused]] constexpr auto weight = "0.25"_dec;
#else
[[maybe_unused]] constexpr auto weight = "0,25"_dec;
#endif
