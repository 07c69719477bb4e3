// SPDX-License-Identifier: MIT
// A sentence needs all of its parts.
#include <parindex/detail/phrase.hpp>

constexpr parindex::detail::Sentence<2> sentence{"{0} of {1}", "{0} trên {1}"};

#ifdef PARINDEX_EXPECT_OK
[[maybe_unused]] const auto said = parindex::detail::say(sentence, "1", "2");
#else
[[maybe_unused]] const auto said = parindex::detail::say(sentence, "1");
#endif
