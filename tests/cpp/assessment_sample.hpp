// SPDX-License-Identifier: MIT
#pragma once

#include "sample.hpp"

#include <optional>
#include <string>
#include <utility>

namespace sample {

namespace px = parindex;

/// Two leaves that are marked by the unit and in two appraisals, and one with a survey.
inline px::RubricDraft process() {
  auto made =
      draft(10, {plan_leaf("1"), yes_no_leaf("2", 3), sample::leaf("3", 5, px::Direct{0, 5, {}})});
  made.layers = {
      {"self", {}, false}, {"first", {}, false}, {"second", {}, false}, {"survey", {}, true}};
  made.root.resolution = {"second", "first"};
  made.root.children[2].layer = "survey";
  made.root.children[0].evidence = {{"report", {}}, {"list", {}}};
  return made;
}

inline px::Plan plan() { return px::compile(px::check(process())); }

inline px::Observation seen(std::string code, std::string input, std::string layer,
                            std::optional<px::Cell> value, std::string date) {
  px::Observation made;
  made.unit = "A";
  made.code = std::move(code);
  made.input = std::move(input);
  made.layer = std::move(layer);
  made.value = std::move(value);
  made.date = std::move(date);
  return made;
}

/// Leaf 1: self 50 of 50, appraised as 40. Leaf 2: self yes, first no, second yes. Survey 4.5.
inline px::AssessmentDraft story() {
  px::AssessmentDraft made;
  made.units = {{"A", "", true}};
  made.observations = {
      seen("1", "done", "self", px::Cell(50), "2021-01-05"),
      seen("1", "planned", "self", px::Cell(50), "2021-01-05"),
      seen("2", "value", "self", px::Cell("yes"), "2021-01-05"),
      seen("1", "done", "first", px::Cell(40), "2021-02-01"),
      seen("1", "planned", "first", px::Cell(50), "2021-02-01"),
      seen("2", "value", "first", px::Cell("no"), "2021-02-01"),
      seen("2", "value", "second", px::Cell("yes"), "2021-03-01"),
      seen("3", "value", "survey", px::Cell("4.5"), "2021-03-02"),
  };
  made.observations[0].evidence = {{"report", "125/BC-UBND"}};
  made.observations[6].note = "accepted after the explanation";
  made.observations[6].author = "Sở Nội vụ";
  return made;
}

inline std::string found(const px::AssessmentDraft& draft) {
  const px::Issues issues = px::check(plan(), draft).issues();
  std::string text;
  for (const px::Issue& issue : issues) text += issue.code + " " + issue.pointer + "; ";
  return text;
}

}  // namespace sample
