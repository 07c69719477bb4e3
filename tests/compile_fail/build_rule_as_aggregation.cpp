// SPDX-License-Identifier: MIT
// A leaf has a rule, a node above it has an aggregation; neither can replace the other.
#include <parindex/rubric/build.hpp>

using namespace parindex::build;

#ifdef PARINDEX_EXPECT_OK
const parindex::Node above = node("1").max(1).aggregation(sum());
#else
const parindex::Node above = node("1").max(1).aggregation(yes_no(1, 0));
#endif
