// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <parindex/engine/table.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

/// One figure or word that a case expects.
struct Expectation {
  /// Its place in the result of the unit, as docs/cases.schema.json has it: `points`,
  /// `nodes/1.1/index`, `trace/1.1/branch`, `issues/0/code`.
  std::string path;
  std::string code;                  ///< node that it is about; empty for the total
  std::string key;                   ///< last part of the path: `points`, `branch`
  std::optional<std::string> value;  ///< as written; nothing for null
  std::string pointer;               ///< place in the case file, with line and column from 1
  std::size_t line = 0;
  std::size_t column = 0;
  std::size_t begin = 0;  ///< offsets of the value in the text of the file, for `updated`
  std::size_t end = 0;
};

/// The expected result of one unit.
struct Case {
  std::string unit;
  std::string title;
  std::string cohort;     ///< units of the same file that it is ranked and compared with
  bool confirmed = true;  ///< false: computed by the engine and not yet confirmed
  Rational tolerance;     ///< largest difference of a number that still counts as equal; 0 or more
  std::vector<Expectation> expects;
  bool expects_issues = false;  ///< false: its values must have none
  /// Where `expect` can be written in a case that has none yet: it fails until then.
  struct Unwritten {
    std::size_t at = 0;                ///< offset in the text of the file, behind `given`
    std::size_t beside = 0;            ///< offset of the key `given`
    std::vector<std::string> columns;  ///< of `given`
  };
  std::optional<Unwritten> unwritten;
  std::string pointer;
  std::size_t line = 0;
  std::size_t column = 0;
};

/// The cases of one file that are scored together: they form one table, so that ranks are ranks
/// among them. A file whose cases name several cohorts gives one set for each.
struct CaseFile {
  std::string path;
  std::string title;
  std::shared_ptr<const std::string> text;  ///< of the file; shared by its cohorts
  std::string rubric_name;                  ///< where the rubric comes from, for messages
  std::optional<Rubric> rubric;  ///< absent when the rubric has errors that the file expects
  Issues rubric_issues;
  Table table;
  std::vector<Case> cases;
  /// The issues that the file expects for the rubric or the whole table; it then has no
  /// cases, or the rubric has warnings. Paths are those of an issue: `0/code`.
  std::vector<Expectation> issues;
  std::size_t issue_count = 0;
};

/// Issues of one file.
struct FileIssues {
  std::string path;
  Issues issues;
};

/// Case files as read, and all their issues.
struct CaseSet {
  std::vector<CaseFile> files;
  std::vector<FileIssues> issues;

  bool has_errors() const;
  /// Number of cases of all files; a file that expects the issues of a rubric is one case.
  std::size_t size() const;
};

/// Reads case files. A folder means the case files below it, in the order of their names;
/// rubrics there count if they contain cases. Files that a file includes are read as well, and a
/// file that includes itself is an issue (case_cycle), and so are more files than
/// limits().included_files (includes_too_many).
///
/// Files that a file names, and targets of links in a folder, must be below the folder of the named
/// file, below the named folder, or below the folder `root`. Otherwise it is not opened: an
/// issue (case_outside).
///
/// With `rubric`, that rubric replaces the rubrics that the files name; a file made for another
/// rubric or edition is then an issue (case_edition). Never throws for a bad file.
CaseSet read_cases(const std::vector<std::string>& paths,
                   const std::optional<Rubric>& rubric = std::nullopt,
                   const std::string& root = {});

/// The cases of one text, read as if it were the file `path`.
CaseSet read_cases_text(std::string text, const std::string& path,
                        const std::optional<Rubric>& rubric = std::nullopt,
                        const std::string& root = {});

PARINDEX_END_NAMESPACE
