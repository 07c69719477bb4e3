// SPDX-License-Identifier: MIT
// A separate program: it uses the library as installed or included, and nothing else of the
// repository. It writes a rubric in code, scores one unit and checks every digit.
#include <parindex/io/json.hpp>
#include <parindex/parindex.hpp>
#include <parindex/rubric/build.hpp>

#include <iostream>
#include <string_view>

namespace px = parindex;
using namespace parindex::literals;

int main(int argc, char** argv) {
  using namespace px::build;
  const px::RubricDraft draft =
      rubric("consumer")
          .edition("1")
          .index_rounding({2, px::RoundingMode::half_up})
          .max("3.5"_dec)
          .aggregation(sum())
          .missing(px::MissingPolicy::error)
          .node(node("1").max(1).rule(yes_no(1, 0)))
          .node(node("2")
                    .max("2.5"_dec)
                    .inputs(count("done"), count("planned").min(1))
                    .rule(proportional(percent("done", "planned"), 100).cap("2.5"_dec)));

  // To JSON and back, to detect a library that is linked without its JSON part.
  const px::Rubric checked = px::read_rubric(px::to_json(px::check(draft)));
  const px::Scores scores =
      px::score(px::compile(checked), {{"1", true}, {"2.done", 1}, {"2.planned", 3}});
  const px::NodeResult total = scores.total(0);

  std::cout << "parindex " << px::version << ": " << total.points->to_string() << " of "
            << total.max->to_string() << ", " << total.index->to_string() << " %\n";
  const bool same_version = argc == 2 && std::string_view(argv[1]) == px::version;
  return same_version && *total.points == px::Rational::ratio(11, 6) &&
                 *total.index == px::Rational("52.38"_dec)
             ? 0
             : 1;
}
