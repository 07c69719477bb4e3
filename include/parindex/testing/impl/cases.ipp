// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <parindex/testing/cases.hpp>
#include <parindex/testing/detail/case_loader.hpp>

PARINDEX_BEGIN_NAMESPACE

bool CaseSet::has_errors() const {
  return std::any_of(issues.begin(), issues.end(),
                     [](const FileIssues& file) { return ::parindex::has_errors(file.issues); });
}

std::size_t CaseSet::size() const {
  std::size_t count = 0;
  for (const CaseFile& file : files) count += file.cases.size() + (file.issue_count != 0 ? 1 : 0);
  return count;
}

CaseSet read_cases(const std::vector<std::string>& paths, const std::optional<Rubric>& rubric,
                   const std::string& root) {
  CaseSet cases;
  detail::CaseLoader loader(cases, rubric, root);
  for (const std::string& path : paths) loader.path(path);
  return cases;
}

CaseSet read_cases_text(std::string text, const std::string& path,
                        const std::optional<Rubric>& rubric, const std::string& root) {
  CaseSet cases;
  detail::CaseLoader(cases, rubric, root).text(std::move(text), path);
  return cases;
}

PARINDEX_END_NAMESPACE
