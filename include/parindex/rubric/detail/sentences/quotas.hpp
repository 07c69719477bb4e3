// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/phrase.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Sentences about classes by quota.
namespace sentence {

inline constexpr Sentence<0> the_quota_has_no_rule_for_ties{
    "The quota does not state the class of equal units if a class has no room for all of them",
    "Hạn mức chưa nêu xếp loại của các đơn vị bằng nhau khi một loại không còn đủ chỗ"};
inline constexpr Sentence<0> ties_better_or_worse{"\"ties\": \"better\" or \"worse\"",
                                                  "\"ties\": \"better\" hoặc \"worse\""};
inline constexpr Sentence<0> a_class_before_the_last_has_no_percent{
    "A class before the last one does not state its percent of the units",
    "Một loại trước loại cuối chưa nêu tỷ lệ phần trăm số đơn vị"};
inline constexpr Sentence<0> a_percent_of_the_units{"a percent of the units",
                                                    "tỷ lệ phần trăm số đơn vị"};
inline constexpr Sentence<0> the_last_class_takes_the_rest{
    "The last class takes the units that are left, so it has neither a percent nor ends",
    "Loại cuối gồm các đơn vị còn lại nên không có tỷ lệ phần trăm và không có giới hạn"};
inline constexpr Sentence<0> a_class_by_quota_has_no_upper_end{
    "A class by quota takes the best units, so it has no upper end",
    "Loại theo hạn mức lấy các đơn vị tốt nhất nên không có giới hạn trên"};
inline constexpr Sentence<0> a_percent_needs_a_quota{
    "Only a class by quota has a percent; state \"quota\"",
    "Chỉ loại theo hạn mức mới có tỷ lệ phần trăm; hãy khai báo \"quota\""};
inline constexpr Sentence<0> the_percent_of_units_is_not_valid{
    "The percent of the units is not above 0, or the percents add up to more than 100",
    "Tỷ lệ phần trăm số đơn vị không lớn hơn 0, hoặc tổng các tỷ lệ lớn hơn 100"};
inline constexpr Sentence<1> above_0_to{"above 0, at most {0}", "lớn hơn 0, không quá {0}"};

}  // namespace sentence

}  // namespace detail

PARINDEX_END_NAMESPACE
