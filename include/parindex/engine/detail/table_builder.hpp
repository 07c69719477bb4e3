// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/detail/issue_log.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/detail/text.hpp>
#include <parindex/engine/detail/read_cell.hpp>
#include <parindex/engine/table.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Turns columns, some of which have roles, into a table, and collects every issue instead of
/// stopping at the first. Columns keep their own lengths; scoring compares them.
class TableBuilder {
 public:
  TableBuilder(ColumnRoles roles, IssueLog& issues) : roles_(std::move(roles)), issues_(issues) {}

  void add(Column column) {
    std::optional<Column>* const role = role_of(column.name);
    if (!role) {
      table_.columns.push_back(std::move(column));
    } else if (*role) {
      add_issue(issue::column_duplicate, sentence::two_columns_have_the_same_name,
                sentence::distinct_names, column.name, column.name);
    } else {
      const Detail problem = column.source ? column.source->problem() : Detail();
      if (!problem.empty()) {
        add_issue(issue::value_type, sentence::the_values_have_a_type_that_cannot_be_read, {},
                  problem, column.name);
      }
      *role = std::move(column);
    }
  }

  /// The table. It is complete even if there are issues, so that the other columns can also be
  /// checked.
  Table finish() {
    if (unit_) {
      table_.units = labels(*unit_);
    } else if (roles_.unit) {
      add_issue(issue::column_missing, sentence::the_column_with_the_names_of_the_units_is,
                *roles_.unit, {}, *roles_.unit);
      for (std::size_t row = 0; row < rows_without_names(); ++row) {
        table_.units.push_back(std::to_string(row + 1));
      }
    }
    if (group_) table_.groups = labels(*group_);
    for (std::size_t row = 0; ranked_ && row < ranked_->size(); ++row) {
      stop_point(100);
      table_.unranked.push_back(!is_ranked(ranked_->at(row), row));
    }
    // The names of all units are known only at this point.
    for (Issue& found : issues_.from(0)) {
      if (found.row == 0 || found.row > table_.units.size()) continue;
      found.unit = table_.units[found.row - 1];
      clip(found);
    }
    return std::move(table_);
  }

 private:
  std::optional<Column>* role_of(const std::string& name) {
    if (roles_.unit && name == *roles_.unit) return &unit_;
    if (name.empty()) return nullptr;
    return name == roles_.group ? &group_ : name == roles_.ranked ? &ranked_ : nullptr;
  }

  void add_issue(const IssueCode& code, const Said& message, const Detail& expected,
                 const Detail& actual, const std::string& field, std::size_t row = 0) {
    Issue found = make_issue(code, message, expected, actual);
    found.field = field;
    found.row = row;
    issues_.add(std::move(found));
  }

  std::size_t rows_without_names() const {
    return !table_.columns.empty() ? table_.columns.front().size()
           : group_                ? group_->size()
           : ranked_               ? ranked_->size()
                                   : 0;
  }

  std::vector<std::string> labels(const Column& column) {
    std::vector<std::string> result;
    result.reserve(column.size());
    for (std::size_t row = 0; row < column.size(); ++row) {
      stop_point(100);
      result.push_back(label(column.at(row), row, column.name));
    }
    return result;
  }

  /// The name of a unit or group. Numbers, for example the codes of provinces, are also names. A
  /// value that is not a name is reported by its row.
  std::string label(const Cell& cell, std::size_t row, const std::string& field) {
    if (cell.is_missing()) return "";
    if (const auto* const text = std::get_if<std::string>(&cell.value())) {
      if (utf8_valid_prefix(*text) == text->size()) return *text;
      add_issue(issue::text_not_utf8, say(sentence::is_not_valid_utf_8, sentence::the_name),
                as_is("UTF-8"), cell.to_string(), field, row + 1);
    } else if (const auto* const number = std::get_if<Rational>(&cell.value())) {
      return number->to_string();
    } else {
      add_issue(issue::value_type, sentence::the_value_is_not_a_name, sentence::text_or_a_number,
                cell.to_string(), field, row + 1);
    }
    return std::to_string(row + 1);
  }

  bool is_ranked(const Cell& cell, std::size_t row) {
    ColumnSpec yes_or_no;
    yes_or_no.type = InputType::boolean;
    Value value;
    if (no_value_of({}, cell)) return true;
    const IssueCode* const wrong = read_cell(yes_or_no, cell, value);
    if (!wrong) return value.flag;
    add_issue(*wrong, sentence::the_value_does_not_state_whether_ranked, describe(yes_or_no),
              cell.to_string(), roles_.ranked, row + 1);
    return true;
  }

  ColumnRoles roles_;
  IssueLog& issues_;
  std::optional<Column> unit_;
  std::optional<Column> group_;
  std::optional<Column> ranked_;
  Table table_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
