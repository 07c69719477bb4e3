// SPDX-License-Identifier: MIT
// Everything that can take long is stopped by a token, a deadline or a poll, and leaves its
// arguments unchanged. No test waits for a time to pass: the stopped work would otherwise never
// end, or it counts its progress.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <parindex/io/assessment_json.hpp>
#include <parindex/io/json.hpp>
#include <parindex/results/replay.hpp>
#include <parindex/results/verify.hpp>
#include <parindex/rubric/custom_call.hpp>
#include <parindex/rubric/diff.hpp>
#include <parindex/stop.hpp>
#include <parindex/testing/coverage.hpp>
#include <parindex/testing/mutate.hpp>
#include <parindex/testing/runner.hpp>

#include "arrow_sample.hpp"
#include "rubric_texts.hpp"
#include "sample.hpp"

namespace px = parindex;
using namespace sample;

namespace {

px::StopReason reason_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const px::StoppedError& error) {
    return error.reason();
  }
  throw std::logic_error("it was not stopped");
}

TEST(Stop, WithoutAScopeNothingStops) { EXPECT_NO_THROW(px::check_stop()); }

TEST(Stop, ATokenADeadlineAndAPollStop) {
  std::stop_source source;
  {
    const px::StopScope scope({.token = source.get_token()});
    EXPECT_NO_THROW(px::check_stop());
    source.request_stop();
    EXPECT_EQ(reason_of(px::check_stop), px::StopReason::requested);
  }
  EXPECT_NO_THROW(px::check_stop());  // the scope has ended
  const auto now = std::chrono::steady_clock::now();
  {
    const px::StopScope scope({.deadline = now});
    EXPECT_EQ(reason_of(px::check_stop), px::StopReason::deadline);
  }
  {
    const px::StopScope scope({.deadline = now + std::chrono::hours(1)});
    EXPECT_NO_THROW(px::check_stop());
  }
  bool asked = false;
  const px::StopScope scope({.poll = [&] { return asked; }});
  EXPECT_NO_THROW(px::check_stop());
  asked = true;
  EXPECT_EQ(reason_of(px::check_stop), px::StopReason::requested);
}

TEST(Stop, AnInnerScopeHidesNoOuterOne) {
  std::stop_source source;
  const px::StopScope outer({.token = source.get_token()});
  {
    const px::StopScope inner({.poll = [] { return false; }});
    source.request_stop();
    EXPECT_THROW(px::check_stop(), px::StoppedError);
  }
  EXPECT_THROW(px::check_stop(), px::StoppedError);
}

TEST(Stop, APollDoesNotPollItself) {
  int polls = 0;
  const px::StopScope scope({.poll = [&] {
    ++polls;
    px::check_stop();
    return false;
  }});
  px::check_stop();
  px::check_stop();
  EXPECT_EQ(polls, 2);
}

// ---- every call ---------------------------------------------------------------------------------

/// Two leaves of the fixed lane, one of the exact lane, and a rank.
px::RubricDraft three_leaves(px::Rational each = 1) {
  px::Formula formula;
  px::Expression a;
  a.kind = px::Expression::Kind::input;
  a.input = "value";
  px::Expression seven;
  seven.number = 7;
  px::Expression more;
  more.kind = px::Expression::Kind::add;
  more.parts = {a, seven};
  px::Expression quotient;
  quotient.kind = px::Expression::Kind::divide;
  quotient.parts = {a, more};
  formula.cases = {{std::nullopt, quotient, {}}};
  formula.cap = 1;
  px::RubricDraft made = draft(each + 3, {plan_leaf("1"), yes_no_leaf("2", each),
                                          sample::leaf("3", 1, formula, {number("value", 0)})});
  made.root.children[2].accept["maximum_unreachable"] = "the cap is not reached";
  made.ranking =
      px::RankRule{px::Figure::index, px::FigureStage::rounded, px::Ties::competition, {}, false};
  return made;
}

px::Table table(std::size_t rows) {
  px::Table made;
  std::vector<px::Cell> done, planned, in_time, value;
  for (std::size_t i = 0; i < rows; ++i) {
    made.units.push_back("u" + std::to_string(i));
    done.emplace_back(i % 100);
    planned.emplace_back(100);
    in_time.emplace_back(i % 3 != 0);
    value.emplace_back(i % 2 == 0 ? px::Rational(i) : px::Rational::ratio(1, 3));
  }
  made.columns = {{"1.done", done}, {"1.planned", planned}, {"2", in_time}, {"3", value}};
  return made;
}

struct Job {
  std::string name;
  std::function<std::string()> run;  // the result as text
};

/// Every call that can take long, on one thread, so that its polls can be counted: a table of 500
/// rows is one block.
std::vector<Job> jobs() {
  static const px::Rubric rubric = px::check(three_leaves());
  static const px::Plan plan = px::compile(rubric);
  static const px::Plan other = px::compile(px::check(three_leaves(2)));
  static const px::Scores scores = px::score(plan, table(500), {.threads = 1});
  static const px::Scores later = px::score(other, table(500), {.threads = 1});
  static const px::Scores total = px::score(plan, table(500), {.keep = px::Keep::total});
  static const std::string result = px::to_json(scores);
  static const px::Rubric complete = px::read_rubric(rubric_texts::complete);
  static const px::CaseSet cases =
      px::read_cases_text(px::boundary_cases(rubric).value().text, "b.json", rubric);
  static const px::RubricDraft wide = [] {
    px::DecisionTable rows;
    rows.hit = px::DecisionTable::Hit::first;
    rows.otherwise = px::Rational(1);
    std::vector<px::Input> inputs;
    for (const char* name : {"a", "b"}) {
      inputs.push_back(number(name, 0, 100));
      for (int i = 0; i < 60; ++i) {
        px::Condition test;
        test.of.kind = px::Expression::Kind::input;
        test.of.input = name;
        test.lower = from(i);
        test.upper = below(i + 1);
        rows.rows.push_back({{test}, 0, {}});
      }
    }
    return draft(1, {sample::leaf("1", 1, rows, inputs)});
  }();
  const auto exported = [](px::ArrowNumbers numbers) {
    ArrowArrayStream stream;
    px::write_arrow(scores, numbers, &stream);
    return std::to_string(px::read_arrow(&stream).value().rows());
  };
  return {
      {"score", [] { return px::score(plan, table(3'000), {.threads = 1}).value().digest(); }},
      {"score exact",
       [] { return px::score(plan, table(500), {.threads = 1, .exact = true}).value().digest(); }},
      {"digest", [] { return scores.digest(); }},
      {"digest of what was not kept", [] { return total.digest(); }},
      {"data digest", [] { return scores.data_digest(); }},
      {"to_json", [] { return px::to_json(scores); }},
      {"rank", [] { return px::to_json(px::rank(later), later); }},
      {"explain",
       [] {
         std::string all;
         for (std::size_t row = 0; row < 50; ++row) all += px::explain(scores, row).to_string("en");
         return all;
       }},
      {"audit", [] { return px::to_json(px::audit(scores), scores); }},
      {"compare", [] { return px::to_json(px::compare(scores, later)); }},
      {"replay", [] { return px::to_json(px::replay(scores, other.rubric())); }},
      {"verify", [] { return px::verify(result, scores).value().to_string("en"); }},
      {"to Arrow", [&exported = exported] { return exported(px::ArrowNumbers::float64); }},
      {"cases at boundaries", [] { return px::boundary_cases(rubric).value().text; }},
      {"run cases", [] { return px::to_json(px::run_cases(cases)); }},
      {"coverage", [] { return px::to_json(px::measure_coverage(rubric, cases)); }},
      {"mutate", [] { return px::to_json(px::mutate(rubric, cases, {.threads = 1})); }},
      {"check", [] { return px::to_json(px::check(wide).issues()); }},
      {"read and compile",
       [] {
         return px::compile(
                    px::load_rubric(PARINDEX_SOURCE_DIR "/rubrics/vn-par-province-2020.json"))
             .value()
             .fingerprint();
       }},
      {"diff", [] { return px::to_json(px::diff(rubric, complete)); }},
  };
}

class EveryCall : public testing::TestWithParam<Job> {};

TEST_P(EveryCall, StopsAtAnyPollAndWorksAfterwards) {
  const auto& run = GetParam().run;
  const std::string expected = run();
  std::size_t polls = 0;
  std::size_t stop_at = 0;
  const auto polled = [&] {
    const px::StopScope scope({.poll = [&] { return ++polls == stop_at; }});
    polls = 0;
    return run();
  };
  EXPECT_EQ(polled(), expected);
  const std::size_t all = polls;
  ASSERT_GE(all, 2u);
  for (std::size_t k = 1; k <= all; k += 1 + all / 8) {
    stop_at = k;
    EXPECT_THROW(polled(), px::StoppedError) << "poll " << k << " of " << all;
    EXPECT_EQ(polls, k);
  }
  stop_at = all;
  EXPECT_THROW(polled(), px::StoppedError);
  EXPECT_EQ(run(), expected);
}

TEST_P(EveryCall, HeedsADeadlineThatHasPassed) {
  const px::StopScope scope({.deadline = std::chrono::steady_clock::now()});
  EXPECT_EQ(reason_of([] { GetParam().run(); }), px::StopReason::deadline);
}

INSTANTIATE_TEST_SUITE_P(Stop, EveryCall, testing::ValuesIn(jobs()), [](const auto& test) {
  std::string name;
  for (const char c : test.param.name) name += c == ' ' ? '_' : c;
  return name;
});

// ---- threads ------------------------------------------------------------------------------------

px::Plan asking(std::function<px::Rational(const px::CustomCall&)> rule) {
  static const px::Rubric rubric = px::check(
      draft(1, {sample::leaf("1", 1, px::Custom{"ours", "1", {}, 0, 1}, {number("value")})}));
  return px::compile(rubric, {.custom = {{"ours", {"", std::move(rule)}}}});
}

px::Table numbers(std::size_t rows) {
  px::Table made;
  made.columns = {{"1", std::vector<px::Cell>(rows, px::Cell(1))}};
  return made;
}

/// Ends only when it is stopped.
px::Rational wait_for_stop() {
  for (;;) {
    px::check_stop();
    std::this_thread::yield();
  }
}

constexpr std::size_t rows = 20'000;

class Threads : public testing::TestWithParam<unsigned> {};

TEST_P(Threads, ARuleThatRequestsTheStopIsTheLastButAFew) {
  std::stop_source source;
  std::atomic<std::size_t> calls{0};
  const px::Plan plan = asking([&](const px::CustomCall&) -> px::Rational {
    if (++calls == 10) source.request_stop();
    return 1;
  });
  {
    const px::StopScope scope({.token = source.get_token()});
    EXPECT_EQ(reason_of([&] { px::score(plan, numbers(rows), {.threads = GetParam()}).value(); }),
              px::StopReason::requested);
  }
  EXPECT_LE(calls, 10 + GetParam());
  EXPECT_EQ(px::score(plan, numbers(9), {}).value().total(8).points, px::Rational(1));
}

TEST_P(Threads, APollStopsEveryThread) {
  const auto caller = std::this_thread::get_id();
  std::atomic<std::size_t> waiting{0};
  const px::Plan plan = asking([&](const px::CustomCall&) {
    ++waiting;
    return wait_for_stop();
  });
  const px::StopScope scope({.poll = [&] {
    EXPECT_EQ(std::this_thread::get_id(), caller);
    return waiting == GetParam();  // each thread is inside a rule
  }});
  EXPECT_THROW(px::score(plan, numbers(rows), {.threads = GetParam()}).value(), px::StoppedError);
  EXPECT_EQ(waiting, GetParam());
}

TEST_P(Threads, WhatAPollThrowsReachesTheCaller) {
  struct Mine {};
  std::atomic<std::size_t> waiting{0};
  const px::Plan plan = asking([&](const px::CustomCall&) {
    ++waiting;
    return wait_for_stop();
  });
  const px::StopScope scope({.poll = [&]() -> bool {
    if (waiting == GetParam()) throw Mine();
    return false;
  }});
  EXPECT_THROW(px::score(plan, numbers(rows), {.threads = GetParam()}).value(), Mine);
}

TEST_P(Threads, WhatOneThreadThrowsStopsTheOthers) {
  struct Mine {};
  std::atomic<std::size_t> calls{0};
  const px::Plan plan = asking([&](const px::CustomCall&) -> px::Rational {
    if (++calls == GetParam()) throw Mine();  // the others are in the line below
    return wait_for_stop();
  });
  EXPECT_THROW(px::score(plan, numbers(rows), {.threads = GetParam()}).value(), Mine);
  EXPECT_EQ(calls, GetParam());
}

TEST_P(Threads, ARuleThatScoresIsStoppedWithin) {
  std::atomic<std::size_t> waiting{0};
  const px::Plan inner = asking([&](const px::CustomCall&) {
    ++waiting;
    return wait_for_stop();
  });
  const px::Plan outer = asking([&](const px::CustomCall&) {
    return *px::score(inner, numbers(rows), {.threads = 2}).value().total(0).points;
  });
  const px::StopScope scope({.poll = [&] { return waiting == 2 * GetParam(); }});
  EXPECT_THROW(px::score(outer, numbers(rows), {.threads = GetParam()}).value(), px::StoppedError);
}

TEST_P(Threads, MutantsAreStopped) {
  const px::Rubric rubric = px::check(three_leaves());
  const px::CaseSet cases =
      px::read_cases_text(px::boundary_cases(rubric).value().text, "b.json", rubric);
  std::stop_source source;
  std::thread asks([&] { source.request_stop(); });
  const px::StopScope scope({.token = source.get_token()});
  EXPECT_THROW(for (;;) px::mutate(rubric, cases, {.threads = GetParam()}).value(),
               px::StoppedError);
  asks.join();
}

INSTANTIATE_TEST_SUITE_P(Stop, Threads, testing::Values(1u, 4u));

// ---- rows one at a time -------------------------------------------------------------------------

TEST(Stop, ARowScorerWorksAfterwards) {
  const px::Plan plan = px::compile(px::check(three_leaves()));
  px::RowScorer scorer(plan);
  const double values[] = {95, 100, 1, 14};
  const auto expected = scorer.score(values).points;
  {
    const px::StopScope scope({.deadline = std::chrono::steady_clock::now()});
    EXPECT_THROW(scorer.score(values), px::StoppedError);
  }
  EXPECT_EQ(scorer.score(values).points, expected);
}

}  // namespace
