// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/phrase.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Sentences of messages about analyses.
namespace sentence {

inline constexpr Sentence<0> random_bits{"random numbers have at most 32 bits",
                                         "số ngẫu nhiên có nhiều nhất 32 bit"};
inline constexpr Sentence<1> random_limit{"a limit is from 1 to 2^62, not {0}",
                                          "giới hạn phải từ 1 đến 2^62, không phải {0}"};
inline constexpr Sentence<0> too_many_random_numbers{
    "at most 2^32 draws of 2^18 random numbers each are possible",
    "chỉ có thể rút nhiều nhất 2^32 lần, mỗi lần 2^18 số ngẫu nhiên"};
inline constexpr Sentence<0> weights_of_no_part{"there are weights of at least one part",
                                                "phải có ít nhất một phần để chia trọng số"};

}  // namespace sentence

}  // namespace detail

PARINDEX_END_NAMESPACE
