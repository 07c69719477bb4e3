// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/phrase.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Sentences of messages about numbers.
namespace sentence {

inline constexpr Sentence<0> a_negative_number_has_no_root{"a negative number has no root",
                                                           "số âm không có căn"};
inline constexpr Sentence<0> an_exponent_must_be_10000_to_10000{
    "an exponent must be -10000 to 10000", "số mũ phải từ -10000 đến 10000"};
inline constexpr Sentence<0> an_integer_of_more_than_18_digits_does_not{
    "an integer of more than 18 digits does not fit a Decimal",
    "số nguyên trên 18 chữ số không vừa kiểu Decimal"};
inline constexpr Sentence<0> division_by_zero{"division by zero", "chia cho 0"};
inline constexpr Sentence<0> the_degree_of_a_root_must_be_1_to_1000{
    "the degree of a root must be 1 to 1000", "bậc của căn phải từ 1 đến 1000"};
inline constexpr Sentence<2> the_number_of_decimal_places_must_be_0_to{
    "the number of decimal places must be 0 to {0}, not {1}",
    "số chữ số thập phân phải từ 0 đến {0}, không phải {1}"};

}  // namespace sentence

}  // namespace detail

PARINDEX_END_NAMESPACE
