// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/phrase.hpp>
#include <parindex/rubric/detail/sentences/values.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Sentences of messages about the structure of a rubric.
namespace sentence {

inline constexpr Sentence<0> a_boolean_or_a_choice{"a boolean or a choice",
                                                   "giá trị có/không hoặc lựa chọn"};
inline constexpr Sentence<0> a_boolean_type{"a boolean", "giá trị có/không"};
inline constexpr Sentence<0> a_choice_type{"a choice", "lựa chọn"};
inline constexpr Sentence<0> a_count_type{"a count", "số đếm"};
inline constexpr Sentence<0> a_date{"a date", "một ngày"};
inline constexpr Sentence<0> a_date_such_as_2026_12_31{"a date such as \"2026-12-31\"",
                                                       "ngày dạng \"2026-12-31\""};
inline constexpr Sentence<0> a_date_type{"a date", "ngày"};
inline constexpr Sentence<0> a_declared_layer{"a declared layer", "một bước chấm đã khai báo"};
inline constexpr Sentence<0> a_denominator_can_be_0{"A denominator can be 0",
                                                    "Mẫu số có thể bằng 0"};
inline constexpr Sentence<0> a_group_of_the_parent_node{"a group of the parent node",
                                                        "một nhóm mà mục cha áp dụng"};
inline constexpr Sentence<0> a_language_tag{"A language tag", "Mã ngôn ngữ"};
inline constexpr Sentence<0> a_leaf_cannot_have_an_aggregation{
    "A leaf cannot have an aggregation", "Tiêu chí thành phần không được có cách tổng hợp"};
inline constexpr Sentence<0> a_letter_then_letters_digits_and{
    "a letter, then letters, digits and _",
    "chữ cái không dấu, sau đó là chữ cái không dấu, chữ số và _"};
inline constexpr Sentence<0> a_marker{"A marker", "Một ký hiệu"};
inline constexpr Sentence<0> a_name_other_than_unit_group_and_ranked{
    "a name other than unit, group and ranked", "tên khác unit, group và ranked"};
inline constexpr Sentence<0> a_node_for_information_has_no_weight{
    "A node for information has no weight, because its parent does not count it",
    "Mục tham khảo không có trọng số vì mục cha không tính nó"};
inline constexpr Sentence<0> a_number_or_a_date{"a number or a date", "số hoặc ngày"};
inline constexpr Sentence<0> a_number_type{"a number", "số"};
inline constexpr Sentence<0> a_share_of_the_maximum_points_is_out_of{
    "A share of the maximum points is out of range", "Tỷ lệ so với điểm tối đa nằm ngoài phạm vi"};
inline constexpr Sentence<0> a_statistic_cannot_contain_another_statistic{
    "A statistic cannot contain another statistic", "Thống kê không được chứa thống kê khác"};
inline constexpr Sentence<0> a_statistic_cannot_read_a_figure_of_a_node{
    "A statistic cannot read a figure of a node", "Thống kê không được đọc giá trị của một mục"};
inline constexpr Sentence<0> a_table_of_all_units_or_a_cohort{
    "a table of all units, or a cohort", "bảng của mọi đơn vị, hoặc tập đơn vị so sánh"};
inline constexpr Sentence<0> a_title{"A title", "Một tên"};
inline constexpr Sentence<0> a_unique_code{"a unique code", "mã chưa dùng"};
inline constexpr Sentence<0> a_value_without_a_denominator_cannot_have{
    "A value without a denominator cannot have \"when_zero\"",
    "Giá trị không có mẫu số thì không có \"when_zero\""};
inline constexpr Sentence<0> a_weight{"a weight", "trọng số"};
inline constexpr Sentence<0> a_whole_number_1_or_more{"a whole number, 1 or more",
                                                      "số nguyên, từ 1 trở lên"};
inline constexpr Sentence<0> above_0{"above 0", "lớn hơn 0"};
inline constexpr Sentence<2> accepted_because{"{0} (accepted: {1})", "{0} (đã chấp nhận: {1})"};
inline constexpr Sentence<1> adjustments_counted{"{0} adjustments",
                                                 "{0} điểm thưởng hoặc điểm trừ"};
inline constexpr Sentence<1> agencies_counted{"{0} agencies", "{0} cơ quan"};
inline constexpr Sentence<0> an_aggregation_such_as_sum_or_mean{
    "an aggregation such as sum or mean", "cách tổng hợp, ví dụ sum hoặc mean"};
inline constexpr Sentence<0> an_expression_for_kind_formula_none_for{
    "an expression for kind formula, none for other kinds",
    "biểu thức cho loại formula, không có ở loại khác"};
inline constexpr Sentence<0> an_id_that_differs_from_the_markers{
    "an id that differs from the markers", "id khác các ký hiệu"};
inline constexpr Sentence<0> an_issue_of_this_kind_cannot_be_accepted{
    "An issue of this kind cannot be accepted", "Không được chấp nhận lỗi loại này"};
inline constexpr Sentence<0> an_option_has_the_id_of_a_marker{
    "An option has the id of a marker", "Một phương án có id trùng với ký hiệu"};
inline constexpr Sentence<1> appears_twice_in_the_list{"{0} appears twice in the list",
                                                       "{0} xuất hiện hai lần trong danh sách"};
inline constexpr Sentence<1> at_least{"at least {0}", "ít nhất {0}"};
inline constexpr Sentence<0> at_least_1{"at least 1", "ít nhất 1"};
inline constexpr Sentence<2> at_most_nodes_in_levels{"at most {0} nodes in {1} levels",
                                                     "không quá {0} mục trong {1} cấp"};
inline constexpr Sentence<1> bands_counted{"{0} bands", "{0} khoảng"};
inline constexpr Sentence<0> both{"both", "cả hai"};
inline constexpr Sentence<0> cap_for_points{"\"cap\" instead of \"points\"",
                                            "\"cap\" thay cho \"points\""};
inline constexpr Sentence<1> cap_for_points_or{"\"cap\" instead of \"points\", or at most {0}",
                                               "\"cap\" thay cho \"points\", hoặc không quá {0}"};
inline constexpr Sentence<1> children_counted{"{0} children", "{0} mục con"};
inline constexpr Sentence<1> contains_combining_marks{"{0} contains combining marks",
                                                      "{0} chứa dấu tổ hợp"};
inline constexpr Sentence<0> dates_as_ends{"dates at both ends", "hai đầu là ngày"};
inline constexpr Sentence<0> distinct_dates{"distinct dates", "các ngày khác nhau"};
inline constexpr Sentence<0> distinct_texts{"distinct texts", "các ký hiệu khác nhau"};
inline constexpr Sentence<0> division_by_0{"Division by 0", "Chia cho 0"};
inline constexpr Sentence<0> equal_maxima{"equal maxima", "điểm tối đa bằng nhau"};
inline constexpr Sentence<0> error_zero_exclude_or_full{"error, zero, exclude or full",
                                                        "error, zero, exclude hoặc full"};
inline constexpr Sentence<0> every_whole_x{"every whole x", "mọi x nguyên"};
inline constexpr Sentence<0> every_x{"every x", "mọi x"};
inline constexpr Sentence<0> floor_cap{"floor <= cap", "floor <= cap"};
inline constexpr Sentence<1> for_the_group{" for the group {0}", " của nhóm {0}"};
inline constexpr Sentence<0> from_above_to_or_below{"from, above, to or below",
                                                    "from, above, to hoặc below"};
inline constexpr Sentence<0> from_on_or_before_to{"\"from\" on or before \"to\"",
                                                  "\"from\" không sau \"to\""};
inline constexpr Sentence<0> from_to_2{"from <= to", "from <= to"};
inline constexpr Sentence<2> in_the_set{"{0} in the weight set {1}", "{0} trong bộ trọng số {1}"};
inline constexpr Sentence<1> inputs_counted{"{0} inputs", "{0} số liệu đầu vào"};
inline constexpr Sentence<0> inputs_of_the_leaf_without_another_statistic{
    "inputs of the leaf, without another statistic",
    "số liệu đầu vào của tiêu chí thành phần, không có thống kê khác"};
inline constexpr Sentence<1> invalid_rubric_id{"invalid rubric \"{0}\"",
                                               "bộ tiêu chí \"{0}\" không hợp lệ"};
inline constexpr Sentence<1> is_not_above_0{"{0} is not above 0", "{0} phải lớn hơn 0"};
inline constexpr Sentence<1> is_not_valid{"{0} is not valid", "{0} không hợp lệ"};
inline constexpr Sentence<1> is_out_of_range{"{0} is out of range", "{0} nằm ngoài phạm vi"};
inline constexpr Sentence<1> is_too_long{"{0} is too long", "{0} quá dài"};
inline constexpr Sentence<0> layers_of_one_kind_all_standing_alone_or{
    "layers of one kind: all separate (apart), or none",
    "các bước chấm cùng loại: đều là bước chấm riêng (apart), hoặc đều không"};
inline constexpr Sentence<0> lower_end_upper_end{"lower end <= upper end", "đầu dưới <= đầu trên"};
inline constexpr Sentence<1> max_or_at_most{"\"max\", or at most {0}",
                                            "\"max\", hoặc không quá {0}"};
inline constexpr Sentence<0> min_max{"min <= max", "min <= max"};
inline constexpr Sentence<0> n_0001_01_01_to_9999_12_31{"0001-01-01 to 9999-12-31",
                                                        "từ 0001-01-01 đến 9999-12-31"};
inline constexpr Sentence<1> n_0_to{"0 to {0}", "từ 0 đến {0}"};
inline constexpr Sentence<0> n_0_to_100_percent{"0 to 100 percent", "từ 0 đến 100 phần trăm"};
inline constexpr Sentence<1> n_1_to{"1 to {0}", "từ 1 đến {0}"};
inline constexpr Sentence<0> neither_the_leaf_nor_an_ancestor_states_the{
    "Neither the leaf nor an ancestor states the layer of its marks",
    "Tiêu chí thành phần và các mục cấp trên không nêu bước chấm của điểm chấm"};
inline constexpr Sentence<1> no_agency_leads{"No agency leads {0}", "Không có cơ quan chủ trì {0}"};
inline constexpr Sentence<0> no_bound{"no bound", "không chặn được"};
inline constexpr Sentence<2> no_input_of_type{
    "the leaf has no input \"{0}\" of type {1}",
    "tiêu chí thành phần không có số liệu đầu vào \"{0}\" kiểu {1}"};
inline constexpr Sentence<0> no_limit{"no limit", "không giới hạn"};
inline constexpr Sentence<0> no_lower_bound{"no lower bound", "không có chặn dưới"};
inline constexpr Sentence<1> no_node_with_code{"no node with code \"{0}\"",
                                               "không có mục mang mã \"{0}\""};
inline constexpr Sentence<1> no_parameter_called{"no parameter called {0}",
                                                 "không có tham số tên {0}"};
inline constexpr Sentence<0> no_stage{"no stage", "không có giai đoạn"};
inline constexpr Sentence<0> no_such_key{"no such key", "bỏ khóa này"};
inline constexpr Sentence<0> no_unit_of_the_cohort_has_a_value{
    "No unit of the cohort has a value", "Không đơn vị nào trong tập so sánh có giá trị"};
inline constexpr Sentence<0> no_upper_bound{"no upper bound", "không có chặn trên"};
inline constexpr Sentence<0> no_weight{"no weight", "không có trọng số"};
inline constexpr Sentence<1> node_not_needing{"a node that does not depend on {0}",
                                              "một mục không phụ thuộc {0}"};
inline constexpr Sentence<0> node_not_needing_total{"a node that does not depend on the total",
                                                    "một mục không phụ thuộc tổng điểm"};
inline constexpr Sentence<2> nodes_in_levels{"{0} nodes in {1} levels", "{0} mục trong {1} cấp"};
inline constexpr Sentence<0> none_the_rubric_has_a_single_set_of_weights{
    "none: the rubric has a single set of weights", "không có: bộ tiêu chí chỉ có một bộ trọng số"};
inline constexpr Sentence<0> not_0{"not 0", "khác 0"};
inline constexpr Sentence<0> numbers_as_ends{"numbers at both ends", "hai đầu là số"};
inline constexpr Sentence<4> of_of{"{0} of {1}, {2} of {3}", "{0} của {1}, {2} của {3}"};
inline constexpr Sentence<0> one{"one", "một"};
inline constexpr Sentence<0> one_adjustment_counted{"1 adjustment", "1 điểm thưởng hoặc điểm trừ"};
inline constexpr Sentence<0> one_agency{"one agency", "một cơ quan"};
inline constexpr Sentence<0> one_agency_counted{"1 agency", "1 cơ quan"};
inline constexpr Sentence<0> one_band_counted{"1 band", "1 khoảng"};
inline constexpr Sentence<0> one_input_counted{"1 input", "1 số liệu đầu vào"};
inline constexpr Sentence<0> one_input_for_each_column{"one input for each column",
                                                       "mỗi cột một số liệu đầu vào"};
inline constexpr Sentence<0> one_rule_counted{"1 rule", "1 cách tính"};
inline constexpr Sentence<0> only_a_choice_can_have_options{
    "Only a choice can have options", "Chỉ số liệu kiểu lựa chọn mới có phương án"};
inline constexpr Sentence<0> only_a_leaf_can_have_evidence{
    "Only a leaf can have evidence", "Chỉ tiêu chí thành phần mới có tài liệu kiểm chứng"};
inline constexpr Sentence<0> only_a_leaf_can_have_inputs{
    "Only a leaf can have inputs", "Chỉ tiêu chí thành phần mới có số liệu đầu vào"};
inline constexpr Sentence<0> only_a_number_can_have_a_step{"Only a number can have a step",
                                                           "Chỉ số liệu kiểu số mới có bước"};
inline constexpr Sentence<0> only_a_number_or_a_date_can_have_a_range{
    "Only a number or a date can have a range", "Chỉ số liệu kiểu số hoặc ngày mới có khoảng"};
inline constexpr Sentence<0> only_a_test_of_an_index_can_have_a_stage{
    "Only a test of an index can have a \"stage\"", "Chỉ phép xét theo chỉ số mới có \"stage\""};
inline constexpr Sentence<0> points_of_at_least_0{"points of at least 0", "điểm không dưới 0"};
inline constexpr Sentence<2> proof_cannot_reach{"cannot reach {0} points: at most {1}",
                                                "không thể đạt {0} điểm: nhiều nhất {1}"};
inline constexpr Sentence<2> proof_cover{"{0} lies in exactly one of {1}",
                                         "{0} thuộc đúng một trong {1}"};
inline constexpr Sentence<1> proof_groups{
    "every group that has the leaf has exactly one of its {0}",
    "mỗi nhóm áp dụng tiêu chí thành phần có đúng một trong {0}"};
inline constexpr Sentence<1> proof_inputs{"the rule reads {0}, all that the leaf declares",
                                          "cách tính dùng {0}, là toàn bộ số liệu đã khai báo"};
inline constexpr Sentence<2> proof_least{"gives at least {0} of {1} points",
                                         "cho ít nhất {0} trên {1} điểm"};
inline constexpr Sentence<3> proof_maxima{"the maxima of its {0}{1} add up to {2}",
                                          "tổng điểm tối đa của {0}{1} là {2}"};
inline constexpr Sentence<2> proof_maxima_of_forms{
    "in the form of every group, the maxima of the children{0} add up to {1}",
    "với mọi nhóm, tổng điểm tối đa của các mục con{0} là {1}"};
inline constexpr Sentence<2> proof_maximum_of_child{"the maximum of its 1 child{0} is {1}",
                                                    "điểm tối đa của 1 mục con{0} là {1}"};
inline constexpr Sentence<1> proof_may_be_below_zero{"may give points below 0: {0}",
                                                     "có thể cho điểm dưới 0: {0}"};
inline constexpr Sentence<2> proof_may_exceed{"may exceed {0} points: {1}",
                                              "có thể vượt {0} điểm: {1}"};
inline constexpr Sentence<1> proof_never_fall{"the points never fall as {0} grows",
                                              "điểm không giảm khi {0} tăng"};
inline constexpr Sentence<1> proof_never_rise{"the points never rise as {0} grows",
                                              "điểm không tăng khi {0} tăng"};
inline constexpr Sentence<1> proof_never_zero{"{0} is never 0", "{0} không bao giờ bằng 0"};
inline constexpr Sentence<1> proof_reach{"gives at least 0 and at most {0} points",
                                         "cho từ 0 đến {0} điểm"};
inline constexpr Sentence<2> proof_scopes{
    "the lead scopes of {0} contain each of the {1} leaves once",
    "phạm vi chủ trì của {0} có đủ {1} tiêu chí thành phần, mỗi tiêu chí đúng một lần"};
inline constexpr Sentence<2> proof_when_zero{"when {0} is 0: {1}", "khi {0} bằng 0: {1}"};
inline constexpr Sentence<2> range_from{"{0} from {1}", "{0} từ {1}"};
inline constexpr Sentence<2> range_to{"{0} to {1}", "{0} đến {1}"};
inline constexpr Sentence<0> resolution_or_layer{"\"resolution\" or \"layer\"",
                                                 "\"resolution\" hoặc \"layer\""};
inline constexpr Sentence<1> rules_counted{"{0} rules", "{0} cách tính"};
inline constexpr Sentence<1> several_agencies_lead{"Several agencies lead {0}",
                                                   "Nhiều cơ quan cùng chủ trì {0}"};
inline constexpr Sentence<0> stage_exact_or_rounded{"\"stage\": \"exact\" or \"rounded\"",
                                                    "\"stage\": \"exact\" hoặc \"rounded\""};
inline constexpr Sentence<2> steps_of_from_do_not_reach_the_maximum{
    "Steps of {0} from {1} do not reach the maximum",
    "Bước {0} tính từ {1} không đến đúng điểm tối đa"};
inline constexpr Sentence<0> text_that_is_neither_a_number_nor_yes_or_no{
    "text that is neither a number nor yes or no",
    "chuỗi ký tự không phải là số, không phải có hoặc không"};
inline constexpr Sentence<0> text_without_white_space_control_characters{
    "text without white space, control characters, / and ~",
    "chuỗi không có khoảng trắng, ký tự điều khiển, / và ~"};
inline constexpr Sentence<0> the_calendar_ends_before_it_begins{
    "The calendar ends before it begins", "Lịch kết thúc trước khi bắt đầu"};
inline constexpr Sentence<0> the_cap_is_below_the_floor{"The cap is below the floor",
                                                        "Mức trần thấp hơn mức sàn"};
inline constexpr Sentence<0> the_cap_is_below_the_maximum_points{
    "The cap is below the maximum points", "Mức trần thấp hơn điểm tối đa"};
inline constexpr Sentence<0> the_cap_of_a_node_with_children_is_not_above{
    "The cap of a node with children is not above 0", "Mức trần của mục có mục con phải lớn hơn 0"};
inline constexpr Sentence<0> the_cap_of_the_bonus_may_exceed_the{
    "The cap of the bonus may exceed the applicable maximum, which falls when children are "
    "excluded",
    "Mức trần của điểm thưởng có thể vượt điểm tối đa áp dụng, vốn giảm khi có mục con không tính"};
inline constexpr Sentence<1> the_children_have_different_maxima_their{
    "The children{0} have different maxima; their points are compared, not their shares",
    "Các mục con{0} có điểm tối đa khác nhau; điểm được so sánh trực tiếp, không phải tỷ lệ"};
inline constexpr Sentence<0> the_choice_has_no_options{"The choice has no options",
                                                       "Lựa chọn không có phương án nào"};
inline constexpr Sentence<0> the_code{"The code", "Mã"};
inline constexpr Sentence<1> the_code_is_already_used_at_code{
    "The code is already used at {0}/code", "Mã đã được dùng tại {0}/code"};
inline constexpr Sentence<0> the_condition_has_no_parts{"The condition has no parts",
                                                        "Điều kiện không có thành phần nào"};
inline constexpr Sentence<0> the_condition_lists_no_keywords{"The condition lists no keywords",
                                                             "Điều kiện không nêu từ khóa nào"};
inline constexpr Sentence<0> the_constants_give_a_number_with_too_many{
    "The constants give a number with too many digits",
    "Các hằng số cho ra số có quá nhiều chữ số"};
inline constexpr Sentence<0> a_word_for_yes_or_no_is_empty{
    "A word for yes or no is empty", "Từ dùng để ghi có hoặc không đang để trống"};
inline constexpr Sentence<0> a_word_means_both_yes_and_no{
    "A word means both yes and no", "Một từ vừa có nghĩa là có, vừa có nghĩa là không"};
inline constexpr Sentence<0> the_name_of_a_unit_is_empty{"The name of a unit is empty",
                                                         "Tên đơn vị để trống"};
inline constexpr Sentence<0> a_unit_is_listed_twice{"A unit is listed twice",
                                                    "Một đơn vị được liệt kê hai lần"};
inline constexpr Sentence<0> each_word_in_one_list{"each word in one list",
                                                   "mỗi từ trong một danh sách"};
inline constexpr Sentence<0> the_decimal_sign_is_also_the_thousands_sign{
    "The decimal sign is also the thousands sign",
    "Dấu thập phân trùng với dấu phân cách hàng nghìn"};
inline constexpr Sentence<0> two_different_signs{"two different signs", "hai dấu khác nhau"};
inline constexpr Sentence<0> the_data_column_has_a_reserved_name{
    "The data column has a reserved name", "Cột dữ liệu dùng tên dành riêng"};
inline constexpr Sentence<2> the_data_column_is_also_read_at{
    "The data column {0} is also read at {1}", "Cột dữ liệu {0} còn được đọc tại {1}"};
inline constexpr Sentence<0> the_date_appears_twice_in_the_list{
    "The date appears twice in the list", "Ngày xuất hiện hai lần trong danh sách"};
inline constexpr Sentence<0> the_date_is_outside_the_calendar{"The date is outside the calendar",
                                                              "Ngày nằm ngoài lịch làm việc"};
inline constexpr Sentence<0> the_date_is_outside_the_calendar_of_working{
    "The date is outside the calendar of working days", "Ngày nằm ngoài lịch ngày làm việc"};
inline constexpr Sentence<0> the_figure_depends_on_itself{
    "The leaf reads a figure of a node that depends on this leaf",
    "Tiêu chí thành phần đọc giá trị của một mục phụ thuộc chính tiêu chí này"};
inline constexpr Sentence<0> some_units_may_have_no_result{
    "Some units may have no result for this node, and nothing states what the leaf gives then",
    "Mục này có thể không có kết quả ở một số đơn vị, nhưng không nêu cách xử lý khi đó"};
inline constexpr Sentence<0> when_none_here{"\"when_none\" here", "\"when_none\" ở đây"};
inline constexpr Sentence<1> the_node_has_no_result{"The node {0} has no result",
                                                    "Mục {0} không có kết quả"};
inline constexpr Sentence<1> the_denominator_of_is_0{"The denominator of {0} is 0",
                                                     "Mẫu số của {0} bằng 0"};
inline constexpr Sentence<0> the_edition_is_never_in_force{"The edition is never in force",
                                                           "Phiên bản không có ngày hiệu lực nào"};
inline constexpr Sentence<0> the_edition_of_the_rubric{"The edition of the rubric",
                                                       "Phiên bản của bộ tiêu chí"};
inline constexpr Sentence<0> the_expression_does_not_state_a_rounding{
    "The expression does not state a rounding", "Biểu thức không nêu quy tắc làm tròn"};
inline constexpr Sentence<0> the_expression_has_the_wrong_number_of_parts{
    "The expression has the wrong number of parts", "Số thành phần của biểu thức không đúng"};
inline constexpr Sentence<0> the_expression_of_the_quantity_is_missing_or{
    "The expression of the quantity is missing or not allowed",
    "Biểu thức của đại lượng bị thiếu hoặc không được phép có"};
inline constexpr Sentence<0> the_first_rubric_has_no_node_with_code{
    "The first rubric has no node with this code", "Bộ tiêu chí thứ nhất không có mục mang mã này"};
inline constexpr Sentence<0> the_gate_gives_more_than_the_maximum_points{
    "The gate gives more than the maximum points", "Điều kiện khống chế cho nhiều hơn điểm tối đa"};
inline constexpr Sentence<0> the_gate_gives_points_below_0{"The gate gives points below 0",
                                                           "Điều kiện khống chế cho điểm dưới 0"};
inline constexpr Sentence<0> the_gate_may_raise_the_points_a_node_can{
    "The gate may raise the points: the node can have fewer points without the gate",
    "Điều kiện khống chế có thể làm tăng điểm: khi không có điều kiện này, mục có thể có ít điểm "
    "hơn"};
inline constexpr Sentence<0> the_gate_tests_a_node_whose_points_depend_on{
    "The gate tests a node whose points depend on the gate",
    "Điều kiện khống chế xét một mục có điểm phụ thuộc chính điều kiện khống chế này"};
inline constexpr Sentence<0> the_gate_tests_an_index_without_stating{
    "The gate tests an index without stating whether it is exact or rounded",
    "Điều kiện khống chế xét chỉ số nhưng không nêu là chỉ số đã làm tròn hay chưa"};
inline constexpr Sentence<0> the_group_appears_twice_in_the_list{
    "The group appears twice in the list", "Nhóm xuất hiện hai lần trong danh sách"};
inline constexpr Sentence<0> the_id_of_a_class{"The id of a class", "Id của mức xếp loại"};
inline constexpr Sentence<0> the_id_of_a_gate{"The id of a gate", "Id của điều kiện khống chế"};
inline constexpr Sentence<0> the_id_of_a_group{"The id of a group", "Id của nhóm"};
inline constexpr Sentence<0> the_id_of_a_layer{"The id of a layer", "Id của bước chấm"};
inline constexpr Sentence<0> the_id_of_a_piece_of_evidence{"The id of a piece of evidence",
                                                           "Id của tài liệu kiểm chứng"};
inline constexpr Sentence<0> the_id_of_an_agency{"The id of an agency", "Id của cơ quan"};
inline constexpr Sentence<0> the_id_of_an_option{"The id of an option", "Id của phương án"};
inline constexpr Sentence<0> the_id_of_the_rubric{"The id of the rubric", "Id của bộ tiêu chí"};
inline constexpr Sentence<1> the_input_is_a_denominator_and_can_be_0{
    "The input {0} is a denominator and can be 0", "Số liệu {0} là mẫu số và có thể bằng 0"};
inline constexpr Sentence<0> the_layer{"The layer", "Bước chấm"};
inline constexpr Sentence<0> the_leaf_combines_a_separate_layer{
    "The leaf combines a separate layer (apart) with another layer",
    "Tiêu chí thành phần kết hợp bước chấm riêng (apart) với bước chấm khác"};
inline constexpr Sentence<0> the_leaf_neither_states_nor_inherits_a{
    "The leaf neither states nor inherits a policy for missing values",
    "Tiêu chí thành phần không nêu và không kế thừa cách xử lý khi thiếu số liệu"};
inline constexpr Sentence<0> the_marker_could_also_be_a_value{"The marker could also be a value",
                                                              "Ký hiệu cũng có thể là một giá trị"};
inline constexpr Sentence<0> the_marker_is_already_used_for_a_kind_of_no{
    "The marker is already used for a kind of no-value",
    "Ký hiệu đã được dùng cho một lý do không có giá trị khác"};
inline constexpr Sentence<0> the_maximum_of_a_count_is_below_0{
    "The maximum of a count is below 0", "Giá trị lớn nhất của số đếm nhỏ hơn 0"};
inline constexpr Sentence<0> the_maximum_points_are_not_above_0{
    "The maximum points are not above 0", "Điểm tối đa phải lớn hơn 0"};
inline constexpr Sentence<0> the_minimum_of_the_input_is_above_its{
    "The minimum of the input is above its maximum",
    "Giá trị nhỏ nhất của số liệu lớn hơn giá trị lớn nhất"};
inline constexpr Sentence<0> the_minimum_of_the_quantity_is_above_its{
    "The minimum of the quantity is above its maximum",
    "Giá trị nhỏ nhất của đại lượng lớn hơn giá trị lớn nhất"};
inline constexpr Sentence<0> the_name_of_a_weight_set{"The name of a weight set",
                                                      "Tên của bộ trọng số"};
inline constexpr Sentence<0> the_name_of_an_input{"The name of an input",
                                                  "Tên của số liệu đầu vào"};
inline constexpr Sentence<0> the_node_accepts_an_issue_that_it_does_not{
    "The node accepts an issue that it does not have; remove the entry",
    "Mục chấp nhận một lỗi mà mục không có; hãy bỏ phần này"};
inline constexpr Sentence<0> the_node_does_not_state_its_maximum_points{
    "The node does not state its maximum points", "Mục không nêu điểm tối đa"};
inline constexpr Sentence<0> the_node_has_children_so_it_cannot_have_a{
    "The node has children, so it cannot have a rule",
    "Mục có mục con nên không được có cách tính"};
inline constexpr Sentence<0> the_node_has_fewer_children{"The node has fewer children",
                                                         "Mục có ít mục con hơn"};
inline constexpr Sentence<0> the_node_has_neither_children_nor_a_rule{
    "The node has neither children nor a rule", "Mục không có mục con và không có cách tính"};
inline constexpr Sentence<1> the_node_has_no_child{"The node has no child{0}",
                                                   "Mục không có mục con nào{0}"};
inline constexpr Sentence<0> the_node_has_no_weight_for_one_of_the_sets{
    "The node has no weight for one of the sets", "Mục thiếu trọng số của một bộ trọng số"};
inline constexpr Sentence<0> the_node_neither_states_nor_inherits_an{
    "The node neither states nor inherits an aggregation",
    "Mục không nêu và không kế thừa cách tổng hợp"};
inline constexpr Sentence<0> the_number_of_digits_of_a_rounding_is_out_of{
    "The number of digits of a rounding is out of range", "Số chữ số làm tròn nằm ngoài phạm vi"};
inline constexpr Sentence<0> the_numbering_skips_a_code{"The numbering skips a code",
                                                        "Thứ tự đánh mã bỏ sót một mã"};
inline constexpr Sentence<0> the_parent_does_not_use_weights{"The parent does not use weights",
                                                             "Mục cha không dùng trọng số"};
inline constexpr Sentence<0> the_parent_node_does_not_apply_to_this_group{
    "The parent node does not apply to this group", "Mục cha không áp dụng cho nhóm này"};
inline constexpr Sentence<0> the_parent_uses_weights_and_the_node_has{
    "The parent uses weights, and the node has none",
    "Mục cha dùng trọng số nhưng mục này không có"};
inline constexpr Sentence<0> the_range_contains_no_value{"The range contains no value",
                                                         "Khoảng không chứa giá trị nào"};
inline constexpr Sentence<0> the_range_of_the_gate_contains_no_value{
    "The range of the gate contains no value",
    "Khoảng của điều kiện khống chế không chứa giá trị nào"};
inline constexpr Sentence<0> the_range_of_the_gate_states_neither_end{
    "The range of the gate states neither end", "Khoảng của điều kiện khống chế không nêu đầu nào"};
inline constexpr Sentence<0> the_range_states_neither_end{"The range states neither end",
                                                          "Khoảng không nêu đầu nào"};
inline constexpr Sentence<0> the_root_applies_to_every_group{"The root applies to every group",
                                                             "Mục gốc áp dụng cho mọi nhóm"};
inline constexpr Sentence<0> the_root_cannot_have_a_code{"The root cannot have a code",
                                                         "Mục gốc không được có mã"};
inline constexpr Sentence<0> the_root_cannot_have_a_rule{"The root cannot have a rule",
                                                         "Mục gốc không được có cách tính"};
inline constexpr Sentence<0> the_root_cannot_have_a_weight{"The root cannot have a weight",
                                                           "Mục gốc không được có trọng số"};
inline constexpr Sentence<0> the_rubric_has_no_calendar_of_working_days{
    "The rubric has no calendar of working days", "Bộ tiêu chí không có lịch ngày làm việc"};
inline constexpr Sentence<0> the_rubric_has_no_classes{"The rubric has no classes",
                                                       "Bộ tiêu chí không có mức xếp loại nào"};
inline constexpr Sentence<0> the_rubric_has_no_nodes{"The rubric has no nodes",
                                                     "Bộ tiêu chí không có mục nào"};
inline constexpr Sentence<0> the_rubric_has_too_many_groups{"The rubric has too many groups",
                                                            "Bộ tiêu chí có quá nhiều nhóm"};
inline constexpr Sentence<0> the_rubric_is_too_large{"The rubric is too large",
                                                     "Bộ tiêu chí quá lớn"};
inline constexpr Sentence<0> the_rubrics_cannot_be_compared{"the rubrics cannot be compared",
                                                            "không so sánh được hai bộ tiêu chí"};
inline constexpr Sentence<0> the_rule_always_gives_points_above_0{
    "The rule always gives points above 0", "Cách tính luôn cho điểm lớn hơn 0"};
inline constexpr Sentence<0> the_rule_can_give_more_than_the_maximum{
    "The rule can give more than the maximum points", "Cách tính có thể cho nhiều hơn điểm tối đa"};
inline constexpr Sentence<0> the_rule_can_give_points_below_0{"The rule can give points below 0",
                                                              "Cách tính có thể cho điểm dưới 0"};
inline constexpr Sentence<0> the_rule_can_never_give_the_maximum_points{
    "The rule can never give the maximum points", "Cách tính không bao giờ cho điểm tối đa"};
inline constexpr Sentence<0> the_rule_does_not_read_this_input{
    "The rule does not read this input", "Cách tính không dùng số liệu đầu vào này"};
inline constexpr Sentence<0> the_rule_has_no_options{"The rule has no options",
                                                     "Cách tính không có phương án nào"};
inline constexpr Sentence<0> the_rule_may_give_more_than_the_maximum{
    "The rule may give more than the maximum points",
    "Không chứng minh được cách tính không vượt điểm tối đa"};
inline constexpr Sentence<0> the_rule_may_give_points_below_0{
    "The rule may give points below 0",
    "Không chứng minh được cách tính luôn cho từ 0 điểm trở lên"};
inline constexpr Sentence<1> the_rule_of_is_nested_too_deeply{
    "The rule of {0} is nested too deeply", "Cách tính của {0} lồng quá nhiều cấp"};
inline constexpr Sentence<0> the_second_rubric_has_no_node_with_code{
    "The second rubric has no node with this code", "Bộ tiêu chí thứ hai không có mục mang mã này"};
inline constexpr Sentence<0> the_step_is_not_above_0{"The step is not above 0",
                                                     "Bước phải lớn hơn 0"};
inline constexpr Sentence<0> the_results_of_the_total_belong_to_the_rubric{
    "The root cannot be for information; its ranking, classes and rounding of the index belong to "
    "the rubric",
    "Mục gốc không thể là mục tham khảo; xếp hạng, xếp loại và làm tròn chỉ số của nó là của bộ "
    "tiêu chí"};
inline constexpr Sentence<0> the_title_belongs_to_the_rubric_not_to_the{
    "The title belongs to the rubric, not to the root",
    "Tên là của bộ tiêu chí, không phải của mục gốc"};
inline constexpr Sentence<0> the_type_does_not_match{"The type does not match", "Kiểu không khớp"};
inline constexpr Sentence<0> the_value_is_not_a_date{"The value is not a date",
                                                     "Giá trị không phải là ngày"};
inline constexpr Sentence<0> the_values_of_the_other_units_are_not{
    "The values of the other units are not available", "Không có số liệu của các đơn vị khác"};
inline constexpr Sentence<0> the_weight_is_below_0{"The weight is below 0", "Trọng số nhỏ hơn 0"};
inline constexpr Sentence<2> to{"{0} to {1}", "từ {0} đến {1}"};
inline constexpr Sentence<0> two{"two", "hai"};
inline constexpr Sentence<0> two_agencies_have_the_same_id{"Two agencies have the same id",
                                                           "Hai cơ quan có cùng id"};
inline constexpr Sentence<0> two_gates_of_the_node_have_the_same_id{
    "Two gates of the node have the same id", "Hai điều kiện khống chế của mục có cùng id"};
inline constexpr Sentence<0> two_groups_have_the_same_id{"Two groups have the same id",
                                                         "Hai nhóm có cùng id"};
inline constexpr Sentence<0> two_weight_sets_have_the_same_name{
    "Two weight sets have the same name", "Hai bộ trọng số trùng tên"};
inline constexpr Sentence<2> under_a_cap{"{0}, under a cap of {1}", "{0}, với mức trần {1}"};
inline constexpr Sentence<0> unicode_normal_form_c{"Unicode normal form C",
                                                   "dạng chuẩn C của Unicode (chữ dựng sẵn)"};
inline constexpr Sentence<0> unknown_option{"Unknown option", "Phương án không hợp lệ"};
inline constexpr Sentence<0> unknown_weight_set{"Unknown weight set", "Bộ trọng số không hợp lệ"};
inline constexpr Sentence<0> unknown_weight_set_2{"unknown weight set", "bộ trọng số không hợp lệ"};
inline constexpr Sentence<0> value_is_missing{"missing", "thiếu số liệu"};
inline constexpr Sentence<0> value_is_not_applicable{"not_applicable", "không áp dụng"};
inline constexpr Sentence<0> value_is_not_proven{"not_proven", "không có tài liệu kiểm chứng"};
inline constexpr Sentence<0> value_is_refused{"refused", "từ chối trả lời"};
inline constexpr Sentence<2> weights_add_up_to{"The weights of the children{0} add up to {1}",
                                               "Tổng trọng số của các mục con{0} là {1}"};
inline constexpr Sentence<0> when_zero_here_or_a_min_above_0_on_the_input{
    "\"when_zero\" here, or a \"min\" above 0 on the input",
    "\"when_zero\" ở đây, hoặc \"min\" lớn hơn 0 ở số liệu đầu vào"};
inline constexpr Sentence<0> when_zero_here_or_inputs_whose_range{
    "\"when_zero\" here, or inputs whose range excludes 0",
    "\"when_zero\" ở đây, hoặc số liệu đầu vào có khoảng không chứa 0"};
inline constexpr Sentence<1> without_adjustments{" without the {0}", " không kể {0}"};

}  // namespace sentence

}  // namespace detail

PARINDEX_END_NAMESPACE
