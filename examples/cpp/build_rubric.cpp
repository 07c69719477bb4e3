// SPDX-License-Identifier: MIT
// Builds a rubric in code, without a file and without JSON, and ranks three units.
#include <parindex/parindex.hpp>
#include <parindex/rubric/build.hpp>

#include <iostream>

namespace px = parindex;
using namespace px::literals;

px::Checked<px::Rubric> built() {
  using namespace px::build;
  auto made = rubric("built").edition("2026").max(4).aggregation(sum());
  made.missing(px::MissingPolicy::error).index_rounding({2, px::RoundingMode::half_up});
  const px::Rule plan_kept =
      bands(percent("done", "planned")).above(90, 2).between(70, 90, 1).below(70, 0);
  const px::Rule report = choice().option("on_time", "1.5"_dec).option("late", 0);
  made.node(node("1").max(2).inputs(count("done"), count("planned").min(1)).rule(plan_kept));
  made.node(node("2").max("0.5"_dec).rule(yes_no("0.5"_dec, 0)));
  made.node(node("3").max("1.5"_dec).rule(report));
  return px::check(made);
}

int main() {
  px::Table table;
  table.units = {"A", "B", "C"};
  table.columns = {{"1.done", {46, 45, 40}},
                   {"1.planned", {50, 50, 50}},
                   {"2", {true, true, false}},
                   {"3", {"on_time", "late", "late"}}};
  const px::Scores scores = px::score(px::compile(built()), table);
  for (const px::UnitScore& unit : scores) {
    std::cout << unit.name() << '\n';
    for (const px::NodeScore& node : unit) std::cout << "  " << node << '\n';
  }

  const px::RankRule rule{.on = px::Figure::index, .stage = px::FigureStage::rounded};
  for (const px::RankEntry& entry : px::rank(scores, rule).value().entries) {
    std::cout << entry.label() << ' ' << scores.unit(entry.row) << ' ' << *entry.value << " %\n";
  }
}
