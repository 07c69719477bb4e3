// SPDX-License-Identifier: MIT
// The English and the Vietnamese version must have the same placeholders.
#include <parindex/detail/phrase.hpp>

#ifdef PARINDEX_EXPECT_OK
[[maybe_unused]] constexpr parindex::detail::Sentence<2> sentence{"{0} of {1}", "{0} trên {1}"};
#else
[[maybe_unused]] constexpr parindex::detail::Sentence<2> sentence{"{0} of {1}", "{0} trên 10"};
#endif
