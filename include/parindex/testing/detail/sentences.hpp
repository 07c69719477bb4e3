// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/phrase.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Sentences of messages about cases and mutants.
namespace sentence {

inline constexpr Sentence<0> a_case_fails_on_the_rubric_itself_run_the{
    "a case fails on the rubric itself: run the cases first",
    "có ca kiểm thử không đạt trên chính bộ tiêu chí: hãy chạy các ca kiểm thử trước"};
inline constexpr Sentence<0> a_case_file{"a case file", "tệp ca kiểm thử"};
inline constexpr Sentence<0> a_figure_such_as_points{"a figure, such as \"points\"",
                                                     "một kết quả, ví dụ \"points\""};
inline constexpr Sentence<0> a_file_below_the_folder_of_the_cases{
    "a file below the folder of the cases, or below the root that the call names",
    "tệp nằm trong thư mục ca kiểm thử, hoặc trong thư mục gốc đã nêu"};
inline constexpr Sentence<0> a_file_name{"a file name", "tên tệp"};
inline constexpr Sentence<0> a_symbolic_link_leads_out_of_the_folder{
    "A symbolic link leads out of the folder", "Liên kết dẫn ra ngoài thư mục"};
inline constexpr Sentence<0> a_value_text_a_number_true_false_or_null{
    "a value: text, a number, true, false or null",
    "giá trị: chuỗi ký tự, số, true, false hoặc null"};
inline constexpr Sentence<2> and_unconfirmed{"{0}, {1} unconfirmed", "{0}, {1} chưa xác nhận"};
inline constexpr Sentence<0> at_least_one_case_file_json{"at least one case file, *.json",
                                                         "ít nhất một tệp ca kiểm thử, *.json"};
inline constexpr Sentence<1> at_most_decimal_places{"at most {0} decimal places",
                                                    "không quá {0} chữ số thập phân"};
inline constexpr Sentence<2> boundaries_covered{"sides of boundaries: {0} of {1}",
                                                "phía của giá trị biên: {0} trên {1}"};
inline constexpr Sentence<2> branches_covered{"branches: {0} of {1}", "nhánh: {0} trên {1}"};
inline constexpr Sentence<1> case_because{"  because: {0}", "  vì: {0}"};
inline constexpr Sentence<3> case_expected_found{"  {0}: expected {1}, found {2}",
                                                 "  {0}: mong đợi {1}, thực tế {2}"};
inline constexpr Sentence<3> case_failed{"FAILED  {0}  ({1}, line {2})",
                                         "KHÔNG ĐẠT  {0}  ({1}, dòng {2})"};
inline constexpr Sentence<1> case_given{"  given:   {0}", "  số liệu: {0}"};
inline constexpr Sentence<1> case_looked_at{"  looked at: x = {0}", "  xét: x = {0}"};
inline constexpr Sentence<1> case_that_would_notice{"  a case that would notice: {0}",
                                                    "  ca kiểm thử sẽ phát hiện: {0}"};
inline constexpr Sentence<0> case_total{"total", "tổng"};
inline constexpr Sentence<3> cases_counted{"{0} cases: {1} passed, {2} failed",
                                           "{0} ca kiểm thử: {1} đạt, {2} không đạt"};
inline constexpr Sentence<0> cases_too_many_made{"the rubric needs too many cases",
                                                 "bộ tiêu chí cần quá nhiều ca kiểm thử"};
inline constexpr Sentence<3> coverage_is{"coverage: {0} % of {1} by {2} cases",
                                         "độ bao phủ: {0} % của {1} bằng {2} ca kiểm thử"};
inline constexpr Sentence<2> edition{"{0}, edition {1}", "{0}, phiên bản {1}"};
inline constexpr Sentence<0> files_without_an_include_cycle{"files without an include cycle",
                                                            "các tệp không dẫn vòng về nhau"};
inline constexpr Sentence<2> flags_covered{"flags: {0} of {1}", "cờ: {0} trên {1}"};
inline constexpr Sentence<0> for_rubric_edition{"\"for\": {\"rubric\": ..., \"edition\": ...}",
                                                "\"for\": {\"rubric\": ..., \"edition\": ...}"};
inline constexpr Sentence<0> mutant_of_the_rubric{"the rubric", "bộ tiêu chí"};
inline constexpr Sentence<1> mutant_survived{"survived  {0}", "còn sót  {0}"};
inline constexpr Sentence<1> mutant_undecided{"undecided  {0}", "chưa xác định  {0}"};
inline constexpr Sentence<6> mutants_counted{
    "{0} mutants: {1} refused by the check, {2} killed by a case, {3} equivalent, {4} survived, "
    "{5} undecided",
    "{0} biến thể: {1} bị kiểm tra từ chối, {2} bị ca kiểm thử phát hiện, {3} tương đương, {4} còn "
    "sót, {5} chưa xác định"};
inline constexpr Sentence<0> mutants_too_many_made{"the rubric needs too many mutants",
                                                   "bộ tiêu chí cần quá nhiều biến thể"};
inline constexpr Sentence<2> mutants_tried{"{0} of {1} mutants were tried",
                                           "đã thử {0} trên {1} biến thể"};
inline constexpr Sentence<1> mutation_score{"mutation score: {0} %", "tỷ lệ phát hiện: {0} %"};
inline constexpr Sentence<0> no_case_is_for_this_rubric{
    "no case is for this rubric", "không có ca kiểm thử nào dành cho bộ tiêu chí này"};
inline constexpr Sentence<0> no_case_was_run{"No case was run.",
                                             "Không có ca kiểm thử nào được chạy."};
inline constexpr Sentence<1> not_covered{"not covered  {0}", "chưa bao phủ  {0}"};
inline constexpr Sentence<2> one_case_counted{"1 case: {0} passed, {1} failed",
                                              "1 ca kiểm thử: {0} đạt, {1} không đạt"};
inline constexpr Sentence<0> one_of_them{"one of them", "một trong hai khóa"};
inline constexpr Sentence<0> rubric_or_rubric_file_in_the_file_or_a{
    "\"rubric\" or \"rubric_file\" in the file, or a rubric given to the command",
    "\"rubric\" hoặc \"rubric_file\" trong tệp, hoặc bộ tiêu chí đưa cho lệnh"};
inline constexpr Sentence<0> the_case_expects_nothing{"The case expects nothing",
                                                      "Ca kiểm thử không nêu kết quả mong đợi"};
inline constexpr Sentence<0> the_case_file_includes_itself{"The case file includes itself",
                                                           "Tệp ca kiểm thử tự bao gồm chính nó"};
inline constexpr Sentence<0> the_cases_are_for_another_rubric_or_edition{
    "The cases are for another rubric or edition",
    "Các ca kiểm thử dành cho bộ tiêu chí hoặc phiên bản khác"};
inline constexpr Sentence<0> the_file_contains_no_cases{"The file contains no cases",
                                                        "Tệp không có ca kiểm thử nào"};
inline constexpr Sentence<0> the_file_does_not_state_the_edition_its{
    "The file does not state the edition its expectations are for",
    "Tệp không nêu phiên bản của các kết quả mong đợi"};
inline constexpr Sentence<0> the_file_does_not_state_the_rubric_of_its{
    "The file does not state the rubric of its cases",
    "Tệp không nêu bộ tiêu chí của các ca kiểm thử"};
inline constexpr Sentence<0> the_folder_contains_no_cases{"The folder contains no cases",
                                                          "Thư mục không có ca kiểm thử nào"};
inline constexpr Sentence<0> the_included_file_is_outside_the_folder{
    "The included file is outside the folder", "Tệp được bao gồm nằm ngoài thư mục"};
inline constexpr Sentence<0> the_key_cannot_be_combined_with_cases{
    "The key cannot be combined with \"cases\"", "Khóa không được dùng cùng \"cases\""};
inline constexpr Sentence<0> the_key_cases{"the key \"cases\"", "khóa \"cases\""};
inline constexpr Sentence<0> the_number_of_units_differs_from_the_number{
    "The number of units differs from the number of rows", "Số đơn vị khác số dòng"};
inline constexpr Sentence<0> the_rounding_of_the_rubric_can_never_give{
    "The rounding of the rubric can never give this number",
    "Với quy tắc làm tròn của bộ tiêu chí không thể có số này"};
inline constexpr Sentence<0> the_rubric_contains_no_cases{"The rubric contains no cases",
                                                          "Bộ tiêu chí không có ca kiểm thử nào"};
inline constexpr Sentence<0> the_rubric_file_is_outside_the_folder{
    "The rubric file is outside the folder", "Tệp bộ tiêu chí nằm ngoài thư mục"};
inline constexpr Sentence<0> the_tolerance_is_below_0{"The tolerance is below 0",
                                                      "Sai số cho phép nhỏ hơn 0"};
inline constexpr Sentence<0> the_unit_differs_from_the_unit_of_its_row{
    "The unit differs from the unit of its row", "Đơn vị khác với đơn vị của dòng tương ứng"};
inline constexpr Sentence<0> too_many_case_files_are_included{
    "Too many case files are included", "Có quá nhiều tệp ca kiểm thử được bao gồm"};
inline constexpr Sentence<0> too_many_cases_needed{"The rubric needs too many cases",
                                                   "Bộ tiêu chí cần quá nhiều ca kiểm thử"};
inline constexpr Sentence<0> too_many_mutants_needed{"The rubric needs too many mutants",
                                                     "Bộ tiêu chí cần quá nhiều biến thể"};
inline constexpr Sentence<0> unknown_status{"Unknown status", "Trạng thái không hợp lệ"};

}  // namespace sentence

}  // namespace detail

PARINDEX_END_NAMESPACE
