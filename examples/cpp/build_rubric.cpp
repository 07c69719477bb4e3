// SPDX-License-Identifier: MIT
// Builds a rubric in code, without a file and without JSON, and ranks three units.
#include <parindex/parindex.hpp>

#include <iostream>

namespace px = parindex;
using namespace px::literals;

int main() {
  constexpr bool open = false;
  constexpr bool closed = true;
  px::Bands bands;
  bands.on.kind = px::Quantity::Kind::percent;
  bands.on.numerator = "done";
  bands.on.denominator = "planned";
  bands.steps = {{px::Bound{90, open}, {}, 2, {}},
                 {px::Bound{70, closed}, px::Bound{90, closed}, 1, {}},
                 {{}, px::Bound{70, open}, 0, {}}};

  px::Input done;
  done.name = "done";
  done.type = px::InputType::count;
  px::Input planned;
  planned.name = "planned";
  planned.type = px::InputType::count;
  planned.min = 1;

  px::RubricDraft draft;
  draft.id = "built";
  draft.edition = "2026";
  draft.root.max = "2.5"_dec;
  draft.root.aggregation = px::Sum{};
  draft.root.missing = px::MissingPolicy::error;
  draft.index_rounding = px::Rounding(2, px::RoundingMode::half_up);
  draft.root.children = {
      px::Node::leaf("1", 2, bands, {done, planned}),
      px::Node::leaf("2", "0.5"_dec, px::YesNo{"0.5"_dec, 0}),
  };
  const px::Rubric rubric = px::check(draft);  // throws RubricError with every issue

  px::Table table;
  table.units = {"A", "B", "C"};
  table.columns = {
      {"1.done", {46, 45, 40}}, {"1.planned", {50, 50, 50}}, {"2", {true, true, false}}};
  const px::Scores scores = px::score(px::compile(rubric), table);

  px::RankRule rule;
  rule.on = px::Figure::index;
  rule.stage = px::FigureStage::rounded;
  rule.ties = px::Ties::competition;
  for (const px::RankEntry& entry : px::rank(scores, rule).entries) {
    std::cout << entry.label() << ' ' << scores.unit(entry.row) << ' '
              << entry.value->to_string(*draft.index_rounding) << " %\n";
  }
}
