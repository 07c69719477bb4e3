// SPDX-License-Identifier: MIT
// libFuzzer entry for every text that the library reads. The first byte of an input selects the
// format of the rest. seeds.py makes the initial inputs; run.sh builds and runs everything.
//
// It checks more than crashes. A text is either read or explained. What was read can be written and
// read again, and is equal. Two ways of scoring give the same result.
#include <parindex/io/assessment_json.hpp>
#include <parindex/io/json.hpp>
#include <parindex/parindex.hpp>
#include <parindex/results/verify.hpp>
#include <parindex/rubric/editions.hpp>
#include <parindex/rubric/overlay.hpp>
#include <parindex/testing/runner.hpp>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace px = parindex;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "formats_fuzz: %s\n", what);
  std::abort();
}

template <class T>
bool explained(const px::Checked<T>& checked) {
  require(checked.has_value() != px::has_errors(checked.issues()), "neither read nor explained");
  return !checked.has_value();
}

const px::Rubric& base() {
  static const px::Rubric rubric = px::load_rubric(PARINDEX_SOURCE_DIR "/tests/data/process.json");
  return rubric;
}

const px::Plan& base_plan() {
  static const px::Plan plan = px::compile(base());
  return plan;
}

/// A value of a column, usually of the right kind; `n` selects it.
px::Cell cell_for(const px::Plan& plan, const px::PlanColumn& column, std::size_t n) {
  if (n % 13 == 12) return px::Missing{};
  if (n % 17 == 16) return "?";
  switch (column.type) {
    case px::InputType::boolean: return n % 2 == 0;
    case px::InputType::date: return "2026-0" + std::to_string(1 + n % 9) + "-15";
    case px::InputType::count: return 1 + n % 60;
    case px::InputType::number: return static_cast<double>(n % 999) / 8;
    case px::InputType::choice: break;
  }
  const px::Node& node = plan.node(*plan.find(column.code));
  if (const auto* choice = std::get_if<px::Choice>(&*node.rule)) {
    return choice->options[n % choice->options.size()].id;
  }
  if (const auto* levels = std::get_if<px::Levels>(&*node.rule)) {
    return levels->options[n % levels->options.size()].id;
  }
  for (const px::Input& input : node.inputs) {
    if (input.name == column.input) return input.options[n % input.options.size()].id;
  }
  return "a";
}

px::Table table_for(const px::Plan& plan) {
  px::Table table;
  table.units = {"A", "B", "C"};
  const auto& groups = plan.rubric().draft().groups;
  std::size_t n = 0;
  if (!groups.empty()) {
    for (std::size_t row = 0; row < 3; ++row)
      table.groups.push_back(groups[row % groups.size()].id);
  }
  for (const px::PlanColumn& column : plan.columns()) {
    std::vector<px::Cell> cells;
    for (int row = 0; row < 3; ++row) cells.push_back(cell_for(plan, column, n = n * 31 + 7));
    table.columns.emplace_back(column.name, std::move(cells));
  }
  return table;
}

void score_rubric(const px::Rubric& rubric) {
  const px::Checked<px::Plan> plan = px::compile(rubric);
  if (explained(plan)) return;  // a custom rule of an application
  px::ScoreOptions options;
  options.threads = 1;
  const auto scores = px::score(*plan, table_for(*plan), options);
  options.exact = true;
  options.keep = px::Keep::total;
  const auto exact = px::score(*plan, table_for(*plan), options);
  require(scores.has_value() == exact.has_value(), "one lane refuses the table");
  if (explained(scores)) return;
  require(scores->digest() == exact->digest(), "the lanes differ");
  for (std::size_t row = 0; row < scores->size(); ++row) {
    const px::Trace trace = px::explain(*scores, row);
    const px::NodeResult total = scores->total(row);
    require(trace.points == total.points && trace.max == total.max && trace.index == total.index,
            "the explanation has another total");
  }
  std::optional<px::Ranking> ranking;
  if (rubric.draft().ranking) ranking = px::rank(*scores);
  const auto found = px::verify(px::to_json(*scores, ranking ? &*ranking : nullptr), *scores);
  require(found.has_value() && found->identical(), "results do not verify");
}

void rubric(std::string_view text) {
  const auto checked = px::read_rubric(text);
  if (explained(checked)) return;
  const auto again = px::read_rubric(px::to_json(*checked));
  require(again.has_value() && again->draft() == checked->draft(), "written, it is another rubric");
  score_rubric(*checked);
}

void overlay(std::string_view text) {
  const auto made = px::apply_overlays(base(), {std::string(text)});
  if (explained(made)) return;
  const auto again = px::read_rubric(px::to_json(made->rubric));
  require(again.has_value() && again->draft() == made->rubric.draft(), "written, it is another");
  px::to_json(*made);
  score_rubric(made->rubric);
}

/// Rubrics with an ASCII record separator between them.
void editions(std::string_view text) {
  std::vector<px::Rubric> all;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\x1e'), text.size());
    const auto checked = px::read_rubric(text.substr(0, end));
    if (checked) all.push_back(*checked);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  const auto made = px::make_editions(all);
  if (explained(made)) return;
  require(made->rubrics().size() == all.size(), "an edition is lost");
  for (const px::Rubric& each : made->rubrics()) {
    const px::Rubric* const found = made->find(each.draft().effective->from);
    require(found && found->edition() == each.edition(), "an edition is not in force on its day");
  }
}

void cases(std::string_view text) {
  const px::CaseSet set = px::read_cases_text(std::string(text), "fuzz.case.json", base());
  const px::CaseReport report = px::run_cases(set);
  px::to_json(report);
  px::to_junit(report, "en");
  report.to_string("en");
  if (set.has_errors() || set.files.size() != 1) return;
  const std::string updated = px::updated(set.files[0], report);
  const px::CaseSet again = px::read_cases_text(updated, "fuzz.case.json", base());
  require(!again.has_errors() && again.size() == set.size(), "updated, the cases cannot be read");
}

void same_assessment(const px::Assessment& a, const px::Assessment& b) {
  require(a.units() == b.units() && a.observations() == b.observations(),
          "written, it is another assessment");
}

void assessment(std::string_view text) {
  const auto checked = px::read_assessment(base_plan(), text);
  if (explained(checked)) return;
  const auto again = px::read_assessment(base_plan(), px::to_json(*checked));
  require(again.has_value(), "written, it cannot be read");
  same_assessment(*checked, *again);
  if (checked->units().empty()) return;
  const std::string digest = px::score(*checked).value().digest();
  px::score(*checked, "self").value();
  if (!checked->warnings().empty()) return;  // it cannot be frozen
  const auto thawed = px::read_snapshot(px::freeze(*checked).value().text);
  require(thawed.has_value(), "a snapshot cannot be read");
  same_assessment(*checked, *thawed);
  require(px::score(*thawed).value().digest() == digest, "a snapshot scores otherwise");
}

void submissions(std::string_view text) {
  const px::Merged merged = px::merge(base_plan(), text, "self");
  if (px::has_errors(merged.issues)) return;
  explained(px::check(base_plan(), merged.draft));
}

void snapshot(std::string_view text) {
  const auto checked = px::read_snapshot(text);
  if (explained(checked)) return;
  const px::Snapshot frozen = px::freeze(*checked);
  const auto again = px::read_snapshot(frozen.text);
  require(again.has_value(), "a snapshot cannot be read again");
  same_assessment(*checked, *again);
}

void result(std::string_view text) {
  static const px::Scores scores = px::score(base_plan(), table_for(base_plan()));
  const auto found = px::verify(text, scores);
  if (explained(found)) return;
  px::to_json(*found);
  found->to_string("en");
}

/// One number, as in data and rubrics.
void number(std::string_view text) {
  const auto read = px::Rational::parse(text);
  if (!read) return;
  // Written out, it also has the digits of its exponent.
  const auto again = px::Rational::parse(read->to_string(), 1'000);
  require(again && *again == *read, "written, it is another number");
  const px::Rational rounded = read->rounded({4, px::RoundingMode::half_even});
  const px::Rational gap = rounded < *read ? *read - rounded : rounded - *read;
  require(!(px::Rational::ratio(1, 20'000) < gap), "rounded too far");
}

using Reader = void (*)(std::string_view);
struct Format {
  char letter;
  Reader read;
};
constexpr Format formats[] = {{'r', rubric},   {'o', overlay},    {'e', editions},
                              {'c', cases},    {'a', assessment}, {'m', submissions},
                              {'s', snapshot}, {'v', result},     {'n', number}};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return -1;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const Format& format : formats) {
    if (text[0] != format.letter) continue;
    format.read(text.substr(1));
    return 0;
  }
  return -1;  // do not add to the corpus
}
