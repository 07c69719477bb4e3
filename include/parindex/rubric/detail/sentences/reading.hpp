// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/phrase.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Sentences of messages about files of rubrics, overlays and editions.
namespace sentence {

inline constexpr Sentence<1> a_change_by{"a change by {0}", "thay đổi của {0}"};
inline constexpr Sentence<0> a_code{"a code", "mã"};
inline constexpr Sentence<0> a_date_as_a_string{"a date as a string",
                                                "ngày viết dưới dạng chuỗi ký tự"};
inline constexpr Sentence<0> a_date_such_as_2020_12_30{"a date such as 2020-12-30",
                                                       "ngày dạng 2020-12-30"};
inline constexpr Sentence<0> a_format_version_such_as_1{"a format version such as 1",
                                                        "số phiên bản định dạng, ví dụ 1"};
inline constexpr Sentence<0> a_key_of_the_node{"a key of the node", "một khóa của mục"};
inline constexpr Sentence<0> a_keyword_or_an_array_of_keywords{"a keyword or an array of keywords",
                                                               "từ khóa hoặc mảng từ khóa"};
inline constexpr Sentence<0> a_node{"a node", "một mục"};
inline constexpr Sentence<0> a_number_a_date_the_name_of_an_input_or_an{
    "a number, a date, the name of an input, or an object",
    "số, ngày, tên số liệu đầu vào hoặc đối tượng JSON"};
inline constexpr Sentence<0> a_number_or_an_object_with_a_weight_for_each{
    "a number, or an object with a weight for each weight set",
    "số, hoặc đối tượng có trọng số cho từng bộ trọng số"};
inline constexpr Sentence<0> a_number_such_as_12_0_25_1e_3_or_1_3{
    "a number such as \"12\", \"-0.25\", \"1e-3\" or \"1/3\"",
    "số dạng \"12\", \"-0.25\", \"1e-3\" hoặc \"1/3\""};
inline constexpr Sentence<0> a_ratio_needs_two_inputs{"A ratio needs two inputs",
                                                      "Tỷ số cần hai số liệu đầu vào"};
inline constexpr Sentence<0> a_required_key_is_missing{"A required key is missing",
                                                       "Thiếu khóa bắt buộc"};
inline constexpr Sentence<0> a_rounding_or_exact{"a rounding or \"exact\"",
                                                 "quy tắc làm tròn hoặc \"exact\""};
inline constexpr Sentence<0> a_rubric_file{"a rubric file", "tệp bộ tiêu chí"};
inline constexpr Sentence<1> a_start_on_the_day_after{"a start on the day after {0}",
                                                      "bắt đầu từ ngày sau {0}"};
inline constexpr Sentence<0> an_array_of_at_least_one_item{"an array of at least one item",
                                                           "mảng có ít nhất một phần tử"};
inline constexpr Sentence<0> an_array_of_two_items{"an array of two items", "mảng có hai phần tử"};
inline constexpr Sentence<0> an_array_of_two_strings{"an array of two strings",
                                                     "mảng gồm hai chuỗi ký tự"};
inline constexpr Sentence<0> an_array_with_at_least_one_bonus_or_penalty{
    "an array with at least one bonus or penalty", "mảng có ít nhất một điểm thưởng hoặc điểm trừ"};
inline constexpr Sentence<0> an_array_with_at_least_one_group{"an array with at least one group",
                                                              "mảng có ít nhất một nhóm"};
inline constexpr Sentence<1> an_end_of_before_that_date{"an end of {0} before that date",
                                                        "{0} hết hiệu lực trước ngày đó"};
inline constexpr Sentence<0> an_identifier{"an identifier", "mã định danh"};
inline constexpr Sentence<0> an_overlay_cannot_set_this_key{
    "An overlay cannot set this key", "Bản điều chỉnh không được đặt khóa này"};
inline constexpr Sentence<1> at_most_digits_when_written_without_an{
    "at most {0} digits when written without an exponent",
    "không quá {0} chữ số khi viết không có số mũ"};
inline constexpr Sentence<0> code{"\"code\"", "\"code\""};
inline constexpr Sentence<0> distinct_editions{"distinct editions", "các phiên bản khác nhau"};
inline constexpr Sentence<0> each_key_once{"each key once", "mỗi khóa một lần"};
inline constexpr Sentence<3> editions_and_are_both_in_force_on{
    "Editions {0} and {1} are both in force on {2}",
    "Phiên bản {0} và {1} cùng có hiệu lực ngày {2}"};
inline constexpr Sentence<0> effective_with_a_date{"\"effective\" with a date",
                                                   "\"effective\" kèm ngày"};
inline constexpr Sentence<0> exact{"exact", "exact"};
inline constexpr Sentence<2> from_format_to{"from {0} to {1}", "từ {0} đến {1}"};
inline constexpr Sentence<0> index_instead_of_points{"\"index\" instead of \"points\"",
                                                     "\"index\" thay cho \"points\""};
inline constexpr Sentence<1> invalid_rubric_at{"invalid rubric {0}",
                                               "bộ tiêu chí {0} không hợp lệ"};
inline constexpr Sentence<1> items{"{0} items", "{0} phần tử"};
inline constexpr Sentence<2> key_of_node{"{0} of {1}", "{0} của {1}"};
inline constexpr Sentence<2> no_edition_is_in_force_between_and{
    "No edition is in force between {0} and {1}",
    "Giữa {0} và {1} không có phiên bản nào có hiệu lực"};
inline constexpr Sentence<0> no_edition_is_in_force_on_this_date{
    "No edition is in force on this date", "Không có phiên bản nào có hiệu lực vào ngày này"};
inline constexpr Sentence<0> no_edition_was_found{"no edition was found",
                                                  "không tìm thấy phiên bản"};
inline constexpr Sentence<1> node_of_code{"node {0}", "mục {0}"};
inline constexpr Sentence<0> not_a_number{"The text is not a number", "Chuỗi không phải là số"};
inline constexpr Sentence<2> of{"{0} of {1}", "{0} của {1}"};
inline constexpr Sentence<0> one_change{"one change", "một thay đổi"};
inline constexpr Sentence<1> only_since_format{
    "This needs rubric format {0} or later; state that format",
    "Nội dung này cần định dạng {0} trở lên của tệp bộ tiêu chí; hãy ghi định dạng đó"};
inline constexpr Sentence<1> overlay_of_id{"overlay {0}", "bản điều chỉnh {0}"};
inline constexpr Sentence<2> overlay_prefix{"Overlay {0}: {1}", "Bản điều chỉnh {0}: {1}"};
inline constexpr Sentence<1> overlay_without_id{"Overlay without id: {0}",
                                                "Bản điều chỉnh không có id: {0}"};
inline constexpr Sentence<0> text_or_an_object_with_one_key{
    "text, or an object with one key", "chuỗi ký tự, hoặc đối tượng có một khóa"};
inline constexpr Sentence<0> the_array_has_no_nodes{"The array has no nodes",
                                                    "Mảng không có mục nào"};
inline constexpr Sentence<0> the_array_of_layers_is_empty{"The array of layers is empty",
                                                          "Mảng bước chấm để trống"};
inline constexpr Sentence<0> the_base{"the base rubric", "bộ tiêu chí gốc"};
inline constexpr Sentence<0> the_code_is_already_used{"The code is already used",
                                                      "Mã đã được dùng"};
inline constexpr Sentence<0> the_edition_does_not_state_when_it_is_in{
    "The edition does not state when it is in force", "Phiên bản không nêu thời gian có hiệu lực"};
inline constexpr Sentence<1> the_format_came_after_version{
    "The format of the file is newer than parindex {0}; install a later version",
    "Tệp có định dạng mới hơn parindex {0}; cần cài đặt phiên bản mới hơn"};
inline constexpr Sentence<0> the_identifier_is_empty{"The identifier is empty",
                                                     "Mã định danh để trống"};
inline constexpr Sentence<0> the_key_appears_twice_in_one_object{
    "The key appears twice in one object", "Khóa xuất hiện hai lần trong một đối tượng"};
inline constexpr Sentence<1> the_key_cannot_be_combined_with{"The key cannot be combined with {0}",
                                                             "Khóa không được dùng cùng {0}"};
inline constexpr Sentence<0> the_key_cannot_be_combined_with_before{
    "The key cannot be combined with \"before\"", "Khóa không được dùng cùng \"before\""};
inline constexpr Sentence<0> the_node_has_no_code{"The node has no code", "Mục không có mã"};
inline constexpr Sentence<0> the_number_of_children_is_not_valid{
    "The number of children is not valid", "Số mục con không hợp lệ"};
inline constexpr Sentence<0> unknown_shared_part{"Unknown shared part",
                                                 "Không có phần dùng chung này"};
inline constexpr Sentence<0> unknown_constant{"Unknown constant", "Không có hằng số này"};
inline constexpr Sentence<0> the_constant_has_no_value_for{
    "The constant has no value for this edition or date",
    "Hằng số không có giá trị cho phiên bản hoặc ngày này"};
inline constexpr Sentence<2> edition_and_day{
    "a value for edition {0}, or from a day up to {1}",
    "giá trị cho phiên bản {0}, hoặc từ một ngày không muộn hơn {1}"};
inline constexpr Sentence<0> the_number_of_digits_of_a_rounding_is_not_a{
    "The number of digits of a rounding is not a whole number in range",
    "Số chữ số làm tròn phải là số nguyên trong phạm vi"};
inline constexpr Sentence<0> the_overlay_was_made_for_another_rubric_or{
    "The overlay was made for another rubric or edition",
    "Bản điều chỉnh được lập cho bộ tiêu chí hoặc phiên bản khác"};
inline constexpr Sentence<0> the_rubric{"the rubric", "bộ tiêu chí"};
inline constexpr Sentence<0> the_rubric_has_another_id_than_the_other{
    "The id of the rubric differs from the id of the other editions",
    "Id của bộ tiêu chí khác id của các phiên bản còn lại"};
inline constexpr Sentence<0> the_rubric_has_too_many_levels{"The rubric has too many levels",
                                                            "Bộ tiêu chí có quá nhiều cấp"};
inline constexpr Sentence<0> the_set_has_no_editions{"The set has no editions",
                                                     "Không có phiên bản nào"};
inline constexpr Sentence<0> the_two_ends_have_different_types{"The two ends have different types",
                                                               "Hai đầu khác kiểu nhau"};
inline constexpr Sentence<0> the_value_has_the_wrong_type{"The value has the wrong type",
                                                          "Giá trị sai kiểu"};
inline constexpr Sentence<0> this_overlay{"this overlay", "bản điều chỉnh này"};
inline constexpr Sentence<1> touched_by_another{"Another change touches {0}",
                                                "Một thay đổi khác cũng tác động đến {0}"};
inline constexpr Sentence<0> true_or_false{"true or false", "true hoặc false"};
inline constexpr Sentence<0> two_rubrics_are_the_same_edition{"Two rubrics are the same edition",
                                                              "Hai bộ tiêu chí cùng một phiên bản"};
inline constexpr Sentence<0> unknown_key{"Unknown key", "Khóa không hợp lệ"};
inline constexpr Sentence<0> unknown_keyword{"Unknown keyword", "Từ khóa không hợp lệ"};
inline constexpr Sentence<0> values{"\"values\"", "\"values\""};

}  // namespace sentence

}  // namespace detail

PARINDEX_END_NAMESPACE
