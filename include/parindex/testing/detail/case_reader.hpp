// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/detail/text.hpp>
#include <parindex/engine/detail/sparse_column.hpp>
#include <parindex/engine/score.hpp>
#include <parindex/io/detail/json_cell.hpp>
#include <parindex/limits.hpp>
#include <parindex/rubric/detail/json/reader.hpp>
#include <parindex/stop.hpp>
#include <parindex/testing/cases.hpp>
#include <parindex/testing/detail/sentences.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Turns the tree of one case file into a CaseFile.
class CaseReader : private JsonReader {
 public:
  using JsonReader::placed;
  CaseReader(const JsonValue& root, CaseFile& out) : JsonReader(root), out_(out) {}

  /// The object that contains the cases: the file, or the member `cases` of a rubric.
  void run(const JsonValue& body, bool inside_rubric) {
    Keys keys{{"title"}, {"tolerance"}, {"base"}, {"rows"}, {"cases"}, {"expect"}};
    if (!inside_rubric) {
      keys.insert(keys.end(), {{"parindex_cases"},
                               {"for"},
                               {"rubric"},
                               {"rubric_file"},
                               {"include"},
                               {"note"},
                               {"not_reached"}});
    }
    if (!object(body, keys)) return;
    if (!inside_rubric) format(body.find("parindex_cases"), 1);
    text(body.find("title"), out_.title);
    if (const JsonValue* limit = body.find("tolerance")) tolerance(*limit, tolerance_);
    if (const JsonValue* base = body.find("base")) {
      if (is(*base, JsonValue::Kind::object, sentence::an_object)) base_ = base;
    }
    const JsonValue* entries = body.find("cases");
    const JsonValue* rows = body.find("rows");
    if (entries != nullptr && rows != nullptr) {
      report_key(issue::key_unknown, *rows, sentence::the_key_cannot_be_combined_with_cases,
                 sentence::one_of_them);
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
      if (is(item, JsonValue::Kind::string, sentence::a_file_name)) files.push_back(&item);
    });
  }

  /// The rubric and edition that the file states.
  void made_for(const JsonValue& body, std::string& id, std::string& edition) {
    const JsonValue* value = body.find("for");
    if (value == nullptr || !object(*value, {{"rubric", true}, {"edition", true}})) return;
    text(value->find("rubric"), id);
    text(value->find("edition"), edition);
  }

  void add(const IssueCode& code, const JsonValue& at, const Said& message, const Detail& expected,
           const Detail& actual) {
    report(code, at, message, expected, actual);
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
      report(issue::number_out_of_range, value, sentence::the_tolerance_is_below_0,
             sentence::n_0_or_more, shown(value));
    }
  }

  Case& start(const JsonValue& at) {
    Case& added = out_.cases.emplace_back();
    added.tolerance = tolerance_;
    added.pointer = pointer_to(root_, at);
    added.column = at.begin;  // replaced when the lines are counted
    return added;
  }

  /// `{"unit", "title", "given": {...}, "expect": {...}}`
  void entry(const JsonValue& value) {
    if (!object(value, {{"unit"},
                        {"title"},
                        {"given", true},
                        {"group"},
                        {"ranked"},
                        {"cohort"},
                        {"expect"},
                        {"tolerance"},
                        {"confirmed"},
                        {"note"}})) {
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
    if (!is(value, JsonValue::Kind::object, sentence::an_object)) return added;
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
      mismatch(value, sentence::yes_or_no);
    }
  }

  Cell cell(const JsonValue& value) {
    if (auto read = json_cell(value)) return *std::move(read);
    mismatch(value, sentence::a_value_text_a_number_true_false_or_null);
    return Missing{};
  }

  /// `expect` of the file: the issues of the rubric or table, and units in the order of `rows`.
  void expected(const JsonValue& value, const JsonValue* rows) {
    if (!object(value, {{"units"}, {"issues"}})) return;
    if (const JsonValue* issues = value.find("issues")) {
      if (is(*issues, JsonValue::Kind::array, sentence::an_array)) {
        flatten(*issues, "", "", out_.issues);
        out_.issue_count = issues->children.size();
      }
    }
    const JsonValue* units = value.find("units");
    if (units == nullptr || !is(*units, JsonValue::Kind::array, sentence::an_array)) return;
    if (rows == nullptr || units->children.size() != out_.cases.size()) {
      report(issue::case_unit_unknown, *units,
             sentence::the_number_of_units_differs_from_the_number,
             std::to_string(out_.cases.size()), std::to_string(units->children.size()));
      return;
    }
    for (std::size_t i = 0; i < units->children.size(); ++i) {
      const JsonValue& unit = units->children[i];
      if (!is(unit, JsonValue::Kind::object, sentence::an_object)) continue;
      const JsonValue* name = unit.find("unit");
      if (name != nullptr && name->text != out_.cases[i].unit) {
        report(issue::case_unit_unknown, *name, sentence::the_unit_differs_from_the_unit_of_its_row,
               in_quotes(out_.cases[i].unit), shown(*name));
      }
      out_.cases[i].pointer = pointer_to(root_, unit);
      out_.cases[i].column = unit.begin;
      figures(unit, out_.cases[i]);
    }
  }

  void figures(const JsonValue& unit, Case& out) {
    if (!is(unit, JsonValue::Kind::object, sentence::an_object)) return;
    for (const JsonValue& member : unit.children) {
      if (member.key == "unit") continue;
      if (member.key == "issues") out.expects_issues = true;
      flatten(member, member.key, "", out.expects);
    }
    if (out.expects.empty() && !out.expects_issues) {
      report(issue::case_empty, unit, sentence::the_case_expects_nothing,
             sentence::a_figure_such_as_points, sentence::none);
    }
  }

  /// One expectation for each leaf of the tree, and for each array one for its length.
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

  /// `status` of the unit, or of a node under `nodes` or `trace`; a code contains no `/`.
  static bool names_status(const std::string& path) {
    if (path == "status") return true;
    const bool of_node = path.rfind("nodes/", 0) == 0 || path.rfind("trace/", 0) == 0;
    return of_node && path.ends_with("/status") && std::count(path.begin(), path.end(), '/') == 2;
  }

  /// A status that no unit can have would always fail, without an explanation.
  void status(const JsonValue& value) {
    std::vector<std::string_view> words;
    for (const Status each : {Status::ok, Status::excluded, Status::unavailable, Status::error}) {
      words.push_back(to_string(each));
      if (value.kind == JsonValue::Kind::string && value.text == words.back()) return;
    }
    report(issue::word_unknown, value, sentence::unknown_status, listed(words), shown(value));
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

}  // namespace detail

PARINDEX_END_NAMESPACE
