// SPDX-License-Identifier: MIT
// Scores one unit: what a handler of a web application does.
#include <parindex/io/json.hpp>
#include <parindex/parindex.hpp>

#include <iostream>

namespace px = parindex;

int main() {
  const px::Plan plan = px::compile(px::load_rubric("rubrics/undp-hdi.json"));
  const auto scores = px::score(plan, {{"health", 74}, {"education.expected", 13}});
  if (!scores) {
    for (const px::Issue& issue : scores.issues()) std::cout << issue << '\n';
    return 1;
  }
  std::cout << scores->total(0) << '\n';
}
