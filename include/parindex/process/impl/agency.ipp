// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <parindex/detail/issue_log.hpp>
#include <parindex/limits.hpp>
#include <parindex/process/agency.hpp>
#include <parindex/process/detail/merger.hpp>
#include <parindex/rubric/detail/titles.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The accepted values, in words.
inline std::string asked(const ColumnSpec& spec, const std::string& language) {
  const bool vi = language == "vi";
  if (spec.type == InputType::boolean) return vi ? "có hoặc không" : "yes or no";
  if (spec.type == InputType::choice) {
    std::string text = vi ? "một trong:" : "one of:";
    for (std::size_t i = 0; i < spec.options.size(); ++i) {
      text += (i == 0 ? " " : ", ") + spec.options[i];
      const std::string_view title = pick_title(spec.option_titles[i], language);
      if (!title.empty()) text += " (" + std::string(title) + ")";
    }
    return text;
  }
  if (spec.type == InputType::date) {
    std::string text = vi ? "ngày, viết theo thứ tự năm-tháng-ngày như 2021-02-15"
                          : "a day, written as 2021-02-15";
    if (*spec.min > Rational(first_day)) {
      text += (vi ? ", từ " : ", from ") + iso_date(spec.min->small_numerator());
    }
    if (*spec.max < Rational(last_day)) {
      text += (vi ? ", đến " : ", up to ") + iso_date(spec.max->small_numerator());
    }
    return text;
  }
  if (!vi) return describe(spec).en;
  std::string text = spec.type == InputType::count ? "số nguyên" : "số";
  if (spec.min && spec.max) {
    text += " từ " + spec.min->to_string() + " đến " + spec.max->to_string();
  } else if (spec.min) {
    text += " từ " + spec.min->to_string() + " trở lên";
  } else if (spec.max) {
    text += " không quá " + spec.max->to_string();
  }
  if (spec.rounding) text += ", làm tròn đến " + phrase_of_grid(*spec.rounding).vi;
  if (spec.step) text += ", mỗi bậc " + spec.step->to_string();
  return text;
}

inline void add_lines(const Plan& plan, std::size_t at, AgencyRole role, Worksheet& sheet) {
  const PlanState& state = plan.state();
  const PlanNode& leaf = state.nodes[at];
  for (std::size_t i = 0; i < own_columns(leaf); ++i) {
    const std::size_t column = leaf.first_column + i;
    WorksheetLine line;
    line.code = leaf.node->code;
    line.input = state.columns[column].input;
    line.column = state.columns[column].name;
    line.title = leaf.node->title;
    const ColumnSpec& spec = state.specs[column];
    line.input_title = spec.title.empty() && line.input == "value" ? leaf.node->title : spec.title;
    line.max = *leaf.node->max;
    for (const char* language : {"en", "vi"})
      line.expected.emplace(language, asked(spec, language));
    for (std::size_t k = 0; k < spec.options.size(); ++k) {
      line.options.push_back({spec.options[k], spec.option_titles[k]});
    }
    line.evidence = leaf.node->evidence;
    for (std::size_t k = 0; k < leaf.exists_for.size(); ++k) {
      if (leaf.exists_for[k]) line.only_for.push_back(plan.rubric().draft().groups[k].id);
    }
    for (const Layer& layer : plan.rubric().draft().layers) {
      if (takes(plan, at, layer.id)) line.layers.push_back(layer.id);
    }
    line.role = role;
    sheet.lines.push_back(std::move(line));
  }
}

}  // namespace detail

Checked<std::vector<std::string>> leads(const Rubric& rubric, std::string_view agency) {
  const Agency* const found = detail::find_agency(rubric, agency);
  if (found == nullptr) {
    return {Issues{detail::unknown_agency(rubric, agency)},
            detail::sentence::the_agency_was_not_found};
  }
  const std::unordered_set<std::string_view> scope(found->lead.begin(), found->lead.end());
  const std::unordered_set<std::string_view> except(found->except.begin(), found->except.end());
  std::vector<std::string> codes;
  // Recursive over the children: the check limits a rubric to `Limits::depth` levels.
  const auto walk = [&](const auto& self, const Node& node, bool inside) -> void {
    inside = (inside || scope.contains(node.code)) && !except.contains(node.code);
    if (inside && node.rule) codes.push_back(node.code);
    for (const Node& child : node.children) self(self, child, inside);
  };
  walk(walk, rubric.root(), false);
  return codes;
}

Checked<Worksheet> worksheet(const Plan& plan, std::string_view agency) {
  const Agency* const found = detail::find_agency(plan.rubric(), agency);
  if (found == nullptr) {
    return {Issues{detail::unknown_agency(plan.rubric(), agency)},
            detail::sentence::the_agency_was_not_found};
  }
  const detail::Roles roles = detail::roles_of(plan.state(), *found);
  Worksheet sheet;
  sheet.agency = found->id;
  sheet.title = found->title;
  for (const bool leading : {true, false}) {
    for (const auto& [at, role] : roles) {
      if ((role == AgencyRole::lead) == leading) detail::add_lines(plan, at, role, sheet);
    }
  }
  return sheet;
}

Merged merge(const Plan& plan, std::vector<AssessedUnit> units,
             const std::vector<Submission>& submissions, std::string_view layer) {
  Merged merged;
  merged.draft.units = std::move(units);
  detail::Merger(plan, layer, merged).run(submissions);
  return merged;
}

Merged merge(const Assessment& round, const std::vector<Submission>& submissions,
             std::string_view layer) {
  Merged merged;
  merged.draft = round.state().draft;
  detail::Merger(round.plan(), layer, merged).run(submissions);
  return merged;
}

Checked<std::vector<AgencyProgress>> progress(const Assessment& assessment,
                                              std::string_view layer) {
  const Plan& plan = assessment.plan();
  const Checked<Table> checked = resolve(assessment, layer);
  if (!checked) return {checked.issues(), detail::sentence::the_layer_was_not_found};
  const Table& marks = *checked;
  std::set<std::pair<std::string, std::string>> proven;  // unit and code
  for (const Observation& seen : assessment.observations()) {
    if (seen.evidence.empty() && seen.note.empty()) continue;
    proven.emplace(seen.unit, seen.code);
  }
  std::vector<AgencyProgress> all;
  for (const Agency& agency : plan.rubric().draft().agencies) {
    AgencyProgress& own = all.emplace_back();
    own.agency = agency.id;
    const std::vector<std::size_t> led = detail::led_by(plan.state(), agency);
    for (std::size_t row = 0; row < marks.rows(); ++row) {
      for (const std::size_t at : led) {
        detail::stop_point(500);
        if (!takes(plan, at, layer)) continue;
        const detail::PlanNode& leaf = plan.state().nodes[at];
        const std::string& group = assessment.units()[row].group;
        if (!detail::exists(leaf, detail::group_of(plan.state(), group))) continue;
        bool given = true;
        for (std::size_t i = 0; i < detail::own_columns(leaf); ++i) {
          const std::size_t column = leaf.first_column + i;
          given = given && (plan.state().specs[column].optional ||
                            !marks.columns[column].cells[row].is_missing());
        }
        ++own.leaves;
        UnitLeaf about{marks.units[row], plan.codes()[at]};
        if (!given) {
          own.missing.push_back(std::move(about));
          continue;
        }
        ++own.given;
        if (!leaf.node->evidence.empty() && !proven.contains({about.unit, about.code})) {
          own.without_evidence.push_back(std::move(about));
        }
      }
    }
  }
  return all;
}

std::string_view to_string(AgencyRole role) {
  switch (role) {
    case AgencyRole::lead: return "lead";
    case AgencyRole::coordinate: return "coordinate";
    case AgencyRole::if_any: return "if_any";
  }
  return "";
}

PARINDEX_END_NAMESPACE
