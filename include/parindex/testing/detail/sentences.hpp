// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/phrase.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Sentences of messages about cases and mutants.
namespace sentence {

inline constexpr Sentence<0> a_case_fails_on_the_rubric_itself_run_the{
    "A case fails on the rubric itself: run the cases first",
    "Có tình huống kiểm thử không đạt trên chính bộ tiêu chí: hãy chạy các tình huống kiểm thử "
    "trước"};
inline constexpr Sentence<0> a_case_file{"a case file", "tệp tình huống kiểm thử"};
inline constexpr Sentence<0> a_figure_such_as_points{"a figure, such as \"points\"",
                                                     "một kết quả, ví dụ \"points\""};
inline constexpr Sentence<0> a_file_below_the_folder_of_the_cases{
    "a file below the folder of the cases, or below the root that the call names",
    "tệp nằm trong thư mục tình huống kiểm thử, hoặc trong thư mục gốc đã nêu"};
inline constexpr Sentence<0> a_file_name{"a file name", "tên tệp"};
inline constexpr Sentence<0> a_symbolic_link_leads_out_of_the_folder{
    "A symbolic link leads out of the folder", "Liên kết dẫn ra ngoài thư mục"};
inline constexpr Sentence<0> a_value_text_a_number_true_false_or_null{
    "a value: text, a number, true, false or null",
    "giá trị: chuỗi ký tự, số, true, false hoặc null"};
inline constexpr Sentence<2> and_unconfirmed{"{0}, {1} unconfirmed", "{0}, {1} chưa xác nhận"};
inline constexpr Sentence<0> at_least_one_case_file_json{
    "at least one case file, *.json", "ít nhất một tệp tình huống kiểm thử, *.json"};
inline constexpr Sentence<1> at_most_decimal_places{"at most {0} decimal places",
                                                    "không quá {0} chữ số thập phân"};
inline constexpr Sentence<2> bound_above{"just above {0} ({1})", "ngay trên {0} ({1})"};
inline constexpr Sentence<2> bound_at{"at {0} ({1})", "đúng bằng {0} ({1})"};
inline constexpr Sentence<2> bound_below{"just below {0} ({1})", "ngay dưới {0} ({1})"};
inline constexpr Sentence<2> boundaries_covered{"sides of boundaries: {0} of {1}",
                                                "phía của giá trị biên: {0} trên {1}"};
inline constexpr Sentence<2> branches_covered{"branches: {0} of {1}", "nhánh: {0} trên {1}"};
inline constexpr Sentence<1> case_because{"  because: {0}", "  vì: {0}"};
inline constexpr Sentence<3> case_expected_found{"  {0}: expected {1}, found {2}",
                                                 "  {0}: mong đợi {1}, thực tế {2}"};
inline constexpr Sentence<0> case_expects_nothing_yet{
    "a result: the case states none yet; --update writes the result that is found",
    "một kết quả: tình huống kiểm thử chưa nêu gì; --update ghi kết quả tìm thấy"};
inline constexpr Sentence<3> case_failed{"FAILED  {0}  ({1}, line {2})",
                                         "KHÔNG ĐẠT  {0}  ({1}, dòng {2})"};
inline constexpr Sentence<0> case_found_no_such_name{"nothing of this name",
                                                     "không có kết quả mang tên này"};
inline constexpr Sentence<0> case_found_object_or_array{"an object or array",
                                                        "một đối tượng hoặc mảng JSON"};
inline constexpr Sentence<1> case_given{"  given:   {0}", "  số liệu: {0}"};
inline constexpr Sentence<1> case_looked_at{"  tested:  x = {0}", "  xét: x = {0}"};
inline constexpr Sentence<1> case_that_would_notice{"  a case that would notice: {0}",
                                                    "  tình huống kiểm thử sẽ phát hiện: {0}"};
inline constexpr Sentence<0> case_total{"total", "tổng"};
inline constexpr Sentence<3> cases_counted{"{0} cases: {1} passed, {2} failed",
                                           "{0} tình huống kiểm thử: {1} đạt, {2} không đạt"};
inline constexpr Sentence<0> cases_too_many_made{"the rubric needs too many cases",
                                                 "bộ tiêu chí cần quá nhiều tình huống kiểm thử"};
inline constexpr Sentence<0> children_available{"number of children available",
                                                "số mục con có điểm"};
inline constexpr Sentence<0> coverage_boundary{"boundary", "giá trị biên"};
inline constexpr Sentence<0> coverage_branch{"branch", "nhánh"};
inline constexpr Sentence<0> coverage_flag{"flag", "giá trị có/không"};
inline constexpr Sentence<3> coverage_is{"coverage: {0} % of {1} by {2} cases",
                                         "độ phủ: {0} % của {1} bằng {2} tình huống kiểm thử"};
inline constexpr Sentence<2> edition{"{0}, edition {1}", "{0}, phiên bản {1}"};
inline constexpr Sentence<0> end_above{"above", "trên"};
inline constexpr Sentence<0> end_below{"below", "dưới"};
inline constexpr Sentence<0> end_from{"from", "từ"};
inline constexpr Sentence<0> end_to{"to", "đến"};
inline constexpr Sentence<0> exempt_outside_range{"outside_range", "ngoài miền giá trị"};
inline constexpr Sentence<0> exempt_unreachable{"unreachable", "không thể xảy ra"};
inline constexpr Sentence<1> few_available{"too few available, at least {0} needed",
                                           "không đủ mục con có điểm, cần ít nhất {0}"};
inline constexpr Sentence<0> files_without_an_include_cycle{"files without an include cycle",
                                                            "các tệp không dẫn vòng về nhau"};
inline constexpr Sentence<1> flag_is_no{"{0} = no", "{0} = không"};
inline constexpr Sentence<1> flag_is_yes{"{0} = yes", "{0} = có"};
inline constexpr Sentence<2> flags_covered{"flags: {0} of {1}", "giá trị có/không: {0} trên {1}"};
inline constexpr Sentence<0> for_rubric_edition{"\"for\": {\"rubric\": ..., \"edition\": ...}",
                                                "\"for\": {\"rubric\": ..., \"edition\": ...}"};
inline constexpr Sentence<1> index_of{"index of {0}", "chỉ số của {0}"};
inline constexpr Sentence<0> index_of_the_total{"index of the total", "chỉ số của tổng"};
inline constexpr Sentence<1> item_adjust{"adjust {0}", "điều chỉnh {0}"};
inline constexpr Sentence<1> item_cap{"cap {0}", "mức trần {0}"};
inline constexpr Sentence<1> item_cap_reached{"{0}, cap reached", "{0}, đạt mức trần"};
inline constexpr Sentence<1> item_capped{"capped at {0}", "giảm xuống mức trần {0}"};
inline constexpr Sentence<0> item_excluded_lowest{"an excluded child counts as one of the lowest",
                                                  "mục không tính là một trong các mục thấp nhất"};
inline constexpr Sentence<1> item_lowest{"lowest {0} left out", "bỏ {0} mục thấp nhất"};
inline constexpr Sentence<1> item_highest{"highest {0} left out", "bỏ {0} mục cao nhất"};
inline constexpr Sentence<0> item_nothing_left{"nothing is left", "không còn mục nào"};
inline constexpr Sentence<0> proof_a_child_always_counts{"a child always has points",
                                                         "luôn có mục con có điểm"};
inline constexpr Sentence<1> item_floor{"floor {0}", "mức sàn {0}"};
inline constexpr Sentence<1> item_floor_reached{"{0}, floor reached", "{0}, đạt mức sàn"};
inline constexpr Sentence<1> item_quota{"class {0} by quota", "loại {0} theo hạn mức"};
inline constexpr Sentence<1> item_gate{"gate {0}", "điều kiện khống chế {0}"};
inline constexpr Sentence<1> item_gate_passed{"gate {0} does not apply",
                                              "điều kiện khống chế {0} không áp dụng"};
inline constexpr Sentence<1> item_raised{"raised to the floor of {0}", "nâng lên mức sàn {0}"};
inline constexpr Sentence<1> item_row{"row {0}", "dòng {0}"};
inline constexpr Sentence<1> item_rows{"rows {0}", "dòng {0}"};
inline constexpr Sentence<3> mutant_becomes{"{0}{1} becomes {2}", "{0}{1} thành {2}"};
inline constexpr Sentence<4> unit_tells_quota{
    "{0} is in the class {1}, and {2} in the mutant, among {3} units",
    "{0} được xếp loại {1}, còn trong biến thể là {2}, trong số {3} đơn vị"};
inline constexpr Sentence<1> mutant_no_difference{"no difference in {0}",
                                                  "không thấy khác biệt trong {0}"};
inline constexpr Sentence<0> mutant_of_the_rubric{"the rubric", "bộ tiêu chí"};
inline constexpr Sentence<1> mutant_removed{"{0} removed", "bỏ {0}"};
inline constexpr Sentence<1> mutant_survived{"survived  {0}", "còn sót  {0}"};
inline constexpr Sentence<3> mutant_swapped{"{0} {1} and {2} change places",
                                            "{0}: đổi chỗ {1} và {2}"};
inline constexpr Sentence<1> mutant_undecided{"undecided  {0}", "chưa xác định  {0}"};
inline constexpr Sentence<6> mutants_counted{
    "{0} mutants: {1} refused by the check, {2} killed by a case, {3} equivalent, {4} survived, "
    "{5} undecided",
    "{0} biến thể: {1} bị kiểm tra từ chối, {2} bị tình huống kiểm thử phát hiện, {3} tương đương, "
    "{4} còn "
    "sót, {5} chưa xác định"};
inline constexpr Sentence<0> mutants_too_many_made{"the rubric needs too many mutants",
                                                   "bộ tiêu chí cần quá nhiều biến thể"};
inline constexpr Sentence<2> mutants_tried{"{0} of {1} mutants were tried",
                                           "đã thử {0} trên {1} biến thể"};
inline constexpr Sentence<1> mutation_score{"mutation score: {0} %", "tỷ lệ phát hiện: {0} %"};
inline constexpr Sentence<0> no_case_is_for_this_rubric{
    "No case is for this rubric", "Không có tình huống kiểm thử nào dành cho bộ tiêu chí này"};
inline constexpr Sentence<0> no_case_was_run{"No case was run.",
                                             "Không có tình huống kiểm thử nào được chạy."};
inline constexpr Sentence<0> no_mutants_made{"no mutants were made", "chưa tạo biến thể nào"};
inline constexpr Sentence<1> not_covered{"not covered  {0}", "chưa bao phủ  {0}"};
inline constexpr Sentence<0> not_shown_case{
    "no generated case covers it; not shown to be unreachable",
    "không tình huống kiểm thử nào đã tạo bao phủ phần này; chưa chứng minh được là không thể xảy "
    "ra"};
inline constexpr Sentence<0> not_shown_input{
    "no input that was tried covers it; not shown to be unreachable",
    "không số liệu đầu vào nào đã thử bao phủ phần này; chưa chứng minh được là không thể xảy ra"};
inline constexpr Sentence<0> not_shown_table{
    "no table of units that was tried covers it; not shown to be unreachable",
    "không bảng đơn vị nào đã thử bao phủ phần này; chưa chứng minh được là không thể xảy ra"};
inline constexpr Sentence<0> not_shown_unit{
    "no unit that was tried covers it; not shown to be unreachable",
    "không đơn vị nào đã thử bao phủ phần này; chưa chứng minh được là không thể xảy ra"};
inline constexpr Sentence<2> one_case_counted{"1 case: {0} passed, {1} failed",
                                              "1 tình huống kiểm thử: {0} đạt, {1} không đạt"};
inline constexpr Sentence<0> one_of_them{"one of them", "một trong hai khóa"};
inline constexpr Sentence<1> points_of{"points of {0}", "điểm của {0}"};
inline constexpr Sentence<0> points_of_the_total{"points of the total", "điểm của tổng"};
inline constexpr Sentence<2> proof_at_least_points{
    "before the floor of {1}, the points are at least {0}",
    "trước khi xét mức sàn {1}, điểm ít nhất là {0}"};
inline constexpr Sentence<2> proof_at_most_points{
    "before the cap of {1}, the points are at most {0}",
    "trước khi xét mức trần {1}, điểm nhiều nhất là {0}"};
inline constexpr Sentence<1> proof_children_always{"at least {0} children always have points",
                                                   "ít nhất {0} mục con luôn có điểm"};
inline constexpr Sentence<0> proof_excluded_without_children{
    "without any child with points the node is excluded, however many it needs",
    "không có mục con nào có điểm thì mục không được tính, dù cần bao nhiêu mục con"};
inline constexpr Sentence<0> proof_no_input{"no value of the inputs is on this side",
                                            "không có giá trị đầu vào nào ở phía này"};
inline constexpr Sentence<1> proof_none_hangs{
    "the bound does not change the result of the leaf for any of the {0} inputs there",
    "với cả {0} số liệu đầu vào ở phía này, giá trị biên không làm thay đổi kết quả"};
inline constexpr Sentence<1> proof_none_leads{
    "none of the {0} inputs that the leaf can have leads there",
    "không số liệu nào trong {0} số liệu đầu vào mà tiêu chí thành phần có thể nhận dẫn đến đây"};
inline constexpr Sentence<0> proof_none_lies{
    "no input that the leaf can have is on this side",
    "không số liệu đầu vào nào mà tiêu chí thành phần có thể nhận ở phía này"};
inline constexpr Sentence<0> rubric_or_rubric_file_in_the_file_or_a{
    "\"rubric\" or \"rubric_file\" in the file, or a rubric given to the command",
    "\"rubric\" hoặc \"rubric_file\" trong tệp, hoặc bộ tiêu chí đưa cho lệnh"};
inline constexpr Sentence<1> same_above_floor{"before the floor, the points are at least {0}",
                                              "trước khi xét mức sàn, điểm ít nhất là {0}"};
inline constexpr Sentence<1> same_below_cap{"before the cap, the points are at most {0}",
                                            "trước khi xét mức trần, điểm nhiều nhất là {0}"};
inline constexpr Sentence<0> same_between_bands{
    "no value that can occur lies where the bands differ",
    "không giá trị nào có thể xảy ra nằm ở chỗ các khoảng khác nhau"};
inline constexpr Sentence<1> same_classes{
    "each of the {0} results that the total can have is of the same class",
    "cả {0} kết quả mà tổng có thể nhận đều thuộc cùng mức xếp loại"};
inline constexpr Sentence<1> same_combinations{
    "each of the {0} combinations of results that its children can have gives the same",
    "cả {0} tổ hợp kết quả mà các mục con có thể nhận đều cho cùng kết quả"};
inline constexpr Sentence<1> same_for_inputs{
    "each of the {0} inputs that the leaf can have gives the same",
    "cả {0} số liệu đầu vào mà tiêu chí thành phần có thể nhận đều cho cùng kết quả"};
inline constexpr Sentence<1> same_indices{
    "each of the {0} indices that nodes can have is rounded to the same value",
    "cả {0} chỉ số mà các mục có thể nhận đều làm tròn thành cùng giá trị"};
inline constexpr Sentence<0> same_nothing_rounded{"nothing that is compared is rounded",
                                                  "không giá trị nào đem so sánh được làm tròn"};
inline constexpr Sentence<1> same_percent_of_maximum{
    "the index is the points in percent of a maximum that is always {0}",
    "chỉ số là tỷ lệ phần trăm điểm trên điểm tối đa luôn bằng {0}"};
inline constexpr Sentence<0> same_ranks_of_ties{
    "competition and ordinal give the same ranks; ordinal also reports the shared ones",
    "competition và ordinal cho cùng thứ hạng; ordinal báo thêm các hạng trùng nhau"};
inline constexpr Sentence<1> same_rounded{"the rounding gives the same for each of the {0} values",
                                          "cả {0} giá trị được làm tròn đều cho cùng kết quả"};
inline constexpr Sentence<1> same_sums{
    "each of the {0} sums that its children can add up to gives the same",
    "cả {0} tổng mà các mục con có thể cộng lại đều cho cùng kết quả"};
inline constexpr Sentence<1> searched_inputs{
    "{0} inputs of the leaf, at and around every bound",
    "{0} số liệu đầu vào của tiêu chí thành phần, ở và quanh mọi giá trị biên"};
inline constexpr Sentence<1> searched_one_input{
    "{0} input of the leaf, at and around every bound",
    "{0} số liệu đầu vào của tiêu chí thành phần, ở và quanh mọi giá trị biên"};
inline constexpr Sentence<1> searched_one_ranked{"{0} unit ranked together", "{0} đơn vị xếp hạng"};
inline constexpr Sentence<1> searched_one_unit{
    "{0} unit, at and around every bound and at random",
    "{0} đơn vị, ở và quanh mọi giá trị biên và chọn ngẫu nhiên"};
inline constexpr Sentence<1> searched_ranked{"{0} units ranked together",
                                             "{0} đơn vị xếp hạng cùng nhau"};
inline constexpr Sentence<1> searched_units{
    "{0} units, at and around every bound and at random",
    "{0} đơn vị, ở và quanh mọi giá trị biên và chọn ngẫu nhiên"};
inline constexpr Sentence<0> the_case_expects_nothing{
    "The case expects nothing", "Tình huống kiểm thử không nêu kết quả mong đợi"};
inline constexpr Sentence<0> the_case_file_includes_itself{
    "The case file includes itself", "Tệp tình huống kiểm thử tự bao gồm chính nó"};
inline constexpr Sentence<0> the_cases_are_for_another_rubric_or_edition{
    "The cases are for another rubric or edition",
    "Các tình huống kiểm thử dành cho bộ tiêu chí hoặc phiên bản khác"};
inline constexpr Sentence<0> the_file_contains_no_cases{"The file contains no cases",
                                                        "Tệp không có tình huống kiểm thử nào"};
inline constexpr Sentence<0> the_file_does_not_state_the_edition_its{
    "The file does not state the edition of its expected results",
    "Tệp không nêu phiên bản của các kết quả mong đợi"};
inline constexpr Sentence<0> the_file_does_not_state_the_rubric_of_its{
    "The file does not state the rubric of its cases",
    "Tệp không nêu bộ tiêu chí của các tình huống kiểm thử"};
inline constexpr Sentence<0> the_folder_contains_no_cases{
    "The folder contains no cases", "Thư mục không có tình huống kiểm thử nào"};
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
inline constexpr Sentence<0> the_rubric_contains_no_cases{
    "The rubric contains no cases", "Bộ tiêu chí không có tình huống kiểm thử nào"};
inline constexpr Sentence<0> the_rubric_file_is_outside_the_folder{
    "The rubric file is outside the folder", "Tệp bộ tiêu chí nằm ngoài thư mục"};
inline constexpr Sentence<0> the_tolerance_is_below_0{"The tolerance is below 0",
                                                      "Sai số cho phép nhỏ hơn 0"};
inline constexpr Sentence<0> the_unit_differs_from_the_unit_of_its_row{
    "The unit differs from the unit of its row", "Đơn vị khác với đơn vị của dòng tương ứng"};
inline constexpr Sentence<0> too_many_case_files_are_included{
    "Too many case files are included", "Có quá nhiều tệp tình huống kiểm thử được bao gồm"};
inline constexpr Sentence<0> too_many_cases_needed{"The rubric needs too many cases",
                                                   "Bộ tiêu chí cần quá nhiều tình huống kiểm thử"};
inline constexpr Sentence<0> too_many_mutants_needed{"The rubric needs too many mutants",
                                                     "Bộ tiêu chí cần quá nhiều biến thể"};
inline constexpr Sentence<0> unit_excluded{"excluded", "không tính"};
inline constexpr Sentence<3> unit_figures{"{0} of {1}, index {2}", "{0} trên {1}, chỉ số {2}"};
inline constexpr Sentence<0> unit_in_error{"in error", "có lỗi"};
inline constexpr Sentence<4> unit_tells{"the unit {0}: {1} is {2}, with the mutant {3}",
                                        "đơn vị {0}: {1} là {2}, với biến thể là {3}"};
inline constexpr Sentence<3> unit_tells_class{"the unit {0}: class {1}, with the mutant {2}",
                                              "đơn vị {0}: mức xếp loại {1}, với biến thể {2}"};
inline constexpr Sentence<3> unit_tells_rank{"the unit {0}: rank {1}, with the mutant {2}",
                                             "đơn vị {0}: hạng {1}, với biến thể {2}"};
inline constexpr Sentence<0> unit_unavailable{"unavailable", "chưa đủ kết quả"};
inline constexpr Sentence<3> units_tell_ranks{"the units {0}: ranks {1}, with the mutant {2}",
                                              "các đơn vị {0}: hạng {1}, với biến thể {2}"};
inline constexpr Sentence<0> unknown_status{"Unknown status", "Trạng thái không hợp lệ"};

}  // namespace sentence

}  // namespace detail

PARINDEX_END_NAMESPACE
