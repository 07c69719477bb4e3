// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

enum class Severity { error, warning };

/// A kind of issue: its stable slug, its severity and one sentence for the error reference.
struct IssueCode {
  std::string_view code;
  Severity severity;
  std::string_view summary;
  std::string_view summary_vi;  ///< the sentence in Vietnamese
};

/// Every issue that the library can report. docs/errors.md has a section for each, and a test
/// compares the two both ways.
namespace issue {

namespace detail {
/// The code that a line of this file states, or one without a name. It is not a pointer: with
/// -fsanitize=undefined, g++ 12 does not accept the address of a variable as a constant.
template <std::size_t Line>
inline constexpr IssueCode line{};
}  // namespace detail

// States a code once: its name is its slug, and the line puts it into the table.
#define PARINDEX_ISSUE(name, severity, en, vi)                        \
  inline constexpr IssueCode name{#name, Severity::severity, en, vi}; \
  template <>                                                         \
  inline constexpr IssueCode detail::line<__LINE__> = name

// Of any kind.
PARINDEX_ISSUE(issues_omitted, error, "More issues were found than are kept.",
               "Số lỗi tìm thấy nhiều hơn số lỗi được liệt kê.");

// A rubric file as text.
PARINDEX_ISSUE(file_unreadable, error, "The file does not exist or cannot be read.",
               "Tệp không tồn tại hoặc không đọc được.");
PARINDEX_ISSUE(file_unwritable, error,
               "A file cannot be written; the file that was there is unchanged.",
               "Không ghi được tệp; tệp cũ vẫn nguyên vẹn.");
PARINDEX_ISSUE(file_too_large, error, "The file is larger than the limit.",
               "Tệp lớn hơn giới hạn.");
PARINDEX_ISSUE(text_not_utf8, error, "The text is not valid UTF-8.",
               "Nội dung không phải là UTF-8 hợp lệ.");
PARINDEX_ISSUE(text_not_nfc, error,
               "An identifier contains combining marks: it is not in Unicode normal form C.",
               "Mã định danh chứa dấu tổ hợp: không ở dạng chuẩn C của Unicode.");
PARINDEX_ISSUE(json_malformed, error, "The text is not valid JSON.",
               "Nội dung không phải là JSON hợp lệ.");
PARINDEX_ISSUE(json_too_deep, error, "The JSON text is nested more deeply than the limit.",
               "Nội dung JSON lồng sâu hơn giới hạn.");
PARINDEX_ISSUE(key_duplicate, error, "An object has the same key twice.",
               "Một đối tượng có hai khóa trùng nhau.");
PARINDEX_ISSUE(key_unknown, error, "An object has a key that the format does not define.",
               "Một đối tượng có khóa mà định dạng không quy định.");
PARINDEX_ISSUE(key_missing, error, "An object lacks a required key.",
               "Một đối tượng thiếu khóa bắt buộc.");
PARINDEX_ISSUE(type_mismatch, error, "A JSON value has the wrong type.",
               "Một giá trị JSON sai kiểu.");
PARINDEX_ISSUE(word_unknown, error, "Unknown keyword.", "Từ khóa không hợp lệ.");
PARINDEX_ISSUE(number_malformed, error, "Expected a number.", "Cần một số.");
PARINDEX_ISSUE(number_too_long, error, "A number has more digits than the limit.",
               "Số có nhiều chữ số hơn giới hạn.");
PARINDEX_ISSUE(number_out_of_range, error, "A number is outside its allowed range.",
               "Số nằm ngoài phạm vi cho phép.");
PARINDEX_ISSUE(format_version, error,
               "The file has a format version that this version cannot read.",
               "Tệp thuộc phiên bản định dạng không đọc được.");
PARINDEX_ISSUE(date_malformed, error, "Expected a date.", "Cần một ngày.");

// Overlays and editions.
PARINDEX_ISSUE(overlay_base, error, "An overlay was made for another rubric or edition.",
               "Bản điều chỉnh được lập cho bộ tiêu chí hoặc phiên bản khác.");
PARINDEX_ISSUE(overlay_conflict, error, "Two overlays change the same thing.",
               "Hai bản điều chỉnh thay đổi cùng một nội dung.");
PARINDEX_ISSUE(edition_foreign, error, "A set of editions contains a rubric with another id.",
               "Trong các phiên bản có bộ tiêu chí mang id khác.");
PARINDEX_ISSUE(edition_undated, error, "An edition does not state when it is in force.",
               "Một phiên bản không nêu thời gian có hiệu lực.");
PARINDEX_ISSUE(edition_duplicate, error, "Two rubrics of a set are the same edition.",
               "Hai bộ tiêu chí cùng một phiên bản.");
PARINDEX_ISSUE(edition_overlap, error, "Two editions are in force on the same date.",
               "Hai phiên bản cùng có hiệu lực trong một ngày.");
PARINDEX_ISSUE(edition_gap, warning, "No edition is in force between two editions.",
               "Giữa hai phiên bản không có phiên bản nào có hiệu lực.");
PARINDEX_ISSUE(date_out_of_range, error, "A date is outside the declared period.",
               "Ngày nằm ngoài thời gian đã khai báo.");

// The structure of a rubric.
PARINDEX_ISSUE(rubric_empty, error, "The rubric has no nodes.", "Bộ tiêu chí không có mục nào.");
PARINDEX_ISSUE(rubric_too_large, error, "The rubric has more nodes or levels than the limit.",
               "Bộ tiêu chí có nhiều mục hoặc nhiều cấp hơn giới hạn.");
PARINDEX_ISSUE(code_invalid, error, "A code or identifier is empty or not valid.",
               "Mã hoặc mã định danh để trống hoặc không hợp lệ.");
PARINDEX_ISSUE(code_duplicate, error, "Two nodes have the same code.", "Hai mục có cùng mã.");
PARINDEX_ISSUE(code_skipped, warning, "The numbering of siblings skips a code.",
               "Thứ tự đánh mã của các mục cùng cấp bỏ sót một mã.");
PARINDEX_ISSUE(code_unknown, error, "No node of the rubric has this code.",
               "Không mục nào của bộ tiêu chí mang mã này.");
PARINDEX_ISSUE(id_duplicate, error, "Two options, items, inputs or agencies have the same id.",
               "Hai phương án, nội dung, số liệu đầu vào hoặc cơ quan có cùng id.");
PARINDEX_ISSUE(column_clash, error, "Two inputs would read the same data column.",
               "Hai số liệu đầu vào cùng đọc một cột dữ liệu.");
PARINDEX_ISSUE(data_clash, error,
               "A sign or a word of the data would have two meanings, or a unit is listed twice.",
               "Một dấu hoặc một từ sẽ có hai nghĩa, hoặc một đơn vị được liệt kê hai lần.");
PARINDEX_ISSUE(leaf_without_rule, error, "A node has neither children nor a rule.",
               "Mục không có mục con và không có cách tính.");
PARINDEX_ISSUE(node_with_rule_and_children, error, "A node has both children and a rule.",
               "Mục vừa có mục con vừa có cách tính.");
PARINDEX_ISSUE(part_misplaced, error, "A node states something that is not allowed there.",
               "Một mục nêu nội dung không được phép có ở đó.");
PARINDEX_ISSUE(group_without_nodes, error,
               "A node applies to a group, but none of its children do.",
               "Mục áp dụng cho một nhóm nhưng không mục con nào áp dụng cho nhóm đó.");
PARINDEX_ISSUE(marker_clash, error, "A marker for a kind of no-value could also be a value.",
               "Ký hiệu cho biết không có giá trị lại trùng với một giá trị có thể có.");
PARINDEX_ISSUE(shared_unknown, error, "A name of a shared part or of a constant is not declared.",
               "Tên của phần dùng chung hoặc của hằng số chưa được khai báo.");
PARINDEX_ISSUE(shared_unused, warning, "A shared part, a constant or a name is not used.",
               "Phần dùng chung, hằng số hoặc tên không được dùng ở đâu.");
PARINDEX_ISSUE(constant_undated, error,
               "A constant has no value for the edition or the date of the rubric.",
               "Hằng số không có giá trị cho phiên bản hoặc ngày của bộ tiêu chí.");
PARINDEX_ISSUE(tie_rule_missing, error, "A cut between equal results needs a rule for ties.",
               "Ranh giới giữa các kết quả bằng nhau cần có quy tắc xử lý.");
PARINDEX_ISSUE(maximum_missing, error, "A node does not state its maximum points.",
               "Mục không nêu điểm tối đa.");
PARINDEX_ISSUE(weight_missing, error, "A child of a weighted mean has no weight.",
               "Mục con của trung bình có trọng số thiếu trọng số.");
PARINDEX_ISSUE(weight_unused, error, "A node states a weight that its parent does not use.",
               "Mục nêu trọng số mà mục cha không dùng.");
PARINDEX_ISSUE(weight_zero, error, "The weights under a weighted mean add up to zero.",
               "Tổng trọng số của trung bình có trọng số bằng 0.");
PARINDEX_ISSUE(weight_set_unknown, error, "Unknown weight set.", "Bộ trọng số không hợp lệ.");
PARINDEX_ISSUE(reference_cyclic, error, "A gate tests a node whose points depend on the gate.",
               "Điều kiện khống chế xét một mục có điểm phụ thuộc chính điều kiện khống chế đó.");
PARINDEX_ISSUE(figure_cyclic, error, "A leaf reads a figure of a node that depends on the leaf.",
               "Tiêu chí thành phần đọc giá trị của một mục phụ thuộc chính tiêu chí này.");
PARINDEX_ISSUE(
    figure_policy, error,
    "A leaf reads a figure of a node that may have no result, without a policy for that.",
    "Tiêu chí thành phần đọc giá trị của mục có thể không có kết quả mà không nêu cách xử lý.");
PARINDEX_ISSUE(policy_missing, error,
               "A leaf neither states nor inherits a policy for missing values.",
               "Tiêu chí thành phần không nêu và không kế thừa cách xử lý khi thiếu số liệu.");
PARINDEX_ISSUE(aggregation_missing, error,
               "A node with children neither states nor inherits an aggregation.",
               "Mục có mục con không nêu và không kế thừa cách tổng hợp.");
PARINDEX_ISSUE(input_unknown, error, "A rule names an input that its leaf does not declare.",
               "Cách tính nêu số liệu đầu vào mà tiêu chí thành phần không khai báo.");
PARINDEX_ISSUE(input_unused, error, "A leaf declares an input that its rule does not read.",
               "Tiêu chí thành phần khai báo số liệu đầu vào mà cách tính không dùng.");
PARINDEX_ISSUE(scope_overlap, error, "Two agencies lead the same leaf.",
               "Hai cơ quan cùng chủ trì một tiêu chí thành phần.");
PARINDEX_ISSUE(scope_gap, error, "No agency leads a leaf although agencies are declared.",
               "Có khai báo cơ quan nhưng một tiêu chí thành phần không có cơ quan chủ trì.");

// The figures of a rubric.
PARINDEX_ISSUE(maximum_mismatch, error,
               "The maxima of the children do not add up to the maximum of their parent.",
               "Tổng điểm tối đa của các mục con khác điểm tối đa của mục cha.");
PARINDEX_ISSUE(maximum_unreachable, error, "The rule can never give the maximum points.",
               "Cách tính không bao giờ cho điểm tối đa.");
PARINDEX_ISSUE(maximum_exceeded, error, "The rule can give more than the maximum points.",
               "Cách tính có thể cho nhiều hơn điểm tối đa.");
PARINDEX_ISSUE(minimum_above_zero, error, "The lowest points that the rule can give are above 0.",
               "Điểm thấp nhất mà cách tính cho lớn hơn 0.");
PARINDEX_ISSUE(minimum_below_zero, error, "The lowest points that the rule can give are below 0.",
               "Điểm thấp nhất mà cách tính cho nhỏ hơn 0.");
PARINDEX_ISSUE(range_empty, error, "A range or a list is empty.",
               "Khoảng hoặc danh sách để trống.");
PARINDEX_ISSUE(step_mismatch, error, "The steps do not lead from the minimum to the maximum.",
               "Các bước không đi từ giá trị nhỏ nhất đến giá trị lớn nhất.");
PARINDEX_ISSUE(bands_gap, error, "A possible value falls into no band.",
               "Một giá trị có thể có không rơi vào khoảng nào.");
PARINDEX_ISSUE(bands_overlap, error, "A value falls into two bands.",
               "Một giá trị rơi vào hai khoảng.");
PARINDEX_ISSUE(piece_open, error, "A linear piece lacks one of its ends.",
               "Đoạn thẳng thiếu một đầu.");
PARINDEX_ISSUE(band_unreachable, warning, "No possible value falls into the band.",
               "Không giá trị có thể có nào thuộc khoảng này.");
PARINDEX_ISSUE(direction_broken, error,
               "The points of a rule contradict the direction that it declares.",
               "Điểm của cách tính trái với chiều đã khai báo.");
PARINDEX_ISSUE(zero_denominator, error,
               "The denominator of a ratio can be 0 and the rule does not state what happens then.",
               "Mẫu số có thể bằng 0 nhưng cách tính không nêu cách xử lý.");
PARINDEX_ISSUE(custom_unknown, error,
               "The rubric needs a custom rule that was not given when it was compiled.",
               "Bộ tiêu chí cần một cách tính riêng chưa được đưa vào khi biên dịch.");
PARINDEX_ISSUE(custom_version, error, "A custom rule has another version than the rubric needs.",
               "Cách tính riêng có phiên bản khác phiên bản mà bộ tiêu chí cần.");
PARINDEX_ISSUE(lookup_gap, error, "The children can give points for which a lookup has no row.",
               "Bảng tra không có dòng ứng với một bộ điểm mà các mục con có thể đạt.");
PARINDEX_ISSUE(lookup_overlap, error, "Two rows of a lookup have the same points.",
               "Hai dòng của bảng tra có cùng bộ điểm.");
PARINDEX_ISSUE(type_conflict, error, "An input or a part of an expression has the wrong type.",
               "Số liệu đầu vào hoặc thành phần của biểu thức sai kiểu.");
PARINDEX_ISSUE(calendar_missing, error, "Working days are counted but the rubric has no calendar.",
               "Có tính ngày làm việc nhưng bộ tiêu chí không có lịch.");
PARINDEX_ISSUE(rounding_missing, error, "A result may be irrational and no rounding is stated.",
               "Kết quả có thể là số vô tỷ nhưng không nêu quy tắc làm tròn.");
PARINDEX_ISSUE(map_incomplete, error, "A map lacks a number for an answer that can be given.",
               "Bảng quy đổi thiếu số cho một câu trả lời có thể có.");
PARINDEX_ISSUE(names_cycle, error, "Names of a formula depend on each other in a cycle.",
               "Các tên trong công thức phụ thuộc vòng tròn vào nhau.");
PARINDEX_ISSUE(
    argument_unproven, error,
    "A root, an exponential or a logarithm is not defined for all values that can occur.",
    "Căn, lũy thừa của e hoặc lôgarit không xác định với mọi giá trị có thể có.");
PARINDEX_ISSUE(imputation_unproven, error,
               "An imputation can give a value that its input cannot have.",
               "Cách thay giá trị thiếu có thể cho giá trị mà số liệu không thể có.");
PARINDEX_ISSUE(hit_incomplete, error, "A decision table lacks a key that its hit policy needs.",
               "Bảng quyết định thiếu khóa mà quy tắc chọn dòng cần.");
PARINDEX_ISSUE(
    priority_mismatch, error,
    "The priority of a decision table does not list the points of its rows, once each.",
    "Thứ tự ưu tiên của bảng quyết định không nêu đủ điểm của các dòng, mỗi số một lần.");
PARINDEX_ISSUE(cases_gap, error, "No case of a rule applies to values that can occur.",
               "Không trường hợp nào của cách tính áp dụng cho các giá trị có thể có.");
PARINDEX_ISSUE(cases_unproven, error,
               "It can be neither proven nor disproven that a case of a rule always applies.",
               "Không chứng minh và cũng không bác bỏ được rằng luôn có trường hợp áp dụng.");
PARINDEX_ISSUE(cases_overlap, error, "Two cases of a rule apply to the same values.",
               "Hai trường hợp của cách tính cùng áp dụng cho một giá trị.");
PARINDEX_ISSUE(case_unreachable, warning, "No possible values lead to a case of a rule.",
               "Không giá trị có thể có nào dẫn đến một trường hợp của cách tính.");
PARINDEX_ISSUE(cases_too_many, error,
               "The cases of a rule distinguish too many values for a proof.",
               "Các trường hợp phân biệt quá nhiều giá trị nên không chứng minh được.");
PARINDEX_ISSUE(gate_raises, warning, "A gate can give a node more points than it had before.",
               "Điều kiện khống chế có thể cho mục nhiều điểm hơn trước đó.");
PARINDEX_ISSUE(gate_rounded, warning,
               "A gate tests an index without stating whether it is exact or rounded.",
               "Điều kiện khống chế xét chỉ số nhưng không nêu là đã làm tròn hay chưa.");
PARINDEX_ISSUE(
    bonus_above_maximum, warning,
    "The cap of a bonus can exceed the applicable maximum, which falls when children are excluded.",
    "Mức trần điểm thưởng có thể vượt điểm tối đa áp dụng, vốn giảm khi có mục con không tính.");
PARINDEX_ISSUE(
    maxima_unequal, warning,
    "Under minimum or best, points of children with different maxima are compared.",
    "Với minimum hoặc best, điểm của các mục con có điểm tối đa khác nhau được đem so sánh.");
PARINDEX_ISSUE(weights_sum_mismatch, error,
               "The weights of the children do not add up to the declared sum.",
               "Tổng trọng số của các mục con khác tổng đã khai báo.");
PARINDEX_ISSUE(maxima_sum_mismatch, error,
               "The maxima of the children do not add up to the declared sum.",
               "Tổng điểm tối đa của các mục con khác tổng đã khai báo.");
PARINDEX_ISSUE(accept_unused, warning, "A node accepts an issue that it does not have.",
               "Mục chấp nhận một lỗi mà mục không có.");
PARINDEX_ISSUE(accept_refused, error, "A node accepts an issue of a kind that cannot be accepted.",
               "Mục chấp nhận lỗi thuộc loại không được chấp nhận.");

// Cases.
PARINDEX_ISSUE(
    case_empty, error, "A case file contains no case, or a case expects nothing.",
    "Tệp không có tình huống kiểm thử, hoặc tình huống kiểm thử không nêu kết quả mong đợi.");
PARINDEX_ISSUE(case_edition, error, "The cases are for another rubric or another edition.",
               "Các tình huống kiểm thử dành cho bộ tiêu chí hoặc phiên bản khác.");
PARINDEX_ISSUE(case_cycle, error, "A case file includes itself, directly or through others.",
               "Tệp tình huống kiểm thử bao gồm chính nó, trực tiếp hoặc qua tệp khác.");
PARINDEX_ISSUE(case_outside, error, "A case file refers to a file outside its folder.",
               "Tệp tình huống kiểm thử dẫn đến tệp ngoài thư mục của nó.");
PARINDEX_ISSUE(includes_too_many, error, "Case files include more files than the limit.",
               "Các tệp tình huống kiểm thử bao gồm nhiều tệp hơn giới hạn.");
PARINDEX_ISSUE(case_unit_unknown, error, "The expected units differ from the units of the rows.",
               "Đơn vị mong đợi khác đơn vị của các dòng.");
PARINDEX_ISSUE(case_cell_unknown, error,
               "A case expects a node or figure that the rubric does not have.",
               "Tình huống kiểm thử mong đợi mục hoặc kết quả mà bộ tiêu chí không có.");
PARINDEX_ISSUE(case_digits, error,
               "A case expects more digits than the rounding of the rubric leaves.",
               "Tình huống kiểm thử mong đợi nhiều chữ số hơn quy tắc làm tròn của bộ tiêu chí.");
PARINDEX_ISSUE(case_fails, error, "A case fails on the rubric itself.",
               "Có tình huống kiểm thử không đạt trên chính bộ tiêu chí.");
PARINDEX_ISSUE(too_many_generated, error, "A rubric needs more cases or mutants than the limit.",
               "Bộ tiêu chí cần nhiều tình huống kiểm thử hoặc biến thể hơn giới hạn.");

// Data.
PARINDEX_ISSUE(table_empty, error, "The table has no rows.", "Bảng không có dòng nào.");
PARINDEX_ISSUE(table_malformed, error, "The table is not rectangular or cannot be read.",
               "Bảng không đều cột hoặc không đọc được.");
PARINDEX_ISSUE(column_missing, error, "The table lacks a column that the rubric reads.",
               "Bảng thiếu một cột mà bộ tiêu chí cần.");
PARINDEX_ISSUE(column_unknown, error, "The table has a column that the rubric does not read.",
               "Bảng có cột mà bộ tiêu chí không dùng.");
PARINDEX_ISSUE(column_duplicate, error, "The table has two columns of the same name.",
               "Bảng có hai cột trùng tên.");
PARINDEX_ISSUE(column_changed, error, "The values of an array changed after they were scored.",
               "Giá trị của mảng đã thay đổi sau khi chấm điểm.");
PARINDEX_ISSUE(unit_missing, error, "A row does not name its unit.",
               "Một dòng không có tên đơn vị.");
PARINDEX_ISSUE(unit_duplicate, error, "Two rows name the same unit.", "Hai dòng trùng tên đơn vị.");
PARINDEX_ISSUE(group_missing, error,
               "A row does not name the group of its unit, and the rubric declares groups.",
               "Dòng không nêu nhóm của đơn vị trong khi bộ tiêu chí có khai báo nhóm.");
PARINDEX_ISSUE(group_unknown, error, "Unknown group.", "Nhóm không hợp lệ.");
PARINDEX_ISSUE(value_missing, error, "A value is missing and the policy of its leaf is error.",
               "Thiếu số liệu và cách xử lý của tiêu chí thành phần là báo lỗi.");
PARINDEX_ISSUE(
    value_absent, error,
    "A value is not applicable, not proven or refused, and the policy for this is error.",
    "Số liệu không áp dụng, không có tài liệu hoặc bị từ chối, và cách xử lý là báo lỗi.");
PARINDEX_ISSUE(policy_undeclared, error,
               "A value is absent for a reason for which the rubric has no policy.",
               "Không có giá trị vì lý do mà bộ tiêu chí không nêu cách xử lý.");
PARINDEX_ISSUE(value_unexpected, error,
               "A value is given for a leaf that does not apply to the group of the unit.",
               "Có số liệu cho tiêu chí thành phần không áp dụng cho nhóm của đơn vị.");
PARINDEX_ISSUE(alternatives_several, error, "More than one of the alternatives of a node is given.",
               "Có số liệu của nhiều hơn một phương án của mục.");
PARINDEX_ISSUE(mean_undefined, error,
               "A geometric or harmonic mean is undefined for points below 0.",
               "Trung bình nhân hoặc trung bình điều hòa không xác định khi có điểm dưới 0.");
PARINDEX_ISSUE(cell_too_large, error, "A cell contains text that is longer than the limit.",
               "Một ô chứa chuỗi dài hơn giới hạn.");
PARINDEX_ISSUE(value_type, error, "The value has the wrong type for its input.",
               "Giá trị sai kiểu so với số liệu đầu vào.");
PARINDEX_ISSUE(value_not_finite, error, "The value is NaN or infinite.",
               "Giá trị là NaN hoặc vô cùng.");
PARINDEX_ISSUE(value_below_minimum, error, "The value is below the declared minimum.",
               "Giá trị nhỏ hơn mức nhỏ nhất đã khai báo.");
PARINDEX_ISSUE(value_above_maximum, error, "The value is above the declared maximum.",
               "Giá trị lớn hơn mức lớn nhất đã khai báo.");
PARINDEX_ISSUE(value_off_step, error, "The value is not a multiple of the declared step.",
               "Giá trị không khớp với bước đã khai báo.");
PARINDEX_ISSUE(value_not_integer, error, "The count is not a whole number.",
               "Số đếm không phải là số nguyên.");
PARINDEX_ISSUE(choice_unknown, error, "Unknown option.", "Phương án không hợp lệ.");
PARINDEX_ISSUE(denominator_zero, error,
               "The denominator of a ratio is 0, and the rule treats this as an error.",
               "Mẫu số bằng 0, và cách tính coi đây là lỗi.");
PARINDEX_ISSUE(
    figure_missing, error,
    "A node whose figure a leaf reads has no result, and the rule treats this as an error.",
    "Tiêu chí thành phần đọc giá trị của một mục không có kết quả, và cách tính coi đây là lỗi.");
PARINDEX_ISSUE(survey_sample_mismatch, error,
               "The answers of a survey do not add up to the stated sample.",
               "Tổng số câu trả lời của cuộc điều tra khác cỡ mẫu đã nêu.");
PARINDEX_ISSUE(
    survey_sample_small, error,
    "The sample of a survey is too small (a warning if the rule states what happens then).",
    "Cỡ mẫu điều tra quá nhỏ (chỉ là cảnh báo nếu cách tính có nêu cách xử lý).");
PARINDEX_ISSUE(custom_failed, error, "A custom rule failed or gave no exact number.",
               "Cách tính riêng bị lỗi hoặc không cho số chính xác.");
PARINDEX_ISSUE(custom_out_of_range, error,
               "A custom rule gave points outside the range that the rubric declares.",
               "Cách tính riêng cho điểm ngoài phạm vi bộ tiêu chí khai báo.");
PARINDEX_ISSUE(date_outside_calendar, error, "Working days are counted outside the calendar.",
               "Tính ngày làm việc ngoài phạm vi lịch.");
PARINDEX_ISSUE(cohort_missing, error,
               "A rule needs the values of the other units, which are not available.",
               "Cách tính cần số liệu của các đơn vị khác nhưng không có.");
PARINDEX_ISSUE(cohort_empty, error, "The cohort has no value, or fewer than a statistic needs.",
               "Tập so sánh không có giá trị, hoặc có ít hơn mức mà thống kê cần.");
PARINDEX_ISSUE(value_replaced, warning, "A missing value or an outlier was replaced as declared.",
               "Giá trị thiếu hoặc giá trị ngoại lai đã được thay như bộ tiêu chí quy định.");
PARINDEX_ISSUE(imputation_without_data, error, "There is nothing to replace a missing value with.",
               "Không có gì để thay cho giá trị thiếu.");
PARINDEX_ISSUE(ranking_undeclared, error, "Neither the rubric nor the call states a ranking.",
               "Bộ tiêu chí và lời gọi đều không nêu cách xếp hạng.");
PARINDEX_ISSUE(tie_unresolved, warning,
               "Ordinal ranks were requested, but the tie-break chain leaves units tied.",
               "Yêu cầu xếp hạng không đồng hạng nhưng chuỗi tiêu chí phụ chưa phân biệt được hết "
               "các đơn vị.");

PARINDEX_ISSUE(classes_undeclared, error, "The rubric does not declare classes.",
               "Bộ tiêu chí không khai báo mức xếp loại.");

// Layers, assessments and agencies.
PARINDEX_ISSUE(layers_undeclared, error, "The rubric declares no layers of marks.",
               "Bộ tiêu chí không khai báo bước chấm.");
PARINDEX_ISSUE(layer_unknown, error, "Unknown layer.", "Bước chấm không hợp lệ.");
PARINDEX_ISSUE(layer_refused, error, "The leaf does not accept marks of the layer.",
               "Tiêu chí thành phần không nhận điểm chấm của bước chấm này.");
PARINDEX_ISSUE(resolution_missing, error,
               "Nothing states which layer the marks of a leaf come from.",
               "Không nêu điểm chấm của tiêu chí thành phần lấy từ bước chấm nào.");
PARINDEX_ISSUE(resolution_mixed, error,
               "A leaf combines a separate layer (apart) with another layer.",
               "Tiêu chí thành phần kết hợp bước chấm riêng (apart) với bước chấm khác.");
PARINDEX_ISSUE(unit_unknown, error,
               "An observation or a reopening names a unit that is not assessed.",
               "Lần ghi nhận hoặc lần mở lại nêu đơn vị không thuộc kỳ đánh giá.");
PARINDEX_ISSUE(evidence_unknown, error, "The leaf does not declare this evidence.",
               "Tiêu chí thành phần không khai báo tài liệu kiểm chứng này.");
PARINDEX_ISSUE(evidence_missing, warning,
               "Marks have neither the evidence that their leaf asks for nor an explanation.",
               "Điểm chấm không có tài liệu kiểm chứng theo yêu cầu và không có giải trình.");
PARINDEX_ISSUE(evidence_incomplete, error,
               "A file of evidence lacks its name, its size or its SHA-256.",
               "Tệp tài liệu kiểm chứng thiếu tên, kích thước hoặc SHA-256.");
PARINDEX_ISSUE(file_name_invalid, error,
               "The text is not a valid name for a file in the folder of evidence.",
               "Chuỗi không phải là tên tệp hợp lệ trong thư mục tài liệu kiểm chứng.");
PARINDEX_ISSUE(sha256_malformed, error, "The text is not a valid SHA-256.",
               "Chuỗi không phải là SHA-256 hợp lệ.");
PARINDEX_ISSUE(evidence_file_missing, error, "A file of evidence is not in the folder.",
               "Thiếu một tệp tài liệu kiểm chứng trong thư mục.");
PARINDEX_ISSUE(
    evidence_file_refused, error,
    "The entry with the name of a file of evidence is not a regular file in the folder.",
    "Mục mang tên tệp tài liệu kiểm chứng không phải là tệp thông thường trong thư mục.");
PARINDEX_ISSUE(evidence_file_size, error, "A file of evidence does not have the recorded size.",
               "Tệp tài liệu kiểm chứng có kích thước khác kích thước đã ghi.");
PARINDEX_ISSUE(evidence_file_changed, error,
               "A file of evidence does not have the recorded SHA-256.",
               "Tệp tài liệu kiểm chứng có SHA-256 khác SHA-256 đã ghi.");
PARINDEX_ISSUE(stage_limit, error, "An assessment has more stages than the limit.",
               "Kỳ đánh giá có nhiều giai đoạn hơn giới hạn.");
PARINDEX_ISSUE(stage_empty, error, "A stage accepts no layer.",
               "Một giai đoạn không nhận bước chấm nào.");
PARINDEX_ISSUE(stage_dates, error, "The dates of a stage or of a reopening contradict each other.",
               "Các ngày của giai đoạn hoặc của lần mở lại mâu thuẫn nhau.");
PARINDEX_ISSUE(stage_overlap, error, "Two stages accept marks of one layer on the same date.",
               "Hai giai đoạn cùng nhận điểm chấm của một bước chấm trong một ngày.");
PARINDEX_ISSUE(stage_unknown, error, "Unknown stage.", "Không có giai đoạn này.");
PARINDEX_ISSUE(reopening_unexplained, error, "A reopening does not state who decided it, or why.",
               "Lần mở lại không nêu người quyết định hoặc lý do.");
PARINDEX_ISSUE(stage_missing, error, "No stage accepts marks of the layer of an observation.",
               "Không giai đoạn nào nhận điểm chấm của bước chấm này.");
PARINDEX_ISSUE(stage_locked, error,
               "An observation has a date on which its layer accepts no marks.",
               "Lần ghi nhận có ngày mà bước chấm không nhận điểm chấm.");
PARINDEX_ISSUE(date_order, error, "An observation or a reopening is older than an earlier one.",
               "Lần ghi nhận hoặc lần mở lại có ngày sớm hơn lần trước.");
PARINDEX_ISSUE(observation_empty, error,
               "An observation has neither a value nor evidence nor a note.",
               "Lần ghi nhận không có giá trị, tài liệu kiểm chứng hay ghi chú.");
PARINDEX_ISSUE(rubric_mismatch, error, "A file was made for another rubric or edition.",
               "Tệp được lập cho bộ tiêu chí hoặc phiên bản khác.");
PARINDEX_ISSUE(snapshot_mismatch, error, "The snapshot's fingerprint does not match its contents.",
               "Dấu vân tay của bản chốt không khớp với nội dung.");
PARINDEX_ISSUE(signature_malformed, error, "A file does not contain a valid signature.",
               "Tệp không chứa chữ ký hợp lệ.");
PARINDEX_ISSUE(public_key_malformed, error, "A file does not contain a valid public key.",
               "Tệp không chứa khóa công khai hợp lệ.");
PARINDEX_ISSUE(public_key_type, error, "A public key is not an Ed25519 key.",
               "Khóa công khai không phải là khóa Ed25519.");
PARINDEX_ISSUE(signature_mismatch, error,
               "The signature does not match this file and the given key.",
               "Chữ ký không khớp với tệp này và khóa đã cho.");
PARINDEX_ISSUE(store_damaged, error, "A file is not a store of observations, or it is damaged.",
               "Tệp không phải là kho lưu lần ghi nhận, hoặc đã hỏng.");
PARINDEX_ISSUE(store_locked, error,
               "Another program kept a store of observations locked for too long.",
               "Chương trình khác khóa kho lưu quá lâu.");
PARINDEX_ISSUE(agency_unknown, error, "Unknown agency.", "Cơ quan không hợp lệ.");
PARINDEX_ISSUE(scope_foreign, error,
               "An agency submitted a mark for a leaf that it neither leads nor coordinates.",
               "Cơ quan nộp điểm chấm cho tiêu chí thành phần không do mình chủ trì hay phối hợp.");
PARINDEX_ISSUE(merge_conflict, error, "Two agencies submitted different values for one cell.",
               "Hai cơ quan nộp giá trị khác nhau cho cùng một ô.");
PARINDEX_ISSUE(cell_omitted, warning, "An agency submitted no mark for a cell that it leads.",
               "Cơ quan không nộp điểm chấm cho một ô do mình chủ trì.");

namespace detail {

inline constexpr std::size_t end = __LINE__;

template <std::size_t... Line>
constexpr std::array<IssueCode, sizeof...(Line)> lines(std::index_sequence<Line...>) {
  return {line<Line>...};
}

constexpr std::size_t count() {
  std::size_t found = 0;
  for (const IssueCode& each : lines(std::make_index_sequence<end>())) found += !each.code.empty();
  return found;
}

constexpr std::array<IssueCode, count()> codes() {
  std::array<IssueCode, count()> found{};
  std::size_t next = 0;
  for (const IssueCode& each : lines(std::make_index_sequence<end>())) {
    if (!each.code.empty()) found[next++] = each;
  }
  return found;
}

}  // namespace detail

#undef PARINDEX_ISSUE

}  // namespace issue

/// All codes above, in order.
inline constexpr std::array issue_codes = issue::detail::codes();

PARINDEX_END_NAMESPACE
