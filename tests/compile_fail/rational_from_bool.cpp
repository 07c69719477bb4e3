// SPDX-License-Identifier: MIT
// Neither a bool nor a pointer that would turn into one is a number.
#include <parindex/numbers/rational.hpp>

#ifdef PARINDEX_EXPECT_OK
const parindex::Rational value = 1;
#else
const parindex::Rational value = true;
#endif
