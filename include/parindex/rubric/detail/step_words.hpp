// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/rubric/detail/phrase.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The words of explanations, of every kind of rule and aggregation, in both languages.
namespace words {

inline constexpr Sentence gives{"{0} gives {1}", "{0}: được {1} điểm"};
inline constexpr Sentence formula_gives{"gives {0}", "được {0} điểm"};
inline constexpr Sentence always{"always", "mọi trường hợp"};
inline constexpr Sentence yes{"yes", "có"};
inline constexpr Sentence no{"no", "không"};
inline constexpr Sentence all_items_hold{"all items hold, gives {0}",
                                         "đạt tất cả các điều kiện: được {0} điểm"};
inline constexpr Sentence items_not_held{"not held: {0}, gives {1}",
                                         "không đạt: {0}; được {1} điểm"};
inline constexpr Sentence no_item_holds{"no item holds, gives 0",
                                        "không đạt nội dung nào: được 0 điểm"};
inline constexpr Sentence capped{"{0}, capped at {1}", "{0}, tối đa {1}"};
inline constexpr Sentence whole_part{"floor({0})", "phần nguyên({0})"};
inline constexpr Sentence raised{"{0}, raised to {1}", "{0}, tối thiểu {1}"};
inline constexpr Sentence item_capped{"{0} capped at {1}", "{0} (tối đa {1})"};
inline constexpr Sentence custom_gives{"custom {0} gives {1}", "quy tắc riêng {0}: được {1} điểm"};
inline constexpr Sentence custom_gives_nothing{"custom {0} gave nothing that counts",
                                               "quy tắc riêng {0} không cho kết quả hợp lệ"};
inline constexpr Sentence no_row_holds{"no row holds, gives {0}",
                                       "không dòng nào thỏa mãn: được {0} điểm"};
inline constexpr Sentence sum_of{"sum of: {0} = {1}", "tổng của: {0} = {1}"};
inline constexpr Sentence max_of{"max of: {0} = {1}", "lớn nhất trong: {0} = {1}"};
inline constexpr Sentence min_of{"min of: {0} = {1}", "nhỏ nhất trong: {0} = {1}"};
inline constexpr Sentence no_violation{"no violation, gives {0}", "không vi phạm: được {0} điểm"};
inline constexpr Sentence taken_off{"{0} off", "trừ {0} điểm"};
inline constexpr Sentence mark_of{"mark of {0}", "chấm {0} điểm"};
inline constexpr Sentence when{"when {0}: {1}", "khi {0}: {1}"};
inline constexpr Sentence beyond{"x is beyond {0}, gives {1}", "x vượt ngoài {0}: được {1} điểm"};
inline constexpr Sentence imported_is{"{0} is {1} %: {2}", "{0} đạt {1} %: {2}"};
inline constexpr Sentence level_gives{"{0} gives {1} % of {2} = {3}",
                                      "{0}: được {1} % của {2} = {3}"};
inline constexpr Sentence sample_small{"sample of {0} is too small: {1}",
                                       "{0} người trả lời là quá ít: {1}"};
inline constexpr Sentence group_silent{"a group without an answer that counts: {0}",
                                       "có nhóm không có câu trả lời được tính: {0}"};
inline constexpr Sentence sample{"sample of {0}: {1}share of {2} %, {3}",
                                 "{0} người trả lời: {1}tỷ lệ {2} %, {3}"};
inline constexpr Sentence share_of_group{"{0} {1} % (weight {2}); ", "{0} {1} % (trọng số {2}); "};
inline constexpr Sentence one_group{"group {0}", "nhóm {0}"};
inline constexpr Sentence several_groups{"groups {0}", "các nhóm {0}"};
inline constexpr Sentence other_group{"not for the group of this unit: exclude",
                                      "không áp dụng cho nhóm của đơn vị này: không tính"};
inline constexpr Sentence is_zero{"{0} is 0: {1}", "{0} bằng 0: {1}"};
inline constexpr Sentence divided_by_zero{"divided by 0: {0}", "chia cho 0: {0}"};
inline constexpr Sentence policy_zero{"zero gives 0", "được 0 điểm"};
inline constexpr Sentence policy_full{"full gives {0}", "được đủ {0} điểm"};
inline constexpr Sentence policy_exclude{"exclude", "không tính"};
inline constexpr Sentence policy_error{"error", "báo lỗi"};
inline constexpr Sentence missing{"missing: {0}", "thiếu số liệu: {0}"};
inline constexpr Sentence not_applicable{"not_applicable: {0}", "không áp dụng: {0}"};
inline constexpr Sentence not_proven{"not_proven: {0}", "không có tài liệu kiểm chứng: {0}"};
inline constexpr Sentence refused{"refused: {0}", "từ chối trả lời: {0}"};
inline constexpr Sentence rounded{"rounded {0} to {1} digits: {2} becomes {3}",
                                  "làm tròn đến {1} chữ số thập phân ({0}): từ {2} thành {3}"};
inline constexpr Sentence capped_from{"capped at {0} from {1}", "giảm xuống mức trần {0}, từ {1}"};
inline constexpr Sentence raised_from{"raised to the floor of {0} from {1}",
                                      "nâng lên mức sàn {0}, từ {1}"};
inline constexpr Sentence gate_caps{"gate {0}: capped at {1} from {2}",
                                    "điểm liệt {0}: giảm xuống {1}, từ {2}"};
inline constexpr Sentence gate_sets{"gate {0}: {1} becomes {2}", "điểm liệt {0}: từ {1} thành {2}"};
inline constexpr Sentence points_of_node{"points of {0}", "điểm của {0}"};
inline constexpr Sentence index_of_node{"index of {0}", "chỉ số của {0}"};
inline constexpr Sentence exact_index_of_node{"exact index of {0}", "chỉ số chưa làm tròn của {0}"};
inline constexpr Sentence one_child{"the points of {0}: {1}", "điểm của {0}: {1}"};
inline constexpr Sentence bonus{"bonus {0}: {1} becomes {2}", "điểm thưởng {0}: từ {1} thành {2}"};
inline constexpr Sentence penalty{"penalty {0}: {1} becomes {2}", "điểm trừ {0}: từ {1} thành {2}"};
inline constexpr Sentence held_by_maximum{"{0}, held by the applicable maximum of {1}",
                                          "{0}, không quá điểm tối đa áp dụng {1}"};
inline constexpr Sentence held_by_cap{"{0}, held by the cap of {1}", "{0}, không quá mức trần {1}"};
inline constexpr Sentence held_by_floor{"{0}, held by the floor of {1}",
                                        "{0}, không dưới mức sàn {1}"};
inline constexpr Sentence best{"best {0} of {1}: {2}", "{0} điểm cao nhất trong {1}: {2}"};
inline constexpr Sentence weight_zero{"the children that are left have weight 0: excluded",
                                      "các thành phần còn lại có trọng số 0: không tính"};
inline constexpr Sentence share_zero{"a share is 0: gives 0", "có thành phần đạt 0: được 0 điểm"};
inline constexpr Sentence too_few{"{0} available, at least {1} needed: unavailable",
                                  "có {0}, cần ít nhất {1}: chưa đủ kết quả"};
inline constexpr Sentence rounded_to{"{0}, {1} to {2} digits = {3}",
                                     "{0}, làm tròn đến {2} chữ số thập phân ({1}) = {3}"};
inline constexpr Sentence median_is{"the median of {0} is {1}", "trung vị của {0} là {1}"};
inline constexpr Sentence lowest{"lowest of {0}: {1} gives {2}",
                                 "thấp nhất trong {0}: {1} được {2} điểm"};
inline constexpr Sentence given{"given: {0}", "phương án có số liệu: {0}"};
inline constexpr Sentence weight{"weight {0}", "trọng số {0}"};
inline constexpr Sentence any_value{"any {0}", "{0} bất kỳ"};
inline constexpr Sentence is_one_of{"{0} is {1}", "{0} là {1}"};
inline constexpr Sentence either{"{0} or {1}", "{0} hoặc {1}"};
inline constexpr Sentence both{"{0} and {1}", "{0} và {1}"};
inline constexpr Sentence negated{"not ({0})", "không ({0})"};
inline constexpr Sentence round_call{"round({0}, {1} digits {2})", "tròn({0}, {1} chữ số, {2})"};
inline constexpr Sentence over_group{"{0}({1} over the group)", "{0}({1} trong nhóm)"};
inline constexpr Sentence over_all{"{0}({1} over all units)", "{0}({1} của mọi đơn vị)"};
inline constexpr Sentence half_up{"half_up", "nửa lên"};
inline constexpr Sentence half_even{"half_even", "nửa về số chẵn"};
inline constexpr Sentence half_down{"half_down", "nửa xuống"};
inline constexpr Sentence up{"up", "ra xa số không"};
inline constexpr Sentence down{"down", "về phía số không"};
inline constexpr Sentence floor{"floor", "xuống"};
inline constexpr Sentence ceiling{"ceiling", "lên"};
inline constexpr Sentence mean{"mean", "trung bình"};
inline constexpr Sentence median{"median", "trung vị"};
inline constexpr Sentence min{"min", "nhỏ nhất"};
inline constexpr Sentence max{"max", "lớn nhất"};
inline constexpr Sentence sum{"sum", "tổng"};
inline constexpr Sentence count{"count", "số lượng"};
inline constexpr Sentence rank{"rank", "thứ hạng"};
inline constexpr Sentence percentile{"percentile", "bách phân vị"};
inline constexpr Sentence abs{"abs", "trị tuyệt đối"};
inline constexpr Sentence days{"days", "số ngày"};
inline constexpr Sentence working_days{"working_days", "số ngày làm việc"};
inline constexpr Sentence error_line{"error {0}", "lỗi {0}"};
inline constexpr Sentence warning_line{"warning {0}", "cảnh báo {0}"};
inline constexpr Sentence expected{"{0}; expected {1}", "{0}; cần {1}"};
inline constexpr Sentence found{"{0}; found {1}", "{0}; thực tế {1}"};
inline constexpr Sentence ok{"ok", "đạt"};
inline constexpr Sentence excluded{"excluded", "không tính"};
inline constexpr Sentence unavailable{"unavailable", "chưa đủ kết quả"};
inline constexpr Sentence error{"error", "lỗi"};
inline constexpr Sentence total{"total", "tổng"};
inline constexpr Sentence figures{"points {0} of {1}", "{0} trên {1} điểm"};
inline constexpr Sentence applicable{"{0} (applicable out of {1})",
                                     "{0} (áp dụng, trong tổng {1})"};
inline constexpr Sentence with_index{"{0}, index {1} %", "{0}, chỉ số {1} %"};
inline constexpr Sentence with_lost{"{0}, lost {1}", "{0}, mất {1}"};

}  // namespace words

}  // namespace detail

PARINDEX_END_NAMESPACE
