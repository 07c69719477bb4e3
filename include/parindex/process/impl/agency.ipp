// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <parindex/process/agency.hpp>
#include <parindex/detail/issue_log.hpp>
#include <parindex/rubric/detail/titles.hpp>
#include <parindex/limits.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline const Agency* find_agency(const Rubric& rubric, std::string_view id) {
  for (const Agency& agency : rubric.draft().agencies) {
    if (agency.id == id) return &agency;
  }
  return nullptr;
}

inline const Agency& agency_of(const Rubric& rubric, std::string_view id) {
  if (const Agency* found = find_agency(rubric, id)) return *found;
  std::string known;
  for (const Agency& agency : rubric.draft().agencies) {
    known += (known.empty() ? "" : ", ") + agency.id;
  }
  throw Error("no agency \"" + std::string(id) + "\"; the rubric has " +
              (known.empty() ? "none" : known));
}

/// The role of an agency by the position of a node, in document order.
using Roles = std::map<std::size_t, AgencyRole>;

/// Calls visit(position) for every leaf in a scope. Looks at the nodes that the scope names and at
/// the leaves in it alone: a rubric may have as many agencies as leaves.
template <class Visit>
void visit_scope(const PlanState& plan, const std::vector<std::string>& scope,
                 const std::vector<std::string>& except, const Visit& visit) {
  std::map<std::size_t, bool> named;  // position -> whether its leaves are in the scope
  const auto add = [&](const std::vector<std::string>& codes, bool inside) {
    for (const std::string& code : codes) {
      const auto found = plan.positions.find(code);
      if (found != plan.positions.end()) named[found->second] = inside;
    }
  };
  add(scope, true);
  add(except, false);
  // What the nearest named node above a leaf, or the leaf itself, says. The named nodes around a
  // position stand one within the other.
  std::vector<std::pair<std::size_t, bool>> open;  // where it ends, and what it says
  std::size_t at = 0;
  const auto pass = [&](std::size_t to) {
    while (at < to) {
      while (!open.empty() && open.back().first <= at) open.pop_back();
      if (open.empty()) break;
      const std::size_t end = std::min(to, open.back().first);
      for (; open.back().second && at < end; ++at) {
        if (plan.nodes[at].node->rule) visit(at);
      }
      at = end;
    }
    at = to;
  };
  for (const auto& [position, inside] : named) {
    pass(position);
    while (!open.empty() && open.back().first <= position) open.pop_back();
    open.emplace_back(plan.nodes[position].end, inside);
  }
  pass(plan.nodes.size());
}

/// The role that an agency has in each leaf in which it has one, and in each node with children that
/// has a gate which the data say.
inline Roles roles_of(const PlanState& plan, const Agency& agency) {
  Roles roles;
  visit_scope(plan, agency.lead, agency.except,
              [&](std::size_t leaf) { roles[leaf] = AgencyRole::lead; });
  for (const Coordination& part : agency.coordinate) {
    const AgencyRole role = part.if_any ? AgencyRole::if_any : AgencyRole::coordinate;
    visit_scope(plan, part.codes, {}, [&](std::size_t leaf) { roles.emplace(leaf, role); });
  }
  // Such a gate belongs to who has the first leaf below it.
  for (const auto& [leaf, role] : Roles(roles)) {
    std::size_t below = leaf;
    while (below != 0 && plan.nodes[plan.nodes[below].parent].children.front() == below) {
      below = plan.nodes[below].parent;
      if (plan.nodes[below].flag_count != 0) roles.emplace(below, role);
    }
  }
  return roles;
}

/// The nodes of which an agency must give the values, in document order.
inline std::vector<std::size_t> led_by(const PlanState& plan, const Agency& agency) {
  std::vector<std::size_t> positions;
  for (const auto& [at, role] : roles_of(plan, agency)) {
    if (role == AgencyRole::lead) positions.push_back(at);
  }
  return positions;
}

/// What an official may write, in words.
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
  if (!vi) return describe(spec);
  std::string text = spec.type == InputType::count ? "số nguyên" : "số";
  if (spec.min && spec.max) {
    text += " từ " + spec.min->to_string() + " đến " + spec.max->to_string();
  } else if (spec.min) {
    text += " từ " + spec.min->to_string() + " trở lên";
  } else if (spec.max) {
    text += " không quá " + spec.max->to_string();
  }
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
    for (const char* language : {"en", "vi"}) line.expected.emplace(language, asked(spec, language));
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

/// Puts the submissions of agencies together and says what does not fit.
class Merger {
 public:
  Merger(const Plan& plan, std::string_view layer, Merged& merged)
      : plan_(plan), layer_(layer), merged_(merged) {}

  void run(const std::vector<Submission>& submissions) {
    for (const Agency& agency : plan_.rubric().draft().agencies) agencies_.emplace(agency.id, &agency);
    for (const Observation& seen : merged_.draft.observations) {
      if (!seen.value) continue;
      // Of the round, not of an agency: whatever is submitted may replace it.
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
    const Agency* const agency = known == agencies_.end() ? nullptr : known->second;
    if (agency == nullptr) {
      add(issue::agency_unknown, where + "/agency", "The rubric has no agency of this id", "",
          submission.agency);
    }
    const Roles roles = agency ? roles_of(plan_.state(), *agency) : Roles();
    for (std::size_t k = 0; k < submission.observations.size(); ++k) {
      stop_point(1000);
      const Observation& seen = submission.observations[k];
      const std::string at = where + "/observations/" + std::to_string(k);
      const auto position = plan_.find(seen.code);
      if (agency && position && !roles.contains(*position)) {
        add(issue::scope_foreign, at + "/code", "The agency neither leads nor coordinates the leaf",
            "a leaf of " + submission.agency, seen.code, &seen);
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
          agency + " and " + before.agency + " give one cell differently",
          before.value.to_string() + " as at " + before.pointer, seen.value->to_string(), &seen);
    }
    if (!fresh && replaced) before = {agency, *seen.value, at};
  }

  /// Whether two cells mean the same: "46" from a file and 46 from a program do.
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
          Issue omitted = make_issue(issue::cell_omitted, agency.id + " leads the leaf and gave no mark",
                                     describe(plan.specs[leaf.first_column + i]), "nothing");
          omitted.unit = unit.name;
          omitted.field = column.name;
          issues_.add(std::move(omitted));
        }
      }
    }
  }

  void add(const IssueCode& code, std::string pointer, std::string message, std::string expected,
           std::string actual, const Observation* about = nullptr) {
    Issue found = make_issue(code, std::move(message), std::move(expected), std::move(actual));
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
  std::unordered_map<std::string_view, const Agency*> agencies_;
};

}  // namespace detail

std::vector<std::string> leads(const Rubric& rubric, std::string_view agency) {
  const Agency& found = detail::agency_of(rubric, agency);
  const std::unordered_set<std::string_view> scope(found.lead.begin(), found.lead.end());
  const std::unordered_set<std::string_view> except(found.except.begin(), found.except.end());
  std::vector<std::string> codes;
  // Calls itself for the children: the check holds a rubric to `Limits::depth` levels.
  const auto walk = [&](const auto& self, const Node& node, bool inside) -> void {
    inside = (inside || scope.contains(node.code)) && !except.contains(node.code);
    if (inside && node.rule) codes.push_back(node.code);
    for (const Node& child : node.children) self(self, child, inside);
  };
  walk(walk, rubric.root(), false);
  return codes;
}

Worksheet worksheet(const Plan& plan, std::string_view agency) {
  const Agency& found = detail::agency_of(plan.rubric(), agency);
  const detail::Roles roles = detail::roles_of(plan.state(), found);
  Worksheet sheet;
  sheet.agency = found.id;
  sheet.title = found.title;
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

std::vector<AgencyProgress> progress(const Assessment& assessment,
                                                     std::string_view layer) {
  const Plan& plan = assessment.plan();
  const Table marks = resolve(assessment, layer);
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
          given = given && !marks.columns[leaf.first_column + i].cells[row].is_missing();
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
