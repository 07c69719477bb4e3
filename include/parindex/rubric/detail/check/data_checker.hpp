// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <parindex/detail/sentences.hpp>
#include <parindex/detail/text.hpp>
#include <parindex/rubric/detail/check/node_report.hpp>
#include <parindex/rubric/detail/leaf.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Checks how a rubric says that tables are written: its signs and words, and that no column of a
/// table has two meanings. Issues are those of the root.
class DataChecker {
 public:
  /// By data column, the pointer of the node that reads it.
  using Columns = std::unordered_map<std::string, std::string>;

  /// Leaves that declare inputs, each with its pointer.
  using Leaves = std::vector<std::pair<const Node*, std::string>>;

  DataChecker(const RubricDraft& draft, NodeReport& report) : draft_(draft), report_(report) {}

  void run(const Columns& columns, const Leaves& leaves) {
    if (draft_.data) check_form(*draft_.data);
    const DataForm form = draft_.data.value_or(DataForm());
    using Role = std::pair<const char*, const std::string&>;
    for (const auto& [role, column] :
         {Role{"unit", form.unit}, Role{"group", form.group}, Role{"ranked", form.ranked}}) {
      if (column.empty() || column == role) {
        // Without another name, a role has the column of its own name.
        heads_.emplace(role, "");
        continue;
      }
      claim(column, std::string("/data/") + role, columns);
    }
    for (const auto& [leaf, pointer] : leaves) {
      for (std::size_t i = 0; i < leaf->inputs.size(); ++i) {
        const Input& input = leaf->inputs[i];
        if (input.column.empty() || input.column == column_name(leaf->code, input.name)) continue;
        claim(input.column, pointer + "/inputs/" + std::to_string(i) + "/column", columns);
      }
    }
  }

 private:
  void check_form(const DataForm& form) {
    if (form.decimal && form.thousands && to_string(*form.decimal) == to_string(*form.thousands)) {
      report_.add(issue::data_clash, "/data/thousands",
                  sentence::the_decimal_sign_is_also_the_thousands_sign,
                  sentence::two_different_signs, quote(to_string(*form.thousands)));
    }
    check_words("yes", form.yes, true);
    check_words("no", form.no, false);
    const std::set<std::string_view> yes(form.yes.begin(), form.yes.end());
    for (std::size_t i = 0; i < form.no.size(); ++i) {
      if (!form.no[i].empty() && yes.contains(form.no[i])) clash("no", i, form.no[i]);
    }
    check_units(form.units);
  }

  void check_units(const std::vector<std::string>& units) {
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < units.size(); ++i) {
      const std::string where = "/data/units/" + std::to_string(i);
      if (units[i].empty()) {
        report_.add(issue::code_invalid, where, sentence::the_name_of_a_unit_is_empty);
      } else if (!seen.insert(units[i]).second) {
        report_.add(issue::data_clash, where, sentence::a_unit_is_listed_twice,
                    sentence::distinct_names, quote(units[i]));
      }
    }
  }

  void check_words(const char* key, const std::vector<std::string>& words, bool meaning) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (words[i].empty()) {
        report_.add(issue::code_invalid, std::string("/data/") + key + "/" + std::to_string(i),
                    sentence::a_word_for_yes_or_no_is_empty);
      } else if (const bool* known = parse_flag(words[i]); known != nullptr && *known != meaning) {
        clash(key, i, words[i]);
      }
    }
  }

  void clash(const char* key, std::size_t at, const std::string& word) {
    report_.add(issue::data_clash, std::string("/data/") + key + "/" + std::to_string(at),
                sentence::a_word_means_both_yes_and_no, sentence::each_word_in_one_list,
                quote(word));
  }

  void claim(const std::string& column, const std::string& where, const Columns& columns) {
    const auto [first, fresh] = heads_.emplace(column, where);
    if (!fresh && first->second.empty()) {
      report_.add(issue::column_clash, where, sentence::the_data_column_has_a_reserved_name,
                  sentence::a_name_other_than_unit_group_and_ranked, quote(column));
      return;
    }
    const auto other = columns.find(column);
    if (fresh && other == columns.end()) return;
    report_.add(issue::column_clash, where,
                say(sentence::the_data_column_is_also_read_at, quote(column),
                    fresh ? other->second : first->second),
                sentence::one_input_for_each_column, sentence::two);
  }

  const RubricDraft& draft_;
  NodeReport& report_;
  std::unordered_map<std::string, std::string> heads_;  // column -> pointer; empty: its role's name
};

}  // namespace detail

PARINDEX_END_NAMESPACE
