// SPDX-License-Identifier: MIT
// Leaving exact arithmetic is a visible call.
#include <parindex/numbers/rational.hpp>

double share(const parindex::Rational& value) {
#ifdef PARINDEX_EXPECT_OK
  return value.to_double();
#else
  return value;
#endif
}
