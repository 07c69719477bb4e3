// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/phrase.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// Texts about weights that come from the data.
namespace sentence {

inline constexpr Sentence<0> a_weight_is_a_number_or_an_input{
    "A node has either a weight or an input for it, not both",
    "Mỗi mục chỉ có trọng số hoặc số liệu làm trọng số"};
inline constexpr Sentence<0> only_a_weighted_mean_takes_weights_from_the_data{
    "Only a weighted mean takes weights from the data",
    "Chỉ trung bình có trọng số mới lấy trọng số từ dữ liệu"};
inline constexpr Sentence<0> a_drop_needs_weights_in_the_rubric{
    "Children with weights from the data cannot be left out by their order",
    "Không bỏ được mục con theo thứ tự điểm khi trọng số lấy từ dữ liệu"};
inline constexpr Sentence<0> a_sum_needs_all_weights_from_the_data{
    "A declared sum needs either all weights in the rubric or all from the data",
    "Tổng trọng số khai báo đòi hỏi mọi trọng số đều ở bộ tiêu chí hoặc đều lấy từ dữ liệu"};
inline constexpr Sentence<0> the_weight_input_can_be_below_0{
    "The input of the weight can be below 0", "Số liệu làm trọng số có thể nhỏ hơn 0"};
inline constexpr Sentence<0> a_min_of_0_or_more{"a `min` of 0 or more", "`min` bằng 0 trở lên"};
inline constexpr Sentence<0> the_node_has_points_but_no_weight{
    "The node has points, but its weight is missing in the data",
    "Mục có điểm nhưng dữ liệu thiếu trọng số của mục"};
inline constexpr Sentence<0> a_weight_of_0_or_more{"a weight of 0 or more",
                                                   "trọng số bằng 0 trở lên"};
inline constexpr Sentence<0> weight_from_data_in_title{"Weight", "Trọng số"};

}  // namespace sentence

}  // namespace detail

PARINDEX_END_NAMESPACE
