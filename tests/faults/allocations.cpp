// SPDX-License-Identifier: MIT
// Runs small pieces of work once for each allocation that they make. That allocation fails: alone,
// and together with all later ones. The result must be std::bad_alloc, or the same as in a run
// without a failure. Nothing may leak, and the next run must give the same result.
//   faults_allocations [--every=N] [--first=K] [NAME...]     every N-th allocation, from the K-th
#include <parindex/io/arrow.hpp>
#include <parindex/io/assessment_json.hpp>
#include <parindex/io/json.hpp>
#include <parindex/parindex.hpp>
#include <parindex/results/verify.hpp>
#include <parindex/rubric/diff.hpp>
#include <parindex/rubric/overlay.hpp>
#include <parindex/testing/runner.hpp>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "counting_new.hpp"

namespace {

namespace px = parindex;

constexpr const char* overlay_text = R"({
  "parindex_overlay": 1, "id": "local", "edition": "2026",
  "base": {"id": "process", "edition": "2026"},
  "changes": [{"set": "3", "values": {"title": {"vi": "Điểm của địa phương, do địa phương đặt"}}}]
})";

constexpr const char* cases_text = R"({
  "for": {"rubric": "process", "edition": "2026"},
  "base": {"1.1.done": 46, "1.1.planned": 50, "1.2": "late", "1.3": 30, "2": 6, "2.late": "no",
           "3": "1.5"},
  "cases": [
    {"unit": "A", "given": {}, "expect": {"points": "9", "nodes": {"1": {"points": "4.5"}}}},
    {"unit": "B", "given": {"2.late": "yes"}, "expect": {"points": "5", "rank": 2}},
    {"unit": "C", "given": {"3": 9}, "expect": {"issues": [{"code": "value_above_maximum"}]}}]
})";

px::Table table() {
  px::Table made;
  made.units = {"Hà Nội", "Huế", "Thành phố Hồ Chí Minh", "D"};
  made.columns = {{"1.1.done", {46, 40, "41/1", px::Missing{}}},
                  {"1.1.planned", {50, 50, 60, 50}},
                  {"1.2", {"on_time", "late", "late", "never"}},
                  {"1.3", {"123456789012345678901234567890", 0.1, px::Rational::ratio(22, 7), -1}},
                  {"2", {6, 5, px::Rational::ratio(1, 3), 7}},
                  {"2.late", {false, false, true, "no"}},
                  {"3", {2, "0.123456789012345678901234567890", 1, 1}}};
  return made;
}

constexpr const char* path = PARINDEX_SOURCE_DIR "/tests/data/process.json";
std::string rubric_text;  // its contents

px::Plan compiled() { return px::compile(px::read_rubric(rubric_text)); }

std::string score_once() {
  const px::Plan plan = px::compile(px::load_rubric(path));
  const px::Scores scores = px::score(plan, table());
  const px::Ranking ranking = px::rank(scores);
  std::string said = scores.digest() + px::to_json(scores, &ranking) + px::to_json(ranking, scores);
  for (std::size_t row = 0; row < scores.size(); ++row) {
    said += px::to_json(px::explain(scores, row)) + px::explain(scores, row).to_string("en");
  }
  return said + (px::verify(px::to_json(scores), scores).value().identical() ? "same" : "other");
}

std::string refuse_once() {
  std::string text = rubric_text;
  text.replace(text.find("\"70\""), 4, "\"71\"");
  text.replace(text.find("half_even"), 9, "half_evil");
  const px::Checked<px::Rubric> found = px::read_rubric(text);
  std::string said = px::to_json(found.issues());
  said += px::to_json(px::read_rubric(text.substr(0, text.size() / 2)).issues());
  said += px::to_json(px::load_rubric(std::string(path) + ".none").issues());
  px::Table bad = table();
  bad.columns.pop_back();
  return said + px::to_json(px::score(compiled(), bad).issues());
}

/// The smallest number of rows that three threads share.
std::string threads_once() {
  constexpr const char* text = R"({
    "parindex": 1, "id": "threads", "edition": "2026", "max": "1", "aggregation": "sum",
    "missing": "error", "index_rounding": "exact",
    "nodes": [{"code": "1", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}}]
  })";
  std::vector<double> flags;
  for (int i = 0; i < 1100; ++i) flags.push_back(i % 2);
  px::Table made;
  made.columns = {px::Column::over("1", px::view_of(flags))};
  px::ScoreOptions options;
  options.threads = 3;
  options.exact = true;
  return px::score(px::compile(px::read_rubric(text)), made, options).value().digest();
}

std::string overlay_once() {
  const px::Rubric base = px::read_rubric(rubric_text);
  const auto made = px::apply_overlays(base, {overlay_text});
  if (!made) return px::to_json(made.issues());
  return px::to_json(*made) + px::to_json(px::diff(base, made->rubric));
}

std::string cases_once() {
  const px::Rubric rubric = px::read_rubric(rubric_text);
  const px::CaseSet cases = px::read_cases_text(cases_text, "faults.case.json", rubric);
  const px::CaseReport report = px::run_cases(cases);
  return report.to_string("en") + px::to_json(report) + px::to_junit(report, "en");
}

std::string assessment_once() {
  const px::Plan plan = compiled();
  px::AssessmentDraft draft;
  draft.units = {{"A", "", true}, {"B", "", true}};
  const auto add = [&](const char* unit, const char* code, const char* input, const char* layer,
                       px::Cell cell) {
    px::Observation made;
    made.unit = unit;
    made.code = code;
    made.input = input;
    made.layer = layer;
    made.value = std::move(cell);
    made.note = "an explanation that is too long for the inside of a string";
    made.date = "2026-01-05";
    draft.observations.push_back(std::move(made));
  };
  for (const char* unit : {"A", "B"}) {
    add(unit, "1.1", "done", "self", 50);
    add(unit, "1.1", "planned", "self", 50);
    add(unit, "1.1", "done", "appraised", 40);
    add(unit, "1.2", "value", "self", "late");
    add(unit, "3", "value", "appraised", "1.5");
  }
  const px::Assessment assessment = px::check(plan, draft);
  const std::string text = px::to_json(assessment);
  const px::Snapshot frozen = px::freeze(assessment);
  const auto read = px::read_snapshot(frozen.text);
  return text + frozen.text + px::score(*read).value().digest() +
         px::to_json(px::read_assessment(plan, "{\"units\": 1}").issues());
}

std::string audit_once() {
  const px::Scores scores = px::score(compiled(), table());
  return px::to_json(px::audit(scores), scores);
}

std::string arrow_once() {
  const px::Scores scores = px::score(compiled(), table());
  ArrowArrayStream stream;
  px::write_arrow(scores, px::ArrowNumbers::float64, &stream);
  const px::Table read = px::read_arrow(&stream);
  std::string said = std::to_string(read.rows());
  for (const px::Column& column : read.columns) {
    said += column.name + column.source->problem().en;
    for (std::size_t row = 0; column.source->problem().empty() && row < read.rows(); ++row) {
      said += column.source->at(row).to_string();
    }
  }
  return said;
}

struct Work {
  const char* name;
  std::string (*once)();
};

constexpr Work all[] = {{"score", score_once},     {"refuse", refuse_once},
                        {"threads", threads_once}, {"overlay", overlay_once},
                        {"cases", cases_once},     {"assessment", assessment_once},
                        {"audit", audit_once},     {"arrow", arrow_once}};

/// The current attempt, for the message of a failing run.
const char* tried = "";
std::size_t tried_at = 0;

[[noreturn]] void fail(const char* what) {
  faults::stop();
  std::fprintf(stderr, "faults: %s, allocation %zu%s: %s\n", tried, tried_at,
               faults::fail_on ? " and all behind it" : "", what);
  std::_Exit(1);
}

/// Which allocations fail: every N-th, from the K-th on.
struct Sample {
  std::size_t every = 1;
  std::size_t first = 1;
};

/// Fails the allocations of some work one after the other; returns the number of failed ones.
std::size_t run(const Work& work, bool on, Sample sample) {
  tried = work.name;
  const std::string expected = work.once();
  if (expected != work.once()) fail("differs from run to run");  // also makes one-time objects
  const std::ptrdiff_t before = faults::live;
  for (std::size_t tries = 0;; ++tries) {
    const std::size_t n = sample.first + tries * sample.every;
    tried_at = n;
    bool failed = false;
    bool same = true;
    faults::start(n, on);
    try {
      const std::string found = work.once();
      faults::stop();
      same = found == expected;
    } catch (const std::bad_alloc&) {
      failed = true;
    } catch (const px::DataError& error) {
      // The functions of an Arrow stream cannot throw: they return an error code.
      failed = std::string_view(error.what()).find("out of memory") != std::string_view::npos;
      if (!failed) fail(error.what());
    } catch (const std::exception& error) {
      fail(error.what());
    }
    faults::stop();
    if (!same) fail("another result");
    if (faults::live != before) fail("memory is not given back");
    if (!failed && faults::asked < n) return tries;
    if (tries % 64 == 63 && work.once() != expected) fail("the next run gives another result");
    if (faults::live != before) fail("memory of the next run is not given back");
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::set_terminate([] {
    faults::stop();
    try {
      if (std::current_exception()) std::rethrow_exception(std::current_exception());
    } catch (const std::exception& error) {
      fail((std::string("std::terminate for ") + error.what()).c_str());
    } catch (...) {
    }
    fail("std::terminate");
  });
  std::ifstream file(path);
  rubric_text.assign(std::istreambuf_iterator<char>(file), {});
  Sample sample;
  std::vector<std::string> names;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument.starts_with("--every=")) {
      sample.every = std::max(1UL, std::stoul(argument.substr(8)));
    } else if (argument.starts_with("--first=")) {
      sample.first = std::max(1UL, std::stoul(argument.substr(8)));
    } else {
      names.push_back(argument);
    }
  }
  std::size_t total = 0;
  for (const Work& work : all) {
    if (!names.empty() && std::find(names.begin(), names.end(), work.name) == names.end()) continue;
    const std::size_t once = run(work, false, sample);
    const std::size_t from = run(work, true, sample);
    total += once + from;
    std::printf("faults: %s: %zu allocations failed once, %zu with all behind them\n", work.name,
                once, from);
    std::fflush(stdout);
  }
  std::printf("faults: %zu failed allocations, nothing lost\n", total);
}
