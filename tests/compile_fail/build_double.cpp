// SPDX-License-Identifier: MIT
// The maximum is exactly what the law states, not the nearest double.
#include <parindex/rubric/build.hpp>

using namespace parindex::build;
using namespace parindex::literals;

#ifdef PARINDEX_EXPECT_OK
const parindex::Node leaf = node("1").max("0.1"_dec).rule(yes_no("0.1"_dec, 0));
#else
const parindex::Node leaf = node("1").max(0.1).rule(yes_no("0.1"_dec, 0));
#endif
