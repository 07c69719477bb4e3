// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/engine/detail/row_outcomes.hpp>
#include <parindex/engine/detail/scores_access.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Writes value / 10^digits. `shortest` leaves out zeros at the end, and the sign before them.
inline char* write_scaled(char* out, std::int64_t value, int digits, bool shortest) {
  std::uint64_t rest = magnitude(value);
  while (shortest && digits > 0 && rest % 10 == 0) {
    rest /= 10;
    --digits;
  }
  if (value < 0) *out++ = '-';
  char text[24];
  const auto size = static_cast<int>(std::to_chars(text, text + sizeof text, rest).ptr - text);
  const int whole = std::max(size - digits, 0);
  if (whole == 0) *out++ = '0';
  out = std::copy_n(text, whole, out);
  if (digits == 0) return out;
  *out++ = '.';
  out = std::fill_n(out, std::max(digits - size, 0), '0');
  return std::copy_n(text + whole, size - whole, out);
}

/// Points, maxima and indices as texts, row by row, with the digits of their roundings or of one
/// rounding for all. Whole numbers of the fixed lane are divided only by constants.
class FigureTexts {
 public:
  /// Views that last until the next call; empty for a figure that is absent.
  struct Texts {
    Status status = Status::ok;
    std::string_view points, max, index;
  };

  explicit FigureTexts(const Scores& scores, const std::optional<Rounding>& rounding = {})
      : scores_(ScoresAccess::state(scores)), rounding_(rounding) {
    for (std::size_t position = 0; position < scores.plan().size(); ++position) {
      forms_.push_back(form_of(position));
    }
  }

  /// A number that determines the texts of a node; nothing if its points are not a whole number of
  /// the fixed lane.
  std::optional<std::int64_t> key(std::size_t row, std::size_t position) const {
    return forms_[position].fixed ? scores_.scaled(row, position) : std::nullopt;
  }

  Texts of(std::size_t row, std::size_t position) {
    const Form& form = forms_[position];
    if (form.fixed) {
      if (const auto value = scores_.scaled(row, position)) return written(form, *value);
    }
    // Kept for the whole row: each of its nodes may depend on all of the others.
    if (!outcomes_ || row_ != row) {
      outcomes_.emplace(scores_, row);
      row_ = row;
    }
    const NodeResult result = to_result(scores_.plan.state(), outcomes_->at(position), position);
    points_ = text(result.points, node(position).rounding);
    max_ = text(result.max, {});
    index_ = text(result.index, form.index_rounding);
    return {result.status, points_, max_, index_};
  }

 private:
  /// A figure of the fixed lane, whose points are whole multiples of 1/scale.
  struct Form {
    bool fixed = false;
    std::optional<Rounding> index_rounding;
    std::int64_t factor = 1;  // times the points: a whole number of 1/10^digits
    int digits = 0;
    bool shortest = false;
    std::int64_t index_num = 1, index_den = 1;  // times the points: the index, in units of its last
    std::string max;
  };
  static constexpr double most = 9e18;  // fits 64 bits

  const Node& node(std::size_t position) const {
    return *scores_.plan.state().nodes[position].node;
  }

  Form form_of(std::size_t position) const {
    const FixedNode& fixed = scores_.plan.state().lanes.nodes[position];
    Form form;
    form.index_rounding = scores_.plan.state().nodes[position].index_rounding;
    const std::optional<Rounding>& index = form.index_rounding;
    if (!scores_.in_columns(position) || !index || !(fixed.scale < 1e15)) return form;
    if (index->has_step() || (rounding_ && rounding_->has_step())) return form;
    const auto scale = static_cast<std::int64_t>(fixed.scale);
    while (form.digits < 15 && pow10[form.digits] % scale != 0) ++form.digits;
    if (pow10[form.digits] % scale != 0) return form;
    const auto& rounding = node(position).rounding;
    form.shortest = !rounding && !rounding_;
    if (rounding) {
      // Points have the digits of their rounding, so that scale divides its step.
      if (rounding->digits < form.digits) return form;
      form.digits = rounding->digits;
    }
    if (form.digits > 18 || index->digits > 16) return form;
    form.factor = pow10[form.digits] / scale;
    const Rational& max = fixed.full_max;
    if (!max.is_small() || max.sign() <= 0) return form;
    const std::int64_t step = pow10[index->digits + 2];  // in percent
    if (mul_overflow(max.small_denominator(), step, form.index_num) ||
        mul_overflow(max.small_numerator(), scale, form.index_den)) {
      return form;
    }
    const std::int64_t common = std::gcd(form.index_num, form.index_den);
    form.index_num /= common;
    form.index_den /= common;
    form.max = text(max, {});
    form.fixed = fixed.bound * static_cast<double>(form.factor) < most &&
                 fixed.bound * static_cast<double>(form.index_num) < most;
    return form;
  }

  Texts written(const Form& form, std::int64_t value) {
    char* const points = buffer_;
    char* const index = put(points, value * form.factor, form.digits, form.shortest);
    const std::int64_t percent =
        round_div(value * form.index_num, form.index_den, form.index_rounding->mode);
    char* const end = put(index, percent, form.index_rounding->digits, false);
    return {Status::ok, between(points, index), form.max, between(index, end)};
  }

  static std::string_view between(const char* begin, const char* end) {
    return {begin, static_cast<std::size_t>(end - begin)};
  }

  char* put(char* out, std::int64_t value, int digits, bool shortest) const {
    if (rounding_ && rounding_->digits < digits) {
      value = round_div(value, pow10[digits - rounding_->digits], rounding_->mode);
      digits = rounding_->digits;
    }
    out = write_scaled(out, value, digits, shortest);
    if (!rounding_ || digits == rounding_->digits) return out;
    if (digits == 0) *out++ = '.';
    return std::fill_n(out, rounding_->digits - digits, '0');
  }

  std::string text(const std::optional<Rational>& value,
                   const std::optional<Rounding>& rounded) const {
    if (!value) return {};
    const auto& how = rounding_ ? rounding_ : rounded;
    return how ? value->to_string(*how) : value->to_string();
  }

  const ScoresState& scores_;
  std::optional<Rounding> rounding_;
  std::vector<Form> forms_;
  std::optional<RowOutcomes> outcomes_;
  std::size_t row_ = 0;
  std::string points_, max_, index_;
  char buffer_[128];
};

}  // namespace detail

PARINDEX_END_NAMESPACE
