// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <parindex/detail/sentences.hpp>
#include <parindex/rubric/detail/check/rule_checker.hpp>
#include <parindex/rubric/detail/fields.hpp>
#include <parindex/rubric/detail/rule_branches.hpp>
#include <parindex/rubric/detail/rule_call.hpp>
#include <parindex/rubric/detail/sentences/kinds.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// imported: the figure of another index, converted to points.

inline constexpr KindName kind_of(const Imported&) {
  return {"imported",
          "points = max * value / 100, where the value is the figure of another index in percent."};
}

template <class To>
void fields(To& to, Is<Imported> auto& rule) {
  to.label("index", rule.index, true, "Name of the other index.");
  to.label("edition", rule.edition, false);
  to.label("rubric", rule.rubric, false, "Id of its rubric.");
}

inline void add_columns(const Imported& rule, LeafColumns& columns) {
  ColumnSpec& spec = columns.add("value", InputType::number);
  const std::string of = rule.edition.empty() ? rule.index : rule.index + " " + rule.edition;
  spec.title = {{"en", of + ", in percent"}, {"vi", of + ", tính theo phần trăm"}};
  spec.min = Rational(0);
  spec.max = Rational(100);
}

inline void check(const Imported& rule, RuleChecker& checker) {
  if (rule.index.empty()) {
    checker.add(issue::code_invalid, "/rule/imported/index",
                sentence::the_imported_index_has_no_name, sentence::a_name, sentence::none);
  }
}

inline std::optional<PointsRange> reach_of(const Imported&, const Node& node) {
  return PointsRange{Rational(0), node.max};
}

/// The other index and its edition: `SIPAS 2020`.
inline std::string describe(const Imported& rule) {
  return rule.index + (rule.edition.empty() ? "" : " " + rule.edition) +
         (rule.rubric.empty() ? "" : " (" + rule.rubric + ")");
}

inline RuleOutcome evaluate(const Imported& rule, const RuleCall& call) {
  const Rational& percent = call.values[0].number;
  Rational points = *call.node.max * percent / 100;
  call.listener.branch([&] {
    const std::string given = percent.to_string();
    return Branch{"/rule/imported", say(words::imported_is, describe(rule), given,
                                        call.node.max->to_string() + " * " + given +
                                            " / 100 = " + points.to_string())};
  });
  return {{}, std::move(points)};
}

inline std::vector<std::string> branches_of(const Imported&) { return {"/rule/imported"}; }

}  // namespace detail

PARINDEX_END_NAMESPACE
