// SPDX-License-Identifier: MIT
// There is no default rounding.
#include <parindex/numbers/rational.hpp>

parindex::Rational published(const parindex::Rational& value) {
#ifdef PARINDEX_EXPECT_OK
  return value.rounded({2, parindex::RoundingMode::half_even});
#else
  return value.rounded();
#endif
}
