// SPDX-License-Identifier: MIT
#pragma once

#include <fstream>
#include <iterator>
#include <string>

/// Rubric files that several tests read.
namespace rubric_texts {

/// The smallest file of docs/rubric-format.md.
inline const std::string smallest = R"({
  "parindex": 1, "id": "smallest", "edition": "2026",
  "max": "3", "aggregation": "sum", "missing": "error",
  "index_rounding": {"digits": 2, "mode": "half_up"},
  "nodes": [
    {"code": "1", "max": "2",
     "inputs": [{"name": "done", "type": "count"}, {"name": "planned", "type": "count", "min": 1}],
     "rule": {"bands": {"on": {"percent": ["done", "planned"]},
                        "steps": [{"above": "90", "points": "2"},
                                  {"from": "70", "to": "90", "points": "1"},
                                  {"below": "70", "points": "0"}]}}},
    {"code": "2", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}}
  ]
}
)";

/// Every key and every kind of rule of the format, at least once.
inline const std::string complete = [] {
  std::ifstream file(PARINDEX_SOURCE_DIR "/tests/data/complete.json", std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}();

/// `text` with the first `what` replaced; `what` must occur.
inline std::string with(std::string text, const std::string& what, const std::string& by) {
  return text.replace(text.find(what), what.size(), by);  // throws if it does not
}

}  // namespace rubric_texts
