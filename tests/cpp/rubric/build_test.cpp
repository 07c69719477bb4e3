// SPDX-License-Identifier: MIT
// The builder gives the same rubric as a file, and throws for invalid parts.
#include <parindex/io/json.hpp>
#include <parindex/parindex.hpp>
#include <parindex/rubric/build.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "message_of.hpp"

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace px = parindex;
using namespace px::literals;
using namespace px::build;
using px::MissingPolicy;
using px::Rational;
using px::RoundingMode;

namespace {

px::Titles en(std::string text) { return {{"en", std::move(text)}}; }
px::Titles vi(std::string text) { return {{"vi", std::move(text)}}; }

NodeBuilder field_1() {
  return node("1")
      .max("11.5"_dec)
      .title("vi", "Lĩnh vực")
      .layer("appraised")
      .missing(MissingPolicy::zero)
      .provenance(px::Provenance::derived)
      .note("field")
      .aggregation(sum())
      .rounding({2, RoundingMode::floor})
      .source({.document = "2/QĐ"})
      .node(node("1.1")
                .max(2)
                .inputs(count("done").max(500).column("Đã xong").title("en", "Done"),
                        count("planned").min(1).max(1000).step(1))
                .evidence("plan", vi("Kế hoạch"))
                .evidence("report")
                .rule(bands(percent("done", "planned")
                                .when_zero(MissingPolicy::error)
                                .direction(px::Direction::up))
                          .above(90, 2, en("Good"))
                          .between(70, 90, 1)
                          .below(70, 0)))
      .node(
          node("1.2")
              .max("1.5"_dec)
              .missing(MissingPolicy::full)
              .accept("minimum_above_zero", "the form offers 0.5 as its lowest mark")
              .rule(choice().option("late", "0.5"_dec).option("on_time", "1.5"_dec, en("On time"))))
      .node(node("1.3")
                .max(2)
                .only_for({"wards"})
                .resolution({"survey"})
                .not_applicable(MissingPolicy::zero)
                .not_proven(MissingPolicy::exclude)
                .refused(MissingPolicy::full)
                .rule(yes_no(2, 0)))
      .node(node("1.3c").max(2).only_for({"communes"}).rule(yes_no(2, 0)))
      .node(node("1.4").max(1).rule(all_of(1, 0).item("q1").item("q2", en("Second"))))
      .node(node("1.5")
                .max("0.75"_dec)
                .rule(checklist().item("portal", "0.5"_dec).item("board", "0.25"_dec)))
      .node(node("1.6").max(3).rule(direct(0, 3).step("0.25"_dec)))
      .node(node("1.7")
                .max("1.25"_dec)
                .inputs(number("value").min(-1).max(1))
                .rule(bands(value("value").min(-1).max(1)).to(0, 0).above(0, "1.25"_dec)));
}

NodeBuilder field_2() {
  return node("2")
      .max(8)
      .aggregation(weighted_mean(1, Rational(1)))
      .missing(MissingPolicy::exclude)
      .node(
          node("2.1")
              .max(5)
              .weight("base", Rational::ratio(1, 3))
              .weight("other", Rational::ratio(1, 3))
              .cap(5)
              .floor(0)
              .gate(gate("veto", 0))
              .rounding({2, RoundingMode::half_down})
              .inputs(number("online").min(0).max(10), number("all").min(0).max(10))
              .rule(proportional(
                        percent("online", "all").when_zero(MissingPolicy::exclude).min(0).max(100),
                        100)
                        .cut_off(below(50), 0)
                        .cap(5)
                        .floor(0)))
      .node(node("2.2")
                .max(1)
                .weight(Rational::ratio(2, 3))
                .inputs(number("a").min(0).max(1), number("b").min(1).max(2))
                .rule(proportional(ratio("a", "b"), 1).cut_off(to("0.1"_dec), 0)));
}

NodeBuilder field_3() {
  return node("3")
      .max(8)
      .node(node("3.1").max(1).rule(levels().level("full", 100, en("In full")).level("none", 0)))
      .node(node("3.2")
                .max(1)
                .inputs(number("value").min(0).max(100))
                .rule(linear(value("value").max(100))
                          .below(25, 0)
                          .between(25, 90, 0, 1, en("Between"))
                          .above(90, 1)))
      .node(node("3.3")
                .max(1)
                .inputs(count("value"))
                .rule(per_item(value("value"), "0.5"_dec).cap(1)))
      .node(node("3.4").max(1).rule(
          deduction(1).cap(1).item("late", "0.25"_dec, Rational(1), en("Late"))))
      .node(node("3.5").max(1).rule(imported("SIPAS").edition("2026").rubric("vn-sipas")))
      .node(node("3.6").max(1).rule(survey(30, MissingPolicy::exclude)
                                        .answer("a", Rational(100), en("Very content"))
                                        .answer("d", Rational(0))
                                        .answer("none")
                                        .respondents("leaders", "0.4"_dec, en("Leaders"))
                                        .respondents("people", "0.6"_dec)
                                        .stated_sample()))
      .node(node("3.7")
                .max(1)
                .inputs(number("value"))
                .rule(custom("ours", "1", 0, 1).parameter("base", Rational::ratio(1, 3))))
      .node(node("3.8")
                .max(1)
                .inputs(number("value").max(70))
                .rule(increments(value("value"), 0).above(50, 5, "0.25"_dec).whole_steps().cap(1)));
}

NodeBuilder functions_4_7() {
  const Term share = input("share");
  return node("4.7")
      .max(1)
      .informative()
      .inputs(number("x").min(1).max(100), choices("kind").option("a").option("b"))
      .rule(formula()
                .let("share", input("x") / 100)
                .let("grown", power(share, 2))
                .otherwise(min_of(
                    {1, map_of("kind", {{"a", 0}, {"b", "1.5"_dec}}) *
                            max_of({input("grown"), root(share, 2, {3, RoundingMode::half_up}),
                                    exp(Term(0) - input("x"), {4, RoundingMode::half_even}),
                                    ln(input("x"),
                                       *px::Rounding::to_step("0.25"_dec, RoundingMode::floor)),
                                    log(input("x"), 10, {2, RoundingMode::half_up})})})));
}

NodeBuilder weights_4_11() {
  return node("4.11")
      .max(1)
      .informative()
      .aggregation(weighted_mean())
      .nothing_left(px::NothingLeft::zero)
      .node(node("4.11.1")
                .max(1)
                .weight_input("people")
                .inputs(count("a"), count("b").min(1))
                .rule(bands(quantity(100 * input("share")).let("share", input("a") / input("b")))
                          .below(50, 0)
                          .from(50, 1)))
      .node(node("4.11.2").max(1).weight_input("people").rule(yes_no(1, 0)));
}

NodeBuilder outliers_4_10() {
  const Term value = input("value");
  return node("4.10")
      .max(1)
      .informative()
      .inputs(number("value").min(0).max(100).impute(input("last"), MissingPolicy::zero),
              number("last").min(0).max(100).optional())
      .rule(goalposts(quantity(winsorise(
                          value, quantile(value, 5, px::QuantileMethod::linear, Within::all),
                          extreme(px::Statistic::highest, value, 2, Within::all))),
                      0,
                      cohort(px::Statistic::standard_deviation, value, Within::group,
                             CohortUnits::sample, {2, RoundingMode::half_up}))
                .when_zero(MissingPolicy::zero));
}

NodeBuilder field_4() {
  const Date first = day("2026-01-01");
  const Date last = day("2026-12-31");
  const Term on_the_way =
      2 * max_of({0, min_of({1, 1 - abs(days(input("due"), input("sent"))) / 30})});
  return node("4")
      .max(12)
      .exact_index()
      .ranking({.on = px::Figure::points,
                .stage = px::FigureStage::exact,
                .ties = px::Ties::dense,
                .by_group = true})
      .classes(classes(px::Figure::points, px::FigureStage::exact)
                   .band(above(6), "more")
                   .band(to(6), "less"))
      .node(node("4.1")
                .max(2)
                .inputs(date("due").min(first).max(last), date("sent").min(first).max(last),
                        boolean("asked"), choices("kind").option("ward", en("Ward")).option("town"))
                .rule(formula()
                          .when(in(working_days(input("due"), input("sent")),
                                   between(above(5), below(1000))) &&
                                    !is("asked", "yes"),
                                0, en("Late"))
                          .when(in(input("sent"), between(day("2026-03-01"), day("2026-06-30"))) ||
                                    is("kind", "ward", "town"),
                                on_the_way)
                          .otherwise(round(
                              Term(0) + figure_of("1", px::NodeFigure::share, MissingPolicy::zero),
                              {1, RoundingMode::half_up}))
                          .when_zero(MissingPolicy::error)
                          .cap(2)
                          .floor(0)))
      .node(node("4.2")
                .max(2)
                .rounding({2, RoundingMode::half_up})
                .inputs(number("value").min(1).max(1000))
                .rule(goalposts(quantity(input("value"))
                                    .rounding(*px::Rounding::to_step("0.5"_dec, RoundingMode::up)),
                                1, cohort(px::Statistic::max, input("value"), Within::all))
                          .log_scale()
                          .when_zero(MissingPolicy::full)))
      .node(node("4.3")
                .max(2)
                .inputs(number("value")
                            .min(0)
                            .max(100)
                            .rounding({1, RoundingMode::half_up})
                            .missing_marker(-9)
                            .missing_marker(999))
                .rule(target(quantity(input("value") / 2), 50, 50)))
      .node(
          node("4.4")
              .max(4)
              .inputs(count("late"), choices("kind").option("a").option("b"))
              .rule(decision_table(px::DecisionTable::Hit::first)
                        .row({in(input("late"), between(0, 2)), is("kind", "a")}, 4, en("Good"))
                        .row({in(input("late"), between(above(2), below(5))), is("kind", "a", "b")},
                             1)
                        .otherwise(0)))
      .node(node("4.5")
                .max(2)
                .inputs(number("value").min(0).max(100))
                .rule(by_group()
                          .groups({"wards"}, proportional(value("value"), 90).cap(2))
                          .groups({"communes"}, per_item(value("value"), "0.5"_dec).cap(2))))
      .node(node("4.6")
                .max(1)
                .informative()
                .index_rounding({0, RoundingMode::half_up})
                .rule(yes_no(1, 0)))
      .node(functions_4_7())
      .node(node("4.8")
                .max(2)
                .informative()
                .inputs(count("late"), choices("kind").option("a").option("b"))
                .rule(decision_table(px::DecisionTable::Hit::priority)
                          .row({in(input("late"), to(2)) ||
                                in(input("late"), between(10, below(20)))},
                               2)
                          .row({in(input("late"), from(20))}, 0)
                          .row({is("kind", "b")}, 1)
                          .priority({0, 2, 1})
                          .otherwise(1)))
      .node(node("4.9")
                .max(2)
                .informative()
                .inputs(count("late"), boolean("asked"))
                .rule(decision_table(px::DecisionTable::Hit::count)
                          .row({in(input("late"), to(2))})
                          .row({in(input("late"), to(5))})
                          .row({is("asked", "yes")})
                          .points_each(1)
                          .cap(2)
                          .direction("late", px::Direction::down)))
      .node(node("4.12")
                .max(2)
                .informative()
                .inputs(count("late"))
                .rule(decision_table(px::DecisionTable::Hit::first)
                          .output("good", 2, vi("Tốt"))
                          .output("weak", 0)
                          .gives({in(input("late"), to(2))}, "good", en("Few"))
                          .otherwise_gives("weak")))
      .node(weights_4_11())
      .node(outliers_4_10());
}

NodeBuilder field_5() {
  const auto yes = [](std::string code) { return node(std::move(code)).max(1).rule(yes_no(1, 0)); };
  const NodeBuilder looked_up = node("5.1.1.1")
                                    .max(1)
                                    .aggregation(lookup().row({1}, 1).row({0}, 0))
                                    .node(yes("5.1.1.1.1").missing(MissingPolicy::zero));
  const NodeBuilder middle = node("5.1.2.1").max(1).weight(1).aggregation(median(1)).node(
      node("5.1.2.1.1").max(1).aggregation(one_of()).node(yes("5.1.2.1.1.1")));
  const NodeBuilder roots = node("5.1.3.1")
                                .max(1)
                                .aggregation(geometric_mean(1, Rational(1)))
                                .rounding({2, RoundingMode::half_up})
                                .node(yes("5.1.3.1.1"));
  const px::Drop lowest{.lowest = 1,
                        .by = px::Drop::By::points,
                        .excluded = px::Drop::Excluded::counted,
                        .ties = px::Drop::Ties::first};
  const px::Drop highest{.highest = 1};
  const px::Drop other{
      .lowest = 1, .by = px::Drop::By::points, .excluded = px::Drop::Excluded::not_counted};
  const NodeBuilder dropping =
      node("5.1.4")
          .max(1)
          .aggregation(product(1))
          .nothing_left(px::NothingLeft::full)
          .classes(classes(px::Figure::points, px::FigureStage::exact)
                       .quota({.rounding = RoundingMode::down, .ties = px::QuotaTies::worse})
                       .share("best", 20, from("0.5"_dec))
                       .share("rest", {}, {}, vi("Còn lại")))
          .node(node("5.1.4.1")
                    .max(1)
                    .aggregation(sum().drop(lowest))
                    .nothing_left(px::NothingLeft::zero)
                    .node(yes("5.1.4.1.1"))
                    .node(yes("5.1.4.1.2")))
          .node(node("5.1.4.2")
                    .max(1)
                    .aggregation(mean({}, highest))
                    .node(yes("5.1.4.2.1"))
                    .node(yes("5.1.4.2.2")))
          .node(node("5.1.4.3")
                    .max(1)
                    .aggregation(weighted_mean({}, {}, other))
                    .node(yes("5.1.4.3.1").weight(1))
                    .node(yes("5.1.4.3.2").weight(1)));
  return node("5")
      .max("0.5"_dec)
      .aggregation(sum()
                       .bonus_to_maximum("5.2")
                       .penalty("5.3", Rational(0))
                       .excluded(px::LeftOut::rescale)
                       .maxima_sum("0.5"_dec))
      .node(node("5.1")
                .max("0.5"_dec)
                .aggregation(mean(1))
                .node(node("5.1.1").max(1).aggregation(best(1)).node(looked_up))
                .node(node("5.1.2").max(1).aggregation(weighted_mean(1)).node(middle))
                .node(node("5.1.3").max(1).aggregation(harmonic_mean(1, Rational(1))).node(roots))
                .node(dropping))
      .node(yes("5.2").no_value_points(px::NoValue::missing, "0.5"_dec))
      .node(yes("5.3"));
}

/// The names that the file gives to parts of its nodes.
px::RubricDraft with_names(px::RubricDraft draft) {
  draft.shared.options["whole"] =
      R"([{"id":"full","percent":"100","title":{"en":"In full"}},{"id":"none","percent":"0"}])";
  draft.shared.inputs["share"] = R"({"name":"value","type":"number","min":"0","max":"100"})";
  draft.shared.scales["halves"] =
      R"([{"below":"25","points":"0"},{"from":"25","to":"90","points_from":"0","points_to":"1",)"
      R"("title":{"en":"Between"}},{"above":"90","points":"1"}])";
  draft.constants["start"] = {.value = Rational(1),
                              .unit = "points",
                              .law = "Article 1",
                              .note = "a note",
                              .title = en("Start")};
  draft.constants["target"].by_edition = {{"2025", 40}, {"2026", 50}};
  draft.constants["reach"].by_date = {{"2025-01-01", 40}, {"2026-01-15", 50}};
  px::Node& third = draft.root.children[2];
  third.children[0].shared["/rule/levels/options"] = "whole";
  third.children[1].shared["/inputs/0"] = "share";
  third.children[1].shared["/rule/linear/pieces"] = "halves";
  third.children[3].constants["/rule/deduction/start"] = "start";
  px::Node& target = draft.root.children[3].children[2];
  target.constants["/rule/target/target"] = "target";
  target.constants["/rule/target/zero_at"] = "reach";
  return draft;
}

/// tests/data/complete.json, which has every key of a rubric.
px::RubricDraft complete() {
  px::Calendar calendar;
  calendar.from = day("2026-01-01").day;
  calendar.to = day("2026-12-31").day;
  calendar.weekend = {px::Weekday::saturday, px::Weekday::sunday};
  calendar.holidays = {day("2026-01-01").day, day("2026-04-30").day};
  calendar.working = {day("2026-01-03").day};
  return with_names(
      rubric("complete")
          .edition("2026")
          .title("vi", "Bộ tiêu chí đủ mọi khóa")
          .title("en", "Every key")
          .source({.document = "1/QĐ",
                   .date = "2026-01-02",
                   .clause = "Điều 1",
                   .url = "https://example.org/1",
                   .note = "made up"})
          .provenance(px::Provenance::illustrative)
          .effective(day("2026-01-15"), day("2026-12-31"))
          .part("all of it")
          .note("a note")
          .max("39.5"_dec)
          .aggregation(sum())
          .missing(MissingPolicy::error)
          .not_applicable(MissingPolicy::exclude)
          .not_proven(MissingPolicy::zero)
          .refused(MissingPolicy::error)
          .weight_sets({"base", "other"})
          .cap(40)
          .floor(0)
          .gate(gate("void", 0).title("en", "Void"))
          .gate(cap_gate("weak", 1).when(index_of("2.1", px::FigureStage::exact, between(0, 1))))
          .gate(gate("low", 1).when(points_of("1", between(above(0), below(1)))))
          .gate(cap_gate("silent", 39)
                    .when(lacks("5.2", {px::NoValue::missing, px::NoValue::refused})))
          .declare(px::Group{.id = "wards", .title = vi("Phường")})
          .declare(px::Group{.id = "communes"})
          .marker(px::NoValue::missing, "-")
          .marker(px::NoValue::not_applicable, "n/a")
          .marker(px::NoValue::not_applicable, "không áp dụng")
          .marker(px::NoValue::not_proven, "?")
          .marker(px::NoValue::refused, "x")
          .layer("self")
          .resolution({"appraised", "self"})
          .rounding({3, RoundingMode::half_even})
          .index_rounding({2, RoundingMode::half_up})
          .ranking({.on = px::Figure::index,
                    .stage = px::FigureStage::rounded,
                    .ties = px::Ties::competition,
                    .tie_break = {"1", "2.1"},
                    .by_group = true})
          .classes(classes(px::Figure::index, px::FigureStage::rounded)
                       .band(from(80), "A", vi("Tốt"))
                       .band(between(above(50), below(80)), "B")
                       .band(to(50), "C"))
          .declare(px::Layer{.id = "self", .title = vi("Tự đánh giá")})
          .declare(px::Layer{.id = "appraised"})
          .declare(px::Layer{.id = "survey", .apart = true})
          .declare(
              px::Agency{.id = "so-noi-vu",
                         .title = vi("Sở Nội vụ"),
                         .lead = {"1", "2", "3", "4", "5"},
                         .except = {"1.2"},
                         .coordinate = {{.codes = {"1.2"}, .if_any = true}, {.codes = {"2.1"}}}})
          .declare(px::Agency{.id = "so-tu-phap", .lead = {"1.2"}})
          .calendar(calendar)
          .data({.decimal = px::DecimalSign::comma,
                 .thousands = px::ThousandsSign::point,
                 .dates = px::DateOrder::dmy,
                 .fractions = true,
                 .yes = {"đã xong"},
                 .no = {"-"},
                 .header_row = 3,
                 .unit = "Tỉnh",
                 .group = "Nhóm",
                 .ranked = "Xếp hạng"})
          .accept("maximum_mismatch", "the fields add up to 39")
          .node(field_1())
          .node(field_2())
          .node(field_3())
          .node(field_4())
          .node(field_5()));
}

px::Rubric file() {
  return px::load_rubric(std::string(PARINDEX_SOURCE_DIR) + "/tests/data/complete.json");
}

TEST(Build, BuildsWhatTheFileWithEveryKeySays) {
  const px::Rubric read = file();
  const px::Rubric built = px::check(complete());
  EXPECT_EQ(px::to_json(built), px::to_json(read));
  EXPECT_TRUE(built.draft() == read.draft());
  EXPECT_EQ(px::digest(built), px::digest(read));
}

TEST(Build, WhatIsBuiltIsReadBackEqual) {
  const px::Rubric built = px::check(complete());
  const px::Rubric again = px::read_rubric(px::to_json(built));
  EXPECT_TRUE(again.draft() == built.draft());
}

TEST(Build, ReachesEveryKindOfRuleAndAggregation) {
  std::set<std::string_view> rules;
  std::set<std::string_view> aggregations;
  const std::function<void(const px::Node&)> visit = [&](const px::Node& at) {
    if (at.rule) rules.insert(px::name_of(*at.rule));
    if (at.aggregation) aggregations.insert(px::name_of(*at.aggregation));
    for (const px::Node& child : at.children) visit(child);
  };
  visit(complete().root);
  aggregations.insert(px::name_of(minimum()));
  EXPECT_EQ(rules.size(), std::variant_size_v<px::Rule>);
  EXPECT_EQ(aggregations.size(), std::variant_size_v<px::Aggregation>);
}

TEST(Build, WhatIsMissingIsAnIssueOfTheCheck) {
  const auto codes = [](const px::Checked<px::Rubric>& checked) {
    std::vector<std::string> found;
    for (const px::Issue& issue : checked.issues()) found.push_back(issue.code);
    return found;
  };
  const auto around = [](const NodeBuilder& leaf) {
    return px::check(rubric("r")
                         .edition("1")
                         .max(1)
                         .aggregation(sum())
                         .missing(MissingPolicy::error)
                         .node(leaf));
  };
  EXPECT_THAT(codes(around(node("1").rule(yes_no(1, 0)))), testing::Contains("maximum_missing"));
  EXPECT_THAT(codes(around(node("1").max(1))), testing::Contains("leaf_without_rule"));
  const NodeBuilder twice = node("1").max(1).rule(yes_no(1, 0));
  EXPECT_THAT(codes(px::check(rubric("r")
                                  .edition("1")
                                  .max(2)
                                  .aggregation(sum())
                                  .missing(MissingPolicy::error)
                                  .node(twice)
                                  .node(twice))),
              testing::Contains("code_duplicate"));
}

TEST(Build, SayingAThingTwiceThrowsAndNamesIt) {
  EXPECT_EQ(message_of([] { node("1").max(1).max(2); }), "node 1: `max` was stated already");
  EXPECT_EQ(message_of([] { node("1").rule(yes_no(1, 0)).rule(yes_no(2, 0)); }),
            "node 1: `rule` was stated already");
  EXPECT_EQ(message_of([] { rubric("r").edition("1").edition("2"); }),
            "rubric: `edition` was stated already");
  EXPECT_EQ(message_of([] { proportional(value("x"), 1).cap(1).cap(2); }),
            "`cap` was stated already");
  EXPECT_EQ(message_of([] { increments(value("x"), 1).above(1, 2, 3).below(1, 2, 3); }),
            "`threshold` was stated already");
}

TEST(Build, ErrorsAreInVietnameseAsWell) {
  const auto in_vietnamese = [](auto call) -> std::string {
    try {
      call();
    } catch (const px::Error& error) {
      return error.text("vi");
    }
    return "";
  };
  EXPECT_EQ(in_vietnamese([] { node("1").max(1).max(2); }), "mục 1: `max` đã được nêu trước đó");
  EXPECT_EQ(in_vietnamese([] { rubric("r").edition("1").edition("2"); }),
            "bộ tiêu chí: `edition` đã được nêu trước đó");
  EXPECT_EQ(in_vietnamese([] { between(above(5), 5); }),
            "between: `lower` và `upper` cùng là 5 nhưng khoảng không gồm giá trị này");
  EXPECT_EQ(in_vietnamese([] { day("2026-02-30"); }),
            "day: `text` không phải là ngày dạng 2026-12-31: 2026-02-30");
}

TEST(Build, DaysTheWrongWayRoundThrowAndNameThem) {
  EXPECT_EQ(message_of([] { rubric("r").effective(day("2026-02-01"), day("2026-01-01")); }),
            "effective: `from` 2026-02-01 is later than `to` 2026-01-01");
}

}  // namespace
