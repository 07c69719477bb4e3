// SPDX-License-Identifier: MIT
#include <benchmark/benchmark.h>

#include <thread>

#include "workload.hpp"

namespace px = parindex;

namespace {

// Sizes from one block, whose data stay in the cache, to far beyond any cache. The difference is
// the cost of memory.
constexpr std::int64_t in_cache = 1024;
constexpr std::int64_t many = 1'000'000;

void count_leaves(benchmark::State& state, std::int64_t rows) {
  const auto leaves = static_cast<double>(rows) * static_cast<double>(workload::rates(1).size());
  state.counters["seconds_per_leaf"] = benchmark::Counter(
      leaves, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void run(benchmark::State& state, const px::Plan& plan, px::ScoreOptions options) {
  const auto rows = state.range(0);
  const px::Table table = workload::table(static_cast<std::size_t>(rows));
  for (auto _ : state) {
    px::Scores scores = px::score(plan, table, options);
    benchmark::DoNotOptimize(scores);
  }
  count_leaves(state, rows);
}

double sum(const double* values, std::size_t count) {
  double part[32] = {};  // independent sums, so that only memory limits the loop
  std::size_t i = 0;
  for (; i + 32 <= count; i += 32) {
    for (std::size_t k = 0; k < 32; ++k) part[k] += values[i + k];
  }
  for (; i < count; ++i) part[0] += values[i];
  double all = 0;
  for (const double one : part) all += one;
  return all;
}

/// The least work possible: read every value once.
void read(benchmark::State& state, unsigned threads) {
  const auto rows = static_cast<std::size_t>(state.range(0));
  const workload::Columns& columns = workload::rates(rows);
  for (auto _ : state) {
    std::vector<double> sums(threads);
    const auto work = [&](unsigned thread) {
      const std::size_t begin = rows * thread / threads;
      const std::size_t end = rows * (thread + 1) / threads;
      double all = 0;
      for (const auto& column : columns) all += sum(column.data() + begin, end - begin);
      sums[thread] = all;
    };
    std::vector<std::thread> pool;
    for (unsigned i = 1; i < threads; ++i) pool.emplace_back(work, i);
    work(0);
    for (std::thread& thread : pool) thread.join();
    benchmark::DoNotOptimize(sums.data());
  }
  count_leaves(state, state.range(0));
}

px::ScoreOptions options(px::Keep keep, unsigned threads, px::Simd simd = px::Simd::best) {
  px::ScoreOptions made;
  made.keep = keep;
  made.threads = threads;
  made.simd = simd;
  return made;
}

void score(benchmark::State& state, px::ScoreOptions options) {
  run(state, workload::plan(), options);
}
void score_without_halves(benchmark::State& state, px::ScoreOptions options) {
  run(state, workload::plan_without_halves(), options);
}

void in_milliseconds(benchmark::internal::Benchmark* bench) {
  bench->Arg(many)->UseRealTime()->Unit(benchmark::kMillisecond);
}
void also_in_cache(benchmark::internal::Benchmark* bench) { in_milliseconds(bench->Arg(in_cache)); }

const px::ScoreOptions one_thread = options(px::Keep::fields, 1);
const px::ScoreOptions two_threads = options(px::Keep::fields, 2);
BENCHMARK_CAPTURE(read, 1_thread, 1u)->Apply(also_in_cache);
BENCHMARK_CAPTURE(read, 2_threads, 2u)->Apply(in_milliseconds);
BENCHMARK_CAPTURE(score, 1_thread, one_thread)->Apply(also_in_cache);
BENCHMARK_CAPTURE(score, 2_threads, two_threads)->Apply(in_milliseconds);
BENCHMARK_CAPTURE(score, total, options(px::Keep::total, 2))->Apply(in_milliseconds);
BENCHMARK_CAPTURE(score, all, options(px::Keep::all, 2))->Apply(in_milliseconds);
BENCHMARK_CAPTURE(score_without_halves, 1_thread, one_thread)->Apply(also_in_cache);
BENCHMARK_CAPTURE(score_without_halves, 2_threads, two_threads)->Apply(in_milliseconds);
BENCHMARK_CAPTURE(score_without_halves, all, options(px::Keep::all, 2))->Apply(in_milliseconds);
BENCHMARK_CAPTURE(score_without_halves, avx2, options(px::Keep::fields, 2, px::Simd::avx2))
    ->Apply(in_milliseconds);
BENCHMARK_CAPTURE(score_without_halves, baseline, options(px::Keep::fields, 2, px::Simd::baseline))
    ->Apply(in_milliseconds);

void score_exactly(benchmark::State& state) {
  px::ScoreOptions exact = options(px::Keep::fields, 1);
  exact.exact = true;
  score(state, exact);
}
// The rational oracle: the cost of a row that leaves the batch engine.
BENCHMARK(score_exactly)->Arg(in_cache)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
