// SPDX-License-Identifier: MIT
// A comparison with a double would use a value that the author did not write.
#include <parindex/numbers/rational.hpp>

using namespace parindex::literals;

bool is_tenth(const parindex::Rational& value) {
#ifdef PARINDEX_EXPECT_OK
  return value == "0.1"_dec;
#else
  return value == 0.1;
#endif
}
