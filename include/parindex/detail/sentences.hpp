// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/phrase.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Sentences of messages that several rooms use.
namespace sentence {

inline constexpr Sentence<0> a_code_of_the_rubric{"a code of the rubric", "một mã của bộ tiêu chí"};
inline constexpr Sentence<0> a_computed_number_has_too_many_digits{
    "A computed number has too many digits", "Số tính ra có quá nhiều chữ số"};
inline constexpr Sentence<0> a_json_value{"value", "giá trị"};
inline constexpr Sentence<0> a_name{"a name", "tên"};
inline constexpr Sentence<0> a_number{"a number", "một số"};
inline constexpr Sentence<0> a_regular_file{"a regular file", "tệp thông thường"};
inline constexpr Sentence<0> a_zero_byte{"a zero byte", "byte 0"};
inline constexpr Sentence<0> an_array{"an array", "một mảng JSON"};
inline constexpr Sentence<0> an_object{"an object", "một đối tượng JSON"};
inline constexpr Sentence<2> and_more{"{0} and {1} more", "{0} và {1} mục khác"};
inline constexpr Sentence<0> and_so_on{"; ...", "; ..."};
inline constexpr Sentence<1> and_what_is_found{", found {0}", ", thực tế {0}"};
inline constexpr Sentence<0> at_least_one{"at least one", "ít nhất một"};
inline constexpr Sentence<2> at_line{" (line {0}, column {1})", " (dòng {0}, cột {1})"};
inline constexpr Sentence<1> at_most{"at most {0}", "không quá {0}"};
inline constexpr Sentence<1> at_most_bytes{"at most {0} bytes", "không quá {0} byte"};
inline constexpr Sentence<1> at_most_digits{"at most {0} digits", "không quá {0} chữ số"};
inline constexpr Sentence<1> at_most_levels{"at most {0} levels", "không quá {0} cấp"};
inline constexpr Sentence<1> at_most_values{"at most {0} values", "không quá {0} giá trị"};
inline constexpr Sentence<1> at_pointer{" at {0}", " tại {0}"};
inline constexpr Sentence<0> block_at{"  at:       ", "  tại:      "};
inline constexpr Sentence<0> block_expected{"  expected: ", "  cần:      "};
inline constexpr Sentence<0> block_found{"  found:    ", "  thực tế:  "};
inline constexpr Sentence<1> block_more{"{0} more", "còn {0} chỗ khác"};
inline constexpr Sentence<0> block_times{"  times:    ", "  số lần:   "};
inline constexpr Sentence<1> bytes{"{0} bytes", "{0} byte"};
inline constexpr Sentence<2> did_you_mean{"{0}; did you mean {1}?", "{0}; có phải ý là {1}?"};
inline constexpr Sentence<0> distinct_ids{"distinct ids", "các id khác nhau"};
inline constexpr Sentence<0> distinct_layers{"distinct layers", "các bước chấm khác nhau"};
inline constexpr Sentence<0> distinct_names{"distinct names", "các tên khác nhau"};
inline constexpr Sentence<0> end_of_input{"end of input", "hết nội dung"};
inline constexpr Sentence<1> error_code{"error {0}", "lỗi {0}"};
inline constexpr Sentence<0> false_literal{"false literal", "giá trị false"};
inline constexpr Sentence<1> in_file{" in {0}", " trong {0}"};
inline constexpr Sentence<1> in_row{" in row {0}", " ở dòng {0}"};
inline constexpr Sentence<0> invalid_json{"Invalid JSON", "JSON không hợp lệ"};
inline constexpr Sentence<0> invalid_literal{"invalid literal", "từ không hợp lệ"};
inline constexpr Sentence<1> is_not_valid_utf_8{"{0} is not valid UTF-8",
                                                "{0} không phải là UTF-8 hợp lệ"};
inline constexpr Sentence<1> json_parser_says{"{0}", "{0} (thông báo của bộ đọc JSON)"};
inline constexpr Sentence<0> more{"more", "nhiều hơn"};
inline constexpr Sentence<1> more_in_issues{"... and {0} more in issues",
                                            "... và {0} lỗi khác trong danh sách"};
inline constexpr Sentence<1> more_issues_were_found_and_not_kept{
    "{0} more issues were found and not kept", "Còn {0} lỗi khác không được liệt kê"};
inline constexpr Sentence<0> invalid_data{"invalid data", "dữ liệu không hợp lệ"};
inline constexpr Sentence<0> invalid_rubric{"invalid rubric", "bộ tiêu chí không hợp lệ"};
inline constexpr Sentence<0> n_0_or_more{"0 or more", "từ 0 trở lên"};
inline constexpr Sentence<0> neither{"neither", "không có"};
inline constexpr Sentence<1> no_row_at_position{"no row at position {0}",
                                                "không có dòng ở vị trí {0}"};
inline constexpr Sentence<0> no_text{"no text", "không có nội dung"};
inline constexpr Sentence<0> no_value_errors{"no value: the check found errors",
                                             "không có giá trị: kiểm tra phát hiện lỗi"};
inline constexpr Sentence<0> none{"none", "không có"};
inline constexpr Sentence<0> not_a_date{"The text is not a date", "Chuỗi không phải là ngày"};
inline constexpr Sentence<0> nothing{"nothing", "không có gì"};
inline constexpr Sentence<0> null_literal{"null literal", "giá trị null"};
inline constexpr Sentence<0> number_literal{"number literal", "số"};
inline constexpr Sentence<0> object_key{"object key", "khóa của đối tượng"};
inline constexpr Sentence<1> of_column{", column \"{0}\"", ", cột \"{0}\""};
inline constexpr Sentence<1> one_of{"one of {0}", "một trong: {0}"};
inline constexpr Sentence<1> path_is_a_device{"{0}, which is a device or a pipe",
                                              "{0}, là thiết bị hoặc đường ống"};
inline constexpr Sentence<1> path_is_a_folder{"{0}, which is a folder", "{0}, là một thư mục"};
inline constexpr Sentence<1> place_column{"column {0}", "cột {0}"};
inline constexpr Sentence<2> place_line{"line {0}, column {1}", "dòng {0}, cột {1}"};
inline constexpr Sentence<1> place_row{"row {0}", "dòng {0}"};
inline constexpr Sentence<1> place_unit{"unit {0}", "đơn vị {0}"};
inline constexpr Sentence<1> so_many_times{"; {0} times", "; {0} lần"};
inline constexpr Sentence<1> so_many_times_at{"; {0} times:", "; {0} lần:"};
inline constexpr Sentence<0> stopped_deadline{"stopped: the time allowed is over",
                                              "đã dừng: hết thời gian cho phép"};
inline constexpr Sentence<0> stopped_request{"stopped on request", "đã dừng theo yêu cầu"};
inline constexpr Sentence<2> stopped_with{"{0}; {1}", "{0}; {1}"};
inline constexpr Sentence<0> string_literal{"string literal", "chuỗi ký tự"};
inline constexpr Sentence<0> text{"text", "chuỗi ký tự"};
inline constexpr Sentence<0> text_or_a_number{"text or a number", "chuỗi ký tự hoặc số"};
inline constexpr Sentence<0> the_column_with_the_names_of_the_units_is{
    "The column with the names of the units is missing", "Thiếu cột tên đơn vị"};
inline constexpr Sentence<0> the_file_cannot_be_read{"The file cannot be read",
                                                     "Không đọc được tệp"};
inline constexpr Sentence<0> the_file_contains_too_many_json_values{
    "The file contains too many JSON values", "Tệp có quá nhiều giá trị JSON"};
inline constexpr Sentence<0> the_file_is_too_large{"The file is too large", "Tệp quá lớn"};
inline constexpr Sentence<0> the_id_appears_twice_in_the_list{
    "The id appears twice in the list", "Id xuất hiện hai lần trong danh sách"};
inline constexpr Sentence<0> the_json_text_is_nested_too_deeply{
    "The JSON text is nested too deeply", "Nội dung JSON lồng quá nhiều cấp"};
inline constexpr Sentence<0> the_layer_appears_twice_in_the_list{
    "The layer appears twice in the list", "Bước chấm xuất hiện hai lần trong danh sách"};
inline constexpr Sentence<4> the_limit_must_be_to_not{
    "the limit {0} must be {1} to {2}, not {3}",
    "giới hạn {0} phải từ {1} đến {2}, không phải {3}"};
inline constexpr Sentence<0> the_number_has_too_many_digits{"The number has too many digits",
                                                            "Số có quá nhiều chữ số"};
inline constexpr Sentence<0> the_text_is_not_valid_utf_8{"The text is not valid UTF-8",
                                                         "Nội dung không phải là UTF-8 hợp lệ"};
inline constexpr Sentence<0> the_unit_has_no_name{"The unit has no name", "Đơn vị không có tên"};
inline constexpr Sentence<0> the_value_does_not_state_whether_ranked{
    "The value does not state whether the unit is ranked",
    "Giá trị không nêu đơn vị có được xếp hạng hay không"};
inline constexpr Sentence<0> the_name{"The name", "Tên"};
inline constexpr Sentence<0> the_value_is_not_a_name{"The value is not a name",
                                                     "Giá trị không phải là tên"};
inline constexpr Sentence<0> the_values_have_a_type_that_cannot_be_read{
    "The values have a type that cannot be read", "Không đọc được giá trị thuộc kiểu này"};
inline constexpr Sentence<0> true_literal{"true literal", "giá trị true"};
inline constexpr Sentence<0> two_columns_have_the_same_name{"Two columns have the same name",
                                                            "Hai cột trùng tên"};
inline constexpr Sentence<0> unknown_group{"Unknown group", "Nhóm không hợp lệ"};
inline constexpr Sentence<0> unknown_input{
    "Unknown input", "Tiêu chí thành phần không khai báo số liệu đầu vào này"};
inline constexpr Sentence<0> unknown_layer{"Unknown layer", "Bước chấm không hợp lệ"};
inline constexpr Sentence<0> unknown_node_code{"Unknown node code", "Mã mục không hợp lệ"};
inline constexpr Sentence<0> unsupported_format_version{
    "Unsupported format version", "Phiên bản định dạng của tệp không được hỗ trợ"};
inline constexpr Sentence<1> warning_code{"warning {0}", "cảnh báo {0}"};
inline constexpr Sentence<1> what_is_expected{"; expected {0}", "; cần {0}"};
inline constexpr Sentence<1> what_is_found{"; found {0}", "; thực tế {0}"};
inline constexpr Sentence<0> yes_or_no{"yes or no", "có hoặc không"};

}  // namespace sentence

}  // namespace detail

PARINDEX_END_NAMESPACE
