// SPDX-License-Identifier: MIT
// One third is not a decimal: without a Rounding there is only the exact, optional conversion.
#include <parindex/numbers/rational.hpp>

parindex::Decimal written(const parindex::Rational& value) {
#ifdef PARINDEX_EXPECT_OK
  return value.rounded({2, parindex::RoundingMode::half_up}).to_decimal().value();
#else
  return value;
#endif
}
