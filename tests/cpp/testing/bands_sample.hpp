// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <parindex/rubric/json.hpp>
#include <parindex/testing/cases.hpp>

/// A rubric of two leaves, and two cases of it, the second of which fails.
namespace bands_sample {

namespace px = parindex;

inline const std::string rubric_text = R"({
  "parindex": 1, "id": "t", "edition": "1", "max": "3", "aggregation": "sum", "missing": "error",
  "index_rounding": {"digits": 2, "mode": "half_up"},
  "nodes": [
    {"code": "1", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}},
    {"code": "2", "max": "2", "inputs": [{"name": "value", "type": "number", "min": 0, "max": 100}],
     "rule": {"bands": {"on": {"value": "value", "direction": "up"}, "steps": [
       {"from": "90", "points": "2"}, {"below": "90", "points": "0"}]}}}]})";

inline const std::string two_cases = R"({
  "for": {"rubric": "t", "edition": "1"},
  "cases": [{"unit": "A", "given": {"1": true, "2": 90}, "expect": {"points": "3", "rounded": null}},
            {"unit": "B", "given": {"1": false, "2": 89}, "expect": {"points": "1"}}]})";

inline px::CaseSet read(const std::string& text) {
  return px::read_cases_text(text, "two.case.json", px::read_rubric(rubric_text));
}

}  // namespace bands_sample
