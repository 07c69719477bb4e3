// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/phrase.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Sentences of messages about analyses.
namespace sentence {

inline constexpr Sentence<0> a_weight_is_drawn_once{"A weight is drawn more than once",
                                                    "Một trọng số được rút ngẫu nhiên nhiều lần"};
inline constexpr Sentence<0> draws_at_least_1{"there is at least one draw",
                                              "phải có ít nhất một lần rút"};
inline constexpr Sentence<0> draws_need_denominators_above_0{
    "denominators of figures are above 0", "mẫu số của các giá trị phải lớn hơn 0"};
inline constexpr Sentence<0> draws_of_another_size{
    "the lists of figures do not have a value for each draw and each unit",
    "các danh sách giá trị không có đủ một giá trị cho mỗi lần rút và mỗi đơn vị"};
inline constexpr Sentence<1> in_draw{"draw {0}", "lần rút {0}"};
inline constexpr Sentence<0> it_counts_for_no_unit{"it counts for no unit",
                                                   "mục không được tính cho đơn vị nào"};
inline constexpr Sentence<0> its_maximum_differs_between_units{
    "its maximum differs between units", "điểm tối đa của mục khác nhau giữa các đơn vị"};
inline constexpr Sentence<1> level_is_a_percentage{
    "the level is a percentage above 0 and below 100, not {0}",
    "mức tin cậy là số phần trăm lớn hơn 0 và nhỏ hơn 100, không phải {0}"};
inline constexpr Sentence<0> more_than_100_percent{
    "With more than 100 percent a weight would be below 0",
    "Với hơn 100 phần trăm thì trọng số sẽ nhỏ hơn 0"};
inline constexpr Sentence<0> no_mean_with_weights{
    "The rubric has no mean with weights", "Bộ tiêu chí không có trung bình nào có trọng số"};
inline constexpr Sentence<0> no_weights_to_draw{
    "Any weights are drawn below a mean with weights, a percentage is that of a node with a weight",
    "Trọng số bất kỳ được rút cho các mục con của trung bình có trọng số, số phần trăm dùng cho "
    "mục "
    "có trọng số"};
inline constexpr Sentence<1> not_a_plain_sum_or_mean{
    "{0} is no plain sum or mean of all its children",
    "{0} không phải là tổng hay trung bình thông thường của mọi mục con"};
inline constexpr Sentence<0> nothing_else_is_weighed_there{
    "no other node is weighed with it",
    "không có mục nào khác cùng được tính trọng số với mục này"};
inline constexpr Sentence<0> nothing_is_drawn{"No weights are drawn",
                                              "Không có trọng số nào được rút ngẫu nhiên"};
inline constexpr Sentence<0> random_bits{"random numbers have at most 32 bits",
                                         "số ngẫu nhiên có nhiều nhất 32 bit"};
inline constexpr Sentence<1> random_limit{"a limit is from 1 to 2^62, not {0}",
                                          "giới hạn phải từ 1 đến 2^62, không phải {0}"};
inline constexpr Sentence<0> the_total_as_a_place{"the total", "tổng điểm"};
inline constexpr Sentence<1> the_unit_has_no_result{"{0} has no result", "{0} không có kết quả"};
inline constexpr Sentence<0> the_values_cannot_be_scored{"the values cannot be scored",
                                                         "không chấm điểm được các giá trị này"};
inline constexpr Sentence<0> the_weights_cannot_be_drawn{"the weights cannot be drawn",
                                                         "không rút ngẫu nhiên được trọng số"};
inline constexpr Sentence<0> these_weights_cannot_be_drawn{
    "Only weights of a weighted or harmonic mean of all its children are drawn",
    "Chỉ rút được trọng số của trung bình cộng hoặc trung bình điều hòa có trọng số của mọi mục "
    "con"};
inline constexpr Sentence<0> too_many_random_numbers{
    "at most 2^32 draws of 2^18 random numbers each are possible",
    "chỉ có thể rút nhiều nhất 2^32 lần, mỗi lần 2^18 số ngẫu nhiên"};
inline constexpr Sentence<0> weights_of_no_part{"there are weights of at least one part",
                                                "phải có ít nhất một phần để chia trọng số"};
inline constexpr Sentence<0> weights_with_too_many_digits{
    "The weights have too many digits to be drawn", "Trọng số có quá nhiều chữ số để rút"};

}  // namespace sentence

}  // namespace detail

PARINDEX_END_NAMESPACE
