// SPDX-License-Identifier: MIT
// There is no default language.
#include <parindex/engine/trace.hpp>

std::string shown(const parindex::Trace& trace) {
#ifdef PARINDEX_EXPECT_OK
  return trace.to_string("vi");
#else
  return trace.to_string();
#endif
}
