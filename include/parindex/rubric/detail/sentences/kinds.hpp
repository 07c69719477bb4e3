// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/phrase.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Sentences of messages about rules, aggregations and their proofs.
namespace sentence {

inline constexpr Sentence<1> a_band_for{"a band for {0}", "một khoảng cho {0}"};
inline constexpr Sentence<0> a_case_or_last{
    "a case for it, or a last one without `when`",
    "một trường hợp cho giá trị này, hoặc trường hợp cuối không có `when`"};
inline constexpr Sentence<0> a_child_that_counts_towards_the_maximum{
    "a child that counts towards the maximum", "một mục con được tính vào điểm tối đa"};
inline constexpr Sentence<0> a_counted_answer_in_each_group_that_has_a{
    "a counted answer in each group that has a weight",
    "mỗi nhóm có trọng số đều có phương án trả lời được tính"};
inline constexpr Sentence<0> a_direction_can_be_proven_only_between{
    "A direction can be proven only between constant goalposts",
    "Chỉ chứng minh được chiều khi các mốc chuẩn là hằng số"};
inline constexpr Sentence<0> a_geometric_mean_may_be_irrational_state_a{
    "A geometric mean may be irrational; state a rounding",
    "Trung bình nhân có thể là số vô tỷ; hãy khai báo quy tắc làm tròn"};
inline constexpr Sentence<0> a_last_case_without_when{"a last case without `when`",
                                                      "trường hợp cuối không có `when`"};
inline constexpr Sentence<0> a_linear_piece_needs_both_ends{"A linear piece needs both ends",
                                                            "Đoạn thẳng phải có đủ hai đầu"};
inline constexpr Sentence<0> a_logarithm_may_be_irrational_state_a{
    "A logarithm may be irrational; state a rounding for the node",
    "Lôgarit có thể là số vô tỷ; hãy khai báo quy tắc làm tròn cho mục"};
inline constexpr Sentence<0> a_range_or_a_keyword_for_one_input{
    "a range or a keyword for one input", "một khoảng hoặc một từ khóa cho một số liệu đầu vào"};
inline constexpr Sentence<0> a_rounding_for_the_node{"a rounding for the node",
                                                     "quy tắc làm tròn của mục"};
inline constexpr Sentence<1> a_row_for{"a row for {0}", "một dòng cho {0}"};
inline constexpr Sentence<0> a_row_gives_more_than_the_maximum_points{
    "A row gives more than the maximum points", "Một dòng cho nhiều hơn điểm tối đa"};
inline constexpr Sentence<0> a_row_or_otherwise{"a row for it, or \"otherwise\"",
                                                "một dòng cho trường hợp này, hoặc \"otherwise\""};
inline constexpr Sentence<0> a_rule_for_each_group{"a rule for each group",
                                                   "một cách tính cho mỗi nhóm"};
inline constexpr Sentence<0> an_earlier_case_always_applies_so_this_case{
    "An earlier case always applies, so this case is never reached",
    "Một trường hợp phía trước luôn đúng nên không bao giờ đến trường hợp này"};
inline constexpr Sentence<1> answers{"{0} answers", "{0} câu trả lời"};
inline constexpr Sentence<1> at_least_answers{"at least {0} answers", "ít nhất {0} câu trả lời"};
inline constexpr Sentence<0> at_least_one_answer_with_a_percent_above_0{
    "at least one answer with a percent above 0",
    "ít nhất một phương án trả lời có phần trăm lớn hơn 0"};
inline constexpr Sentence<1> at_most_cells{"at most {0} cells", "không quá {0} ô"};
inline constexpr Sentence<0> base_cap{"base < cap", "base < cap"};
inline constexpr Sentence<0> children_that_each_have_few_possible_points{
    "children that each have few possible points", "các mục con mỗi mục chỉ có ít mức điểm"};
inline constexpr Sentence<0> different_low_and_high{"different low and high",
                                                    "low và high khác nhau"};
inline constexpr Sentence<0> distinct_ids_of_answers_and_groups{
    "distinct ids of answers and groups", "id của phương án trả lời và của nhóm khác nhau"};
inline constexpr Sentence<0> each_child_once{"each child once", "mỗi mục con một lần"};
inline constexpr Sentence<0> each_group_in_one_case{"each group in one case",
                                                    "mỗi nhóm trong một trường hợp"};
inline constexpr Sentence<0> each_test_of_a_row_must_be_about_one_input{
    "Each test of a row must be about one input",
    "Mỗi phép xét của dòng chỉ xét một số liệu đầu vào"};
inline constexpr Sentence<0> every_child_is_a_bonus_or_a_penalty{
    "Every child is a bonus or a penalty", "Mọi mục con đều là điểm thưởng hoặc điểm trừ"};
inline constexpr Sentence<1> failed{"{0} failed", "{0} bị lỗi"};
inline constexpr Sentence<0> from_or_above_and_to_or_below{"from or above, and to or below",
                                                           "from hoặc above, và to hoặc below"};
inline constexpr Sentence<3> gap_number{"{0} (gap {1} of {2})", "{0} (khoảng trống {1} trên {2})"};
inline constexpr Sentence<1> gave_points_outside_its_declared_range{
    "{0} gave points outside its declared range", "{0} cho điểm nằm ngoài phạm vi đã khai báo"};
inline constexpr Sentence<3> highest_maxima_add_up{
    "The highest maxima of the children{0} add up to {1}, and the maximum of the node is {2}",
    "Tổng các điểm tối đa cao nhất của các mục con{0} là {1}, còn điểm tối đa của mục là {2}"};
inline constexpr Sentence<0> lower_end_upper_end_2{"lower end < upper end", "đầu dưới < đầu trên"};
inline constexpr Sentence<3> lowest_maximum_of_children{
    "The lowest maximum of the children{0} is {1}, and the maximum of the node is {2}",
    "Điểm tối đa thấp nhất của các mục con{0} là {1}, còn điểm tối đa của mục là {2}"};
inline constexpr Sentence<3> maxima_of_children_add_up{
    "The maxima of the children{0} add up to {1}, and the maximum of the node is {2}",
    "Tổng điểm tối đa của các mục con{0} là {1}, còn điểm tối đa của mục là {2}"};
inline constexpr Sentence<4> maximum_of_one_child{
    "The maximum of {3} among the children{0} is {1}, and the maximum of the node is {2}",
    "Điểm tối đa của {3} trong các mục con{0} là {1}, còn điểm tối đa của mục là {2}"};
inline constexpr Sentence<0> no_answer_earns_points{"No answer earns points",
                                                    "Không phương án trả lời nào được điểm"};
inline constexpr Sentence<1> no_band_contains{"No band contains {0}", "Không khoảng nào chứa {0}"};
inline constexpr Sentence<2> no_band_of_contains{"no band of {0} contains {1}",
                                                 "không khoảng nào của {0} chứa {1}"};
inline constexpr Sentence<1> no_case_applies_to{"No case applies to {0}",
                                                "Không trường hợp nào áp dụng cho {0}"};
inline constexpr Sentence<1> no_case_covers_the_group{"No case covers the group {0}",
                                                      "Không có trường hợp nào cho nhóm {0}"};
inline constexpr Sentence<1> no_case_of_applies{"no case of {0} applies",
                                                "không trường hợp nào của {0} đúng"};
inline constexpr Sentence<1> no_case_unproven{
    "No case applies to {0}; it may be impossible, but that cannot be proven",
    "Không trường hợp nào áp dụng cho {0}; có thể không xảy ra, nhưng không chứng minh được"};
inline constexpr Sentence<2> no_case_unproven_others{
    "No case applies to {0}, nor to {1} other combinations of conditions; they may be impossible, "
    "but that cannot be proven",
    "Không trường hợp nào áp dụng cho {0} và {1} tổ hợp điều kiện khác; có thể không xảy ra, nhưng "
    "không chứng minh được"};
inline constexpr Sentence<0> no_direction_can_be_proven_for_a_rule_of{
    "No direction can be proven for a rule of this kind",
    "Không chứng minh được chiều của loại cách tính này"};
inline constexpr Sentence<2> no_piece_of_contains{"no piece of {0} contains {1}",
                                                  "không đoạn nào của {0} chứa {1}"};
inline constexpr Sentence<0> no_possible_value_falls_into_this_band{
    "No possible value falls into this band", "Không có giá trị nào có thể rơi vào khoảng này"};
inline constexpr Sentence<0> no_possible_values_lead_to_this_case{
    "No possible values lead to this case", "Không có giá trị nào có thể dẫn đến trường hợp này"};
inline constexpr Sentence<0> no_possible_values_lead_to_this_row{
    "No possible values lead to this row", "Không có giá trị nào có thể dẫn đến dòng này"};
inline constexpr Sentence<1> no_row_applies_to{"No row applies to {0}",
                                               "Không dòng nào áp dụng cho {0}"};
inline constexpr Sentence<1> no_row_for_points{"No row contains the points {0}",
                                               "Không dòng nào có bộ điểm {0}"};
inline constexpr Sentence<0> no_row_gives_the_maximum_points{"No row gives the maximum points",
                                                             "Không dòng nào cho điểm tối đa"};
inline constexpr Sentence<1> no_row_of_applies{"no row of {0} applies",
                                               "không dòng nào của {0} đúng"};
inline constexpr Sentence<0> one_alternative{"one alternative", "một phương án"};
inline constexpr Sentence<0> one_row{"one row", "một dòng"};
inline constexpr Sentence<0> one_row_for_each{"one row for each", "mỗi bộ điểm một dòng"};
inline constexpr Sentence<0> only_a_bonus_without_a_limit_can_be_capped{
    "Only a bonus without a limit can be capped at the maximum",
    "Chỉ điểm thưởng không có giới hạn mới được chặn ở điểm tối đa"};
inline constexpr Sentence<2> only_one_of_and{"only one of {0} and {1}", "chỉ một trong {0} và {1}"};
inline constexpr Sentence<0> points_fall_although_better{
    "The points fall although \"direction\" states that more is better",
    "Điểm giảm trong khi \"direction\" khai báo càng nhiều càng tốt"};
inline constexpr Sentence<4> points_for_x_for_x{"{0} points for x = {1}, {2} for x = {3}",
                                                "{0} điểm khi x = {1}, {2} điểm khi x = {3}"};
inline constexpr Sentence<2> points_from_to{"{0} to {1} points", "từ {0} đến {1} điểm"};
inline constexpr Sentence<0> points_rise_although_worse{
    "The points rise although \"direction\" states that more is worse",
    "Điểm tăng trong khi \"direction\" khai báo càng nhiều càng kém"};
inline constexpr Sentence<0> points_that_never_fall_as_x_grows{"points that never fall as x grows",
                                                               "điểm không giảm khi x tăng"};
inline constexpr Sentence<0> points_that_never_rise_as_x_grows{"points that never rise as x grows",
                                                               "điểm không tăng khi x tăng"};
inline constexpr Sentence<2> rows_and{"rows {0} and {1}", "các dòng {0} và {1}"};
inline constexpr Sentence<0> the_answers_do_not_add_up_to_the_sample{
    "The answers do not add up to the sample", "Tổng số câu trả lời khác cỡ mẫu"};
inline constexpr Sentence<0> the_band_contains_no_value{"The band contains no value",
                                                        "Khoảng không chứa giá trị nào"};
inline constexpr Sentence<0> the_base_points_are_not_below_the_cap{
    "The base points are not below the cap", "Điểm gốc không nhỏ hơn mức trần"};
inline constexpr Sentence<0> the_cap{"The cap", "Mức trần"};
inline constexpr Sentence<0> the_cap_of_a_deduction{"The cap of a deduction",
                                                    "Mức trần của phần trừ điểm"};
inline constexpr Sentence<0> the_cap_of_an_item{"The cap of an item", "Mức trần của nội dung"};
inline constexpr Sentence<0> the_case_lists_no_group{"The case lists no group",
                                                     "Trường hợp không nêu nhóm nào"};
inline constexpr Sentence<0> the_child_is_adjusted_twice{"The child is adjusted twice",
                                                         "Mục con được điều chỉnh hai lần"};
inline constexpr Sentence<0> the_code_of_a_child{"the code of a child", "mã của một mục con"};
inline constexpr Sentence<0> the_conditions_divide_the_inputs_into_too{
    "The conditions divide the inputs into too many cells to prove that one always applies",
    "Các điều kiện chia số liệu thành quá nhiều ô nên không chứng minh được luôn có điều kiện "
    "đúng"};
inline constexpr Sentence<2> the_custom_rule{"The custom rule {0} {1}", "Cách tính riêng {0} {1}"};
inline constexpr Sentence<0> the_degree_of_the_root_given_by_the_weights{
    "The degree of the root given by the weights is too high",
    "Bậc của căn theo các trọng số quá cao"};
inline constexpr Sentence<0> the_distance_at_which_the_points_become_0{
    "The distance at which the points become 0", "Khoảng cách mà tại đó còn 0 điểm"};
inline constexpr Sentence<0> the_floor_is_above_the_cap{"The floor is above the cap",
                                                        "Mức sàn cao hơn mức trần"};
inline constexpr Sentence<0> the_goalposts_are_equal{"The goalposts are equal",
                                                     "Hai mốc chuẩn bằng nhau"};
inline constexpr Sentence<0> the_group_already_has_a_rule{"The group already has a rule",
                                                          "Nhóm đã có cách tính"};
inline constexpr Sentence<0> the_id_of_a_level{"The id of a level", "Id của mức"};
inline constexpr Sentence<0> the_id_of_an_answer{"The id of an answer", "Id của phương án trả lời"};
inline constexpr Sentence<0> the_id_of_an_item{"The id of an item", "Id của nội dung"};
inline constexpr Sentence<0> the_imported_index_has_no_name{"The imported index has no name",
                                                            "Chỉ số khác không có tên"};
inline constexpr Sentence<0> the_leaf_declares_no_inputs_for_the_rule{
    "The leaf declares no inputs for the rule",
    "Tiêu chí thành phần không khai báo số liệu đầu vào cho cách tính"};
inline constexpr Sentence<0> the_leaf_does_not_apply_to_this_group{
    "The leaf does not apply to this group", "Tiêu chí thành phần không áp dụng cho nhóm này"};
inline constexpr Sentence<0> the_length_of_a_step{"The length of a step", "Độ dài của bước"};
inline constexpr Sentence<0> the_minimum_is_above_the_maximum{
    "The minimum is above the maximum", "Giá trị nhỏ nhất lớn hơn giá trị lớn nhất"};
inline constexpr Sentence<0> the_minimum_sample_is_not_a_number_of_people{
    "The minimum sample is not a number of people", "Cỡ mẫu tối thiểu không phải là số người"};
inline constexpr Sentence<0> the_name_of_a_custom_rule{"The name of a custom rule",
                                                       "Tên của cách tính riêng"};
inline constexpr Sentence<0> the_name_of_a_parameter{"The name of a parameter", "Tên của tham số"};
inline constexpr Sentence<0> the_number_has_no_logarithm{"The number has no logarithm",
                                                         "Số này không có lôgarit"};
inline constexpr Sentence<0> the_piece_has_no_length{"The piece has no length",
                                                     "Đoạn thẳng có độ dài bằng 0"};
inline constexpr Sentence<1> the_points_appear_in_two_rows{"The points {0} appear in two rows",
                                                           "Bộ điểm {0} xuất hiện ở hai dòng"};
inline constexpr Sentence<0> the_points_for_each_step{"The points for each step",
                                                      "Điểm cho mỗi bước"};
inline constexpr Sentence<0> the_points_for_each_unit{"The points for each unit",
                                                      "Điểm cho mỗi đơn vị đo"};
inline constexpr Sentence<0> the_points_for_each_violation{"The points for each violation",
                                                           "Điểm trừ cho mỗi vi phạm"};
inline constexpr Sentence<1> the_possible_points_of_cannot_be_listed_so{
    "The possible points of {0} cannot be listed, so no table can cover them",
    "Không liệt kê được các mức điểm của {0} nên bảng tra không thể bao hết"};
inline constexpr Sentence<0> the_quantity_that_earns_the_maximum_points{
    "The quantity that earns the maximum points is not above 0",
    "Đại lượng để đạt điểm tối đa phải lớn hơn 0"};
inline constexpr Sentence<0> the_rows_divide_the_inputs_into_too_many{
    "The rows divide the inputs into too many cells to prove",
    "Các dòng chia số liệu thành quá nhiều ô nên không chứng minh được"};
inline constexpr Sentence<0> the_rule_has_no_bands{"The rule has no bands",
                                                   "Cách tính không có khoảng nào"};
inline constexpr Sentence<0> the_rule_has_no_cases{"The rule has no cases",
                                                   "Cách tính không có trường hợp nào"};
inline constexpr Sentence<0> the_rule_has_no_items{"The rule has no items",
                                                   "Cách tính không có nội dung nào"};
inline constexpr Sentence<0> the_rule_has_no_levels{"The rule has no levels",
                                                    "Cách tính không có mức nào"};
inline constexpr Sentence<0> the_rule_has_no_pieces{"The rule has no pieces",
                                                    "Cách tính không có đoạn nào"};
inline constexpr Sentence<0> the_rule_has_no_rows{"The rule has no rows",
                                                  "Cách tính không có dòng nào"};
inline constexpr Sentence<0> the_rule_of_a_group_must_read_the_inputs{
    "The rule of a group must read the inputs that the leaf declares",
    "Cách tính của nhóm phải dùng số liệu đầu vào mà tiêu chí thành phần khai báo"};
inline constexpr Sentence<0> the_sample_of_the_survey_is_too_small{
    "The sample of the survey is too small", "Cỡ mẫu điều tra quá nhỏ"};
inline constexpr Sentence<1> the_value_falls_into_two_bands{"The value {0} falls into two bands",
                                                            "Giá trị {0} rơi vào hai khoảng"};
inline constexpr Sentence<0> the_version_of_a_custom_rule{"The version of a custom rule",
                                                          "Phiên bản của cách tính riêng"};
inline constexpr Sentence<0> the_weights_of_the_groups_add_up_to_0{
    "The weights of the groups add up to 0", "Tổng trọng số của các nhóm bằng 0"};
inline constexpr Sentence<0> there_are_too_many_combinations_to_compare{
    "There are too many combinations to compare", "Có quá nhiều tổ hợp để so sánh"};
inline constexpr Sentence<0> two_columns_of_the_survey_have_the_same_name{
    "Two columns of the survey have the same name", "Hai cột của cuộc điều tra trùng tên"};
inline constexpr Sentence<1> two_rows_apply_to{"Two rows apply to {0}",
                                               "Hai dòng cùng áp dụng cho {0}"};
inline constexpr Sentence<0> unknown_code_among_the_children{"Unknown code among the children",
                                                             "Không có mục con mang mã này"};
inline constexpr Sentence<1> weights_that_as_whole_numbers_in_lowest{
    "weights with a sum of at most {0}, written as whole numbers in lowest terms",
    "các trọng số có tổng không quá {0} khi rút gọn thành số nguyên"};

}  // namespace sentence

}  // namespace detail

PARINDEX_END_NAMESPACE
