// SPDX-License-Identifier: MIT
// Every message must be written in both languages.
#include <parindex/detail/phrase.hpp>

#ifdef PARINDEX_EXPECT_OK
[[maybe_unused]] constexpr parindex::detail::Sentence<0> sentence{"Unknown key",
                                                                  "Khóa không hợp lệ"};
#else
[[maybe_unused]] constexpr parindex::detail::Sentence<0> sentence{"Unknown key", ""};
#endif
