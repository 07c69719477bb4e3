// SPDX-License-Identifier: MIT
// There is no default mode either: as an aggregate, Rounding{2} would have been half_up.
#include <parindex/numbers/decimal.hpp>

#ifdef PARINDEX_EXPECT_OK
[[maybe_unused]] constexpr parindex::Rounding rounding{2, parindex::RoundingMode::half_up};
#else
[[maybe_unused]] constexpr parindex::Rounding rounding{2};
#endif
