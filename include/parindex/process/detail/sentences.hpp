// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/phrase.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Sentences of messages about assessments, agencies and stages.
namespace sentence {

inline constexpr Sentence<0> a_date_such_as_2021_02_15{"a date such as 2021-02-15",
                                                       "ngày dạng 2021-02-15"};
inline constexpr Sentence<0> a_file_name_without_a_folder_or_or_control{
    "a file name without a folder, / or \\, or control characters",
    "tên tệp không có thư mục, dấu / hay \\, ký tự điều khiển"};
inline constexpr Sentence<0> a_file_of_evidence_needs_a_name_a_size_and_a{
    "A file of evidence needs a name, a size and a SHA-256",
    "Tệp tài liệu kiểm chứng phải có tên, kích thước và SHA-256"};
inline constexpr Sentence<1> a_leaf_that_applies_to_group{
    "a leaf that applies to group {0}", "tiêu chí thành phần áp dụng cho nhóm {0}"};
inline constexpr Sentence<1> a_leaf_that_leads_or_coordinates{
    "a leaf that {0} leads or coordinates", "tiêu chí thành phần do {0} chủ trì hoặc phối hợp"};
inline constexpr Sentence<0> a_unit_of_the_assessment{"a unit of the assessment",
                                                      "một đơn vị của kỳ đánh giá"};
inline constexpr Sentence<0> a_value_evidence_or_a_note{
    "a value, evidence or a note", "giá trị, tài liệu kiểm chứng hoặc ghi chú"};
inline constexpr Sentence<1> after{"after {0}", "sau {0}"};
inline constexpr Sentence<2> and_submitted_different_values_for_one_cell{
    "{0} and {1} submitted different values for one cell",
    "{0} và {1} nộp giá trị khác nhau cho cùng một ô"};
inline constexpr Sentence<0> agencies_in_the_rubric{"\"agencies\" in the rubric",
                                                    "\"agencies\" trong bộ tiêu chí"};
inline constexpr Sentence<0> another_layer{"another layer", "một bước chấm khác"};
inline constexpr Sentence<2> as_submitted_at{"{0}, as submitted at {1}", "{0}, như đã nộp ở {1}"};
inline constexpr Sentence<0> each_unit_once{"each unit once", "mỗi đơn vị một lần"};
inline constexpr Sentence<0> evidence_or_a_note{"evidence or a note",
                                                "tài liệu kiểm chứng hoặc ghi chú"};
inline constexpr Sentence<0> file_size_and_sha256{"file, size and sha256", "file, size và sha256"};
inline constexpr Sentence<1> from_date{"from {0}", "từ {0}"};
inline constexpr Sentence<0> hexadecimal_digits_in_lower_case{
    "64 hexadecimal digits in lower case", "64 chữ số thập lục phân viết thường"};
inline constexpr Sentence<0> layers_in_the_rubric{"\"layers\" in the rubric",
                                                  "\"layers\" trong bộ tiêu chí"};
inline constexpr Sentence<1> leads_the_leaf_and_submitted_no_mark{
    "{0} leads the leaf and submitted no mark",
    "{0} chủ trì tiêu chí thành phần nhưng không nộp điểm chấm"};
inline constexpr Sentence<1> no{"no {0}", "thiếu {0}"};
inline constexpr Sentence<0> no_stage_accepts_marks_of_this_layer{
    "No stage accepts marks of this layer", "Không giai đoạn nào nhận điểm chấm của bước chấm này"};
inline constexpr Sentence<0> none_of_them{"none of them", "không có gì"};
inline constexpr Sentence<2> or_last{"{0} or {1}", "{0} hoặc {1}"};
inline constexpr Sentence<1> or_later{"{0} or later", "{0} trở đi"};
inline constexpr Sentence<0> the_agency_was_not_found{"the agency was not found",
                                                      "không tìm thấy cơ quan"};
inline constexpr Sentence<0> the_agency_neither_leads_nor_coordinates_the{
    "The agency neither leads nor coordinates the leaf",
    "Cơ quan không chủ trì và không phối hợp tiêu chí thành phần này"};
inline constexpr Sentence<0> the_assessment_cannot_be_frozen{"the assessment cannot be frozen",
                                                             "không chốt được kỳ đánh giá"};
inline constexpr Sentence<0> the_assessment_has_no_units{"The assessment has no units",
                                                         "Kỳ đánh giá không có đơn vị nào"};
inline constexpr Sentence<0> the_assessment_has_too_many_stages{
    "The assessment has too many stages", "Kỳ đánh giá có quá nhiều giai đoạn"};
inline constexpr Sentence<0> the_code_of_a_leaf_or_of_a_node_with_a_gate{
    "the code of a leaf, or of a node with a gate that reads a data column",
    "mã của tiêu chí thành phần, hoặc của mục có điều kiện khống chế lấy từ số liệu"};
inline constexpr Sentence<0> the_file_name_is_too_long{"The file name is too long",
                                                       "Tên tệp quá dài"};
inline constexpr Sentence<0> the_file_size_is_out_of_range{"The file size is out of range",
                                                           "Kích thước tệp nằm ngoài phạm vi"};
inline constexpr Sentence<0> the_id_of_a_stage{"The id of a stage", "Id của giai đoạn"};
inline constexpr Sentence<0> the_layer_accepts_no_marks_on_this_date{
    "The layer accepts no marks on this date", "Bước chấm không nhận điểm chấm vào ngày này"};
inline constexpr Sentence<0> the_layer_was_not_found{"the layer was not found",
                                                     "không tìm thấy bước chấm"};
inline constexpr Sentence<0> the_layers_were_not_compared{"the layers were not compared",
                                                          "không so sánh được hai bước chấm"};
inline constexpr Sentence<0> the_leaf_does_not_accept_marks_of_this_layer{
    "The leaf does not accept marks of this layer",
    "Tiêu chí thành phần không nhận điểm chấm của bước chấm này"};
inline constexpr Sentence<0> the_leaf_does_not_apply_to_the_group_of_this{
    "The leaf does not apply to the group of this unit",
    "Tiêu chí thành phần không áp dụng cho nhóm của đơn vị này"};
inline constexpr Sentence<0> the_marks_have_neither_evidence_nor_an{
    "The marks have neither evidence nor an explanation",
    "Điểm chấm không có tài liệu kiểm chứng và cũng không có giải trình"};
inline constexpr Sentence<0> the_node_with_this_code_has_no_values_of_its{
    "The node with this code has no values of its own", "Mục mang mã này không có số liệu riêng"};
inline constexpr Sentence<0> the_observation_arrived_when_its_layer{
    "The observation arrived on a date on which its layer accepts no marks",
    "Lần ghi nhận được nộp vào ngày mà bước chấm không nhận điểm chấm"};
inline constexpr Sentence<0> the_observation_is_empty{"The observation is empty",
                                                      "Lần ghi nhận để trống"};
inline constexpr Sentence<0> the_observation_is_older_than_an_earlier_one{
    "The observation is older than an earlier one",
    "Lần ghi nhận có ngày sớm hơn lần ghi nhận trước đó"};
inline constexpr Sentence<0> the_reopening_does_not_extend_the_stage{
    "The reopening does not extend the stage", "Lần mở lại không kéo dài giai đoạn"};
inline constexpr Sentence<0> the_reopening_does_not_state_who_decided_it{
    "The reopening does not state who decided it, or why",
    "Lần mở lại không nêu người quyết định hoặc lý do"};
inline constexpr Sentence<0> the_reopening_is_older_than_an_earlier_one{
    "The reopening is older than an earlier one", "Lần mở lại có ngày sớm hơn lần trước"};
inline constexpr Sentence<0> the_rubric_declares_no_layers_of_marks{
    "The rubric declares no layers of marks", "Bộ tiêu chí không khai báo bước chấm"};
inline constexpr Sentence<0> the_stage_accepts_no_layer{"The stage accepts no layer",
                                                        "Giai đoạn không nhận bước chấm nào"};
inline constexpr Sentence<0> the_stage_ends_before_it_begins{
    "The stage ends before it begins", "Giai đoạn kết thúc trước khi bắt đầu"};
inline constexpr Sentence<0> the_stage_is_reopened_before_it_begins{
    "The stage is reopened before it begins", "Giai đoạn được mở lại trước khi bắt đầu"};
inline constexpr Sentence<2> the_stage_overlaps_stage_and_accepts_the{
    "The stage overlaps stage {1} and accepts the same layer {0}",
    "Giai đoạn trùng ngày với giai đoạn {1} và cùng nhận bước chấm {0}"};
inline constexpr Sentence<0> the_stages_of_the_day_were_not_found{
    "the stages of the day were not found", "không xác định được giai đoạn của ngày này"};
inline constexpr Sentence<0> the_text_is_not_a_sha_256{"The text is not a SHA-256",
                                                       "Chuỗi không phải là SHA-256"};
inline constexpr Sentence<0> the_text_is_not_a_valid_file_name{
    "The text is not a valid file name", "Chuỗi không phải là tên tệp hợp lệ"};
inline constexpr Sentence<0> the_unit_appears_twice{"The unit appears twice",
                                                    "Đơn vị xuất hiện hai lần"};
inline constexpr Sentence<0> the_unit_has_no_group{"The unit has no group", "Đơn vị không có nhóm"};
inline constexpr Sentence<0> the_value_is_not_valid_for_the_input{
    "The value is not valid for the input", "Giá trị không hợp lệ với số liệu đầu vào"};
inline constexpr Sentence<0> unknown_agency{"Unknown agency", "Cơ quan không hợp lệ"};
inline constexpr Sentence<0> unknown_evidence{
    "Unknown evidence", "Tiêu chí thành phần không khai báo tài liệu kiểm chứng này"};
inline constexpr Sentence<0> unknown_stage{"Unknown stage", "Không có giai đoạn này"};
inline constexpr Sentence<0> unknown_unit{"Unknown unit", "Không có đơn vị này"};
inline constexpr Sentence<1> until_date{"until {0}", "đến {0}"};

}  // namespace sentence

}  // namespace detail

PARINDEX_END_NAMESPACE
