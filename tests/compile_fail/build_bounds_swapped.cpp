// SPDX-License-Identifier: MIT
// The lower end comes first, which its type enforces.
#include <parindex/rubric/build.hpp>

using namespace parindex::build;

#ifdef PARINDEX_EXPECT_OK
const parindex::Rule rule = bands(value("x")).between(from(70), below(90), 1);
#else
const parindex::Rule rule = bands(value("x")).between(below(90), from(70), 1);
#endif
