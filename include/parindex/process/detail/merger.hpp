// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

#include <parindex/detail/issue_log.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/limits.hpp>
#include <parindex/process/agency.hpp>
#include <parindex/process/detail/agency_roles.hpp>
#include <parindex/process/detail/assessment_checker.hpp>
#include <parindex/process/detail/sentences.hpp>
#include <parindex/rubric/detail/titles.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Merges the submissions of agencies and reports conflicts.
class Merger {
 public:
  Merger(const Plan& plan, std::string_view layer, Merged& merged)
      : plan_(plan), layer_(layer), merged_(merged) {}

  void run(const std::vector<Submission>& submissions) {
    if (!plan_.state().layers.contains(layer_)) {
      issues_.add(unknown_layer(plan_.rubric().draft(), layer_));
    }
    for (const Agency& agency : plan_.rubric().draft().agencies)
      agencies_.emplace(agency.id, agencies_.size());
    for (const Observation& seen : merged_.draft.observations) {
      if (!seen.value) continue;
      // Of the round, not of an agency: any submission may replace it.
      given_.insert_or_assign(CellKey{seen.unit, seen.code, seen.input, seen.layer},
                              CellGiven{"", *seen.value, ""});
    }
    for (std::size_t i = 0; i < submissions.size(); ++i) take(submissions[i], i);
    for (const Agency& agency : plan_.rubric().draft().agencies) list_omissions(agency);
    merged_.issues = issues_.take();
  }

 private:
  using CellKey = std::tuple<std::string, std::string, std::string, std::string>;
  struct CellGiven {
    std::string agency;
    Cell value;
    std::string pointer;
  };

  void take(const Submission& submission, std::size_t index) {
    const std::string where = "/submissions/" + std::to_string(index);
    const auto known = agencies_.find(submission.agency);
    const Agency* const agency =
        known == agencies_.end() ? nullptr : &plan_.rubric().draft().agencies[known->second];
    if (agency == nullptr) {
      add(issue::agency_unknown, where + "/agency",
          did_you_mean(sentence::unknown_agency, submission.agency, sorted_keys(agencies_)),
          say(sentence::one_of, listed(sorted_keys(agencies_))), submission.agency);
    }
    const Roles roles = agency ? roles_of(plan_.state(), *agency) : Roles();
    for (std::size_t k = 0; k < submission.observations.size(); ++k) {
      stop_point(1000);
      const Observation& seen = submission.observations[k];
      const std::string at = where + "/observations/" + std::to_string(k);
      const auto position = plan_.find(seen.code);
      if (agency && position && !roles.contains(*position)) {
        add(issue::scope_foreign, at + "/code",
            sentence::the_agency_neither_leads_nor_coordinates_the,
            say(sentence::a_leaf_that_leads_or_coordinates, submission.agency), seen.code, &seen);
      }
      if (seen.value) look_for_conflict(submission.agency, seen, at);
      merged_.draft.observations.push_back(seen);
    }
  }

  void look_for_conflict(const std::string& agency, const Observation& seen,
                         const std::string& at) {
    const auto [found, fresh] = given_.try_emplace(
        CellKey{seen.unit, seen.code, seen.input, seen.layer}, CellGiven{agency, *seen.value, at});
    CellGiven& before = found->second;
    const bool replaced = before.agency == agency || before.agency.empty();
    if (!replaced && !same(before.value, *seen.value)) {
      add(issue::merge_conflict, at + "/value",
          say(sentence::and_submitted_different_values_for_one_cell, agency, before.agency),
          say(sentence::as_submitted_at, before.value.to_string(), before.pointer),
          seen.value->to_string(), &seen);
    }
    if (!fresh && replaced) before = {agency, *seen.value, at};
  }

  /// Whether two cells have the same meaning: "46" from a file and 46 from a program do.
  static bool same(const Cell& a, const Cell& b) {
    const auto number = [](const Cell& cell) -> std::optional<Rational> {
      if (const auto* value = std::get_if<Rational>(&cell.value())) return *value;
      const auto* text = std::get_if<std::string>(&cell.value());
      return text ? Rational::parse(*text, limits().cell_digits) : std::nullopt;
    };
    const auto left = number(a);
    const auto right = number(b);
    return left && right ? *left == *right : a == b;
  }

  void list_omissions(const Agency& agency) {
    const PlanState& plan = plan_.state();
    for (const std::size_t at : led_by(plan, agency)) {
      if (!takes(plan_, at, layer_)) continue;
      const PlanNode& leaf = plan.nodes[at];
      for (const AssessedUnit& unit : merged_.draft.units) {
        stop_point(500);
        if (!exists(leaf, group_of(plan, unit.group))) continue;
        for (std::size_t i = 0; i < own_columns(leaf); ++i) {
          const PlanColumn& column = plan.columns[leaf.first_column + i];
          const auto found =
              given_.find({unit.name, column.code, column.input, std::string(layer_)});
          if (found != given_.end() && !found->second.value.is_missing()) continue;
          Issue omitted = make_issue(
              issue::cell_omitted, say(sentence::leads_the_leaf_and_submitted_no_mark, agency.id),
              describe(plan.specs[leaf.first_column + i]), sentence::nothing);
          omitted.unit = unit.name;
          omitted.field = column.name;
          issues_.add(std::move(omitted));
        }
      }
    }
  }

  void add(const IssueCode& code, std::string pointer, const Said& message, const Detail& expected,
           const Detail& actual, const Observation* about = nullptr) {
    Issue found = make_issue(code, message, expected, actual);
    found.pointer = std::move(pointer);
    if (about != nullptr) {
      found.unit = about->unit;
      found.field = column_name(about->code, about->input);
    }
    issues_.add(std::move(found));
  }

  const Plan& plan_;
  std::string_view layer_;
  Merged& merged_;
  IssueLog issues_;
  std::map<CellKey, CellGiven> given_;
  std::unordered_map<std::string_view, std::size_t> agencies_;  // id -> position
};

}  // namespace detail

PARINDEX_END_NAMESPACE
