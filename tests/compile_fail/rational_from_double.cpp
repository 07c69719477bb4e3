// SPDX-License-Identifier: MIT
// A double must say what it means: parindex::Rational(0.1) would be one of two numbers.
#include <parindex/numbers/rational.hpp>

#ifdef PARINDEX_EXPECT_OK
const parindex::Rational value = parindex::Rational::from_double(0.1).value();
#else
const parindex::Rational value = 0.1;
#endif
