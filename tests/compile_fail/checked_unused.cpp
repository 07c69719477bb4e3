// SPDX-License-Identifier: MIT
// Ignoring the result would hide its errors.
#include <parindex/rubric/check.hpp>

#pragma GCC diagnostic error "-Wunused-result"

void publish(const parindex::RubricDraft& draft) {
#ifdef PARINDEX_EXPECT_OK
  parindex::check(draft).value();
#else
  parindex::check(draft);
#endif
}
