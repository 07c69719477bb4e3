// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include <parindex/cases.hpp>
#include <parindex/detail/inside.hpp>
#include <parindex/detail/read_file.hpp>
#include <parindex/detail/sparse_column.hpp>
#include <parindex/detail/text.hpp>
#include <parindex/impl/json_reader.ipp>
#include <parindex/json.hpp>
#include <parindex/limits.hpp>
#include <parindex/plan.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Turns the tree of one case file into a CaseFile.
class CaseReader : private JsonReader {
 public:
  using JsonReader::placed;
  CaseReader(const JsonValue& root, CaseFile& out) : JsonReader(root), out_(out) {}

  /// The object that holds the cases: the file, or the member `cases` of a rubric.
  void run(const JsonValue& body, bool inside_rubric) {
    Keys keys{{"title"}, {"tolerance"}, {"base"}, {"rows"}, {"cases"}, {"expect"}};
    if (!inside_rubric) {
      keys.insert(keys.end(), {{"parindex_cases"}, {"for"}, {"rubric"}, {"rubric_file"},
                               {"include"}, {"note"}});
    }
    if (!object(body, keys)) return;
    text(body.find("title"), out_.title);
    if (const JsonValue* limit = body.find("tolerance")) tolerance(*limit, tolerance_);
    if (const JsonValue* base = body.find("base")) {
      if (is(*base, JsonValue::Kind::object, "an object")) base_ = base;
    }
    const JsonValue* entries = body.find("cases");
    const JsonValue* rows = body.find("rows");
    if (entries != nullptr && rows != nullptr) {
      report_key(issue::key_unknown, *rows, "The key cannot stand beside \"cases\"", "one of them");
    }
    if (entries != nullptr) {
      list(entries, [&](const JsonValue& item) { entry(item); });
    } else {
      list(rows, [&](const JsonValue& item) { row(item, item); });
    }
    if (const JsonValue* expect = body.find("expect")) expected(*expect, rows);
    build_table();
  }

  void includes(const JsonValue& body, std::vector<const JsonValue*>& files) {
    list(body.find("include"), [&](const JsonValue& item) {
      if (is(item, JsonValue::Kind::string, "the name of a file")) files.push_back(&item);
    });
  }

  /// The rubric and edition that the file says it is for.
  void made_for(const JsonValue& body, std::string& id, std::string& edition) {
    const JsonValue* value = body.find("for");
    if (value == nullptr || !object(*value, {{"rubric", true}, {"edition", true}})) return;
    text(value->find("rubric"), id);
    text(value->find("edition"), edition);
  }

  void add(const IssueCode& code, const JsonValue& at, std::string message, std::string expected,
           std::string actual) {
    report(code, at, std::move(message), std::move(expected), std::move(actual));
  }

 private:
  struct RowOf {
    std::map<std::string, Cell, std::less<>> cells;
    std::string group;
    bool ranked = true;
  };

  void tolerance(const JsonValue& value, Rational& out) {
    number(&value, out);
    if (out.sign() < 0) {
      report(issue::number_out_of_range, value, "A tolerance is below 0", "0 or more",
             shown(value));
    }
  }

  Case& start(const JsonValue& at) {
    Case& added = out_.cases.emplace_back();
    added.tolerance = tolerance_;
    added.pointer = pointer_to(root_, at);
    added.column = at.begin;  // until the lines are counted
    return added;
  }

  /// `{"unit", "title", "given": {...}, "expect": {...}}`
  void entry(const JsonValue& value) {
    if (!object(value, {{"unit"}, {"title"}, {"given", true}, {"group"}, {"ranked"},
                        {"cohort"}, {"expect"}, {"tolerance"}, {"confirmed"}, {"note"}})) {
      return;
    }
    const JsonValue* given = value.find("given");
    if (given == nullptr) return;
    Case& added = row(*given, value);
    text(value.find("unit"), added.unit);
    text(value.find("title"), added.title);
    boolean(value.find("confirmed"), added.confirmed);
    if (const JsonValue* limit = value.find("tolerance")) tolerance(*limit, added.tolerance);
    text(value.find("group"), rows_.back().group);
    text(value.find("cohort"), added.cohort);
    if (const JsonValue* ranked = value.find("ranked")) yes_or_no(*ranked, rows_.back().ranked);
    if (const JsonValue* expect = value.find("expect")) {
      figures(*expect, added);
    } else {
      added.unwritten = Case::Unwritten{given->end, given->key_begin, {}};
      for (const JsonValue& member : given->children) {
        added.unwritten->columns.push_back(member.key);
      }
    }
  }

  Case& row(const JsonValue& value, const JsonValue& at) {
    Case& added = start(at);
    RowOf& cells = rows_.emplace_back();
    if (!is(value, JsonValue::Kind::object, "an object")) return added;
    for (const JsonValue& member : value.children) {
      if (&value == &at && member.key == "unit") {
        text(&member, added.unit);
      } else if (&value == &at && member.key == "group") {
        text(&member, cells.group);
      } else if (&value == &at && member.key == "ranked") {
        yes_or_no(member, cells.ranked);
      } else {
        cells.cells[member.key] = cell(member);
      }
    }
    return added;
  }

  void yes_or_no(const JsonValue& value, bool& out) {
    if (value.kind == JsonValue::Kind::boolean) {
      out = value.truth;
    } else if (const bool* flag = parse_flag(value.text)) {
      out = *flag;
    } else {
      mismatch(value, "yes or no");
    }
  }

  Cell cell(const JsonValue& value) {
    switch (value.kind) {
      case JsonValue::Kind::null: return Missing{};
      case JsonValue::Kind::boolean: return value.truth;
      case JsonValue::Kind::string: return value.text;
      case JsonValue::Kind::number: {
        // A number with more digits than a cell takes stays text, which the row then reports.
        auto parsed = Rational::parse(value.text, limits().cell_digits);
        return parsed ? Cell(*std::move(parsed)) : Cell(value.text);
      }
      case JsonValue::Kind::array:
      case JsonValue::Kind::object: break;
    }
    mismatch(value, "a value: text, a number, true, false or null");
    return Missing{};
  }

  /// `expect` of the file: the issues of the rubric or table, and units in the order of `rows`.
  void expected(const JsonValue& value, const JsonValue* rows) {
    if (!object(value, {{"units"}, {"issues"}})) return;
    if (const JsonValue* issues = value.find("issues")) {
      if (is(*issues, JsonValue::Kind::array, "an array")) {
        flatten(*issues, "", "", out_.issues);
        out_.issue_count = issues->children.size();
      }
    }
    const JsonValue* units = value.find("units");
    if (units == nullptr || !is(*units, JsonValue::Kind::array, "an array")) return;
    if (rows == nullptr || units->children.size() != out_.cases.size()) {
      report(issue::case_unit_unknown, *units, "There must be one unit for each row",
             std::to_string(out_.cases.size()), std::to_string(units->children.size()));
      return;
    }
    for (std::size_t i = 0; i < units->children.size(); ++i) {
      const JsonValue& unit = units->children[i];
      if (!is(unit, JsonValue::Kind::object, "an object")) continue;
      const JsonValue* name = unit.find("unit");
      if (name != nullptr && name->text != out_.cases[i].unit) {
        report(issue::case_unit_unknown, *name, "The unit is not that of its row",
               in_quotes(out_.cases[i].unit), shown(*name));
      }
      out_.cases[i].pointer = pointer_to(root_, unit);
      out_.cases[i].column = unit.begin;
      figures(unit, out_.cases[i]);
    }
  }

  void figures(const JsonValue& unit, Case& out) {
    if (!is(unit, JsonValue::Kind::object, "an object")) return;
    for (const JsonValue& member : unit.children) {
      if (member.key == "unit") continue;
      if (member.key == "issues") out.expects_issues = true;
      flatten(member, member.key, "", out.expects);
    }
    if (out.expects.empty() && !out.expects_issues) {
      report(issue::case_empty, unit, "The case expects nothing", "a figure, such as \"points\"",
             "none");
    }
  }

  /// One expectation for each leaf of the tree, and for each array one of its length.
  void flatten(const JsonValue& value, const std::string& path, const std::string& code,
               std::vector<Expectation>& out) {
    const auto below = [&](const std::string& part) {
      return path.empty() ? part : path + "/" + part;
    };
    if (value.kind == JsonValue::Kind::object) {
      const bool by_code = path == "nodes" || path == "trace";
      for (const JsonValue& member : value.children) {
        flatten(member, below(member.key), by_code ? member.key : code, out);
      }
      return;
    }
    Expectation found;
    found.path = path;
    found.code = code;
    found.pointer = pointer_to(root_, value);
    found.column = value.begin;
    if (value.kind == JsonValue::Kind::array) {
      found.path = below("length");
      found.key = "length";
      found.value = std::to_string(value.children.size());
      if (!path.empty()) out.push_back(std::move(found));
      for (std::size_t i = 0; i < value.children.size(); ++i) {
        flatten(value.children[i], below(std::to_string(i)), code, out);
      }
      return;
    }
    found.key = path.substr(path.rfind('/') + 1);
    if (value.kind == JsonValue::Kind::boolean) found.value = value.truth ? "true" : "false";
    if (value.kind == JsonValue::Kind::number || value.kind == JsonValue::Kind::string) {
      found.value = value.text;
    }
    found.begin = value.begin;
    found.end = value.end;
    if (names_status(path)) status(value);
    out.push_back(std::move(found));
  }

  /// `status` of the unit, or of a node under `nodes` or `trace`; a code holds no `/`.
  static bool names_status(const std::string& path) {
    if (path == "status") return true;
    const bool of_node = path.rfind("nodes/", 0) == 0 || path.rfind("trace/", 0) == 0;
    return of_node && path.ends_with("/status") && std::count(path.begin(), path.end(), '/') == 2;
  }

  /// A status that no unit can have would only ever fail, and say no more than that it does.
  void status(const JsonValue& value) {
    std::vector<std::string_view> words;
    for (const Status each : {Status::ok, Status::excluded, Status::unavailable, Status::error}) {
      words.push_back(to_string(each));
      if (value.kind == JsonValue::Kind::string && value.text == words.back()) return;
    }
    report(issue::word_unknown, value, "No unit or node has this status", listed(words),
           shown(value));
  }

  void build_table() {
    struct Values {
      std::string name;
      Cell usual;
      std::vector<SparseColumn::Other> others;
    };
    std::map<std::string, std::size_t, std::less<>> column_of;
    std::vector<Values> columns;
    Table& table = out_.table;
    const std::size_t count = rows_.size();
    const auto at_name = [&](const std::string& name) -> Values& {
      const auto [found, fresh] = column_of.emplace(name, columns.size());
      if (fresh) columns.push_back({name, {}, {}});
      return columns[found->second];
    };
    if (base_ != nullptr) {
      for (const JsonValue& member : base_->children) at_name(member.key).usual = cell(member);
    }
    bool named = false;
    bool grouped = false;
    bool unranked = false;
    for (std::size_t i = 0; i < count; ++i) {
      stop_point(500);
      for (auto& [name, value] : rows_[i].cells) {
        at_name(name).others.emplace_back(i, std::move(value));
      }
      named = named || !out_.cases[i].unit.empty();
      grouped = grouped || !rows_[i].group.empty();
      unranked = unranked || !rows_[i].ranked;
    }
    for (std::size_t i = 0; i < count; ++i) {
      std::string& unit = out_.cases[i].unit;
      if (unit.empty()) unit = std::to_string(i + 1);
      if (named) table.units.push_back(unit);
      if (grouped) table.groups.push_back(rows_[i].group);
      if (unranked) table.unranked.push_back(!rows_[i].ranked);
    }
    for (Values& values : columns) {
      table.columns.push_back(Column::over(
          std::move(values.name), std::make_shared<SparseColumn>(count, std::move(values.usual),
                                                                 std::move(values.others))));
    }
  }

  CaseFile& out_;
  Rational tolerance_;
  const JsonValue* base_ = nullptr;
  std::vector<RowOf> rows_;
};

/// The cases of a file that are scored together: a table for each cohort, in the order in which
/// the file first names them. What the file expects of the rubric stays with the first.
inline std::vector<CaseFile> by_cohort(CaseFile file) {
  std::unordered_map<std::string, std::size_t> part_of;  // by name
  std::vector<std::size_t> parts;                        // of the cases
  std::vector<std::size_t> rows;                         // of the cases, each within its part
  std::vector<std::size_t> sizes;
  for (const Case& one : file.cases) {
    const auto [found, fresh] = part_of.emplace(one.cohort, sizes.size());
    if (fresh) sizes.push_back(0);
    parts.push_back(found->second);
    rows.push_back(sizes[found->second]++);
  }
  std::vector<CaseFile> tables;
  if (sizes.size() < 2) {
    tables.push_back(std::move(file));
    return tables;
  }
  std::vector<Case> cases = std::exchange(file.cases, {});
  const Table table = std::exchange(file.table, {});
  std::vector<Expectation> issues = std::exchange(file.issues, {});
  const std::size_t issue_count = std::exchange(file.issue_count, 0);
  tables.assign(sizes.size(), file);
  tables.front().issues = std::move(issues);
  tables.front().issue_count = issue_count;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    CaseFile& part = tables[parts[i]];
    part.cases.push_back(std::move(cases[i]));
    if (!table.units.empty()) part.table.units.push_back(table.units[i]);
    if (!table.groups.empty()) part.table.groups.push_back(table.groups[i]);
    if (!table.unranked.empty()) part.table.unranked.push_back(table.unranked[i]);
  }
  std::vector<std::vector<SparseColumn::Other>> others(tables.size());
  for (const Column& column : table.columns) {
    const auto& sparse = dynamic_cast<const SparseColumn&>(*column.source);
    for (const auto& [row, value] : sparse.others()) {
      others[parts[row]].emplace_back(rows[row], value);
    }
    for (std::size_t k = 0; k < tables.size(); ++k) {
      tables[k].table.columns.push_back(Column::over(
          column.name, std::make_shared<SparseColumn>(sizes[k], sparse.usual(),
                                                      std::exchange(others[k], {}))));
    }
  }
  return tables;
}

/// Lines and columns for offsets, which the reader left in `column`.
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
    if (!fs::is_directory(name, failed)) {
      folder_of(name);
      file(name);
      return finish();
    }
    folder_ = name;
    std::vector<std::string> files;
    for (fs::recursive_directory_iterator it(name, failed), end; it != end && !failed;
         it.increment(failed)) {
      if (it->path().extension() == ".json") files.push_back(it->path().generic_string());
    }
    std::sort(files.begin(), files.end());
    const std::size_t before = out_.files.size() + out_.issues.size();
    in_folder_ = true;
    for (const std::string& found : files) {
      if (!may_read(found)) {
        add_issues(found, {make_issue(issue::case_outside, "A link leads out of the folder",
                                      where_to_lie, found)});
        continue;
      }
      file(found);
      finish();
    }
    in_folder_ = false;
    if (out_.files.size() + out_.issues.size() != before) return;
    add_issues(name, {make_issue(issue::case_empty, "The folder holds no cases",
                                 "at least one case file, *.json", "none")});
  }

  /// A text that is read as if it were the file of that name.
  void text(std::string content, const std::string& name) {
    folder_of(name);
    open(std::move(content), name, "");
    finish();
  }

 private:
  static constexpr const char* where_to_lie =
      "a file below the folder of the cases, or below the root that the call names";

  /// A file that is being read: those that it includes come before its own cases.
  struct Open {
    Open(std::string text, Checked<JsonValue> parsed)
        : content(std::move(text)), json(std::move(parsed)), lines(content) {}
    Open(const Open&) = delete;  // others point into it
    Open& operator=(const Open&) = delete;

    std::string content;
    Checked<JsonValue> json;
    LineCounter lines;
    CaseFile read;
    std::string normal;  // its name as one that is open; empty for a text
    std::vector<const JsonValue*> includes;
    std::size_t next = 0;  // of these
  };

  static std::string normal(const std::filesystem::path& name) {
    return name.lexically_normal().generic_string();
  }

  void folder_of(const std::string& file) {
    folder_ = std::filesystem::path(file).parent_path().generic_string();
  }

  bool may_read(const std::string& name) const {
    return is_inside(name, folder_) || (!root_.empty() && is_inside(name, root_));
  }

  /// Reads a file up to what it includes.
  void file(const std::string& name) {
    check_stop();
    Checked<std::string> content = read_file(name, "a case file", limits().result_bytes);
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
    if (body == nullptr && in_folder_) return;  // a rubric beside its case files
    CaseReader reader(json, read);
    if (body == nullptr) {
      reader.add(issue::case_empty, json, "The rubric holds no cases", "the key \"cases\"",
                 "none");
    } else {
      reader.run(*body, is_rubric);
      if (!is_rubric) reader.includes(*body, opened->includes);
      const CaseFile* const parent = open_.empty() ? nullptr : &open_.back()->read;
      rubric(json, opened->content, is_rubric, parent, read, reader);
      const bool has_own = !read.cases.empty() || read.issue_count != 0;
      if (!has_own && opened->includes.empty()) {
        reader.add(issue::case_empty, *body, "The file holds no case", "at least one", "none");
      }
    }
    Issues issues = reader.placed(opened->lines);
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
        normal(std::filesystem::path(from.read.path).parent_path() / included.text);
    const auto report = [&](const IssueCode& code, std::string message, std::string expected,
                            std::string actual) {
      Issue found = make_issue(code, std::move(message), std::move(expected), std::move(actual));
      found.pointer = pointer_to(*from.json, included);
      from.lines.place(found, included.begin);
      add_issues(from.read.path, {std::move(found)});
    };
    if (!may_read(target)) {
      return report(issue::case_outside, "The included file lies elsewhere", where_to_lie,
                    in_quotes(included.text));
    }
    if (names_.contains(target)) {
      std::string chain;
      for (const auto& step : open_) chain += step->normal.empty() ? "" : step->normal + " > ";
      return report(issue::case_cycle, "The case file includes itself",
                    "files that do not lead back", chain + target);
    }
    if (included_ == limits().included_files) {
      report(issue::includes_too_many, "Too many case files are included",
             "at most " + std::to_string(limits().included_files), "more");
      for (const auto& each : open_) each->includes.clear();
      for (const auto& each : open_) each->next = 0;
      return;
    }
    ++included_;
    file(target);
  }

  /// The file and all that it includes was read.
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

  /// Which rubric the cases are for, and whether it is the one they were made for.
  void rubric(const JsonValue& json, const std::string& content, bool is_rubric,
              const CaseFile* parent, CaseFile& read, CaseReader& reader) {
    std::string id;
    std::string edition;
    const JsonValue* inline_rubric = is_rubric ? &json : json.find("rubric");
    const JsonValue* rubric_file = is_rubric ? nullptr : json.find("rubric_file");
    if (!is_rubric) reader.made_for(json, id, edition);
    std::optional<Checked<Rubric>> checked;
    if (inline_rubric != nullptr) {
      const std::string_view source(content);
      const std::size_t begin = inline_rubric->begin;
      // The text in front is blanked out, so that places are places of the file.
      std::string alone(source.substr(0, begin));
      std::replace_if(alone.begin(), alone.end(), [](char c) { return c != '\n'; }, ' ');
      alone += source.substr(begin, inline_rubric->end - begin);
      checked = check_rubric(alone);
      read.rubric_name = read.path;
      // A file that says nothing else is for the rubric that it holds.
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
      const std::filesystem::path beside(read.path);
      read.rubric_name =
          (beside.parent_path() / rubric_file->text).lexically_normal().generic_string();
      if (!may_read(read.rubric_name)) {
        reader.add(issue::case_outside, *rubric_file, "The file of the rubric lies elsewhere",
                   where_to_lie, in_quotes(rubric_file->text));
        return;
      }
      take(check_rubric_file(read.rubric_name), read, "");
    } else if (parent != nullptr) {
      read.rubric = parent->rubric;
      read.rubric_name = parent->rubric_name;
      read.rubric_issues = parent->rubric_issues;
    } else if (json.find("include") == nullptr || !read.cases.empty()) {
      reader.add(issue::key_missing, json, "The file does not say which rubric its cases are for",
                 "one of rubric, rubric_file, or a rubric given to the command", "none");
      return;
    }
    if (inline_rubric == nullptr && id.empty() && !read.cases.empty()) {
      reader.add(issue::key_missing, json,
                 "The file does not say for which edition its expectations hold",
                 "\"for\": {\"rubric\": ..., \"edition\": ...}", "none");
    }
    if (read.rubric && !id.empty() &&
        (read.rubric->id() != id || read.rubric->edition() != edition)) {
      const JsonValue* at = json.find("for");
      reader.add(issue::case_edition, at != nullptr ? *at : json,
                 "The cases are for another rubric or edition",
                 read.rubric->id() + ", edition " + read.rubric->edition(),
                 id + ", edition " + edition);
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
  std::string folder_;  // in which the files that are read must lie, if not in the root
  std::vector<std::unique_ptr<Open>> open_;  // each included by the one before
  std::unordered_set<std::string> names_;    // of these
  std::size_t included_ = 0;
  bool in_folder_ = false;
};

}  // namespace detail

PARINDEX_INLINE bool CaseSet::has_errors() const {
  return std::any_of(issues.begin(), issues.end(), [](const FileIssues& file) {
    return ::parindex::has_errors(file.issues);
  });
}

PARINDEX_INLINE std::size_t CaseSet::size() const {
  std::size_t count = 0;
  for (const CaseFile& file : files) count += file.cases.size() + (file.issue_count != 0 ? 1 : 0);
  return count;
}

PARINDEX_INLINE CaseSet read_cases(const std::vector<std::string>& paths,
                                   const std::optional<Rubric>& rubric,
                                   const std::string& root) {
  CaseSet cases;
  detail::CaseLoader loader(cases, rubric, root);
  for (const std::string& path : paths) loader.path(path);
  return cases;
}

PARINDEX_INLINE CaseSet read_cases_text(std::string text, const std::string& path,
                                        const std::optional<Rubric>& rubric,
                                        const std::string& root) {
  CaseSet cases;
  detail::CaseLoader(cases, rubric, root).text(std::move(text), path);
  return cases;
}

PARINDEX_END_NAMESPACE
