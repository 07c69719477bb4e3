// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/phrase.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Sentences of messages about the structure of a rubric.
namespace sentence {

inline constexpr Sentence<0> the_step_of_a_rounding_is_out_of_range{
    "The step of a rounding is not a decimal in range",
    "Bước làm tròn không phải là số thập phân trong phạm vi"};
inline constexpr Sentence<0> a_decimal_above_0_such_as_0_5_or_10{
    "a decimal above 0 with at most 9 digits and 18 decimals, such as 0.5 or 10",
    "số thập phân lớn hơn 0, không quá 9 chữ số và 18 chữ số thập phân, như 0.5 hoặc 10"};
inline constexpr Sentence<0> an_end_is_not_on_the_grid_of_the_rounding{
    "The rounding of the input can never give this end of the range",
    "Việc làm tròn số liệu đầu vào không bao giờ cho giá trị ở đầu khoảng này"};
inline constexpr Sentence<1> a_multiple_of_n{"a multiple of {0}", "bội số của {0}"};
inline constexpr Sentence<0> only_a_number_can_be_rounded{
    "Only a number without a step can be rounded",
    "Chỉ số liệu kiểu số không có bước mới được làm tròn"};
inline constexpr Sentence<0> only_a_number_can_have_markers{
    "Only a number or a count can have missing_markers",
    "Chỉ số liệu kiểu số hoặc số đếm mới được có missing_markers"};
inline constexpr Sentence<0> the_rule_reads_an_input_that_may_lack_a_value{
    "The rule reads an optional input: only imputations may read one",
    "Cách tính dùng số liệu không bắt buộc; số liệu này chỉ được dùng để thay giá trị thiếu"};
inline constexpr Sentence<0> only_a_number_or_a_date_can_be_imputed{
    "Only a number, a count or a date can be imputed",
    "Chỉ số liệu kiểu số, số đếm hoặc ngày mới có cách thay giá trị thiếu"};
inline constexpr Sentence<0> the_imputation_can_be_without_data{
    "There can be nothing to impute from, and the input does not state what the leaf gives then",
    "Có thể không có gì để thay cho giá trị thiếu, và không nêu cách xử lý khi đó"};
inline constexpr Sentence<0> a_constant_always_has_a_value{
    "A constant always has a value, so nothing has to replace it",
    "Hằng số luôn có giá trị nên không cần nêu cách xử lý"};
inline constexpr Sentence<0> values_of_the_input_round_min_or_max{
    "only values that the input can have: write round, min or max around the expression",
    "chỉ những giá trị mà số liệu đầu vào có thể có: đặt round, min hoặc max bao ngoài biểu thức"};
inline constexpr Sentence<0> an_imputation_cannot_read_a_figure{
    "An imputation cannot read a figure of a node",
    "Cách thay giá trị thiếu không được dùng giá trị của một mục"};
inline constexpr Sentence<0> an_imputation_cannot_read_an_imputed_input{
    "An imputation cannot read the input itself or another imputed input of the unit",
    "Cách thay giá trị thiếu không được dùng chính số liệu đó hoặc số liệu khác cũng được thay"};
inline constexpr Sentence<0> other_inputs_or_statistics{
    "other inputs of the leaf, or statistics of the other units",
    "số liệu khác của tiêu chí thành phần, hoặc thống kê trên các đơn vị"};
inline constexpr Sentence<0> a_number_that_the_input_cannot_be{
    "a number outside the range or the steps of the input",
    "số nằm ngoài khoảng hoặc ngoài các bước của số liệu đầu vào"};
inline constexpr Sentence<0> the_number_appears_twice_in_the_list{
    "The number appears twice in the list", "Số này có hai lần trong danh sách"};
inline constexpr Sentence<0> the_list_of_reasons_is_empty{
    "The list of kinds of no-value is empty", "Danh sách các lý do không có giá trị đang để trống"};
inline constexpr Sentence<0> a_test_of_no_value_tests_nothing_else{
    "A test of no_value lists each kind once and tests nothing else",
    "Phép xét no_value nêu mỗi lý do một lần và không xét gì khác"};
inline constexpr Sentence<0> only_a_leaf_can_have_no_value{
    "Only a leaf can have no value", "Chỉ tiêu chí thành phần mới có thể không có giá trị"};
inline constexpr Sentence<0> the_code_of_a_leaf{"the code of a leaf",
                                                "mã của một tiêu chí thành phần"};
inline constexpr Sentence<0> the_policy_states_no_points{
    "The policy \"points\" states no points, or another policy states them",
    "Cách xử lý \"points\" không nêu số điểm, hoặc cách xử lý khác lại nêu số điểm"};
inline constexpr Sentence<0> the_policy_gives_more_than_the_maximum{
    "A leaf without a value gets more than its maximum points",
    "Tiêu chí thành phần không có giá trị được nhiều hơn điểm tối đa"};
inline constexpr Sentence<0> a_sum_with_a_cap_cannot_fill_what_is_excluded{
    "A node with a cap cannot redistribute the maximum of excluded children",
    "Mục có mức trần không thể chia lại điểm tối đa của các mục con không tính"};
inline constexpr Sentence<3> maxima_add_up_to_declared{
    "The maxima of the children{0} add up to {1}, not to the declared sum of {2}",
    "Tổng điểm tối đa của các mục con{0} là {1}, khác tổng đã khai báo là {2}"};
inline constexpr Sentence<0> the_name_of_a_shared_part{"The name of a shared part",
                                                       "Tên của phần dùng chung"};
inline constexpr Sentence<0> the_name_of_a_constant{"The name of a constant", "Tên của hằng số"};
inline constexpr Sentence<0> nothing_uses_this_name{"Nothing uses this name",
                                                    "Không nơi nào dùng tên này"};

}  // namespace sentence

}  // namespace detail

PARINDEX_END_NAMESPACE
