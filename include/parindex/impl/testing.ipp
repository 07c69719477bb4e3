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

#include <parindex/detail/case_scores.hpp>
#include <parindex/detail/issue_line.hpp>
#include <parindex/detail/json_writer.hpp>
#include <parindex/detail/parse_figure.hpp>
#include <parindex/detail/titles.hpp>
#include <parindex/impl/json_text.ipp>
#include <parindex/json.hpp>
#include <parindex/stop.hpp>
#include <parindex/testing.hpp>

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
  /// The cases under a rubric that takes the place of their own. The run ends at the first case that
  /// fails and explains nothing.
  CaseRunner(const CaseFile& file, const Rubric& rubric, CaseReport& report)
      : file_(file), rubric_(&rubric), report_(report), briefly_(true) {}

  void run() {
    check_stop();
    if (rubric_ == nullptr) {
      if (file_.issue_count != 0) return whole(file_.rubric_issues);
      return refuse(file_.rubric_issues);
    }
    const Checked<Plan> compiled = check_compile(*rubric_, {given_.custom});
    if (!compiled) return file_.issue_count != 0 ? whole(compiled.issues())
                                                 : refuse(compiled.issues());
    const Plan& plan = *compiled;
    if (file_.cases.empty()) {
      if (file_.table.rows() == 0) return whole(file_.rubric_issues);
      return whole(check_score(plan, file_.table).issues());
    }
    ScoreOptions options;
    options.issues = no_limit;  // a case may expect any of them
    if (briefly_) options.threads = 1;  // many runs go on at the same time
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

  /// What is expected to be reported of the rubric or of the table as a whole.
  void whole(const Issues& issues) {
    const std::size_t line = file_.issues.empty() ? 0 : file_.issues.front().line;
    CaseResult& result = start("", file_.title, line, true);
    const JsonValue actual = parse_own_json(to_json(issues));
    if (issues.size() != file_.issue_count) {
      Failure failure;
      failure.key = "issues";
      failure.expected = std::to_string(file_.issue_count);
      failure.found = std::to_string(issues.size());
      for (const Issue& found : issues) failure.found += "; " + issue_line(found);
      failure.line = line;
      result.failures.push_back(std::move(failure));
      return;
    }
    for (const Expectation& expected : file_.issues) {
      const auto found = value_at(&actual, expected.path);
      if (!found || *found != expected.value) fail(result, expected, found, std::nullopt);
    }
  }

  /// How many nodes the cases look at, with those below, added up.
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

  /// Nodes and digits that no result can have: the case is at fault, not the rubric.
  bool check_cells(const Plan& plan) {
    Issues issues;
    const RubricDraft& draft = plan.rubric().draft();
    const auto add = [&](const IssueCode& code, const Expectation& at, std::string message,
                         std::string expected, std::string actual) {
      Issue found = make_issue(code, std::move(message), std::move(expected), std::move(actual));
      found.pointer = at.pointer;
      found.line = at.line;
      found.column = at.column;
      issues.push_back(std::move(found));
    };
    for (const Case& one : file_.cases) {
      for (const Expectation& expected : one.expects) {
        const auto position = plan.find(expected.code);
        if (!position) {
          add(issue::case_cell_unknown, expected, "The rubric has no node of this code",
              "a code of the rubric", in_quotes(expected.code));
          continue;
        }
        std::optional<Rounding> rounding;
        if (expected.key == "points") rounding = plan.node(*position).rounding;
        if (expected.key == "index") rounding = draft.index_rounding;
        const auto number = expected.value ? parse_figure(*expected.value) : std::nullopt;
        if (rounding && number && number->rounded(*rounding) != *number) {
          add(issue::case_digits, expected, "The rounding of the rubric never gives this number",
              "at most " + std::to_string(rounding->digits) + " digits after the point",
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
        failure.found = "nothing of this name";
      } else if (!equal(expected, *found, wanted.tolerance)) {
        fail(result, expected, found, row);
      }
    }
    if (!wanted.expects_issues && !row_issues_.empty()) {
      Failure failure;
      failure.key = "issues";
      failure.expected = "none";
      for (const Issue& found : row_issues_) {
        failure.found += (failure.found.empty() ? "" : "; ") + issue_line(found);
      }
      failure.line = wanted.line;
      failure.column = wanted.column;
      result.failures.push_back(std::move(failure));
    }
  }

  /// A case that expects nothing yet: it fails, and what it could expect is ready to be written.
  void unwritten(std::size_t row, const Case::Unwritten& where, CaseResult& result) {
    Failure failure;
    failure.key = "expect";
    failure.expected = "something: the case says nothing yet, and --update writes what is found";
    failure.found = answer(where.columns);
    failure.line = file_.cases[row].line;
    failure.column = file_.cases[row].column;
    failure.begin = failure.end = where.at;
    // On a line of its own where `given` has one.
    const std::size_t line = file_.text->rfind('\n', where.beside) + 1;
    const std::string indent = file_.text->substr(line, where.beside - line);
    const bool own_line = indent.find_first_not_of(" \t") == std::string::npos;
    const std::string next = own_line ? ",\n" + indent : ", ";
    failure.insertion = next + "\"expect\": " + failure.found;
    if (file_.cases[row].confirmed) failure.insertion += next + "\"confirmed\": false";
    result.failures.push_back(std::move(failure));
  }

  /// What the engine gives: the total, the leaves of some columns, and issues.
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
    text("index", total.index, plan.rubric().draft().index_rounding);
    const std::unordered_set<std::string_view> given(columns.begin(), columns.end());
    std::vector<std::string> codes;  // the columns of a node lie one behind the other
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

  /// The node of the row that is looked at.
  NodeResult at(std::size_t position) {
    return to_result(scores_->figures().plan().state(), outcomes_->at(position));
  }

  using Found = std::optional<std::optional<std::string>>;  // no such place; null; a text

  Found actual(std::size_t row, const Expectation& expected) {
    const auto& [path, code, key] = std::tie(expected.path, expected.code, expected.key);
    const Plan& plan = scores_->figures().plan();
    const bool figure = path == key || path.substr(0, 6) == "nodes/";
    if (figure && (key == "points" || key == "max" || key == "index")) {
      const std::size_t position = *plan.find(code);
      const NodeResult result = at(position);
      const auto& value = key == "points" ? result.points : key == "max" ? result.max : result.index;
      std::optional<Rounding> rounding;
      if (key == "points") rounding = plan.node(position).rounding;
      if (key == "index") rounding = plan.rubric().draft().index_rounding;
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
    // Everything else, whatever results come to hold: looked up in the results as they are written.
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
      case JsonValue::Kind::boolean: return std::optional<std::string>(at->truth ? "true" : "false");
      case JsonValue::Kind::number:
      case JsonValue::Kind::string: return std::optional(at->text);
      case JsonValue::Kind::array:
      case JsonValue::Kind::object: break;
    }
    return std::optional<std::string>("an object or array");
  }

  Failure& fail(CaseResult& result, const Expectation& expected, const Found& found,
                std::optional<std::size_t> row) {
    Failure failure;
    failure.code = expected.code;
    failure.key = expected.key;
    if (expected.path.substr(0, 6) == "issues") failure.key = expected.path;
    failure.expected = expected.value.value_or("null");
    failure.found = found ? found->value_or("null") : "nothing";
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
      failure.inputs += (failure.inputs.empty() ? "" : ", ") + input.name + " = " +
                        input.value.to_string();
    }
    if (trace.quantity) {
      failure.quantity = trace.quantity_text + " = " + trace.quantity->to_string();
    }
    failure.branch = trace.branch;
    failure.branch_text = trace.branch_text;
    for (const Issue& found : trace.issues) {
      failure.branch_text += (failure.branch_text.empty() ? "" : "; ") + issue_line(found);
    }
  }

  static constexpr std::size_t json_line = 100'000;  // longer than any answer: on one line
  const CaseFile& file_;
  const Rubric* rubric_;  // nullptr: it does not hold
  CaseReport& report_;
  const RunOptions given_ = {};
  const bool briefly_ = false;
  std::optional<CaseScores> scores_;
  std::optional<JsonValue> json_;
  // Of the row that is looked at.
  std::optional<RowOutcomes> outcomes_;
  Issues row_issues_;
};

inline std::string counted(std::size_t count, const char* what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

/// A text without characters that are not seen, none of which XML 1.0 has to take.
inline std::string xml_text(std::string_view text) {
  std::string out;
  for (const char c : visible_lines(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\n': out += "&#10;"; break;
      default: out += c;
    }
  }
  return out;
}

inline std::string name_of(const CaseResult& result) {
  std::string name = result.unit.empty() ? "issues" : result.unit;
  if (!result.title.empty()) name += ": " + result.title;
  return visible(name);
}

}  // namespace detail

PARINDEX_INLINE std::string Failure::to_string(std::string_view language) const {
  std::string out;
  const auto add = [&](const std::string& text) { out += detail::visible(text) + '\n'; };
  const std::string_view name = detail::pick_title(title, language);
  add((code.empty() ? "total" : code) + (name.empty() ? "" : "  " + std::string(name)));
  add("  " + key + ": expected " + expected + ", found " + found);
  if (!inputs.empty()) add("  given:   " + inputs);
  if (!quantity.empty()) add("  looked at: x = " + quantity);
  if (!branch_text.empty()) {
    add("  because: " + branch_text + (branch.empty() ? "" : "   (" + branch + ")"));
  }
  return out;
}

PARINDEX_INLINE std::size_t CaseReport::passed() const {
  return static_cast<std::size_t>(std::count_if(results.begin(), results.end(),
                                                [](const CaseResult& r) { return r.passed(); }));
}

PARINDEX_INLINE std::size_t CaseReport::unconfirmed() const {
  return static_cast<std::size_t>(std::count_if(results.begin(), results.end(),
                                                [](const CaseResult& r) { return !r.confirmed; }));
}

PARINDEX_INLINE bool CaseReport::ok() const {
  const bool errors = std::any_of(issues.begin(), issues.end(), [](const FileIssues& file) {
    return has_errors(file.issues);
  });
  return !errors && !results.empty() && failed() == 0;
}

PARINDEX_INLINE std::string CaseReport::to_string(std::string_view language) const {
  std::string out;
  for (const CaseResult& result : results) {
    if (result.passed()) continue;
    out += "FAILED  " + detail::name_of(result) + "  (" + detail::visible(result.path) + ", line " +
           std::to_string(result.line) + ")\n";
    for (const Failure& failure : result.failures) {
      const std::string text = failure.to_string(language);
      std::size_t at = 0;
      while (at < text.size()) {
        const std::size_t end = text.find('\n', at);
        out += "  " + text.substr(at, end - at) + "\n";
        at = end + 1;
      }
    }
    out += "\n";
  }
  for (const FileIssues& file : issues) {
    for (const Issue& found : file.issues) {
      out += detail::visible(file.path) + ": " + found.to_string() + "\n";
    }
  }
  if (results.empty()) out += "No case was run.\n";
  out += detail::counted(results.size(), "case") + ": " + std::to_string(passed()) + " passed, " +
         std::to_string(failed()) + " failed";
  if (unconfirmed() != 0) out += ", " + std::to_string(unconfirmed()) + " unconfirmed";
  return out + "\n";
}

PARINDEX_INLINE CaseReport run_cases(const CaseSet& cases, const RunOptions& options) {
  check_stop();
  CaseReport report;
  report.issues = cases.issues;
  for (const CaseFile& file : cases.files) detail::CaseRunner(file, report, options).run();
  return report;
}

PARINDEX_INLINE std::string updated(const CaseFile& file, const CaseReport& report) {
  std::vector<const Failure*> failures;
  for (const CaseResult& result : report.results) {
    if (result.path != file.path) continue;
    for (const Failure& failure : result.failures) {
      if (failure.begin != failure.end || !failure.insertion.empty()) failures.push_back(&failure);
    }
  }
  std::sort(failures.begin(), failures.end(),
            [](const Failure* a, const Failure* b) { return a->begin < b->begin; });
  std::string out;
  std::size_t at = 0;
  for (const Failure* failure : failures) {
    out += file.text->substr(at, failure->begin - at) + failure->insertion;
    at = failure->end;
    if (!failure->insertion.empty()) continue;
    detail::JsonWriter value;
    const bool word = failure->found == "null" || failure->found == "true" ||
                      failure->found == "false";
    const bool whole_number = (*file.text)[failure->begin] != '"' &&
                              failure->found.find_first_not_of("0123456789") == std::string::npos;
    if (word || whole_number) {
      out += failure->found;
    } else {
      value.string(failure->found);
      out += value.take();
    }
  }
  return out + file.text->substr(at);
}

PARINDEX_INLINE std::string to_json(const CaseReport& report) {
  detail::JsonWriter json;
  const auto text = [&](std::string_view key, std::string_view value) {
    json.key(key);
    json.string(value);
  };
  const auto integer = [&](std::string_view key, std::size_t value) {
    json.key(key);
    json.integer(value);
  };
  const auto flag = [&](std::string_view key, bool value) {
    json.key(key);
    json.boolean(value);
  };
  json.begin_object();
  flag("ok", report.ok());
  integer("passed", report.passed());
  integer("failed", report.failed());
  integer("unconfirmed", report.unconfirmed());
  json.key("cases");
  json.begin_array();
  for (const CaseResult& result : report.results) {
    json.begin_object();
    text("file", result.path);
    integer("line", result.line);
    text("unit", result.unit);
    text("title", result.title);
    flag("passed", result.passed());
    flag("confirmed", result.confirmed);
    json.key("failures");
    json.begin_array();
    for (const Failure& failure : result.failures) {
      json.begin_object();
      text("code", failure.code);
      json.key("title");
      json.begin_object();
      for (const auto& [language, title] : failure.title) text(language, title);
      json.end_object();
      text("key", failure.key);
      text("expected", failure.expected);
      text("found", failure.found);
      text("inputs", failure.inputs);
      text("quantity", failure.quantity);
      text("branch", failure.branch);
      text("branch_text", failure.branch_text);
      integer("line", failure.line);
      integer("column", failure.column);
      json.end_object();
    }
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.key("issues");
  json.begin_array();
  for (const FileIssues& file : report.issues) {
    for (const Issue& found : file.issues) {
      json.begin_object();
      text("file", file.path);
      text("code", found.code);
      text("severity", found.severity == Severity::error ? "error" : "warning");
      text("message", found.message);
      text("expected", found.expected);
      text("actual", found.actual);
      text("pointer", found.pointer);
      integer("line", found.line);
      integer("column", found.column);
      integer("row", found.row);
      text("unit", found.unit);
      text("field", found.field);
      json.end_object();
    }
  }
  json.end_array();
  json.end_object();
  return json.take();
}

PARINDEX_INLINE std::string to_junit(const CaseReport& report) {
  using detail::xml_text;
  struct Suite {
    std::string_view path;
    std::vector<const CaseResult*> results;
    std::vector<const FileIssues*> issues;
  };
  std::vector<Suite> suites;  // in the order in which their files come first
  std::unordered_map<std::string_view, std::size_t> places;
  const auto suite_of = [&](std::string_view path) -> Suite& {
    const auto [found, fresh] = places.try_emplace(path, suites.size());
    if (fresh) suites.push_back({path, {}, {}});
    return suites[found->second];
  };
  for (const CaseResult& result : report.results) suite_of(result.path).results.push_back(&result);
  for (const FileIssues& file : report.issues) {
    if (has_errors(file.issues)) suite_of(file.path).issues.push_back(&file);
  }
  // In JUnit a path is a name, and a name is visible.
  const auto name_of_file = [](std::string_view path) { return xml_text(detail::visible(path)); };
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
  for (const auto& [path, results, issues] : suites) {
    std::string body;
    std::size_t tests = 0;
    std::size_t failures = 0;
    std::size_t errors = 0;
    for (const CaseResult* result : results) {
      detail::stop_point(500);
      ++tests;
      body += "    <testcase classname=\"" + name_of_file(path) + "\" name=\"" +
              xml_text(detail::name_of(*result)) + "\"";
      if (result->passed()) {
        body += "/>\n";
        continue;
      }
      ++failures;
      std::string text;
      for (const Failure& failure : result->failures) text += failure.to_string();
      body += ">\n      <failure message=\"" + xml_text(text.substr(0, text.find("\n  given"))) +
              "\">" + xml_text(text) + "</failure>\n    </testcase>\n";
    }
    for (const FileIssues* file : issues) {
      for (const Issue& found : file->issues) {
        if (found.severity != Severity::error) continue;
        ++tests;
        ++errors;
        body += "    <testcase classname=\"" + name_of_file(path) + "\" name=\"" +
                xml_text(found.code) + "\">\n      <error message=\"" +
                xml_text(found.to_string()) + "\"/>\n    </testcase>\n";
      }
    }
    out += "  <testsuite name=\"" + name_of_file(path) + "\" tests=\"" + std::to_string(tests) +
           "\" failures=\"" + std::to_string(failures) + "\" errors=\"" + std::to_string(errors) +
           "\">\n" + body + "  </testsuite>\n";
  }
  return out + "</testsuites>\n";
}

PARINDEX_END_NAMESPACE
