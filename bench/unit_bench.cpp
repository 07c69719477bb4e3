// SPDX-License-Identifier: MIT
#include <benchmark/benchmark.h>

#include <cmath>
#include <fstream>
#include <sstream>
#include <variant>

#include <parindex/engine/trace.hpp>

#include "workload.hpp"

namespace px = parindex;

namespace {

/// The rules written by hand with doubles: the cost of one unit without exactness, checks of values
/// and generality.
class HandWritten {
 public:
  explicit HandWritten(const px::Plan& plan) {
    for (std::size_t i = 1; i < plan.size(); ++i) {
      const px::Node& node = plan.node(i);
      if (!node.rule) continue;
      Leaf leaf{};
      if (const auto* bands = std::get_if<px::Bands>(&*node.rule)) {
        leaf.kind = bands->steps.back().lower->closed ? Kind::closed_bands : Kind::open_bands;
        for (std::size_t k = 0; k < 5; ++k) leaf.points[k] = bands->steps[k].points.to_double();
        for (std::size_t k = 0; k < 4; ++k) {
          leaf.thresholds[k] = bands->steps[k + 1].lower->value.to_double();
        }
      } else {
        const auto& rule = std::get<px::Proportional>(*node.rule);
        leaf.kind = Kind::proportional;
        leaf.max = node.max->to_double();
        leaf.full_at = rule.full_at.to_double();
        leaf.cut = rule.cut_off->bound.value.to_double();
      }
      leaves_.push_back(leaf);
    }
  }

  double total(const double* values) const {
    double all = 0;
    for (const Leaf& leaf : leaves_) {
      const double x = *values++;
      switch (leaf.kind) {
        case Kind::closed_bands:
          all += leaf.points[count(leaf, [x](double t) { return x >= t; })];
          break;
        case Kind::open_bands:
          all += leaf.points[count(leaf, [x](double t) { return x > t; })];
          break;
        case Kind::proportional:
          if (x < leaf.cut) break;
          all += std::floor(std::fmin(x * leaf.max / leaf.full_at, leaf.max) * 1e4 + 0.5) / 1e4;
          break;
      }
    }
    return all;
  }

 private:
  enum class Kind { closed_bands, open_bands, proportional };
  struct Leaf {
    Kind kind;
    double thresholds[4], points[5];
    double max, full_at, cut;
  };

  template <class Test>
  static std::size_t count(const Leaf& leaf, Test reached) {
    std::size_t passed = 0;
    for (const double threshold : leaf.thresholds) passed += reached(threshold) ? 1 : 0;
    return passed;
  }

  std::vector<Leaf> leaves_;
};

constexpr std::size_t units = 256;  // the time of one depends on whether it has an exact half

std::vector<std::vector<double>> forms() {
  std::vector<std::vector<double>> made(units);
  for (const auto& column : workload::rates(units)) {
    for (std::size_t i = 0; i < units; ++i) made[i].push_back(column[i]);
  }
  return made;
}

void hand_written(benchmark::State& state) {
  const HandWritten rules(workload::plan());
  const auto rows = forms();
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(rules.total(rows[i++ % units].data()));
  }
}
BENCHMARK(hand_written);

void row_scorer(benchmark::State& state, const px::Plan& plan) {
  px::RowScorer scorer(plan);
  const auto rows = forms();
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(scorer.score(rows[i++ % units]));
  }
}
BENCHMARK_CAPTURE(row_scorer, as_it_is, workload::plan());
BENCHMARK_CAPTURE(row_scorer, without_halves, workload::plan_without_halves());

void score_a_table_of_one_row(benchmark::State& state) {
  const px::Table table = workload::table(1);
  px::ScoreOptions options;
  options.threads = 1;
  for (auto _ : state) {
    benchmark::DoNotOptimize(px::score(workload::plan(), table, options).value().total(0).points);
  }
}
BENCHMARK(score_a_table_of_one_row);

void explain(benchmark::State& state) {
  const px::Scores scores = px::score(workload::plan(), workload::table(1));
  for (auto _ : state) {
    auto trace = px::explain(scores, std::size_t{0});
    benchmark::DoNotOptimize(trace);
  }
}
BENCHMARK(explain);

std::string provincial() {
  std::ifstream file(workload::path("rubrics/vn-par-province-2020.json"));
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void read_and_check_provincial_rubric(benchmark::State& state) {
  const std::string text = provincial();
  for (auto _ : state) {
    auto checked = px::read_rubric(text);
    benchmark::DoNotOptimize(checked);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * state.iterations());
}
BENCHMARK(read_and_check_provincial_rubric);

void compile_provincial_rubric(benchmark::State& state) {
  const px::Rubric rubric = px::read_rubric(provincial());
  for (auto _ : state) {
    px::Plan plan = px::compile(rubric);
    benchmark::DoNotOptimize(plan);
  }
}
BENCHMARK(compile_provincial_rubric);

}  // namespace
