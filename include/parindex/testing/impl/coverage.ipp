// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/engine/detail/exact_double.hpp>
#include <parindex/rubric/detail/rules.hpp>
#include <parindex/stop.hpp>
#include <parindex/testing/coverage.hpp>
#include <parindex/testing/detail/coverage_counter.hpp>
#include <parindex/testing/detail/plain_rubric.hpp>
#include <parindex/testing/detail/sentences.hpp>
#include <parindex/testing/search/inner_node_case_search.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline Phrase word_of(CoverageKind kind) {
  return kind == CoverageKind::branch     ? sentence::coverage_branch
         : kind == CoverageKind::boundary ? sentence::coverage_boundary
                                          : sentence::coverage_flag;
}

inline Phrase word_of(Exempt why) {
  return why == Exempt::unreachable ? sentence::exempt_unreachable : sentence::exempt_outside_range;
}

}  // namespace detail

std::size_t Coverage::total() const {
  return static_cast<std::size_t>(std::count_if(
      items.begin(), items.end(), [](const auto& item) { return item.exempt == Exempt::no; }));
}

std::size_t Coverage::covered() const {
  return static_cast<std::size_t>(std::count_if(items.begin(), items.end(), [](const auto& item) {
    return item.exempt == Exempt::no && item.cases != 0;
  }));
}

std::size_t Coverage::percent() const { return total() == 0 ? 100 : 100 * covered() / total(); }

std::string Coverage::to_string(std::string_view language) const {
  using namespace detail;
  Phrase out;
  Phrase exempted;
  for (const CoverageItem& item : items) {
    const Phrase why = item.reason.empty() || item.cases != 0
                           ? Phrase()
                           : ": " + Phrase(item.reason, item.reason_vi);
    const Phrase code = item.code.empty() ? Phrase(sentence::case_total) : Phrase(item.code);
    const Phrase line = code + "  " + word_of(item.kind) + "  " + Phrase(item.text, item.text_vi) +
                        "  (" + item.pointer + ")" + why;
    const Phrase seen = Phrase(visible(line.en), visible(line.vi)) + "\n";
    if (item.missing()) out += say(sentence::not_covered, seen);
    if (item.exempt != Exempt::no) exempted += word_of(item.exempt) + ("  " + seen);
  }
  out += exempted;
  for (const auto& [kind, sentence] : {std::pair(CoverageKind::branch, &sentence::branches_covered),
                                       {CoverageKind::boundary, &sentence::boundaries_covered},
                                       {CoverageKind::flag, &sentence::flags_covered}}) {
    std::size_t all = 0;
    std::size_t seen = 0;
    for (const CoverageItem& item : items) {
      if (item.kind != kind || item.exempt != Exempt::no) continue;
      ++all;
      seen += item.cases != 0 ? 1 : 0;
    }
    out += say(*sentence, std::to_string(seen), std::to_string(all)) + "\n";
  }
  out += say(sentence::coverage_is, std::to_string(percent()), std::to_string(total()),
             std::to_string(cases)) +
         "\n";
  return out.in(language);
}

Coverage measure_coverage(const Rubric& rubric, const CaseSet& cases) {
  check_stop();
  const Rubric plain = detail::plain_rubric(rubric);
  detail::RubricStudy study(plain);
  const detail::InnerNodeCaseSearch whole(study);
  detail::CoverageCounter counter(plain, study, whole);
  counter.count(cases);
  return counter.take();
}

std::string to_json(const Coverage& coverage) {
  detail::JsonWriter json;
  const auto integer = [&](std::string_view key, std::size_t value) {
    json.key(key);
    json.integer(value);
  };
  const auto text = [&](std::string_view key, std::string_view value) {
    json.key(key);
    json.string(value);
  };
  json.begin_object();
  integer("covered", coverage.covered());
  integer("total", coverage.total());
  integer("percent", coverage.percent());
  integer("cases", coverage.cases);
  json.key("items");
  json.begin_array();
  for (const CoverageItem& item : coverage.items) {
    json.begin_object();
    text("code", item.code);
    text("kind", to_string(item.kind));
    text("pointer", item.pointer);
    text("text", item.text);
    text("text_vi", item.text_vi);
    integer("cases", item.cases);
    json.key("exempt");
    item.exempt == Exempt::no ? json.null() : json.string(to_string(item.exempt));
    json.key("reason");
    item.reason.empty() ? json.null() : json.string(item.reason);
    json.key("reason_vi");
    item.reason.empty() ? json.null() : json.string(item.reason_vi);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

std::string_view to_string(CoverageKind kind) {
  switch (kind) {
    case CoverageKind::branch: return "branch";
    case CoverageKind::boundary: return "boundary";
    case CoverageKind::flag: return "flag";
  }
  return "";
}

std::string_view to_string(Exempt value) {
  switch (value) {
    case Exempt::no: return "no";
    case Exempt::unreachable: return "unreachable";
    case Exempt::outside_range: return "outside_range";
  }
  return "";
}

PARINDEX_END_NAMESPACE
