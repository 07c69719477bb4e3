// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include <parindex/detail/issue_line.hpp>
#include <parindex/detail/json_text.hpp>
#include <parindex/detail/json_writer.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/engine/detail/case_scores.hpp>
#include <parindex/io/json.hpp>
#include <parindex/numbers/detail/parse_figure.hpp>
#include <parindex/rubric/detail/titles.hpp>
#include <parindex/stop.hpp>
#include <parindex/testing/detail/sentences.hpp>
#include <parindex/testing/runner.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Runs the cases of one file.
class CaseRunner {
 public:
  CaseRunner(const CaseFile& file, CaseReport& report, RunOptions options)
      : file_(file),
        rubric_(file.rubric ? &*file.rubric : nullptr),
        report_(report),
        given_(std::move(options)) {}
  /// Runs the cases on a rubric that replaces their own. The run ends at the first failing case and
  /// explains nothing.
  CaseRunner(const CaseFile& file, const Rubric& rubric, CaseReport& report)
      : file_(file), rubric_(&rubric), report_(report), briefly_(true) {}

  void run() {
    check_stop();
    if (rubric_ == nullptr) {
      if (file_.issue_count != 0) return whole(file_.rubric_issues);
      return refuse(file_.rubric_issues);
    }
    const Checked<Plan> compiled = compile(*rubric_, {given_.custom});
    if (!compiled)
      return file_.issue_count != 0 ? whole(compiled.issues()) : refuse(compiled.issues());
    const Plan& plan = *compiled;
    if (file_.cases.empty()) {
      if (file_.table.rows() == 0) return whole(file_.rubric_issues);
      return whole(score(plan, file_.table).issues());
    }
    ScoreOptions options;
    options.issues = no_limit;          // a case may expect any of them
    if (briefly_) options.threads = 1;  // many runs are active at the same time
    if (!plan.statistics().empty()) options.cohort = given_.cohort;
    scores_.emplace(plan, file_.table, options, looked_at(plan));
    if (!*scores_) {
      if (file_.issue_count != 0) return whole(scores_->errors());
      return refuse(scores_->errors());
    }
    if (file_.issue_count != 0) whole(file_.rubric_issues);
    if (!check_cells(plan)) return;
    for (std::size_t i = 0; i < file_.cases.size(); ++i) {
      one(i);
      if (briefly_ && !report_.results.back().passed()) return;
    }
  }

 private:
  void refuse(const Issues& issues) { report_.issues.push_back({file_.path, issues}); }

  CaseResult& start(const std::string& unit, const std::string& title, std::size_t line,
                    bool confirmed) {
    CaseResult result;
    result.path = file_.path;
    result.unit = unit;
    result.title = title;
    result.line = line;
    result.confirmed = confirmed;
    return report_.results.emplace_back(std::move(result));
  }

  /// The expected issues of the rubric or of the table as a whole.
  void whole(const Issues& issues) {
    const std::size_t line = file_.issues.empty() ? 0 : file_.issues.front().line;
    CaseResult& result = start("", file_.title, line, true);
    const JsonValue actual = parse_own_json(to_json(issues));
    if (issues.size() != file_.issue_count) {
      Failure failure;
      failure.key = "issues";
      Phrase lines = std::to_string(issues.size());
      for (const Issue& found : issues) lines += "; " + issue_line(found);
      expect(failure, std::to_string(file_.issue_count), std::move(lines));
      failure.line = line;
      result.failures.push_back(std::move(failure));
      return;
    }
    for (const Expectation& expected : file_.issues) {
      const auto found = value_at(&actual, expected.path);
      if (!found || *found != expected.value) fail(result, expected, found, std::nullopt);
    }
  }

  /// The number of nodes that the cases read, including descendants, summed over the cases.
  std::size_t looked_at(const Plan& plan) const {
    std::size_t count = 0;
    for (const Case& one : file_.cases) {
      if (one.unwritten) count += plan.size();
      for (const Expectation& expected : one.expects) {
        const auto position = plan.find(expected.code);
        if (position && expected.path.substr(0, 6) != "issues") {
          count += plan.state().nodes[*position].end - *position;
        }
      }
    }
    return count;
  }

  /// Nodes and digits that no result can have: the error is in the case, not in the rubric.
  bool check_cells(const Plan& plan) {
    Issues issues;
    const auto add = [&](const IssueCode& code, const Expectation& at, const Said& message,
                         const Detail& expected, const Detail& actual) {
      Issue found = make_issue(code, message, expected, actual);
      found.pointer = at.pointer;
      found.line = at.line;
      found.column = at.column;
      issues.push_back(std::move(found));
    };
    for (const Case& one : file_.cases) {
      for (const Expectation& expected : one.expects) {
        const auto position = plan.find(expected.code);
        if (!position) {
          add(issue::case_cell_unknown, expected, sentence::unknown_node_code,
              sentence::a_code_of_the_rubric, in_quotes(expected.code));
          continue;
        }
        std::optional<Rounding> rounding;
        if (expected.key == "points") rounding = plan.node(*position).rounding;
        if (expected.key == "index") rounding = plan.state().nodes[*position].index_rounding;
        const auto number = expected.value ? parse_figure(*expected.value) : std::nullopt;
        if (rounding && number && number->rounded(*rounding) != *number) {
          add(issue::case_digits, expected, sentence::the_rounding_of_the_rubric_can_never_give,
              rounding->has_step()
                  ? say(sentence::a_multiple_of_n, step_of(*rounding).to_string())
                  : say(sentence::at_most_decimal_places, std::to_string(rounding->digits)),
              *expected.value);
        }
      }
    }
    const bool sound = issues.empty();
    if (!sound) refuse(issues);
    return sound;
  }

  void one(std::size_t row) {
    stop_point(2000);
    const Case& wanted = file_.cases[row];
    outcomes_.emplace(scores_->outcomes(row));
    row_issues_ = scores_->issues(row);
    CaseResult& result = start(wanted.unit, wanted.title, wanted.line, wanted.confirmed);
    if (wanted.unwritten) return unwritten(row, *wanted.unwritten, result);
    for (const Expectation& expected : wanted.expects) {
      const auto found = actual(row, expected);
      if (!found) {
        Failure& failure = fail(result, expected, std::nullopt, row);
        failure.found = sentence::case_found_no_such_name.en;
        failure.found_vi = sentence::case_found_no_such_name.vi;
      } else if (!equal(expected, *found, wanted.tolerance)) {
        fail(result, expected, found, row);
      }
    }
    if (!wanted.expects_issues && !row_issues_.empty()) {
      Failure failure;
      failure.key = "issues";
      std::vector<Phrase> lines;
      for (const Issue& found : row_issues_) lines.push_back(issue_line(found));
      expect(failure, sentence::none, joined(lines, "; "));
      failure.line = wanted.line;
      failure.column = wanted.column;
      result.failures.push_back(std::move(failure));
    }
  }

  /// A case without expectations fails, and its possible expectations are ready to be written.
  void unwritten(std::size_t row, const Case::Unwritten& where, CaseResult& result) {
    Failure failure;
    failure.key = "expect";
    expect(failure, sentence::case_expects_nothing_yet, answer(where.columns));
    failure.line = file_.cases[row].line;
    failure.column = file_.cases[row].column;
    failure.begin = failure.end = where.at;
    // On its own line if `given` is.
    const std::size_t line = file_.text->rfind('\n', where.beside) + 1;
    const std::string indent = file_.text->substr(line, where.beside - line);
    const bool own_line = indent.find_first_not_of(" \t") == std::string::npos;
    const std::string next = own_line ? ",\n" + indent : ", ";
    failure.insertion = next + "\"expect\": " + failure.found;
    if (file_.cases[row].confirmed) failure.insertion += next + "\"confirmed\": false";
    result.failures.push_back(std::move(failure));
  }

  /// The results of the engine: the total, the leaves of some columns, and issues.
  std::string answer(const std::vector<std::string>& columns) {
    const Plan& plan = scores_->figures().plan();
    JsonWriter json;
    const auto text = [&](std::string_view key, const std::optional<Rational>& value,
                          const std::optional<Rounding>& rounding) {
      json.key(key);
      if (!value) return json.null();
      json.string(rounding ? value->to_string(*rounding) : value->to_string());
    };
    json.begin_object();
    const NodeResult total = at(0);
    text("points", total.points, plan.node(0).rounding);
    text("index", total.index, plan.state().nodes[0].index_rounding);
    const std::unordered_set<std::string_view> given(columns.begin(), columns.end());
    std::vector<std::string> codes;  // the columns of a node are consecutive
    for (const PlanColumn& column : plan.columns()) {
      const bool same = !codes.empty() && codes.back() == column.code;
      if (given.contains(column.name) && !same) codes.push_back(column.code);
    }
    std::erase(codes, "");
    if (!codes.empty()) {
      json.key("nodes");
      json.begin_object();
      for (const std::string& code : codes) {
        json.key(code);
        json.begin_object();
        const std::size_t position = *plan.find(code);
        text("points", at(position).points, plan.node(position).rounding);
        json.end_object();
      }
      json.end_object();
    }
    if (!row_issues_.empty()) {
      json.key("issues");
      json.begin_array();
      for (const Issue& found : row_issues_) {
        json.begin_object();
        json.key("code");
        json.string(found.code);
        json.key("field");
        json.string(found.field);
        json.end_object();
      }
      json.end_array();
    }
    json.end_object();
    std::string line = indent_json(json.take(), json_line);
    line.pop_back();  // the end of the line
    return line;
  }

  static bool equal(const Expectation& expected, const std::optional<std::string>& found,
                    const Rational& tolerance) {
    if (expected.value == found) return true;
    if (!expected.value || !found) return false;
    const auto wanted = parse_figure(*expected.value);
    const auto got = parse_figure(*found);
    if (!wanted || !got) return false;
    const DigitScope lifted(no_limit);
    const Rational difference = *wanted - *got;
    return (difference.sign() < 0 ? -difference : difference) <= tolerance;
  }

  /// The node of the current row.
  NodeResult at(std::size_t position) {
    return to_result(scores_->figures().plan().state(), outcomes_->at(position), position);
  }

  using Found = std::optional<std::optional<std::string>>;  // no such place; null; a text

  Found actual(std::size_t row, const Expectation& expected) {
    const auto& [path, code, key] = std::tie(expected.path, expected.code, expected.key);
    const Plan& plan = scores_->figures().plan();
    const bool figure = path == key || path.substr(0, 6) == "nodes/";
    if (figure && (key == "points" || key == "max" || key == "index")) {
      const std::size_t position = *plan.find(code);
      const NodeResult result = at(position);
      const auto& value = key == "points" ? result.points
                          : key == "max"  ? result.max
                                          : result.index;
      std::optional<Rounding> rounding;
      if (key == "points") rounding = plan.node(position).rounding;
      if (key == "index") rounding = plan.state().nodes[position].index_rounding;
      if (!value) return std::optional<std::string>();
      return std::optional(rounding ? value->to_string(*rounding) : value->to_string());
    }
    if (figure && key == "status" && !code.empty()) {
      return std::optional(std::string(to_string(at(*plan.find(code)).status)));
    }
    if (path.substr(0, 6) == "trace/") {
      const Trace trace = explain_node(scores_->figures(), row, *plan.find(code), *outcomes_);
      const JsonValue json = parse_own_json(to_json(trace));
      return value_at(&json, path.substr(6 + code.size() + 1));
    }
    if (path == "issues/length") return std::optional(std::to_string(row_issues_.size()));
    if (path.substr(0, 7) == "issues/") {
      const JsonValue json = parse_own_json(to_json(row_issues_));
      return value_at(&json, path.substr(7));
    }
    // Everything else is looked up in the written results, including keys that results may get
    // later.
    if (!json_) {
      std::optional<Ranking> ranking;
      const Scores& whole = scores_->whole();
      if (rubric_->draft().ranking) ranking = rank(whole);
      json_ = parse_own_json(to_json(whole, ranking ? &*ranking : nullptr));
    }
    return value_at(&json_->find("units")->children[row], path);
  }

  static Found value_at(const JsonValue* at, std::string_view path) {
    while (!path.empty()) {
      const std::string_view part = path.substr(0, path.find('/'));
      path.remove_prefix(std::min(part.size() + 1, path.size()));
      if (at->kind == JsonValue::Kind::array) {
        if (part == "length") return std::optional(std::to_string(at->children.size()));
        const auto index = Rational::parse(part);
        if (!index || *index >= Rational(at->children.size())) return std::nullopt;
        at = &at->children[static_cast<std::size_t>(index->small_numerator())];
      } else {
        at = at->find(part);
        if (at == nullptr) return std::nullopt;
      }
    }
    switch (at->kind) {
      case JsonValue::Kind::null: return std::optional<std::string>();
      case JsonValue::Kind::boolean:
        return std::optional<std::string>(at->truth ? "true" : "false");
      case JsonValue::Kind::number:
      case JsonValue::Kind::string: return std::optional(at->text);
      case JsonValue::Kind::array:
      case JsonValue::Kind::object: break;
    }
    return std::optional(std::string(sentence::case_found_object_or_array.en));
  }

  static void expect(Failure& failure, Phrase expected, Phrase found) {
    failure.expected = std::move(expected.en);
    failure.expected_vi = std::move(expected.vi);
    failure.found = std::move(found.en);
    failure.found_vi = std::move(found.vi);
  }

  Failure& fail(CaseResult& result, const Expectation& expected, const Found& found,
                std::optional<std::size_t> row) {
    Failure failure;
    failure.code = expected.code;
    failure.key = expected.key;
    if (expected.path.substr(0, 6) == "issues") failure.key = expected.path;
    Phrase what = found ? Phrase(found->value_or("null")) : Phrase(sentence::nothing);
    if (what.en == sentence::case_found_object_or_array.en) {
      what = sentence::case_found_object_or_array;
    }
    expect(failure, expected.value.value_or("null"), std::move(what));
    failure.line = expected.line;
    failure.column = expected.column;
    const bool scalar = found && expected.end > expected.begin;
    if (scalar) {
      failure.begin = expected.begin;
      failure.end = expected.end;
    }
    if (row && !briefly_) explain_failure(*row, failure);
    return result.failures.emplace_back(std::move(failure));
  }

  void explain_failure(std::size_t row, Failure& failure) {
    const auto position = scores_->figures().plan().find(failure.code);
    if (!position) return;
    const Trace trace = explain_node(scores_->figures(), row, *position, *outcomes_);
    failure.title = trace.title;
    for (const TraceInput& input : trace.inputs) {
      failure.inputs +=
          (failure.inputs.empty() ? "" : ", ") + input.name + " = " + input.value.to_string();
    }
    if (trace.quantity) {
      const std::string value = " = " + trace.quantity->to_string();
      failure.quantity = trace.quantity_text + value;
      failure.quantity_vi = trace.quantity_text_vi + value;
    }
    failure.branch = trace.branch;
    Phrase branch(trace.branch_text, trace.branch_text_vi);
    for (const Issue& found : trace.issues) {
      if (!branch.empty()) branch += "; ";
      branch += issue_line(found);
    }
    failure.branch_text = std::move(branch.en);
    failure.branch_text_vi = std::move(branch.vi);
  }

  static constexpr std::size_t json_line = 100'000;  // longer than any answer
  const CaseFile& file_;
  const Rubric* rubric_;  // nullptr: the rubric is invalid
  CaseReport& report_;
  const RunOptions given_ = {};
  const bool briefly_ = false;
  std::optional<CaseScores> scores_;
  std::optional<JsonValue> json_;
  // State of the current row.
  std::optional<RowOutcomes> outcomes_;
  Issues row_issues_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
