// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/phrase.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Sentences of messages about tables and scores.
namespace sentence {

inline constexpr Sentence<0> a_whole_number{"a whole number", "số nguyên"};
inline constexpr Sentence<0> at_least_one_row{"at least one row", "ít nhất một dòng"};
inline constexpr Sentence<0> columns_differ_in_length{"Columns differ in length",
                                                      "Các cột có độ dài khác nhau"};
inline constexpr Sentence<2> date_range{"a date from {0} to {1}", "ngày từ {0} đến {1}"};
inline constexpr Sentence<3> from_to{"{0} from {1} to {2}", "{0} từ {1} đến {2}"};
inline constexpr Sentence<2> in_steps{"{0} in steps of {1}", "{0} theo bước {1}"};
inline constexpr Sentence<3> in_steps_from{"{0} in steps of {1} from {2}",
                                           "{0} theo bước {1} tính từ {2}"};
inline constexpr Sentence<0> no_custom_rule_of_this_name_was_given_pass{
    "No custom rule of this name was given; in Python pass it as compile(custom={\"name\": rule}), "
    "in C++ in CompileOptions::custom; the command cannot run custom rules",
    "Chưa có quy tắc riêng tên này; trong Python đưa vào bằng compile(custom={\"name\": rule}), "
    "trong C++ bằng CompileOptions::custom; dòng lệnh không chạy được quy tắc riêng"};
inline constexpr Sentence<2> no_node_at_position_the_rubric_has{
    "no node at position {0}; the rubric has {1}",
    "không có mục ở vị trí {0}; bộ tiêu chí có {1} mục"};
inline constexpr Sentence<2> no_row_at_position_the_table_has{
    "no row at position {0}; the table has {1}", "không có dòng ở vị trí {0}; bảng có {1} dòng"};
inline constexpr Sentence<1> no_unit_was_scored{"no unit \"{0}\" was scored",
                                                "chưa chấm điểm đơn vị \"{0}\""};
inline constexpr Sentence<2> of_at_least{"{0} of at least {1}", "{0} không nhỏ hơn {1}"};
inline constexpr Sentence<2> of_at_most{"{0} of at most {1}", "{0} không lớn hơn {1}"};
inline constexpr Sentence<1> one_of_options{"one of {0}", "một trong: {0}"};
inline constexpr Sentence<0> one_row_for_each_unit{"one row for each unit", "mỗi đơn vị một dòng"};
inline constexpr Sentence<1> rows{"{0} rows", "{0} dòng"};
inline constexpr Sentence<1> rubric_cannot_be_compiled{"rubric \"{0}\" cannot be compiled",
                                                       "không biên dịch được bộ tiêu chí \"{0}\""};
inline constexpr Sentence<0> the_cohort_belongs_to_another_rubric{
    "The cohort belongs to another rubric", "Tập đơn vị so sánh thuộc bộ tiêu chí khác"};
inline constexpr Sentence<1> the_custom_rule_was_given_in_another_version{
    "The custom rule {0} was given in another version",
    "Quy tắc riêng {0} được đưa vào ở phiên bản khác"};
inline constexpr Sentence<2> the_plan_reads_values_not{"the plan reads {0} values, not {1}",
                                                       "cần {0} giá trị, không phải {1}"};
inline constexpr Sentence<0> the_row_does_not_name_a_unit{"The row does not name a unit",
                                                          "Dòng không có tên đơn vị"};
inline constexpr Sentence<1> the_rubric_has_no_node_with_code{
    "the rubric has no node with code \"{0}\"", "bộ tiêu chí không có mục mang mã \"{0}\""};
inline constexpr Sentence<0> the_table_cannot_be_scored{"the table cannot be scored",
                                                        "không chấm điểm được bảng số liệu"};
inline constexpr Sentence<0> the_table_has_no_rows{"The table has no rows",
                                                   "Bảng không có dòng nào"};
inline constexpr Sentence<0> the_table_lacks_a_column_that_the_rubric{
    "The table lacks a column that the rubric reads", "Bảng thiếu một cột mà bộ tiêu chí cần"};
inline constexpr Sentence<1> the_unit_already_has_row{"The unit already has row {0}",
                                                      "Đơn vị đã có ở dòng {0}"};
inline constexpr Sentence<0> unknown_column{"Unknown column", "Cột không hợp lệ"};

}  // namespace sentence

}  // namespace detail

PARINDEX_END_NAMESPACE
