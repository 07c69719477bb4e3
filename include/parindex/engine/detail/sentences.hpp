// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/phrase.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Sentences of messages about tables and scores.
namespace sentence {

inline constexpr Sentence<0> a_whole_number{"a whole number", "số nguyên"};
inline constexpr Sentence<0> at_least_one_row{"at least one row", "ít nhất một dòng"};
inline constexpr Sentence<2> cohorts_of_two_plans{
    "the cohorts belong to two plans, {0} and {1}",
    "các tập đơn vị để so sánh thuộc hai bộ tiêu chí, {0} và {1}"};
inline constexpr Sentence<0> columns_differ_in_length{"Columns differ in length",
                                                      "Các cột có độ dài khác nhau"};
inline constexpr Sentence<2> date_range{"a date from {0} to {1}", "ngày từ {0} đến {1}"};
inline constexpr Sentence<2> digest_parts_of_different_plans{
    "the parts are of results by different plans, {0} and {1}",
    "các phần thuộc kết quả của hai phương án chấm khác nhau, {0} và {1}"};
inline constexpr Sentence<3> from_to{"{0} from {1} to {2}", "{0} từ {1} đến {2}"};
inline constexpr Sentence<2> in_steps{"{0} in steps of {1}", "{0} theo bước {1}"};
inline constexpr Sentence<3> in_steps_from{"{0} in steps of {1} from {2}",
                                           "{0} theo bước {1} tính từ {2}"};
inline constexpr Sentence<1> lane_aggregation{"the aggregation {0}", "cách tổng hợp {0}"};
inline constexpr Sentence<0> lane_band_points{"the points of a band", "điểm của một khoảng"};
inline constexpr Sentence<2> lane_bits{"{0} does not fit 52 bits: {1}", "{0} vượt quá 52 bit: {1}"};
inline constexpr Sentence<0> lane_bound{"a bound", "mức giới hạn"};
inline constexpr Sentence<0> the_table_was_prepared_for_another_plan{
    "The table was prepared for another plan. Prepare it again for this one.",
    "Bảng số liệu đã được chuẩn bị cho một phương án chấm khác. Hãy chuẩn bị lại cho phương án "
    "này."};
inline constexpr Sentence<0> lane_by_group{"a rule that depends on the group of the unit",
                                           "cách tính phụ thuộc nhóm của đơn vị"};
inline constexpr Sentence<0> lane_cap_or_floor{"a cap or a floor of the node",
                                               "mục có mức trần hoặc mức sàn"};
inline constexpr Sentence<0> lane_checklist_digits{
    "a rounded checklist whose items have more digits than its rounding",
    "danh mục được làm tròn mà điểm từng nội dung có nhiều chữ số hơn mức làm tròn"};
inline constexpr Sentence<0> lane_common_denominator{"a common denominator does not fit 64 bits",
                                                     "mẫu số chung vượt quá 64 bit"};
inline constexpr Sentence<1> lane_custom{"the custom rule {0}, which the application computes",
                                         "cách tính riêng {0} do ứng dụng tính"};
inline constexpr Sentence<0> lane_decision_table{
    "a decision table, which no loop over many rows looks up",
    "bảng quyết định không có vòng lặp tra nhiều dòng cùng lúc"};
inline constexpr Sentence<0> lane_deduction{"deductions with a cap for each kind of violation",
                                            "điểm trừ có mức trần cho từng loại vi phạm"};
inline constexpr Sentence<0> lane_drop{"children that are left out by their order",
                                       "có mục con bị bỏ theo thứ tự điểm"};
inline constexpr Sentence<0> lane_nothing_left{"points for a node without any remaining child",
                                               "có điểm cho mục không còn mục con nào"};
inline constexpr Sentence<0> lane_divisor{"a divisor", "số chia"};
inline constexpr Sentence<0> lane_factor{"a factor", "thừa số"};
inline constexpr Sentence<0> lane_formula{"a formula, which no loop over many rows computes",
                                          "công thức không có vòng lặp tính nhiều dòng cùng lúc"};
inline constexpr Sentence<0> lane_gate{"a gate", "có điều kiện khống chế"};
inline constexpr Sentence<0> lane_goalposts{"goalposts, which may depend on the row",
                                            "mốc chuẩn có thể khác nhau giữa các dòng"};
inline constexpr Sentence<0> lane_increments{"whole steps without a limit, or too many of them",
                                             "số bước nguyên không có giới hạn hoặc quá nhiều"};
inline constexpr Sentence<0> lane_informative{
    "the node is for information, so the total does not count it",
    "mục tham khảo, không tính vào tổng"};
inline constexpr Sentence<0> lane_imputed{"an imputed value", "giá trị thay cho giá trị thiếu"};
inline constexpr Sentence<0> lane_item_points{"the points of an item", "điểm của một nội dung"};
inline constexpr Sentence<0> lane_largest_points{"the largest points", "điểm lớn nhất"};
inline constexpr Sentence<0> lane_linear{"several pieces, each with its own slope",
                                         "nhiều đoạn thẳng, mỗi đoạn một hệ số góc"};
inline constexpr Sentence<1> lane_long_number{"a number is too long: {0}", "có số quá dài: {0}"};
inline constexpr Sentence<0> lane_reads{"a figure of another node", "giá trị của mục khác"};
inline constexpr Sentence<2> rounded_to_grid{"{0}, rounded to {1}", "{0}, làm tròn đến {1}"};
inline constexpr Sentence<0> lane_input_rounding{"an input that is rounded before it is read",
                                                 "số liệu đầu vào được làm tròn trước khi đọc"};
inline constexpr Sentence<0> lane_excluded{
    "the maxima do not add up to the maximum to which the points are scaled",
    "tổng điểm tối đa khác mức điểm tối đa dùng để quy đổi"};
inline constexpr Sentence<0> lane_rounding_step{"a rounding to a step that does not divide 1",
                                                "làm tròn đến một bước không phải là ước của 1"};
inline constexpr Sentence<0> lane_mark_digits{"a mark that has more digits than its rounding",
                                              "điểm chấm có nhiều chữ số hơn mức làm tròn"};
inline constexpr Sentence<0> lane_mark_scale{"the scale of a mark", "hệ số của điểm chấm"};
inline constexpr Sentence<0> lane_numbers{"numbers that do not fit 52 bits",
                                          "có số vượt quá 52 bit"};
inline constexpr Sentence<1> lane_part{"its part {0} is not in the fixed lane",
                                       "mục con {0} không tính được bằng số nguyên"};
inline constexpr Sentence<0> lane_points{"points that do not fit 52 bits", "điểm vượt quá 52 bit"};
inline constexpr Sentence<0> lane_points_denominator{"the common denominator of the points",
                                                     "mẫu số chung của điểm"};
inline constexpr Sentence<0> lane_points_value{"points", "điểm"};
inline constexpr Sentence<0> lane_proportion_digits{"a proportion with too many digits",
                                                    "tỷ lệ có quá nhiều chữ số"};
inline constexpr Sentence<0> lane_proportion_limit{"a proportion without an upper limit",
                                                   "tỷ lệ không có giới hạn trên"};
inline constexpr Sentence<0> lane_proportion_rounding{
    "a proportion without rounding has no fixed number of digits",
    "tỷ lệ không làm tròn có số chữ số không cố định"};
inline constexpr Sentence<0> lane_quantity_rounded{"a quantity that is rounded first",
                                                   "đại lượng được làm tròn trước khi tính"};
inline constexpr Sentence<0> lane_quotient{"a quotient of numbers with a step",
                                           "phép chia các số có bước"};
inline constexpr Sentence<0> lane_rational{"a kind of rule that is scored in rational numbers",
                                           "loại cách tính được tính bằng số hữu tỷ"};
inline constexpr Sentence<0> lane_rounding{"a rounding", "phép làm tròn"};
inline constexpr Sentence<0> lane_rounding_bits{"a rounding of numbers that do not fit 52 bits",
                                                "làm tròn số vượt quá 52 bit"};
inline constexpr Sentence<0> lane_rounding_scale{"the scale of a rounding",
                                                 "hệ số của phép làm tròn"};
inline constexpr Sentence<0> lane_weight_input{"a weight from the data", "trọng số lấy từ dữ liệu"};
inline constexpr Sentence<0> lane_start{"a start", "giá trị đầu"};
inline constexpr Sentence<0> lane_step{"a step", "bước"};
inline constexpr Sentence<0> lane_step_decimal{
    "a step without a finite decimal form", "bước không viết được dưới dạng số thập phân hữu hạn"};
inline constexpr Sentence<0> lane_step_scale{"the scale of a step", "hệ số của bước"};
inline constexpr Sentence<0> lane_step_start{"the start of a step", "điểm đầu của bước"};
inline constexpr Sentence<0> lane_survey{"shares of the answers of a survey",
                                         "tỷ lệ câu trả lời của cuộc điều tra"};
inline constexpr Sentence<0> lane_target{"a distance to a target, with a slope on either side",
                                         "khoảng cách đến mục tiêu, có độ dốc ở hai phía"};
inline constexpr Sentence<0> lane_unread_inputs{"inputs that the rule does not read",
                                                "có số liệu đầu vào mà cách tính không dùng"};
inline constexpr Sentence<0> lane_weight{"a weight", "trọng số"};
inline constexpr Sentence<0> no_cohort_to_merge{"there is no cohort to merge",
                                                "không có tập đơn vị nào để gộp"};
inline constexpr Sentence<0> no_custom_rule_of_this_name_was_given_pass{
    "No custom rule of this name was given; in Python pass it as compile(custom={\"name\": rule}), "
    "in C++ in CompileOptions::custom; the command cannot run custom rules",
    "Chưa có cách tính riêng tên này; trong Python đưa vào bằng compile(custom={\"name\": rule}), "
    "trong C++ bằng CompileOptions::custom; lệnh parindex không chạy được cách tính riêng"};
inline constexpr Sentence<2> no_node_at_position_the_rubric_has{
    "no node at position {0}; the rubric has {1}",
    "không có mục ở vị trí {0}; bộ tiêu chí có {1} mục"};
inline constexpr Sentence<0> no_digest_part{"there is no part to merge",
                                            "không có phần nào để gộp"};
inline constexpr Sentence<2> no_row_at_position_the_table_has{
    "no row at position {0}; the table has {1}", "không có dòng ở vị trí {0}; bảng có {1} dòng"};
inline constexpr Sentence<1> no_unit_was_scored{"no unit \"{0}\" was scored",
                                                "chưa chấm điểm đơn vị \"{0}\""};
inline constexpr Sentence<2> of_at_least{"{0} of at least {1}", "{0} không nhỏ hơn {1}"};
inline constexpr Sentence<2> of_at_most{"{0} of at most {1}", "{0} không lớn hơn {1}"};
inline constexpr Sentence<1> one_of_options{"one of {0}", "một trong: {0}"};
inline constexpr Sentence<0> one_row_for_each_unit{"one row for each unit", "mỗi đơn vị một dòng"};
inline constexpr Sentence<1> rows{"{0} rows", "{0} dòng"};
inline constexpr Sentence<1> rubric_cannot_be_compiled{
    "rubric \"{0}\" cannot be compiled", "không chuẩn bị được bộ tiêu chí \"{0}\" để tính"};
inline constexpr Sentence<0> the_cohort_belongs_to_another_rubric{
    "The cohort belongs to another rubric", "Tập đơn vị so sánh thuộc bộ tiêu chí khác"};
inline constexpr Sentence<1> the_custom_rule_was_given_in_another_version{
    "The custom rule {0} has another version than the rubric needs",
    "Cách tính riêng {0} có phiên bản khác phiên bản mà bộ tiêu chí cần"};
inline constexpr Sentence<2> the_plan_reads_values_not{"the plan reads {0} values, not {1}",
                                                       "cần {0} giá trị, không phải {1}"};
inline constexpr Sentence<0> the_row_does_not_name_a_unit{"The row does not name a unit",
                                                          "Dòng không có tên đơn vị"};
inline constexpr Sentence<1> the_rubric_has_no_node_with_code{
    "the rubric has no node with code \"{0}\"", "bộ tiêu chí không có mục mang mã \"{0}\""};
inline constexpr Sentence<0> the_table_cannot_be_scored{"the table cannot be scored",
                                                        "không chấm điểm được bảng số liệu"};
inline constexpr Sentence<0> the_bytes_are_not_a_digest_part{
    "the bytes are not a part of a digest", "chuỗi byte không phải là một phần của mã kiểm"};
inline constexpr Sentence<0> the_table_has_no_rows{"The table has no rows",
                                                   "Bảng không có dòng nào"};
inline constexpr Sentence<0> the_table_lacks_a_column_that_the_rubric{
    "The table lacks a column that the rubric reads", "Bảng thiếu một cột mà bộ tiêu chí cần"};
inline constexpr Sentence<0> an_earlier_row_has_the_same_unit{
    "An earlier row has the same unit", "Một dòng phía trên đã có đơn vị này"};
inline constexpr Sentence<0> unknown_column{"Unknown column", "Cột không hợp lệ"};

}  // namespace sentence

}  // namespace detail

PARINDEX_END_NAMESPACE
