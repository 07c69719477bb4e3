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
#include <parindex/engine/detail/case_scores.hpp>
#include <parindex/io/json.hpp>
#include <parindex/numbers/detail/parse_figure.hpp>
#include <parindex/rubric/detail/titles.hpp>
#include <parindex/stop.hpp>
#include <parindex/testing/detail/case_runner.hpp>
#include <parindex/testing/detail/sentences.hpp>
#include <parindex/testing/runner.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A text without invisible characters, which XML 1.0 need not accept.
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

std::string Failure::to_string(std::string_view language) const {
  using namespace detail;
  std::string out;
  const auto add = [&](const detail::Phrase& text) {
    out += detail::visible(text.in(language)) + '\n';
  };
  const std::string_view name = detail::pick_title(title, language);
  add((code.empty() ? Phrase(sentence::case_total) : Phrase(code)) +
      (name.empty() ? "" : "  " + std::string(name)));
  add(say(sentence::case_expected_found, key, Phrase(expected, expected_vi),
          Phrase(found, found_vi)));
  if (!inputs.empty()) add(say(sentence::case_given, inputs));
  if (!quantity.empty()) add(say(sentence::case_looked_at, Phrase(quantity, quantity_vi)));
  if (!branch_text.empty()) {
    add(say(sentence::case_because, Phrase(branch_text, branch_text_vi)) +
        (branch.empty() ? "" : "   (" + branch + ")"));
  }
  return out;
}

std::size_t CaseReport::passed() const {
  return static_cast<std::size_t>(std::count_if(results.begin(), results.end(),
                                                [](const CaseResult& r) { return r.passed(); }));
}

std::size_t CaseReport::unconfirmed() const {
  return static_cast<std::size_t>(std::count_if(results.begin(), results.end(),
                                                [](const CaseResult& r) { return !r.confirmed; }));
}

bool CaseReport::ok() const {
  const bool errors = std::any_of(issues.begin(), issues.end(),
                                  [](const FileIssues& file) { return has_errors(file.issues); });
  return !errors && !results.empty() && failed() == 0;
}

std::string CaseReport::to_string(std::string_view language) const {
  using namespace detail;
  std::string out;
  for (const CaseResult& result : results) {
    if (result.passed()) continue;
    out += say(sentence::case_failed, name_of(result), visible(result.path),
               std::to_string(result.line))
               .in(language) +
           "\n";
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
      out += detail::visible(file.path) + ": " + found.to_string(language) + "\n";
    }
  }
  if (results.empty()) out += Phrase(sentence::no_case_was_run).in(language) + "\n";
  const std::string good = std::to_string(passed());
  const std::string bad = std::to_string(failed());
  Phrase counts = results.size() == 1
                      ? say(sentence::one_case_counted, good, bad)
                      : say(sentence::cases_counted, std::to_string(results.size()), good, bad);
  if (unconfirmed() != 0) {
    counts = say(sentence::and_unconfirmed, counts, std::to_string(unconfirmed()));
  }
  return out + counts.in(language) + "\n";
}

CaseReport run_cases(const CaseSet& cases, const RunOptions& options) {
  check_stop();
  CaseReport report;
  report.issues = cases.issues;
  for (const CaseFile& file : cases.files) detail::CaseRunner(file, report, options).run();
  return report;
}

std::string updated(const CaseFile& file, const CaseReport& report) {
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
    const bool word =
        failure->found == "null" || failure->found == "true" || failure->found == "false";
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

std::string to_json(const CaseReport& report) {
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
      text("expected_vi", failure.expected_vi);
      text("found", failure.found);
      text("found_vi", failure.found_vi);
      text("inputs", failure.inputs);
      text("quantity", failure.quantity);
      text("quantity_vi", failure.quantity_vi);
      text("branch", failure.branch);
      text("branch_text", failure.branch_text);
      text("branch_text_vi", failure.branch_text_vi);
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
      text("message_vi", found.message_in("vi"));
      text("expected", found.expected);
      text("expected_vi", found.expected_in("vi"));
      text("actual", found.actual);
      text("actual_vi", found.actual_in("vi"));
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

std::string to_junit(const CaseReport& report, std::string_view language) {
  using detail::xml_text;
  struct Suite {
    std::string_view path;
    std::vector<const CaseResult*> results;
    std::vector<const FileIssues*> issues;
  };
  std::vector<Suite> suites;  // in the order of the first case of their files
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
  // In JUnit a path is a name, and names are made visible.
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
      for (const Failure& failure : result->failures) text += failure.to_string(language);
      // The figures and their origins are lines of the text output only.
      const std::string given = '\n' + say(detail::sentence::case_given, "").in(language);
      body += ">\n      <failure message=\"" + xml_text(text.substr(0, text.find(given))) + "\">" +
              xml_text(text) + "</failure>\n    </testcase>\n";
    }
    for (const FileIssues* file : issues) {
      for (const Issue& found : file->issues) {
        if (found.severity != Severity::error) continue;
        ++tests;
        ++errors;
        body += "    <testcase classname=\"" + name_of_file(path) + "\" name=\"" +
                xml_text(found.code) + "\">\n      <error message=\"" +
                xml_text(found.to_string(language)) + "\"/>\n    </testcase>\n";
      }
    }
    out += "  <testsuite name=\"" + name_of_file(path) + "\" tests=\"" + std::to_string(tests) +
           "\" failures=\"" + std::to_string(failures) + "\" errors=\"" + std::to_string(errors) +
           "\">\n" + body + "  </testsuite>\n";
  }
  return out + "</testsuites>\n";
}

PARINDEX_END_NAMESPACE
