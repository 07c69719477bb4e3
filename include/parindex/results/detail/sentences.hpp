// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/phrase.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Sentences of messages about ranks, classes, comparisons and result files.
namespace sentence {

inline constexpr Sentence<0> a_result_file_written_by_parindex{"a result file written by parindex",
                                                               "tệp kết quả do parindex ghi"};
inline constexpr Sentence<0> a_tie_break_chain_that_separates_the_units{
    "a tie-break chain that separates the units", "chuỗi tiêu chí phụ phân biệt được các đơn vị"};
inline constexpr Sentence<0> classes_at_the_node{"\"classes\" at the node",
                                                 "\"classes\" tại mục đó"};
inline constexpr Sentence<0> classes_in_the_rubric{"\"classes\" in the rubric",
                                                   "\"classes\" trong bộ tiêu chí"};
inline constexpr Sentence<0> in_no_class{"in no class", "không thuộc mức xếp loại nào"};
inline constexpr Sentence<0> neither_the_rubric_nor_the_call_states_a{
    "Neither the rubric nor the call states a ranking",
    "Bộ tiêu chí và lời gọi đều không nêu cách xếp hạng"};
inline constexpr Sentence<1> neither_the_node_nor_the_call_states_a_ranking{
    "Neither node \"{0}\" nor the call states a ranking",
    "Mục \"{0}\" và lời gọi đều không nêu cách xếp hạng"};
inline constexpr Sentence<0> no_output_without_values{"no output of the table: a value is missing",
                                                      "bảng không cho kết quả vì thiếu số liệu"};
inline constexpr Sentence<1> no_points_after{"{0} after", "kỳ sau: {0}"};
inline constexpr Sentence<0> no_points_available{"too few results are available",
                                                 "chưa đủ kết quả"};
inline constexpr Sentence<1> no_points_before{"{0} before", "kỳ trước: {0}"};
inline constexpr Sentence<0> no_points_error{"in error", "có lỗi"};
inline constexpr Sentence<0> no_points_excluded{"nothing applies", "không có nội dung nào áp dụng"};
inline constexpr Sentence<0> only_after{"only after", "chỉ có ở kỳ sau"};
inline constexpr Sentence<0> only_before{"only before", "chỉ có ở kỳ trước"};
inline constexpr Sentence<0> out_of_the_ranking{"out of the ranking", "không tham gia xếp hạng"};
inline constexpr Sentence<1> rank_is_shared{"Rank {0} is shared", "Có nhiều đơn vị cùng hạng {0}"};
inline constexpr Sentence<0> ranking_at_the_node_or_in_the_call{
    "\"ranking\" at the node, or in the call", "\"ranking\" tại mục đó hoặc trong lời gọi"};
inline constexpr Sentence<0> ranking_in_the_rubric_or_in_the_call{
    "\"ranking\" in the rubric, or in the call",
    "\"ranking\" trong bộ tiêu chí hoặc trong lời gọi"};
inline constexpr Sentence<0> the_data_cannot_be_replayed{"the data cannot be replayed",
                                                         "không tính lại được dữ liệu"};
inline constexpr Sentence<0> the_file_is_not_a_result_file{"The file is not a result file",
                                                           "Tệp không phải là tệp kết quả"};
inline constexpr Sentence<1> the_node_declares_no_classes{
    "Node \"{0}\" declares no classes", "Mục \"{0}\" không khai báo mức xếp loại"};
inline constexpr Sentence<0> the_results_cannot_be_compared{"the results cannot be compared",
                                                            "không so sánh được hai kết quả"};
inline constexpr Sentence<0> the_rubric_declares_no_classes{
    "The rubric declares no classes", "Bộ tiêu chí không khai báo mức xếp loại"};
inline constexpr Sentence<0> the_scores_cannot_be_classified{"the scores cannot be classified",
                                                             "không xếp loại được"};
inline constexpr Sentence<0> the_scores_cannot_be_ranked{"the scores cannot be ranked",
                                                         "không xếp hạng được"};
inline constexpr Sentence<0> the_tie_break_chain_names_a_code{
    "The tie-break chain names a code that the rubric lacks",
    "Chuỗi tiêu chí phụ nêu một mã không có trong bộ tiêu chí"};
inline constexpr Sentence<2> unit_has_no_difference{"unit \"{0}\" has no difference: {1}",
                                                    "đơn vị \"{0}\" không có chênh lệch: {1}"};
inline constexpr Sentence<1> unit_has_no_result_to_decompose{
    "unit \"{0}\" has no result to decompose", "đơn vị \"{0}\" không có kết quả để phân tích"};
inline constexpr Sentence<0> unit_with_text{"\"unit\" with text", "\"unit\" kèm tên đơn vị"};

}  // namespace sentence

}  // namespace detail

PARINDEX_END_NAMESPACE
