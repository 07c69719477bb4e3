// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/phrase.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Sentences of messages of the binding.
namespace sentence {

inline constexpr Sentence<1> a_capsule_named{"a capsule named {0}", "một capsule tên {0}"};
inline constexpr Sentence<0> a_number_a_boolean_text_or_none{
    "a number, a boolean, text or None", "số, giá trị logic, chuỗi ký tự hoặc None"};
inline constexpr Sentence<0> a_timeout_must_be_a_number_of_seconds_0_or{
    "a timeout must be a number of seconds, 0 or more", "timeout phải là số giây, từ 0 trở lên"};
inline constexpr Sentence<0> a_method_needs_its_object{"a method needs its object",
                                                       "phương thức cần có đối tượng"};
inline constexpr Sentence<0> an_array_that_is_not_modified_or_a_copy_of{
    "an array that is not modified, or a copy of it", "mảng không bị sửa, hoặc một bản sao"};
inline constexpr Sentence<0> codes_must_be_positions{
    "codes must be positions of values, as whole numbers of 32 bits",
    "mã phải là vị trí của giá trị, là số nguyên 32 bit"};
inline constexpr Sentence<0> coded_values_must_be_texts{"The values of codes must be texts",
                                                        "Các giá trị của mã phải là văn bản"};
inline constexpr Sentence<0> column_name_half_surrogate{
    "The name of a column contains half a surrogate pair", "Tên cột chứa nửa cặp surrogate"};
inline constexpr Sentence<0> columns_must_be_pairs{
    "columns must be a list of pairs (name, values)",
    "columns phải là danh sách các cặp (tên, giá trị)"};
inline constexpr Sentence<1> must_be_a_list_or_a_tuple{"must be a list or a tuple, not {0}",
                                                       "phải là list hoặc tuple, không phải {0}"};
inline constexpr Sentence<0> no_argument_has_a_name_that_is_not_ascii{
    "no argument has a name that is not ASCII", "không tham số nào có tên ngoài ASCII"};
inline constexpr Sentence<1> no_case_at_position{"no case at position {0}",
                                                 "không có tình huống kiểm thử ở vị trí {0}"};
inline constexpr Sentence<0> no_input_accepts_a_value_of_this_python_type{
    "No input accepts a value of this Python type",
    "Không số liệu đầu vào nào nhận kiểu Python này"};
inline constexpr Sentence<0> none_has_no_such_method{"None has no such method",
                                                     "None không có phương thức này"};
inline constexpr Sentence<1> not_a_cohort{"not a Cohort: {0}", "không phải là Cohort: {0}"};
inline constexpr Sentence<0> not_a_finite_number{"not a finite number", "không phải là số hữu hạn"};
inline constexpr Sentence<0> not_one_character{"must be exactly one ASCII character",
                                               "phải là đúng một ký tự ASCII"};
inline constexpr Sentence<3> option_must_be_one_of{"{0} must be one of {1}, not \"{2}\"",
                                                   "{0} phải là một trong {1}, không phải \"{2}\""};
inline constexpr Sentence<2> other_values_in_rows_to{"other values in rows {0} to {1}",
                                                     "giá trị khác ở các dòng {0} đến {1}"};
inline constexpr Sentence<1> points_must_be_a_finite_int_fraction_or{
    "points must be a finite int, Fraction or Decimal, not {0}",
    "điểm phải là int, Fraction hoặc Decimal hữu hạn, không phải {0}"};
inline constexpr Sentence<1> points_must_have_at_most_digits{"points must have at most {0} digits",
                                                             "điểm có không quá {0} chữ số"};
inline constexpr Sentence<0> reading_the_data_raised_an_exception{
    "Reading the data raised an exception", "Đọc dữ liệu gây ra ngoại lệ"};
inline constexpr Sentence<0> reading_the_value_raised_an_exception{
    "Reading the value raised an exception", "Đọc giá trị gây ra ngoại lệ"};
inline constexpr Sentence<0> text_half_surrogate{"The text contains half a surrogate pair",
                                                 "Chuỗi chứa nửa cặp surrogate"};
inline constexpr Sentence<0> the_buffer_does_not_fit_the_figures{
    "the buffer does not fit the figures", "vùng nhớ không khớp với số lượng giá trị"};
inline constexpr Sentence<0> the_data_have_changed{"the data have changed", "dữ liệu đã thay đổi"};
inline constexpr Sentence<0> the_number_has_too_many_digits_2{"the number has too many digits",
                                                              "số có quá nhiều chữ số"};
inline constexpr Sentence<0> the_object_did_not_provide_arrow_data{
    "The object did not provide Arrow data", "Đối tượng không cung cấp dữ liệu Arrow"};
inline constexpr Sentence<0> the_state_of_a_cohort_is_damaged{
    "the state of a cohort is damaged", "trạng thái của tập đơn vị để so sánh bị hỏng"};
inline constexpr Sentence<0> the_time_limit_is_already_in_use{"the time limit is already in use",
                                                              "giới hạn thời gian đang được dùng"};
inline constexpr Sentence<0> the_values_of_an_array_changed_after_they{
    "The values of an array changed after they were scored",
    "Giá trị của mảng đã thay đổi sau khi chấm điểm"};
inline constexpr Sentence<0> time_limits_must_end_in_the_thread_that{
    "time limits must end in the thread that entered them, in reverse order",
    "giới hạn thời gian phải kết thúc trong luồng đã bắt đầu, theo thứ tự ngược lại"};

}  // namespace sentence

}  // namespace detail

PARINDEX_END_NAMESPACE
