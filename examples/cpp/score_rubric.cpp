// SPDX-License-Identifier: MIT
// Loads a rubric, scores one unit, and says why it has its points.
//   score_rubric [RUBRIC.json]    the values below are those of rubrics/vn-ca-mau-2013.json
#include <parindex/io/json.hpp>
#include <parindex/parindex.hpp>

#include <iostream>

namespace px = parindex;

int main(int argc, char** argv) {
  const auto rubric = px::load_rubric(argc > 1 ? argv[1] : "rubrics/vn-ca-mau-2013.json");
  for (const px::Issue& issue : rubric.issues()) std::cerr << issue << '\n';
  if (!rubric) return 1;

  const px::Plan plan = px::compile(*rubric);
  const auto scores = px::score(plan, {{"1.1.1", "on_time"},
                                       {"1.1.2.tasks", true},
                                       {"1.1.2.funding", true},
                                       {"1.1.3", true},
                                       {"1.1.4.done", 9},
                                       {"1.1.4.planned", 10},
                                       {"1.2.1.q1", true},
                                       {"1.2.1.six_months", true},
                                       {"1.2.1.q3", true},
                                       {"1.2.1.year", false},
                                       {"1.2.2", true}});
  for (const px::Issue& issue : scores.issues()) std::cerr << issue << '\n';
  if (!scores) return 1;
  std::cout << scores->total(0) << "\n\n";

  const px::Trace why = px::explain(*scores, 0);
  std::cout << why.find("1.1.4")->to_string("en");
  for (const px::PointsLost& leaf : px::points_lost(*scores, 0)) {
    std::cout << leaf.code << " lost " << leaf.lost << '\n';
  }
}
