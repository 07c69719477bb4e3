// SPDX-License-Identifier: MIT
// How far ranks depend on weights: draws them at random, as Scores.uncertainty in Python does.
#include <parindex/parindex.hpp>
#include <parindex/rubric/build.hpp>

#include <iostream>

namespace px = parindex;

px::Checked<px::Rubric> built() {
  using namespace px::build;
  auto made = rubric("means").edition("2026").max(100).aggregation(weighted_mean());
  made.missing(px::MissingPolicy::error).index_rounding({2, px::RoundingMode::half_up});
  made.node(node("a").max(10).weight(2).rule(direct(0, 10)));
  made.node(node("b").max(10).weight(1).rule(direct(0, 10)));
  made.node(node("c").max(10).weight(1).rule(direct(0, 10)));
  return px::check(made);
}

int main() {
  px::Table table;
  table.units = {"A", "B", "C"};
  table.columns = {{"a", {9, 6, 7}}, {"b", {5, 9, 7}}, {"c", {4, 6, 7}}};
  const px::Scores scores = px::score(px::compile(built()), table);

  const px::Uncertainty spread =
      px::uncertainty(scores, {.seed = 2026, .weights = px::Rational(25), .draws = 1000});
  for (const px::UnitSpread& unit : spread.units) {
    std::cout << scores.unit(unit.row) << " rank " << *unit.rank << ", " << unit.rank_low << " to "
              << unit.rank_high << ", first in " << unit.first * 100 << " %, index "
              << unit.index_low << " to " << unit.index_high << '\n';
  }
  std::cout << "C is ahead of A in " << spread.ahead(2, 0) * 100 << " %\n";
}
