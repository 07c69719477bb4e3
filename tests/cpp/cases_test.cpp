// SPDX-License-Identifier: MIT
// Runs the language-neutral cases of tests/cases; tests/python/test_cases.py runs the same files.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <parindex/json.hpp>
#include <parindex/parindex.hpp>

namespace px = parindex;
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

const fs::path source_dir = PARINDEX_SOURCE_DIR;

std::string read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

px::Cell to_cell(const json& value) {
  if (value.is_null()) return px::Missing{};
  if (value.is_boolean()) return value.get<bool>();
  if (value.is_number_integer()) return value.get<std::int64_t>();
  if (value.is_number_float()) return value.get<double>();
  return value.get<std::string>();
}

px::Table to_table(const json& rows) {
  px::Table table;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    for (const auto& [name, value] : rows[at].items()) {
      if (name == "unit") {
        table.units.push_back(value.get<std::string>());
      } else if (name == "group") {
        table.groups.push_back(value.get<std::string>());
      } else if (name == "ranked") {
        table.unranked.push_back(value.get<std::string>() == "no");
      } else {
        auto column = std::find_if(table.columns.begin(), table.columns.end(),
                                   [&, &wanted = name](const auto& c) { return c.name == wanted; });
        if (column == table.columns.end()) {
          column = table.columns.insert(column, {name, std::vector<px::Cell>(rows.size())});
        }
        column->cells[at] = to_cell(value);
      }
    }
  }
  return table;
}

// Everything that is expected is there; an object may hold more, a list may not.
void expect_holds(const json& actual, const json& expected, const std::string& at) {
  if (expected.is_object()) {
    for (const auto& [key, value] : expected.items()) {
      ASSERT_TRUE(actual.contains(key)) << at << "/" << key << " is missing";
      expect_holds(actual.at(key), value, at + "/" + key);
    }
  } else if (expected.is_array()) {
    ASSERT_EQ(actual.size(), expected.size()) << at << ": " << actual;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      expect_holds(actual[i], expected[i], at + "/" + std::to_string(i));
    }
  } else {
    EXPECT_EQ(actual, expected) << at;
  }
}

std::vector<fs::path> case_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(source_dir / "tests" / "cases")) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

class Cases : public testing::TestWithParam<fs::path> {};

TEST_P(Cases, Holds) {
  const json given = json::parse(read_text(GetParam()));
  // The rubric goes back to text: cases write every number with a point as text, so that none of
  // them has become a double on the way.
  const std::string text = given.contains("rubric_file")
                               ? read_text(source_dir / given.at("rubric_file").get<std::string>())
                               : given.at("rubric").dump();
  const px::Rubric rubric = px::read_rubric(text);
  const px::Scores scores = px::score(px::compile(rubric), to_table(given.at("rows")));
  std::optional<px::Ranking> ranking;
  if (rubric.draft().ranking) ranking = px::rank(scores);

  const json units = json::parse(px::to_json(scores, ranking ? &*ranking : nullptr)).at("units");
  const json& expected = given.at("expect").at("units");
  expect_holds(units, expected, "units");
  for (std::size_t i = 0; i < std::min(units.size(), expected.size()); ++i) {
    EXPECT_EQ(units[i].contains("issues"), expected[i].contains("issues")) << units[i];
  }
}

INSTANTIATE_TEST_SUITE_P(Files, Cases, testing::ValuesIn(case_files()),
                         [](const auto& file) { return file.param.stem().string(); });

}  // namespace
