// SPDX-License-Identifier: MIT
// The language-neutral cases of tests/cases, run by the public runner; tests/python/test_cases.py
// runs the same files.
#include <algorithm>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include <parindex/testing/gtest.hpp>

namespace px = parindex;
namespace fs = std::filesystem;

namespace {

const fs::path source_dir = PARINDEX_SOURCE_DIR;

class Cases : public testing::TestWithParam<std::string> {};

TEST_P(Cases, Hold) { EXPECT_TRUE(px::cases_hold({GetParam()})); }

INSTANTIATE_TEST_SUITE_P(Files, Cases,
                         testing::ValuesIn(px::case_files(source_dir / "tests" / "cases")),
                         px::CaseFileName());

}  // namespace
