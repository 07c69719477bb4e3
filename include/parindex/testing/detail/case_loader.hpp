// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include <parindex/detail/file_path.hpp>
#include <parindex/detail/json_text.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/read_file.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/detail/text.hpp>
#include <parindex/io/json.hpp>
#include <parindex/limits.hpp>
#include <parindex/rubric/detail/json/rubric.hpp>
#include <parindex/stop.hpp>
#include <parindex/testing/cases.hpp>
#include <parindex/testing/detail/case_cohorts.hpp>
#include <parindex/testing/detail/case_reader.hpp>
#include <parindex/testing/detail/inside.hpp>
#include <parindex/testing/detail/sentences.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Lines and columns for the offsets that the reader left in `column`.
template <class Placed>
void place_case_part(Placed& part, LineCounter& lines) {
  Issue place;
  lines.place(place, part.column);
  part.line = place.line;
  part.column = place.column;
}

/// Reads files and what they include.
class CaseLoader {
 public:
  CaseLoader(CaseSet& out, const std::optional<Rubric>& given, const std::string& root)
      : out_(out), given_(given), root_(root) {}

  void path(const std::string& name) {
    namespace fs = std::filesystem;
    std::error_code failed;
    if (!fs::is_directory(file_path(name), failed)) {
      folder_of(name);
      file(name);
      return finish();
    }
    folder_ = name;
    std::vector<std::string> files;
    for (fs::recursive_directory_iterator it(file_path(name), failed), end; it != end && !failed;
         it.increment(failed)) {
      if (it->path().extension() == ".json") files.push_back(path_text(it->path()));
    }
    std::sort(files.begin(), files.end());
    const std::size_t before = out_.files.size() + out_.issues.size();
    in_folder_ = true;
    for (const std::string& found : files) {
      if (!may_read(found)) {
        add_issues(found, {make_issue(issue::case_outside,
                                      sentence::a_symbolic_link_leads_out_of_the_folder,
                                      where_to_lie, found)});
        continue;
      }
      file(found);
      finish();
    }
    in_folder_ = false;
    if (out_.files.size() + out_.issues.size() != before) return;
    add_issues(name, {make_issue(issue::case_empty, sentence::the_folder_contains_no_cases,
                                 sentence::at_least_one_case_file_json, sentence::none)});
  }

  /// A text that is read as the file with that name.
  void text(std::string content, const std::string& name) {
    folder_of(name);
    open(std::move(content), name, "");
    finish();
  }

 private:
  static constexpr const Sentence<0>& where_to_lie = sentence::a_file_below_the_folder_of_the_cases;

  /// A file that is being read: the cases of its included files come before its own.
  struct Open {
    Open(std::string text, Checked<JsonValue> parsed)
        : content(std::move(text)), json(std::move(parsed)), lines(content) {}
    Open(const Open&) = delete;  // other objects point into it
    Open& operator=(const Open&) = delete;

    std::string content;
    Checked<JsonValue> json;
    LineCounter lines;
    CaseFile read;
    std::string normal;  // its normalised name; empty for a text
    std::vector<const JsonValue*> includes;
    std::size_t next = 0;  // of these
  };

  static std::string normal(const std::filesystem::path& name) {
    return path_text(name.lexically_normal());
  }

  void folder_of(const std::string& file) { folder_ = path_text(file_path(file).parent_path()); }

  bool may_read(const std::string& name) const {
    return is_inside(name, folder_) || (!root_.empty() && is_inside(name, root_));
  }

  /// Reads a file up to its includes.
  void file(const std::string& name) {
    check_stop();
    Checked<std::string> content = read_file(name, sentence::a_case_file, limits().result_bytes);
    if (!content) return add_issues(name, content.issues());
    open(std::move(content).value(), name, normal(name));
  }

  void open(std::string content, const std::string& name, std::string normal_name) {
    Checked<JsonValue> parsed = parse_json(content, result_limits());
    if (!parsed) return add_issues(name, parsed.issues());
    auto opened = std::make_unique<Open>(std::move(content), std::move(parsed));
    const JsonValue& json = *opened->json;
    CaseFile& read = opened->read;
    read.path = name;
    const bool is_rubric = json.find("parindex") != nullptr;
    const JsonValue* body = is_rubric ? json.find("cases") : &json;
    if (body == nullptr && in_folder_) return;  // a rubric in the folder of its case files
    CaseReader reader(json, read);
    if (body == nullptr) {
      reader.add(issue::case_empty, json, sentence::the_rubric_contains_no_cases,
                 sentence::the_key_cases, sentence::none);
    } else {
      reader.run(*body, is_rubric);
      if (!is_rubric) reader.includes(*body, opened->includes);
      const CaseFile* const parent = open_.empty() ? nullptr : &open_.back()->read;
      rubric(json, opened->content, is_rubric, parent, read, reader);
      const bool has_own = !read.cases.empty() || read.issue_count != 0;
      if (!has_own && opened->includes.empty()) {
        reader.add(issue::case_empty, *body, sentence::the_file_contains_no_cases,
                   sentence::at_least_one, sentence::none);
      }
    }
    Issues issues = reader.placed(&opened->lines);
    for (Case& one : read.cases) {
      place_case_part(one, opened->lines);
      for (Expectation& expectation : one.expects) place_case_part(expectation, opened->lines);
    }
    for (Expectation& expectation : read.issues) place_case_part(expectation, opened->lines);
    const bool broken = has_errors(issues);
    add_issues(name, std::move(issues));
    if (broken) return;
    if (!normal_name.empty()) names_.insert(normal_name);
    opened->normal = std::move(normal_name);
    open_.push_back(std::move(opened));
  }

  // No recursion: a chain of files may be long.
  void finish() {
    while (!open_.empty()) {
      Open& last = *open_.back();
      if (last.next < last.includes.size()) {
        include(last, *last.includes[last.next++]);
      } else {
        close();
      }
    }
  }

  void include(Open& from, const JsonValue& included) {
    const std::string target =
        normal(file_path(from.read.path).parent_path() / file_path(included.text));
    const auto report = [&](const IssueCode& code, const Said& message, const Detail& expected,
                            const Detail& actual) {
      Issue found = make_issue(code, message, expected, actual);
      found.pointer = pointer_to(*from.json, included);
      from.lines.place(found, included.begin);
      add_issues(from.read.path, {std::move(found)});
    };
    if (!may_read(target)) {
      return report(issue::case_outside, sentence::the_included_file_is_outside_the_folder,
                    where_to_lie, in_quotes(included.text));
    }
    if (names_.contains(target)) {
      std::string chain;
      for (const auto& step : open_) chain += step->normal.empty() ? "" : step->normal + " > ";
      return report(issue::case_cycle, sentence::the_case_file_includes_itself,
                    sentence::files_without_an_include_cycle, chain + target);
    }
    if (included_ == limits().included_files) {
      report(issue::includes_too_many, sentence::too_many_case_files_are_included,
             say(sentence::at_most, std::to_string(limits().included_files)), sentence::more);
      for (const auto& each : open_) each->includes.clear();
      for (const auto& each : open_) each->next = 0;
      return;
    }
    ++included_;
    file(target);
  }

  /// Finishes a file after it and all its includes were read.
  void close() {
    const std::unique_ptr<Open> last = std::move(open_.back());
    open_.pop_back();
    names_.erase(last->normal);
    CaseFile& read = last->read;
    if (read.cases.empty() && read.issue_count == 0) return;
    read.text = std::make_shared<const std::string>(std::move(last->content));
    for (CaseFile& table : by_cohort(std::move(read))) out_.files.push_back(std::move(table));
  }

  void add_issues(const std::string& name, Issues issues) {
    if (!issues.empty()) out_.issues.push_back({name, std::move(issues)});
  }

  /// Which rubric the cases are for, and whether it is the one that they were made for.
  void rubric(const JsonValue& json, const std::string& content, bool is_rubric,
              const CaseFile* parent, CaseFile& read, CaseReader& reader) {
    std::string id;
    std::string edition;
    const JsonValue* inline_rubric = is_rubric ? &json : json.find("rubric");
    const JsonValue* rubric_file = is_rubric ? nullptr : json.find("rubric_file");
    if (!is_rubric) reader.made_for(json, id, edition);
    std::optional<Checked<Rubric>> checked;
    if (inline_rubric != nullptr) {
      LineCounter lines(content);
      checked = check_placed_tree(*inline_rubric, &lines);
      read.rubric_name = read.path;
      // A file that names no rubric is for the rubric that contains it.
      if (json.find("for") == nullptr || is_rubric) {
        if (const JsonValue* member = inline_rubric->find("id")) id = member->text;
        if (const JsonValue* member = inline_rubric->find("edition")) edition = member->text;
      }
    }
    if (given_) {
      read.rubric = given_;
      read.rubric_name = given_->id();
      read.rubric_issues = given_->warnings();
    } else if (checked) {
      take(*checked, read, is_rubric ? "" : "/rubric");
    } else if (rubric_file != nullptr) {
      read.rubric_name = normal(file_path(read.path).parent_path() / file_path(rubric_file->text));
      if (!may_read(read.rubric_name)) {
        reader.add(issue::case_outside, *rubric_file,
                   sentence::the_rubric_file_is_outside_the_folder, where_to_lie,
                   in_quotes(rubric_file->text));
        return;
      }
      take(load_rubric(read.rubric_name), read, "");
    } else if (parent != nullptr) {
      read.rubric = parent->rubric;
      read.rubric_name = parent->rubric_name;
      read.rubric_issues = parent->rubric_issues;
    } else if (json.find("include") == nullptr || !read.cases.empty()) {
      reader.add(issue::key_missing, json, sentence::the_file_does_not_state_the_rubric_of_its,
                 sentence::rubric_or_rubric_file_in_the_file_or_a, sentence::none);
      return;
    }
    if (inline_rubric == nullptr && id.empty() && !read.cases.empty()) {
      reader.add(issue::key_missing, json, sentence::the_file_does_not_state_the_edition_its,
                 sentence::for_rubric_edition, sentence::none);
    }
    if (read.rubric && !id.empty() &&
        (read.rubric->id() != id || read.rubric->edition() != edition)) {
      const JsonValue* at = json.find("for");
      reader.add(issue::case_edition, at != nullptr ? *at : json,
                 sentence::the_cases_are_for_another_rubric_or_edition,
                 say(sentence::edition, read.rubric->id(), read.rubric->edition()),
                 say(sentence::edition, id, edition));
    }
  }

  static void take(Checked<Rubric> checked, CaseFile& read, const std::string& prefix) {
    read.rubric_issues = checked.issues();
    for (Issue& found : read.rubric_issues) found.pointer.insert(0, prefix);
    if (checked) read.rubric = std::move(checked).value();
  }

  CaseSet& out_;
  const std::optional<Rubric>& given_;
  const std::string& root_;
  std::string folder_;                       // must contain all files read, outside the root
  std::vector<std::unique_ptr<Open>> open_;  // each included by the one before
  std::unordered_set<std::string> names_;    // of these
  std::size_t included_ = 0;
  bool in_folder_ = false;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
