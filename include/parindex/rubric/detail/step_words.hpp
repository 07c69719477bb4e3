// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/phrase.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The words of explanations for every kind of rule and aggregation, in both languages.
namespace words {

inline constexpr Sentence<2> gives{"{0} gives {1}", "{0}: được {1} điểm"};
inline constexpr Sentence<1> formula_gives{"gives {0}", "được {0} điểm"};
inline constexpr Sentence<0> always{"always", "mọi trường hợp"};
inline constexpr Sentence<0> yes{"yes", "có"};
inline constexpr Sentence<0> no{"no", "không"};
inline constexpr Sentence<1> all_items_hold{"all items are met, gives {0}",
                                            "đạt tất cả các nội dung: được {0} điểm"};
inline constexpr Sentence<2> items_not_held{"not met: {0}, gives {1}",
                                            "không đạt: {0}; được {1} điểm"};
inline constexpr Sentence<0> no_item_holds{"no item is met, gives 0",
                                           "không đạt nội dung nào: được 0 điểm"};
inline constexpr Sentence<2> capped{"{0}, capped at {1}", "{0}, tối đa {1}"};
inline constexpr Sentence<1> whole_part{"floor({0})", "phần nguyên({0})"};
inline constexpr Sentence<2> raised{"{0}, raised to {1}", "{0}, tối thiểu {1}"};
inline constexpr Sentence<2> item_capped{"{0} capped at {1}", "{0} (tối đa {1})"};
inline constexpr Sentence<2> custom_gives{"custom {0} gives {1}",
                                          "cách tính riêng {0}: được {1} điểm"};
inline constexpr Sentence<1> custom_gives_nothing{"custom {0} gave no valid result",
                                                  "cách tính riêng {0} không cho kết quả hợp lệ"};
inline constexpr Sentence<1> no_row_holds{"no row applies, gives {0}",
                                          "không dòng nào áp dụng: được {0} điểm"};
inline constexpr Sentence<2> sum_of{"sum of: {0} = {1}", "tổng của: {0} = {1}"};
inline constexpr Sentence<2> max_of{"max of: {0} = {1}", "lớn nhất trong: {0} = {1}"};
inline constexpr Sentence<2> min_of{"min of: {0} = {1}", "nhỏ nhất trong: {0} = {1}"};
inline constexpr Sentence<2> any_of_rows{"any of: {0} = {1}", "bất kỳ trong: {0} = {1}"};
inline constexpr Sentence<2> first_by_priority{"by priority of: {0} = {1}",
                                               "ưu tiên trong: {0} = {1}"};
inline constexpr Sentence<1> rows_hold{"rows that apply: {0}", "số dòng áp dụng: {0}"};
inline constexpr Sentence<2> names_where{"{0}, where {1}", "{0}, với {1}"};
inline constexpr Sentence<0> root{"root", "căn"};
inline constexpr Sentence<0> log{"log", "log"};
inline constexpr Sentence<0> map{"map", "quy đổi"};
inline constexpr Sentence<1> no_violation{"no violation, gives {0}",
                                          "không vi phạm: được {0} điểm"};
inline constexpr Sentence<1> taken_off{"{0} off", "trừ {0} điểm"};
inline constexpr Sentence<1> mark_of{"mark of {0}", "chấm {0} điểm"};
inline constexpr Sentence<2> when{"when {0}: {1}", "khi {0}: {1}"};
inline constexpr Sentence<2> beyond{"x is beyond {0}, gives {1}",
                                    "x vượt ngoài {0}: được {1} điểm"};
inline constexpr Sentence<3> imported_is{"{0} is {1} %: {2}", "{0} đạt {1} %: {2}"};
inline constexpr Sentence<4> level_gives{"{0} gives {1} % of {2} = {3}",
                                         "{0}: được {1} % của {2} = {3}"};
inline constexpr Sentence<2> sample_small{"sample of {0} is too small: {1}",
                                          "{0} người trả lời là quá ít: {1}"};
inline constexpr Sentence<1> group_silent{"a group without an answer that counts: {0}",
                                          "có nhóm không có câu trả lời được tính: {0}"};
inline constexpr Sentence<4> sample{"sample of {0}: {1}share of {2} %, {3}",
                                    "{0} người trả lời: {1}tỷ lệ {2} %, {3}"};
inline constexpr Sentence<3> share_of_group{"{0} {1} % (weight {2}); ",
                                            "{0} {1} % (trọng số {2}); "};
inline constexpr Sentence<1> one_group{"group {0}", "nhóm {0}"};
inline constexpr Sentence<1> several_groups{"groups {0}", "các nhóm {0}"};
inline constexpr Sentence<0> other_group{"not for the group of this unit: exclude",
                                         "không áp dụng cho nhóm của đơn vị này: không tính"};
inline constexpr Sentence<2> is_zero{"{0} is 0: {1}", "{0} bằng 0: {1}"};
inline constexpr Sentence<1> divided_by_zero{"divided by 0: {0}", "chia cho 0: {0}"};
inline constexpr Sentence<0> policy_zero{"zero gives 0", "được 0 điểm"};
inline constexpr Sentence<1> policy_full{"full gives {0}", "được đủ {0} điểm"};
inline constexpr Sentence<1> policy_points{"gives {0}", "được {0} điểm"};
inline constexpr Sentence<4> rescaled{"{0} * {1} / {2} = {3}, without the excluded children",
                                      "{0} * {1} / {2} = {3}, trừ các mục không tính"};
inline constexpr Sentence<3> redistributed{
    "{0} more for each of {1} children, for the excluded ones: {2}",
    "cộng thêm {0} điểm tối đa cho mỗi mục trong {1} mục thay các mục không tính: {2}"};
inline constexpr Sentence<0> policy_exclude{"exclude", "không tính"};
inline constexpr Sentence<0> policy_error{"error", "báo lỗi"};
inline constexpr Sentence<1> missing{"missing: {0}", "thiếu số liệu: {0}"};
inline constexpr Sentence<1> not_applicable{"not_applicable: {0}", "không áp dụng: {0}"};
inline constexpr Sentence<1> not_proven{"not_proven: {0}", "không có tài liệu kiểm chứng: {0}"};
inline constexpr Sentence<1> refused{"refused: {0}", "từ chối trả lời: {0}"};
inline constexpr Sentence<4> rounded{"rounded {0} to {1}: {2} becomes {3}",
                                     "làm tròn đến {1} ({0}): từ {2} thành {3}"};
inline constexpr Sentence<1> input_rounded{" (rounded to {0})", " (làm tròn thành {0})"};
inline constexpr Sentence<1> decimals_of{"{0} digits", "{0} chữ số thập phân"};
inline constexpr Sentence<2> capped_from{"capped at {0} from {1}",
                                         "giảm xuống mức trần {0}, từ {1}"};
inline constexpr Sentence<2> raised_from{"raised to the floor of {0} from {1}",
                                         "nâng lên mức sàn {0}, từ {1}"};
inline constexpr Sentence<3> gate_caps{"gate {0}: capped at {1} from {2}",
                                       "điều kiện khống chế {0}: giảm xuống {1}, từ {2}"};
inline constexpr Sentence<3> gate_sets{"gate {0}: {1} becomes {2}",
                                       "điều kiện khống chế {0}: từ {1} thành {2}"};
inline constexpr Sentence<1> points_of_node{"points of {0}", "điểm của {0}"};
inline constexpr Sentence<1> share_of_node{"share of {0}", "tỷ lệ điểm của {0}"};
inline constexpr Sentence<1> maximum_of_node{"maximum of {0}", "điểm tối đa của {0}"};
inline constexpr Sentence<2> node_has_no_result{"{0} has no result: {1}",
                                                "{0} không có kết quả: {1}"};
inline constexpr Sentence<1> index_of_node{"index of {0}", "chỉ số của {0}"};
inline constexpr Sentence<1> exact_index_of_node{"exact index of {0}",
                                                 "chỉ số chưa làm tròn của {0}"};
inline constexpr Sentence<2> one_child{"the points of {0}: {1}", "điểm của {0}: {1}"};
inline constexpr Sentence<3> bonus{"bonus {0}: {1} becomes {2}",
                                   "điểm thưởng {0}: từ {1} thành {2}"};
inline constexpr Sentence<3> penalty{"penalty {0}: {1} becomes {2}",
                                     "điểm trừ {0}: từ {1} thành {2}"};
inline constexpr Sentence<2> held_by_maximum{"{0}, limited by the applicable maximum of {1}",
                                             "{0}, không quá điểm tối đa áp dụng {1}"};
inline constexpr Sentence<2> held_by_cap{"{0}, limited by the cap of {1}",
                                         "{0}, không quá mức trần {1}"};
inline constexpr Sentence<2> held_by_floor{"{0}, limited by the floor of {1}",
                                           "{0}, không dưới mức sàn {1}"};
inline constexpr Sentence<3> best{"best {0} of {1}: {2}", "{0} điểm cao nhất trong {1}: {2}"};
inline constexpr Sentence<0> weight_zero{"the children that are left have weight 0: excluded",
                                         "các mục con còn lại có trọng số 0: không tính"};
inline constexpr Sentence<0> share_zero{"a share is 0: gives 0", "có mục con đạt 0: được 0 điểm"};
inline constexpr Sentence<2> too_few{"{0} available, at least {1} needed: unavailable",
                                     "có {0}, cần ít nhất {1}: chưa đủ kết quả"};
inline constexpr Sentence<1> dropped_lowest{"lowest left out: {0}", "bỏ điểm thấp nhất: {0}"};
inline constexpr Sentence<1> dropped_highest{"highest left out: {0}", "bỏ điểm cao nhất: {0}"};
inline constexpr Sentence<1> excluded_as_lowest{
    "excluded children among the lowest: {0}",
    "số mục không tính được tính vào các mục thấp nhất: {0}"};
inline constexpr Sentence<1> nothing_left{"nothing is left: gives {0}",
                                          "không còn mục nào: được {0} điểm"};
inline constexpr Sentence<4> rounded_to{"{0}, {1} to {2} = {3}",
                                        "{0}, làm tròn đến {2} ({1}) = {3}"};
inline constexpr Sentence<2> median_is{"the median of {0} is {1}", "trung vị của {0} là {1}"};
inline constexpr Sentence<3> lowest{"lowest of {0}: {1} gives {2}",
                                    "thấp nhất trong {0}: {1} được {2} điểm"};
inline constexpr Sentence<1> given{"given: {0}", "phương án có số liệu: {0}"};
inline constexpr Sentence<1> weight{"weight {0}", "trọng số {0}"};
inline constexpr Sentence<2> weight_from_data{"weight {0}, from {1}", "trọng số {0}, lấy từ {1}"};
inline constexpr Sentence<1> any_value{"any {0}", "{0} bất kỳ"};
inline constexpr Sentence<2> is_one_of{"{0} is {1}", "{0} là {1}"};
inline constexpr Sentence<2> either{"{0} or {1}", "{0} hoặc {1}"};
inline constexpr Sentence<2> both{"{0} and {1}", "{0} và {1}"};
inline constexpr Sentence<1> negated{"not ({0})", "không ({0})"};
inline constexpr Sentence<3> round_call{"round({0}, {1} {2})", "tròn({0}, {1}, {2})"};
inline constexpr Sentence<1> digits_of{"{0} digits", "{0} chữ số"};
inline constexpr Sentence<1> steps_of{"steps of {0}", "bội số của {0}"};
inline constexpr Sentence<2> over_group{"{0}({1} over the group)", "{0}({1} trong nhóm)"};
inline constexpr Sentence<2> over_all{"{0}({1} over all units)", "{0}({1} của mọi đơn vị)"};
inline constexpr Sentence<0> half_up{"half_up", "nửa lên"};
inline constexpr Sentence<0> half_even{"half_even", "nửa về số chẵn"};
inline constexpr Sentence<0> half_down{"half_down", "nửa xuống"};
inline constexpr Sentence<0> up{"up", "ra xa số không"};
inline constexpr Sentence<0> down{"down", "về phía số không"};
inline constexpr Sentence<0> floor{"floor", "xuống"};
inline constexpr Sentence<0> ceiling{"ceiling", "lên"};
inline constexpr Sentence<0> mean{"mean", "trung bình"};
inline constexpr Sentence<0> median{"median", "trung vị"};
inline constexpr Sentence<0> min{"min", "nhỏ nhất"};
inline constexpr Sentence<0> max{"max", "lớn nhất"};
inline constexpr Sentence<0> sum{"sum", "tổng"};
inline constexpr Sentence<0> count{"count", "số lượng"};
inline constexpr Sentence<0> rank{"rank", "thứ hạng"};
inline constexpr Sentence<2> imputed_by{"{0} is missing and was replaced by {1}",
                                        "thiếu {0}, lấy thay bằng {1}"};
inline constexpr Sentence<2> nothing_to_impute{"nothing to replace {0} with: {1}",
                                               "không có gì để thay cho {0}: {1}"};
inline constexpr Sentence<0> percentile{"percentile", "bách phân vị"};
inline constexpr Sentence<0> standard_deviation{"standard_deviation", "độ lệch chuẩn"};
inline constexpr Sentence<0> z_score{"z_score", "điểm chuẩn hóa z"};
inline constexpr Sentence<1> linear_quantile{"{0} % linear quantile", "phân vị {0} % (nội suy)"};
inline constexpr Sentence<1> nearest_rank_quantile{"{0} % nearest-rank quantile",
                                                   "phân vị {0} % (theo thứ hạng)"};
inline constexpr Sentence<1> lowest_at{"lowest no. {0}", "giá trị thấp thứ {0}"};
inline constexpr Sentence<1> highest_at{"highest no. {0}", "giá trị cao thứ {0}"};
inline constexpr Sentence<0> winsorise{"winsorise", "giới hạn giá trị ngoại lai"};
inline constexpr Sentence<3> outlier_raised{"outlier: {0} = {1} was raised to {2}",
                                            "giá trị ngoại lai: {0} = {1}, được nâng lên {2}"};
inline constexpr Sentence<3> outlier_lowered{"outlier: {0} = {1} was lowered to {2}",
                                             "giá trị ngoại lai: {0} = {1}, được hạ xuống {2}"};
inline constexpr Sentence<1> of_population{"population {0}", "{0} (tổng thể)"};
inline constexpr Sentence<1> of_sample{"sample {0}", "{0} (mẫu)"};
inline constexpr Sentence<0> abs{"abs", "trị tuyệt đối"};
inline constexpr Sentence<0> days{"days", "số ngày"};
inline constexpr Sentence<0> working_days{"working_days", "số ngày làm việc"};
inline constexpr Sentence<1> error_line{"error {0}", "lỗi {0}"};
inline constexpr Sentence<1> warning_line{"warning {0}", "cảnh báo {0}"};
inline constexpr Sentence<2> expected{"{0}; expected {1}", "{0}; cần {1}"};
inline constexpr Sentence<2> found{"{0}; found {1}", "{0}; thực tế {1}"};
inline constexpr Sentence<0> ok{"ok", "đạt"};
inline constexpr Sentence<0> excluded{"excluded", "không tính"};
inline constexpr Sentence<0> unavailable{"unavailable", "chưa đủ kết quả"};
inline constexpr Sentence<0> error{"error", "lỗi"};
inline constexpr Sentence<0> total{"total", "tổng"};
inline constexpr Sentence<2> figures{"points {0} of {1}", "{0} trên {1} điểm"};
inline constexpr Sentence<2> applicable{"{0} (applicable out of {1})",
                                        "{0} (áp dụng, trong tổng {1})"};
inline constexpr Sentence<0> informative{"for information: not counted by its parent",
                                         "mục tham khảo: không tính vào mục cha"};
inline constexpr Sentence<1> class_of_node{"class {0}", "xếp loại {0}"};
inline constexpr Sentence<2> with_index{"{0}, index {1} %", "{0}, chỉ số {1} %"};
inline constexpr Sentence<2> with_lost{"{0}, lost {1}", "{0}, mất {1}"};

}  // namespace words

}  // namespace detail

PARINDEX_END_NAMESPACE
