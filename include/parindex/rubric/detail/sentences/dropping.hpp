// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/phrase.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Sentences about children that are left out of a sum or a mean, and about nodes without remaining
/// children.
namespace sentence {

inline constexpr Sentence<0> the_drop_states_neither_end{
    "\"drop\" states neither \"lowest\" nor \"highest\"",
    "\"drop\" không có \"lowest\" và cũng không có \"highest\""};
inline constexpr Sentence<0> lowest_or_highest{"\"lowest\", \"highest\" or both",
                                               "\"lowest\", \"highest\" hoặc cả hai"};
inline constexpr Sentence<0> excluded_among_the_lowest_is_not_stated{
    "\"drop\" does not state whether an excluded child is one of the lowest",
    "\"drop\" chưa khai báo mục không tính có phải là một trong các mục thấp nhất hay không"};
inline constexpr Sentence<0> excluded_counted_or_not{
    "\"excluded\": \"counted\" or \"not_counted\"",
    "\"excluded\": \"counted\" hoặc \"not_counted\""};
inline constexpr Sentence<0> excluded_children_are_only_among_the_lowest{
    "Excluded children can count only among the lowest, but \"drop\" leaves out no lowest children",
    "Mục không tính chỉ có thể tính vào các mục thấp nhất, nhưng \"drop\" không bỏ mục thấp nhất "
    "nào"};
inline constexpr Sentence<0> the_children_depend_on_the_group_so{
    "Which children exist depends on the group of the unit, so excluded children cannot be counted",
    "Các mục con phụ thuộc nhóm của đơn vị nên không đếm được mục không tính"};
inline constexpr Sentence<0> not_counted{"\"not_counted\"", "\"not_counted\""};
inline constexpr Sentence<1> no_child_would_be_left{"No child{0} would be left",
                                                    "Không còn mục con nào{0}"};
inline constexpr Sentence<1> fewer_than{"fewer than {0}", "ít hơn {0}"};
inline constexpr Sentence<0> which_equal_child_is_dropped_matters{
    "The maxima or weights of the children differ, so the result depends on which of two equal "
    "children is left out",
    "Các mục con có điểm tối đa hoặc trọng số khác nhau nên kết quả phụ thuộc việc bỏ mục nào "
    "trong "
    "hai mục bằng nhau"};
inline constexpr Sentence<0> ties_first_or_last{"\"ties\": \"first\" or \"last\"",
                                                "\"ties\": \"first\" hoặc \"last\""};
inline constexpr Sentence<2> of_and_of{"{0} and {1}", "{0} và {1}"};
inline constexpr Sentence<0> a_sum_that_drops_cannot_fill{
    "A sum that leaves out children by \"drop\" cannot also fill its maximum",
    "Tổng đã bỏ mục con theo \"drop\" thì không quy về điểm tối đa được nữa"};
inline constexpr Sentence<0> only_a_node_with_children_can_have_nothing_left{
    "Only a node with children can have nothing left",
    "Chỉ mục có mục con mới có trường hợp không còn mục nào"};

}  // namespace sentence

}  // namespace detail

PARINDEX_END_NAMESPACE
