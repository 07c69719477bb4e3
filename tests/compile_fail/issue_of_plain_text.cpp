// SPDX-License-Identifier: MIT
// The message of an issue must be a sentence of the catalogue.
#include <parindex/detail/make_issue.hpp>

namespace words = parindex::detail::sentence;

#ifdef PARINDEX_EXPECT_OK
[[maybe_unused]] const auto issue =
    make_issue(parindex::issue::key_unknown, words::the_file_is_too_large);
#else
[[maybe_unused]] const auto issue =
    make_issue(parindex::issue::key_unknown, "The format does not define this key");
#endif
