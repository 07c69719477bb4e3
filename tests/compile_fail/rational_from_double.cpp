// SPDX-License-Identifier: MIT
// The meaning of a double must be stated: parindex::Rational(0.1) could be either of two numbers.
#include <parindex/numbers/rational.hpp>

#ifdef PARINDEX_EXPECT_OK
const parindex::Rational value = parindex::Rational::from_double(0.1).value();
#else
const parindex::Rational value = 0.1;
#endif
