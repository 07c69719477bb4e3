// SPDX-License-Identifier: MIT
// Arithmetic with a double must not happen through an implicit conversion.
#include <parindex/numbers/rational.hpp>

using namespace parindex::literals;

parindex::Rational twice(const parindex::Rational& value) {
#ifdef PARINDEX_EXPECT_OK
  return value * "2.5"_dec;
#else
  return value * 2.5;
#endif
}
