// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/phrase.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Sentences of messages about expressions and decision tables.
namespace sentence {

inline constexpr Sentence<0> a_map_without_an_answer{
    "The map has no number for this answer", "Bảng quy đổi không có số cho câu trả lời này"};
inline constexpr Sentence<0> a_number_for_each_answer{"a number for each answer",
                                                      "một số cho mỗi câu trả lời"};
inline constexpr Sentence<0> the_exponent_of_a_power_is_out_of_range{
    "The exponent of a power is not a whole number in range",
    "Số mũ của lũy thừa không phải số nguyên trong phạm vi"};
inline constexpr Sentence<0> the_degree_of_a_root_is_out_of_range{
    "The degree of a root is not a whole number in range",
    "Bậc của căn không phải số nguyên trong phạm vi"};
inline constexpr Sentence<2> a_whole_number_from_to{"a whole number from {0} to {1}",
                                                    "số nguyên từ {0} đến {1}"};
inline constexpr Sentence<0> the_base_of_a_logarithm_is_out_of_range{
    "The base of a logarithm is not valid", "Cơ số của lôgarit không hợp lệ"};
inline constexpr Sentence<0> e_or_a_number_above_0_except_1{
    "\"e\" or a number above 0 other than 1", "\"e\" hoặc một số lớn hơn 0 và khác 1"};
inline constexpr Sentence<0> the_argument_of_a_root_can_be_negative{
    "The number under a root can be negative", "Số dưới dấu căn có thể âm"};
inline constexpr Sentence<0> the_argument_of_a_logarithm_can_be_0{
    "The number under a logarithm can be 0 or negative",
    "Số dưới dấu lôgarit có thể bằng 0 hoặc âm"};
inline constexpr Sentence<0> the_argument_of_an_exponential_has_no_bound{
    "The exponent of e can be too large", "Số mũ của e có thể quá lớn"};
inline constexpr Sentence<1> inputs_or_max_that_keep_it_at_least{
    "at least {0} for all values that can occur: a `min` of the inputs, or `max` around the number",
    "ít nhất {0} với mọi giá trị có thể có: khai báo `min` của số liệu, hoặc bọc bằng `max`"};
inline constexpr Sentence<0> inputs_or_max_that_keep_it_above_0{
    "above 0 for all values that can occur: a `min` of the inputs, or `max` around the number",
    "lớn hơn 0 với mọi giá trị có thể có: khai báo `min` của số liệu, hoặc bọc bằng `max`"};
inline constexpr Sentence<1> inputs_or_min_that_keep_it_at_most{
    "at most {0} for all values that can occur: a `max` of the inputs, or `min` around the number",
    "không quá {0} với mọi giá trị có thể có: khai báo `max` của số liệu, hoặc bọc bằng `min`"};
inline constexpr Sentence<1> from_n_on{"from {0}", "từ {0}"};
inline constexpr Sentence<0> no_lower_limit{"a number without a lower limit",
                                            "số không có giới hạn dưới"};
inline constexpr Sentence<1> up_to_n{"up to {0}", "đến {0}"};
inline constexpr Sentence<0> no_upper_limit{"a number without an upper limit",
                                            "số không có giới hạn trên"};
inline constexpr Sentence<0> the_name_of_a_part{"The name of a part of the formula",
                                                "Tên một phần của công thức"};
inline constexpr Sentence<0> an_input_already_has_this_name{
    "An input of the leaf already has this name", "Đã có số liệu đầu vào mang tên này"};
inline constexpr Sentence<0> another_name{"another name", "một tên khác"};
inline constexpr Sentence<0> names_depend_on_each_other{
    "Names of the formula depend on each other in a cycle",
    "Các tên trong công thức phụ thuộc vòng tròn vào nhau"};
inline constexpr Sentence<0> only_a_formula_can_have_names{
    "Only a quantity by a formula can have names", "Chỉ đại lượng theo công thức mới đặt được tên"};
inline constexpr Sentence<0> names_without_a_cycle{"names without a cycle",
                                                   "các tên không tạo vòng"};
inline constexpr Sentence<0> the_lower_limit_is_above_the_upper_one{
    "The lower limit is above the upper one", "Giới hạn dưới lớn hơn giới hạn trên"};
inline constexpr Sentence<0> the_percent_of_a_quantile_is_wrong{
    "The percent of a quantile is out of range", "Số phần trăm của phân vị nằm ngoài phạm vi"};
inline constexpr Sentence<0> the_position_of_a_value_is_wrong{
    "The position of a value is not a whole number above 0",
    "Thứ tự của giá trị không phải là số nguyên lớn hơn 0"};
inline constexpr Sentence<0> a_whole_number_from_1{"a whole number, 1 or more",
                                                   "số nguyên, từ 1 trở lên"};
inline constexpr Sentence<0> the_cohort_has_too_few_values{
    "The cohort has fewer values than the statistic needs",
    "Tập so sánh có ít giá trị hơn mức mà thống kê cần"};
inline constexpr Sentence<1> at_least_n_values{"at least {0} values", "ít nhất {0} giá trị"};
inline constexpr Sentence<0> a_statistic_cannot_read_a_name{
    "A statistic over other units cannot read a name of the formula",
    "Thống kê trên các đơn vị khác không được đọc một tên trong công thức"};
inline constexpr Sentence<0> the_names_nest_too_deeply{"The names of the formula nest too deeply",
                                                       "Các tên trong công thức lồng nhau quá sâu"};
inline constexpr Sentence<1> two_rows_with_different_points_apply_to{
    "Two rows with different points apply to {0}", "Hai dòng khác điểm cùng áp dụng cho {0}"};
inline constexpr Sentence<0> rows_with_equal_points{"rows with equal points", "các dòng cùng điểm"};
inline constexpr Sentence<1> two_rows_with_different_outputs_apply_to{
    "Two rows with different outputs apply to {0}",
    "Hai dòng cho kết quả khác nhau cùng áp dụng cho {0}"};
inline constexpr Sentence<0> rows_with_one_output{"rows with one output",
                                                  "các dòng cho cùng một kết quả"};
inline constexpr Sentence<0> only_a_table_with_outputs_has_this_key{
    "Only a table with outputs can have this key", "Chỉ bảng có `outputs` mới được có khóa này"};
inline constexpr Sentence<0> outputs_belong_to_the_whole_leaf{
    "A table within a rule by groups cannot have outputs",
    "Bảng trong cách tính theo nhóm không được có `outputs`"};
inline constexpr Sentence<0> a_leaf_with_outputs_has_no_limits{
    "A leaf whose table has outputs cannot have limits or gates, which would change the points but "
    "not the output",
    "Tiêu chí thành phần có bảng với `outputs` không được có mức trần, mức sàn hoặc điều kiện "
    "khống chế, vì điểm sẽ không còn ứng với kết quả"};
inline constexpr Sentence<0> the_outputs_are_the_classes_of_the_leaf{
    "The outputs of the table are the classes of the leaf",
    "`outputs` của bảng chính là xếp loại của tiêu chí thành phần"};
inline constexpr Sentence<0> the_id_of_an_output{"The id of an output", "Id của kết quả"};
inline constexpr Sentence<0> unknown_output{"Unknown output", "Kết quả không hợp lệ"};
inline constexpr Sentence<0> no_row_gives_this_output{"No row gives this output",
                                                      "Không dòng nào cho kết quả này"};
inline constexpr Sentence<0> the_hit_policy_does_not_use_this_key{
    "The hit policy does not use this key", "Quy tắc chọn dòng không dùng khóa này"};
inline constexpr Sentence<0> priority_must_list_the_points_of_the_rows{
    "`priority` does not list these points of a row", "`priority` không có số điểm này của dòng"};
inline constexpr Sentence<0> the_points_of_all_rows_once_each{
    "the points of all rows, each once, in order of priority",
    "điểm của mọi dòng, mỗi số một lần, theo thứ tự ưu tiên"};
inline constexpr Sentence<0> no_row_has_these_points{"No row has these points",
                                                     "Không dòng nào có số điểm này"};
inline constexpr Sentence<0> alternatives_of_a_cell_must_be_ranges_of_one_input{
    "The alternatives of a test must be one or more ranges of the same input",
    "Các lựa chọn trong một phép xét phải là một hoặc nhiều khoảng của cùng một số liệu"};
inline constexpr Sentence<0> a_list_of_ranges{"a list of ranges", "danh sách khoảng"};
inline constexpr Sentence<0> a_direction_needs_a_number_or_a_date{
    "A direction needs a number, a count or a date", "Chiều chỉ dùng cho số, số đếm hoặc ngày"};
inline constexpr Sentence<0> a_row_tests_this_input{"an input that a row tests",
                                                    "số liệu mà một dòng có xét"};
inline constexpr Sentence<0> no_row_tests_the_input_of_the_direction{
    "No row tests the input of this direction", "Không dòng nào xét số liệu của chiều này"};
inline constexpr Sentence<4> points_at_one_place_and_another{
    "{0} points for {1}; {2} points for {3}", "{0} điểm với {1}; {2} điểm với {3}"};
inline constexpr Sentence<1> points_fall_as_grows{"The points fall although {0} grows",
                                                  "Điểm giảm dù {0} tăng"};
inline constexpr Sentence<1> points_rise_as_grows{"The points rise although {0} grows",
                                                  "Điểm tăng dù {0} tăng"};
inline constexpr Sentence<1> never_fall_as_grows{"points that never fall as {0} grows",
                                                 "điểm không giảm khi {0} tăng"};
inline constexpr Sentence<1> never_rise_as_grows{"points that never rise as {0} grows",
                                                 "điểm không tăng khi {0} tăng"};

}  // namespace sentence

}  // namespace detail

PARINDEX_END_NAMESPACE
