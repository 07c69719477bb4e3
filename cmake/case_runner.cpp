// SPDX-License-Identifier: MIT
// The program behind parindex_add_cases: runs case files and says what failed.
//   case_runner [--rubric RUBRIC] [--root FOLDER] [--format text|json|junit] FILE...
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include <parindex/io/json.hpp>
#include <parindex/testing/runner.hpp>

int main(int argc, char** argv) {
  std::vector<std::string> files(argv + 1, argv + argc);
  std::optional<parindex::Rubric> rubric;
  if (files.size() >= 2 && files[0] == "--rubric") {
    const auto checked = parindex::load_rubric(files[1]);
    for (const parindex::Issue& issue : checked.issues()) std::puts(issue.to_string().c_str());
    if (!checked) return 1;
    rubric = checked.value();
    files.erase(files.begin(), files.begin() + 2);
  }
  std::string root;
  if (files.size() >= 2 && files[0] == "--root") {
    root = files[1];
    files.erase(files.begin(), files.begin() + 2);
  }
  std::string format = "text";
  if (files.size() >= 2 && files[0] == "--format") {
    format = files[1];
    files.erase(files.begin(), files.begin() + 2);
  }
  const parindex::CaseReport report =
      parindex::run_cases(parindex::read_cases(files, rubric, root));
  const std::string shown = format == "json"    ? parindex::to_json(report)
                            : format == "junit" ? parindex::to_junit(report, "en")
                                                : report.to_string("en");
  std::fputs(shown.c_str(), stdout);
  return report.ok() ? 0 : 1;
}
