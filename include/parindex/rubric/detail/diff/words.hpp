// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/json_text.hpp>
#include <parindex/detail/phrase.hpp>
#include <parindex/detail/text.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

struct KeyWord {
  std::string_view key;
  std::string_view en;
  std::string_view vi;
};

/// Keys of the format in words. A key without an entry is shown unchanged.
inline constexpr std::array key_words{
    KeyWord{"max", "maximum", "điểm tối đa"},
    KeyWord{"min", "minimum", "tối thiểu"},
    KeyWord{"weight", "weight", "trọng số"},
    KeyWord{"weight_input", "weight from the data", "trọng số theo dữ liệu"},
    KeyWord{"outputs", "outputs", "các kết quả"},
    KeyWord{"output", "output", "kết quả"},
    KeyWord{"otherwise_output", "output otherwise", "kết quả nếu không"},
    KeyWord{"aggregation", "aggregation", "cách tổng hợp"},
    KeyWord{"nothing_left", "when nothing is left", "khi không còn mục nào"},
    KeyWord{"missing", "missing values", "thiếu số liệu"},
    KeyWord{"not_applicable", "not applicable", "không áp dụng"},
    KeyWord{"not_proven", "not proven", "không có tài liệu kiểm chứng"},
    KeyWord{"refused", "refused", "từ chối trả lời"},
    KeyWord{"rounding", "rounding", "làm tròn"},
    KeyWord{"index_rounding", "rounding of indices", "làm tròn chỉ số"},
    KeyWord{"informative", "for information", "mục tham khảo"},
    KeyWord{"ranking", "ranking", "xếp hạng"},
    KeyWord{"classes", "classes", "xếp loại"},
    KeyWord{"agencies", "agencies", "cơ quan"},
    KeyWord{"evidence", "evidence", "tài liệu kiểm chứng"},
    KeyWord{"inputs", "inputs", "số liệu đầu vào"},
    KeyWord{"title", "title", "tên"},
    KeyWord{"source", "source", "nguồn"},
    KeyWord{"note", "note", "ghi chú"},
    KeyWord{"provenance", "provenance", "xuất xứ"},
    KeyWord{"layer", "layer", "bước chấm"},
    KeyWord{"accept", "accepted issues", "lỗi được chấp nhận"},
    KeyWord{"edition", "edition", "phiên bản"},
    KeyWord{"effective", "in force", "hiệu lực"},
    KeyWord{"groups", "groups", "nhóm đơn vị"},
    KeyWord{"only_for", "only for", "chỉ áp dụng cho"},
    KeyWord{"gates", "gates", "điều kiện khống chế"},
    KeyWord{"calendar", "calendar", "lịch"},
    KeyWord{"data", "reading of the data", "cách đọc số liệu"},
    KeyWord{"column", "column", "cột"},
    KeyWord{"impute", "imputation", "cách thay giá trị thiếu"},
    KeyWord{"optional", "optional", "không bắt buộc"},
    KeyWord{"cap", "cap", "mức trần"},
    KeyWord{"floor", "floor", "mức sàn"},
    KeyWord{"choice", "choice", "lựa chọn"},
    KeyWord{"yes_no", "yes/no", "có/không"},
    KeyWord{"all_of", "all of", "tất cả các nội dung"},
    KeyWord{"checklist", "checklist", "danh mục"},
    KeyWord{"bands", "bands", "khoảng"},
    KeyWord{"proportional", "proportional", "theo tỷ lệ"},
    KeyWord{"direct", "direct mark", "chấm trực tiếp"},
    KeyWord{"levels", "levels", "mức"},
    KeyWord{"linear", "linear", "tuyến tính"},
    KeyWord{"per_unit", "per unit", "theo đơn vị số lượng"},
    KeyWord{"increments", "increments", "điểm cộng theo phần vượt"},
    KeyWord{"deduction", "deduction", "điểm trừ"},
    KeyWord{"survey", "survey", "điều tra"},
    KeyWord{"imported", "imported index", "chỉ số khác"},
    KeyWord{"formula", "formula", "công thức"},
    KeyWord{"decision_table", "decision table", "bảng quyết định"},
    KeyWord{"goalposts", "goalposts", "mốc chuẩn"},
    KeyWord{"target", "target", "mục tiêu"},
    KeyWord{"by_group", "by group", "theo nhóm"},
    KeyWord{"custom", "custom rule", "cách tính riêng"},
    KeyWord{"sum", "sum", "tổng"},
    KeyWord{"weighted_mean", "weighted mean", "trung bình có trọng số"},
    KeyWord{"mean", "mean", "trung bình cộng"},
    KeyWord{"median", "median", "trung vị"},
    KeyWord{"geometric_mean", "geometric mean", "trung bình nhân"},
    KeyWord{"harmonic_mean", "harmonic mean", "trung bình điều hòa"},
    KeyWord{"minimum", "minimum", "điểm thấp nhất"},
    KeyWord{"best", "best", "các điểm cao nhất"},
    KeyWord{"one_of", "one of", "một trong các phương án"},
    KeyWord{"lookup", "lookup", "bảng tra"},
    KeyWord{"product", "product", "tích"},
    KeyWord{"drop", "left out", "bỏ bớt"},
    KeyWord{"lowest", "lowest", "thấp nhất"},
    KeyWord{"highest", "highest", "cao nhất"},
    KeyWord{"by", "by", "theo"},
    KeyWord{"excluded", "excluded", "mục không tính"},
    KeyWord{"ties", "ties", "kết quả bằng nhau"},
    KeyWord{"quota", "quota", "hạn mức"},
    KeyWord{"within", "within", "trong phạm vi"},
    KeyWord{"points", "points", "điểm"},
    KeyWord{"points_each", "points each", "điểm mỗi đơn vị"},
    KeyWord{"base", "base", "điểm gốc"},
    KeyWord{"threshold", "threshold", "ngưỡng"},
    KeyWord{"direction", "direction", "chiều"},
    KeyWord{"partial_steps", "partial steps", "phần lẻ của bước"},
    KeyWord{"percent", "percent", "phần trăm"},
    KeyWord{"full_at", "full at", "đạt tối đa ở"},
    KeyWord{"cut_off", "cut-off", "ngưỡng cắt"},
    KeyWord{"when_zero", "when zero", "khi mẫu số bằng 0"},
    KeyWord{"node", "node", "mục"},
    KeyWord{"figure", "figure", "giá trị"},
    KeyWord{"share", "share", "tỷ lệ"},
    KeyWord{"when_none", "when there is no result", "khi không có kết quả"},
    KeyWord{"otherwise", "otherwise", "nếu không"},
    KeyWord{"hit", "hit policy", "quy tắc chọn dòng"},
    KeyWord{"priority", "priority", "thứ tự ưu tiên"},
    KeyWord{"let", "names", "các tên"},
    KeyWord{"exponent", "exponent", "số mũ"},
    KeyWord{"degree", "degree", "bậc"},
    KeyWord{"yes", "yes", "có"},
    KeyWord{"no", "no", "không"},
    KeyWord{"from", "from", "từ"},
    KeyWord{"above", "above", "trên"},
    KeyWord{"to", "to", "đến"},
    KeyWord{"below", "below", "dưới"},
    KeyWord{"digits", "digits", "số chữ số"},
    KeyWord{"step", "step", "bước"},
    KeyWord{"type", "type", "kiểu"},
    KeyWord{"on", "on", "theo"},
};

inline Phrase key_phrase(std::string_view key) {
  for (const KeyWord& word : key_words) {
    if (word.key == key) return {std::string(word.en), std::string(word.vi)};
  }
  std::string plain(key);
  std::replace(plain.begin(), plain.end(), '_', ' ');
  return plain;
}

/// The ends of a range that an object of the format may have.
struct RangeEnds {
  const JsonValue* lower = nullptr;
  const JsonValue* upper = nullptr;
  explicit RangeEnds(const JsonValue& value) {
    for (const std::string_view key : {"from", "above"}) {
      if (const JsonValue* found = value.find(key)) lower = found;
    }
    for (const std::string_view key : {"to", "below"}) {
      if (const JsonValue* found = value.find(key)) upper = found;
    }
  }
  bool any() const { return lower != nullptr || upper != nullptr; }
};

/// `70 <= x <= 90`, `x > 90`.
inline std::string range_text(const JsonValue& value) {
  const RangeEnds ends(value);
  const auto sign = [](const JsonValue& end, const char* closed, const char* open) {
    return std::string(end.key == "from" || end.key == "to" ? closed : open);
  };
  if (ends.lower != nullptr && ends.upper != nullptr) {
    return ends.lower->text + ' ' + sign(*ends.lower, "<=", "<") + " x " +
           sign(*ends.upper, "<=", "<") + ' ' + ends.upper->text;
  }
  if (ends.lower != nullptr) return "x " + sign(*ends.lower, ">=", ">") + ' ' + ends.lower->text;
  if (ends.upper != nullptr) return "x " + sign(*ends.upper, "<=", "<") + ' ' + ends.upper->text;
  return "x";
}

/// A value of a rubric in a few words.
inline std::string value_text(const JsonValue& value) {
  switch (value.kind) {
    case JsonValue::Kind::null: return "null";
    case JsonValue::Kind::boolean: return value.truth ? "true" : "false";
    case JsonValue::Kind::number: return value.text;
    case JsonValue::Kind::string: return clipped(value.text);
    case JsonValue::Kind::array: {
      std::string list;
      for (const JsonValue& item : value.children) {
        list += (list.empty() ? "" : ", ") + value_text(item);
      }
      return '[' + list + ']';
    }
    case JsonValue::Kind::object: break;
  }
  const JsonValue* digits = value.find("digits");
  const JsonValue* mode = value.find("mode");
  if (digits != nullptr && mode != nullptr && value.children.size() == 2) {
    return digits->text + " digits " + mode->text;
  }
  if (RangeEnds(value).any()) {
    std::string rest;
    for (const JsonValue& member : value.children) {
      if (is_range_key(member.key) || member.key == "title") continue;
      rest += (rest.empty() ? ": " : ", ") + (member.key == "points" ? "" : member.key + ' ') +
              value_text(member);
    }
    return range_text(value) + rest;
  }
  std::string list;
  for (const JsonValue& member : value.children) {
    list += (list.empty() ? "" : ", ") + member.key + ' ' + value_text(member);
  }
  return clipped(list.empty() ? "{}" : list, 120);
}

}  // namespace detail

PARINDEX_END_NAMESPACE
