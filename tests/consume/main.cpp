// SPDX-License-Identifier: MIT
// A foreign program: it sees the library as it was installed or included, nothing else of the
// repository. It writes a rubric in code, scores one unit and checks every digit.
#include <parindex/io/json.hpp>
#include <parindex/parindex.hpp>

#include <iostream>
#include <string_view>

namespace px = parindex;
using namespace parindex::literals;

int main(int argc, char** argv) {
  px::Quantity rate;
  rate.kind = px::Quantity::Kind::percent;
  rate.numerator = "done";
  rate.denominator = "planned";
  px::Proportional rule;
  rule.on = rate;
  rule.full_at = 100;
  rule.cap = "2.5"_dec;

  px::Input done;
  done.name = "done";
  done.type = px::InputType::count;
  px::Input planned = done;
  planned.name = "planned";
  planned.min = 1;

  px::RubricDraft draft;
  draft.id = "consumer";
  draft.edition = "1";
  draft.index_rounding = px::Rounding{2, px::RoundingMode::half_up};
  draft.root.max = "3.5"_dec;
  draft.root.aggregation = px::Sum{};
  draft.root.missing = px::MissingPolicy::error;
  draft.root.children = {px::Node::leaf("1", 1, px::YesNo{1, 0}),
                         px::Node::leaf("2", "2.5"_dec, rule, {done, planned})};

  // Through JSON and back, so that a library linked without its JSON part would show.
  const px::Rubric rubric = px::read_rubric(px::to_json(px::check(draft)));
  const px::Scores scores =
      px::score(px::compile(rubric), {{"1", true}, {"2.done", 1}, {"2.planned", 3}});
  const px::NodeResult total = scores.total(0);

  std::cout << "parindex " << px::version << ": " << total.points->to_string() << " of "
            << total.max->to_string() << ", " << total.index->to_string() << " %\n";
  const bool same_version = argc == 2 && std::string_view(argv[1]) == px::version;
  return same_version && *total.points == px::Rational::ratio(11, 6) &&
                 *total.index == px::Rational("52.38"_dec)
             ? 0
             : 1;
}
