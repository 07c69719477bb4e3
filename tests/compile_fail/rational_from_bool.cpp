// SPDX-License-Identifier: MIT
// A bool is not a number, and neither is a pointer that would convert to bool.
#include <parindex/numbers/rational.hpp>

#ifdef PARINDEX_EXPECT_OK
const parindex::Rational value = 1;
#else
const parindex::Rational value = true;
#endif
