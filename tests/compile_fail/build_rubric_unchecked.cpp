// SPDX-License-Identifier: MIT
// Building gives a draft; only the check turns it into a rubric.
#include <parindex/parindex.hpp>
#include <parindex/rubric/build.hpp>

using namespace parindex::build;

parindex::Rubric made() {
  const auto draft = rubric("r").edition("1");
#ifdef PARINDEX_EXPECT_OK
  return parindex::check(draft);
#else
  return draft;
#endif
}
