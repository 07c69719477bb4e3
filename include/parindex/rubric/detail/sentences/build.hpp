// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/phrase.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Sentences of errors of calls that build a rubric in C++.
namespace sentence {

inline constexpr Sentence<2> argument_of_node{"node {0}: {1}", "mục {0}: {1}"};
inline constexpr Sentence<1> argument_of_rubric{"rubric: {0}", "bộ tiêu chí: {0}"};
inline constexpr Sentence<1> argument_stated_already{"`{0}` was stated already",
                                                     "`{0}` đã được nêu trước đó"};
inline constexpr Sentence<3> from_is_later_than_to{"{0}: `from` {1} is later than `to` {2}",
                                                   "{0}: `from` {1} muộn hơn `to` {2}"};
inline constexpr Sentence<2> lower_exceeds_upper{"between: `lower` {0} exceeds `upper` {1}",
                                                 "between: `lower` {0} lớn hơn `upper` {1}"};
inline constexpr Sentence<0> lower_and_upper_differ_in_type{
    "between: `lower` and `upper` differ in type", "between: `lower` và `upper` khác kiểu"};
inline constexpr Sentence<1> lower_and_upper_exclude{
    "between: `lower` and `upper` are both {0}, and the range does not include it",
    "between: `lower` và `upper` cùng là {0} nhưng khoảng không gồm giá trị này"};
inline constexpr Sentence<3> min_exceeds_max{"{0}: `min` {1} exceeds `max` {2}",
                                             "{0}: `min` {1} lớn hơn `max` {2}"};
inline constexpr Sentence<1> text_is_not_a_day{
    "day: `text` is not a date such as 2026-12-31: {0}",
    "day: `text` không phải là ngày dạng 2026-12-31: {0}"};
inline constexpr Sentence<0> the_base_of_log_is_0{"the base of a logarithm is above 0, not 0",
                                                  "cơ số của lôgarit lớn hơn 0, không phải 0"};

}  // namespace sentence

}  // namespace detail

PARINDEX_END_NAMESPACE
