// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/phrase.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Sentences of messages about analyses.
namespace sentence {

inline constexpr Sentence<0> it_counts_for_no_unit{"it counts for no unit",
                                                   "mục không được tính cho đơn vị nào"};
inline constexpr Sentence<0> its_maximum_differs_between_units{
    "its maximum differs between units", "điểm tối đa của mục khác nhau giữa các đơn vị"};
inline constexpr Sentence<1> not_a_plain_sum_or_mean{
    "{0} is no plain sum or mean of all its children",
    "{0} không phải là tổng hay trung bình thông thường của mọi mục con"};
inline constexpr Sentence<0> nothing_else_is_weighed_there{
    "no other node is weighed with it",
    "không có mục nào khác cùng được tính trọng số với mục này"};
inline constexpr Sentence<0> random_bits{"random numbers have at most 32 bits",
                                         "số ngẫu nhiên có nhiều nhất 32 bit"};
inline constexpr Sentence<1> random_limit{"a limit is from 1 to 2^62, not {0}",
                                          "giới hạn phải từ 1 đến 2^62, không phải {0}"};
inline constexpr Sentence<0> the_total_as_a_place{"the total", "tổng điểm"};
inline constexpr Sentence<1> the_unit_has_no_result{"{0} has no result", "{0} không có kết quả"};
inline constexpr Sentence<0> the_values_cannot_be_scored{"the values cannot be scored",
                                                         "không chấm điểm được các giá trị này"};
inline constexpr Sentence<0> too_many_random_numbers{
    "at most 2^32 draws of 2^18 random numbers each are possible",
    "chỉ có thể rút nhiều nhất 2^32 lần, mỗi lần 2^18 số ngẫu nhiên"};
inline constexpr Sentence<0> weights_of_no_part{"there are weights of at least one part",
                                                "phải có ít nhất một phần để chia trọng số"};

}  // namespace sentence

}  // namespace detail

PARINDEX_END_NAMESPACE
