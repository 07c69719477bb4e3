// SPDX-License-Identifier: MIT
// Text can be invalid, so reading it has a result to check; only a literal is checked at compile
// time.
#include <parindex/numbers/rational.hpp>

#ifdef PARINDEX_EXPECT_OK
const parindex::Rational value = parindex::Rational::parse("0.25").value();
#else
const parindex::Rational value = "0.25";
#endif
