// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <parindex/detail/issue_log.hpp>
#include <parindex/detail/json_text.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/engine/detail/sentences.hpp>
#include <parindex/io/detail/json_cell.hpp>
#include <parindex/io/detail/sentences.hpp>
#include <parindex/io/json_table.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Turns rows of a JSON text into columns, in the order in which their names first occur.
class JsonTableReader {
 public:
  explicit JsonTableReader(std::string_view text) : lines_(text) {}

  std::vector<Column> read(const JsonValue& root) {
    const JsonValue* rows = &root;
    if (root.kind == JsonValue::Kind::object) {
      for (const JsonValue& member : root.children) {
        if (member.key != "units") {
          add(issue::key_unknown, sentence::unknown_key_of_a_table, as_is("units"),
              clipped(member.key), member.key_begin);
        }
      }
      rows = root.find("units");
    }
    if (rows == nullptr || rows->kind != JsonValue::Kind::array) {
      add(issue::table_malformed, sentence::the_json_text_is_not_a_table,
          sentence::a_list_of_objects_or_units, shown(rows == nullptr ? root : *rows),
          rows == nullptr ? root.begin : rows->begin);
      return {};
    }
    if (rows->children.empty()) {
      add(issue::table_empty, sentence::the_table_has_no_rows, sentence::at_least_one_row,
          as_is("0"), rows->begin);
    }
    rows_ = rows->children.size();
    for (; row_ < rows_; ++row_) read_row(rows->children[row_]);
    return std::move(columns_);
  }

  IssueLog& issues() { return issues_; }

 private:
  void read_row(const JsonValue& row) {
    stop_point(100);
    if (row.kind != JsonValue::Kind::object) {
      add(issue::table_malformed, sentence::the_row_is_not_an_object, sentence::names_and_values,
          shown(row), row.begin, row_ + 1);
      return;
    }
    for (const JsonValue& member : row.children) {
      stop_point(100);
      Filled& filled = column(member.key);
      if (filled.last == row_ + 1) {
        add(issue::column_duplicate, sentence::the_row_has_the_column_twice, {},
            clipped(member.key), member.key_begin, row_ + 1, member.key);
        continue;
      }
      filled.last = row_ + 1;
      if (auto cell = json_cell(member)) {
        columns_[filled.position].cells[row_] = *std::move(cell);
      } else {
        add(issue::value_type, sentence::the_value_is_not_a_single_value,
            sentence::text_a_number_true_false_or_null, shown(member), member.begin, row_ + 1,
            member.key);
      }
    }
  }

  struct Filled {
    std::size_t position;
    std::size_t last = 0;  // the last row that has the column, from 1
  };
  Filled& column(const std::string& name) {
    const auto [found, is_new] = by_name_.try_emplace(name, Filled{columns_.size()});
    if (is_new) columns_.emplace_back(name, std::vector<Cell>(rows_));
    return found->second;
  }

  void add(const IssueCode& code, const Said& message, const Detail& expected, const Detail& actual,
           std::size_t offset, std::size_t row = 0, const std::string& field = {}) {
    Issue issue = make_issue(code, message, expected, actual);
    issue.row = row;
    issue.field = field;
    lines_.place(issue, offset);
    issues_.add(std::move(issue));
  }

  LineCounter lines_;
  IssueLog issues_;
  std::vector<Column> columns_;
  std::unordered_map<std::string, Filled> by_name_;
  std::size_t rows_ = 0;
  std::size_t row_ = 0;
};

}  // namespace detail

Checked<Table> read_json_table(std::string_view text, const ColumnRoles& roles) {
  const auto refused = [](Issues issues) {
    return Checked<Table>(std::move(issues), detail::sentence::the_table_cannot_be_read);
  };
  const detail::JsonLimits most{limits().data_bytes, limits().json_depth, detail::no_limit};
  const Checked<detail::JsonValue> root = detail::parse_json(text, most);
  if (!root) return refused(root.issues());
  detail::JsonTableReader reader(text);
  std::vector<Column> columns = reader.read(*root);
  if (!reader.issues().empty()) return refused(reader.issues().take());
  return make_table(std::move(columns), roles);
}

PARINDEX_END_NAMESPACE
