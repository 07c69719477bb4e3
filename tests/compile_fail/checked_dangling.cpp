// SPDX-License-Identifier: MIT
// A pointer into a result that is destroyed at the end of the line.
#include <parindex/rubric/check.hpp>

const std::string* name(const parindex::RubricDraft& draft) {
#ifdef PARINDEX_EXPECT_OK
  const auto checked = parindex::check(draft);
  return checked->id() == "r" ? &draft.id : nullptr;
#else
  return &parindex::check(draft)->id();
#endif
}
