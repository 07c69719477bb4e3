// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>
#include <string_view>

#include <parindex/detail/date.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/rubric/detail/check/node_report.hpp>
#include <parindex/rubric/detail/names.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Checks the shared parts and constants of a rubric: their names, their dates, and that something
/// uses them. What they contain is checked where it is used.
class NameChecker {
 public:
  NameChecker(const RubricDraft& draft, NodeReport& report) : draft_(draft), report_(report) {}

  void check() {
    if (!has_names(draft_)) return;
    find_used(draft_.root);
    const SharedParts& shared = draft_.shared;
    section("/shared/options", shared.options, options_);
    section("/shared/inputs", shared.inputs, inputs_);
    section("/shared/scales", shared.scales, scales_);
    for (const auto& [name, constant] : draft_.constants) {
      const std::string where = "/constants" + pointer_step(name);
      check_identifier(report_, where, sentence::the_name_of_a_constant, name);
      if (!constants_.contains(name)) unused(where, name);
      for (const auto& [day, value] : constant.by_date) {
        if (day_of(day)) continue;
        report_.add(issue::date_malformed, where + "/by_date" + pointer_step(day),
                    sentence::the_value_is_not_a_date, sentence::n_0001_01_01_to_9999_12_31,
                    quote(day));
      }
    }
  }

 private:
  using Names = std::set<std::string_view>;

  void find_used(const Node& node) {
    stop_point(100);
    for (const auto& [pointer, name] : node.shared) {
      (pointer.ends_with("/options")                                 ? options_
       : pointer.ends_with("/steps") || pointer.ends_with("/pieces") ? scales_
                                                                     : inputs_)
          .insert(name);
    }
    for (const auto& [pointer, name] : node.constants) constants_.insert(name);
    for (const Node& child : node.children) find_used(child);
  }

  void section(const std::string& where, const NameMap& parts, const Names& used) {
    for (const auto& [name, text] : parts) {
      const std::string at = where + pointer_step(name);
      check_identifier(report_, at, sentence::the_name_of_a_shared_part, name);
      if (!used.contains(name)) unused(at, name);
    }
  }
  void unused(const std::string& where, const std::string& name) {
    report_.add(issue::shared_unused, where, sentence::nothing_uses_this_name, {}, quote(name));
  }

  const RubricDraft& draft_;
  NodeReport& report_;
  Names options_;
  Names inputs_;
  Names scales_;
  Names constants_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
