// SPDX-License-Identifier: MIT
// Scores a random table in every way that must give the same digits, and compares node by node. It
// reads one job per line, as generate.py makes them, and answers each with a line:
//   {"figures": n, "fixed": share of the nodes in the fixed lane, "result": text of the sampled
//   rows}
//   {"refused": issues}  the rubric is not valid
//   {"difference": text}
#include "compare.hpp"

#include <iostream>

#include <parindex/limits.hpp>

namespace {

using namespace soak;

Json work(const Job& job) {
  const px::Checked<px::Rubric> rubric = px::read_rubric(job.rubric);
  if (!rubric) return {{"refused", px::to_json(rubric.issues())}};
  const px::Plan plan = px::compile(*rubric, {custom_rules()});
  Comparison comparison(plan, job);
  comparison.run_all();

  Json answer{{"figures", comparison.figures()}};
  std::size_t fixed = 0;
  for (const px::Lane& lane : plan.lanes()) fixed += lane.lane == "fixed" ? 1 : 0;
  answer["fixed"] = static_cast<double>(fixed) / static_cast<double>(plan.size());
  if (job.sample == 0) return answer;
  Order rows = job.all();
  rows.resize(std::min(rows.size(), job.sample));
  const Data data = job.data(rows, false);
  const px::Checked<px::Scores> scores = px::score(plan, data.table);
  if (!scores) return answer;
  answer["result"] = px::to_json(*scores);
  answer["digest"] = scores->digest();
  return answer;
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  px::Limits limits = px::limits();
  limits.issues = 10'000'000;  // orders and batches are compared by all issues
  px::set_limits(limits);
  std::string line;
  while (std::getline(std::cin, line)) {
    Json answer;
    try {
      answer = work(Job(Json::parse(line)));
    } catch (const Difference& difference) {
      answer = {{"difference", difference.what()}};
    } catch (const std::exception& error) {
      answer = {{"difference", std::string("exception: ") + error.what()}};
    }
    std::cout << answer.dump() << std::endl;
  }
}
