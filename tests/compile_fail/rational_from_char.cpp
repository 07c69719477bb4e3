// SPDX-License-Identifier: MIT
// '5' would be 53.
#include <parindex/numbers/rational.hpp>

#ifdef PARINDEX_EXPECT_OK
const parindex::Rational value = 5;
#else
const parindex::Rational value = '5';
#endif
