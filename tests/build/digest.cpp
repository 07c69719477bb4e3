// SPDX-License-Identifier: MIT
//  Prints results as text; every compiler, optimisation level and locale must give the same bytes.
//    digest RUBRIC.json...
#include <parindex/io/json.hpp>
#include <parindex/parindex.hpp>

#include <clocale>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <locale>

namespace px = parindex;

namespace {

// The distributions of std differ between libraries, so the random numbers are computed here.
class Random {
 public:
  std::int64_t below(std::int64_t limit) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::int64_t>((state_ >> 33) % static_cast<std::uint64_t>(limit));
  }

  /// A number above 0. One draw per statement, because compilers differ in the order of a call's
  /// arguments.
  px::Rational fraction(std::int64_t limit) {
    const std::int64_t numerator = 1 + below(limit);
    const std::int64_t denominator = 1 + below(99'991);
    return px::Rational::ratio(numerator, denominator);
  }

 private:
  std::uint64_t state_ = 20200101;
};

/// Random numbers of every size through every operation on numbers.
void digest_numbers(Random& random) {
  const double doubles[] = {0.1,        0.25, 1e-7,   1e22,
                            123456.789, -2.5, 5e-324, 1.7976931348623157e308};
  for (const double value : doubles) {
    const auto exact = px::Rational::from_double(value);
    std::cout << exact->to_string() << ' ' << (exact->to_double() == value) << '\n';
  }
  for (int i = 0; i < 200; ++i) {
    const auto a = random.fraction(1'000'000) - 500;
    const auto b = random.fraction(1'000'000'007);
    const auto c = (a * b - a / b) * (i % 5 == 0 ? b.pow(7) : b);
    std::cout << c.to_string();
    for (int mode = 0; mode < 7; ++mode) {
      std::cout << ' ' << c.to_string({i % 6, static_cast<px::RoundingMode>(mode)});
    }
    std::cout << ' '
              << px::Rational(b).rounded_root(3, {6, px::RoundingMode::half_even}).to_string()
              << '\n';
  }
}

/// A value for a column, usually one that the rubric allows.
px::Cell draw(Random& random, const px::Plan& plan, const px::PlanColumn& column) {
  if (random.below(25) == 0) return px::Missing{};
  if (column.type == px::InputType::boolean) return random.below(2) == 0;
  if (column.type == px::InputType::count) return 1 + random.below(60);
  const px::Node& node = plan.node(*plan.find(column.code));
  if (const auto* choice = std::get_if<px::Choice>(&*node.rule)) {
    const auto count = static_cast<std::int64_t>(choice->options.size());
    return choice->options[static_cast<std::size_t>(random.below(count))].id;
  }
  if (const auto* direct = std::get_if<px::Direct>(&*node.rule)) {
    const auto step = direct->step.value_or(px::Rational::ratio(1, 100));
    const auto steps = ((direct->max - direct->min) / step).floor().to_scaled_int64(0);
    return direct->min + step * random.below(*steps + 1);
  }
  return static_cast<double>(random.below(10'001)) / 100.0;
}

px::Table draw_table(Random& random, const px::Plan& plan, int rows) {
  px::Table table;
  for (int row = 0; row < rows; ++row) {
    table.units.push_back("unit " + std::to_string(row));
    table.groups.push_back(row % 3 == 0 ? "a" : "b");
  }
  for (const auto& column : plan.columns()) {
    auto& cells = table.columns.emplace_back(column.name, std::vector<px::Cell>{}).cells;
    for (int row = 0; row < rows; ++row) cells.push_back(draw(random, plan, column));
  }
  return table;
}

/// One table computed in every way: all lines of a table must be equal.
void digest_ways(const px::Plan& plan, const px::Table& table) {
  std::vector<px::ScoreOptions> ways(7);
  ways[0].exact = true;
  ways[1].threads = 1;
  ways[2].threads = 2;
  ways[3].threads = 8;
  ways[4].simd = px::Simd::avx512;
  ways[5].simd = px::Simd::avx2;
  ways[6].simd = px::Simd::baseline;
  const std::string expected = px::score(plan, table, ways[0]).value().digest();
  std::cout << expected << '\n';
  for (std::size_t i = 1; i < ways.size(); ++i) {
    if (px::score(plan, table, ways[i]).value().digest() == expected) continue;
    std::cerr << plan.rubric().id() << ": way " << i << " differs from the exact engine\n";
    std::exit(1);
  }
}

void digest_rubric(Random& random, const char* path) {
  const px::Plan plan = px::compile(px::load_rubric(path));
  digest_ways(plan, draw_table(random, plan, 300));
  const px::Table table = draw_table(random, plan, 60);
  const px::Scores scores = px::score(plan, table);
  std::cout << plan.fingerprint() << ' ' << scores.digest() << '\n' << px::to_json(plan.rubric());
  std::cout << px::to_json(scores.issues());
  px::RankRule rule;
  rule.ties = px::Ties::dense;
  std::cout << px::to_json(px::rank(scores, rule), scores);
  std::cout << px::to_json(px::rank(scores, rule, plan.codes()[1]), scores);
  std::cout << px::explain(scores, std::size_t{0}).to_string("en");
  std::cout << px::to_json(px::explain(scores, std::size_t{1}));
}

}  // namespace

int main(int argc, char** argv) {
  std::setlocale(LC_ALL, "");
  std::locale::global(std::locale(""));
  std::cout.imbue(std::locale::classic());
  std::cout << "parindex " << px::version << '\n';
  Random random;
  digest_numbers(random);
  for (int i = 1; i < argc; ++i) digest_rubric(random, argv[i]);
  return 0;
}
