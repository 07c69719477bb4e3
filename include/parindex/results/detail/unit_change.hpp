// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>

#include <parindex/results/compare.hpp>
#include <parindex/results/detail/ranking_key.hpp>
#include <parindex/rubric/detail/member_writer.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The compared figure of a unit; nothing if it has no result.
inline std::optional<Rational> figure_of(const Scores& scores, std::size_t row,
                                         const CompareOptions& options) {
  return ranking_key(scores, row, options.on, options.stage, 0);
}

/// The members of a unit in every form of a comparison.
inline void write_unit(MemberWriter& out, const Comparison& comparison, const UnitChange& unit) {
  out.text("unit", unit.unit);
  out.text_or_null("group", unit.group);
  out.number("before", unit.before);
  out.number("after", unit.after);
  out.number("difference", unit.difference);
  out.integer("rank_before", unit.rank_before);
  out.integer("rank_after", unit.rank_after);
  out.text_or_null("class_before", unit.class_before);
  out.text_or_null("class_after", unit.class_after);
  out.texts("overtakes", comparison.overtaken_by(unit));
  out.text_or_null("reason", unit.reason);
  out.text_or_null("reason_vi", unit.reason_vi);
}

}  // namespace detail

PARINDEX_END_NAMESPACE
