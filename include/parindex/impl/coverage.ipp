// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/coverage.hpp>
#include <parindex/detail/rules.hpp>
#include <parindex/impl/leaf_cases.ipp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Which leaves each case looks at, and with which values.
class CaseLooks {
 public:
  CaseLooks(const Rubric& rubric, const CaseFile& file)
      : file_(file), plan_(compile(rubric)), checked_(check_score(plan_, file.table)) {}

  /// The leaf's inputs in the cases that look at it, each with the positions of those cases.
  void inputs(const std::string& leaf, const std::vector<PlanColumn>& columns,
              std::vector<LeafInput>& inputs, std::vector<std::vector<std::size_t>>& cases) const {
    if (!checked_) return;
    std::vector<const Column*> sources;
    for (const PlanColumn& column : columns) {
      const Column* found = nullptr;
      for (const Column& given : file_.table.columns) {
        if (given.name == column.name) found = &given;
      }
      sources.push_back(found);
    }
    for (std::size_t row = 0; row < file_.cases.size(); ++row) {
      if (!looks(row, leaf)) continue;
      LeafInput input;
      for (const Column* source : sources) {
        input.cells.push_back(source == nullptr ? Cell() : source->cells[row]);
      }
      if (!file_.table.groups.empty()) input.group = file_.table.groups[row];
      const auto known = std::find(inputs.begin(), inputs.end(), input);
      const auto at = static_cast<std::size_t>(known - inputs.begin());
      if (known == inputs.end()) {
        inputs.push_back(std::move(input));
        cases.emplace_back();
      }
      cases[at].push_back(row);
    }
  }

  bool looks(std::size_t row, const std::string& leaf) const {
    for (const Expectation& expected : file_.cases[row].expects) {
      if (expected.path.substr(0, 6) == "issues") {
        for (const Issue& found : checked_.value().issues()) {
          const bool here = found.row == row + 1 && (found.field == leaf ||
                                                     found.field.rfind(leaf + ".", 0) == 0);
          if (here) return true;
        }
      } else if (expected.value || expected.code == leaf) {
        if (is_below(leaf, expected.code)) return true;
      }
    }
    return false;
  }

 private:
  bool is_below(const std::string& leaf, const std::string& code) const {
    auto at = plan_.find(leaf);
    if (!at) return false;
    while (plan_.codes()[*at] != code) {
      if (*at == 0) return false;
      at = plan_.parent(*at);
    }
    return true;
  }

  const CaseFile& file_;
  Plan plan_;
  Checked<Scores> checked_;
};

inline void cell_json(const Cell& cell, JsonWriter& out) {
  const Cell::Value& value = cell.value();
  if (cell.is_missing()) {
    out.null();
  } else if (const auto* flag = std::get_if<bool>(&value)) {
    out.boolean(*flag);
  } else if (const auto* number = std::get_if<Rational>(&value)) {
    // A whole number of usual size reads better without quotes.
    const bool plain = number->is_integer() && number->is_small();
    plain ? out.number(number->to_string()) : out.string(number->to_string());
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    out.string(*text);
  } else {
    out.null();
  }
}

inline bool same_rubric(const Rubric& a, const Rubric& b) {
  return a.id() == b.id() && a.edition() == b.edition();
}

}  // namespace detail

PARINDEX_INLINE std::size_t Coverage::covered() const {
  return static_cast<std::size_t>(std::count_if(
      items.begin(), items.end(), [](const CoverageItem& item) { return item.cases != 0; }));
}

PARINDEX_INLINE std::size_t Coverage::percent() const {
  return items.empty() ? 100 : 100 * covered() / total();
}

PARINDEX_INLINE std::string Coverage::to_string() const {
  std::string out;
  for (const CoverageItem& item : items) {
    if (item.cases == 0) {
      out += "not covered  " + item.code + "  " + std::string(::parindex::to_string(item.kind)) +
             "  " + item.text + "  (" + item.pointer + ")\n";
    }
  }
  for (const CoverageKind kind :
       {CoverageKind::branch, CoverageKind::boundary, CoverageKind::flag}) {
    std::size_t all = 0;
    std::size_t seen = 0;
    for (const CoverageItem& item : items) {
      if (item.kind != kind) continue;
      ++all;
      seen += item.cases != 0 ? 1 : 0;
    }
    const char* const words[] = {"branches", "sides of boundaries", "flags"};
    out += std::string(words[static_cast<std::size_t>(kind)]) + ": " + std::to_string(seen) +
           " of " + std::to_string(all) + "\n";
  }
  return out + "coverage: " + std::to_string(percent()) + " % of " + std::to_string(total()) +
         " by " + std::to_string(cases) + " cases\n";
}

PARINDEX_INLINE Coverage cover(const Rubric& rubric, const CaseSet& cases) {
  Coverage coverage;
  std::vector<detail::CaseLooks> files;
  for (const CaseFile& file : cases.files) {
    if (!file.rubric || file.cases.empty() || !detail::same_rubric(*file.rubric, rubric)) continue;
    files.emplace_back(rubric, file);
    coverage.cases += file.cases.size();
  }
  const detail::RubricText text(rubric);
  for (const detail::LeafText& leaf : text.leaves()) {
    const detail::LeafStudy study(leaf);
    const std::size_t first = coverage.items.size();
    const auto add = [&](CoverageKind kind, const std::string& pointer, const std::string& words) {
      coverage.items.push_back({leaf.code, kind, pointer, words, 0});
    };
    std::set<std::string> unreachable;
    for (const Issue& warning : rubric.warnings()) {
      if (warning.code == issue::band_unreachable.code) unreachable.insert(warning.pointer);
    }
    std::vector<std::string> branches = detail::rule_branches(*rubric.find(leaf.code)->rule);
    branches.push_back("/missing");
    std::map<std::string, std::string> words;
    for (const detail::LeafOutcome& outcome : study.outcomes()) {
      words.emplace(outcome.branch, outcome.branch_text);
    }
    for (const std::string& branch : branches) {
      if (unreachable.contains(leaf.pointer + branch)) continue;
      const auto known = words.find(branch);
      add(CoverageKind::branch, leaf.pointer + branch,
          known == words.end() ? branch : known->second);
    }
    if (!study) continue;
    for (const detail::BoundSide& side : study.sides()) {
      add(CoverageKind::boundary, leaf.pointer + side.bound.pointer,
          std::string(detail::to_word(side.side)) + " " + side.bound.key + " " +
              side.bound.value.to_string());
    }
    const std::vector<PlanColumn>& columns = study.plan().columns();
    for (const PlanColumn& column : columns) {
      if (column.type != InputType::boolean) continue;
      for (const char* word : {"yes", "no"}) {
        add(CoverageKind::flag, column.name, column.name + " = " + word);
      }
    }
    for (const detail::CaseLooks& file : files) {
      std::vector<detail::LeafInput> inputs;
      std::vector<std::vector<std::size_t>> rows;
      file.inputs(leaf.code, columns, inputs, rows);
      const auto outcomes = detail::try_leaf(study.plan(), inputs, true);
      for (std::size_t i = 0; i < outcomes.size(); ++i) {
        std::size_t side = 0;
        for (std::size_t k = first; k < coverage.items.size(); ++k) {
          CoverageItem& item = coverage.items[k];
          bool shown = false;
          if (item.kind == CoverageKind::branch) {
            shown = item.pointer == leaf.pointer + outcomes[i].branch;
          } else if (item.kind == CoverageKind::boundary) {
            const detail::BoundSide& wanted = study.sides()[side++];
            const auto value = study.finder().variable(wanted.bound, inputs[i], outcomes[i]);
            shown = value && wanted.holds(*value);
          } else {
            for (std::size_t c = 0; c < columns.size(); ++c) {
              if (columns[c].name != item.pointer) continue;
              const std::string word = item.text.substr(item.text.rfind(' ') + 1);
              const Cell& cell = inputs[i].cells[c];
              const bool* flag = std::get_if<bool>(&cell.value());
              if (const auto* as_text = std::get_if<std::string>(&cell.value())) {
                flag = detail::parse_flag(*as_text);
              }
              const auto* number = std::get_if<Rational>(&cell.value());
              shown = (flag != nullptr && *flag == (word == "yes")) ||
                      (number != nullptr && *number == Rational(word == "yes" ? 1 : 0));
            }
          }
          if (shown) item.cases += rows[i].size();
        }
      }
    }
  }
  return coverage;
}

PARINDEX_INLINE std::string to_json(const Coverage& coverage) {
  detail::JsonWriter json;
  const auto integer = [&](std::string_view key, std::size_t value) {
    json.key(key);
    json.integer(value);
  };
  const auto text = [&](std::string_view key, std::string_view value) {
    json.key(key);
    json.string(value);
  };
  json.begin_object();
  integer("covered", coverage.covered());
  integer("total", coverage.total());
  integer("percent", coverage.percent());
  integer("cases", coverage.cases);
  json.key("items");
  json.begin_array();
  for (const CoverageItem& item : coverage.items) {
    json.begin_object();
    text("code", item.code);
    text("kind", to_string(item.kind));
    text("pointer", item.pointer);
    text("text", item.text);
    integer("cases", item.cases);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

PARINDEX_INLINE std::string boundary_cases(const Rubric& rubric) {
  const detail::RubricText text(rubric);
  detail::JsonWriter json;
  json.begin_object();
  json.key("title");
  json.string("Cases at every boundary, branch and policy");
  json.key("for");
  json.begin_object();
  json.key("rubric");
  json.string(rubric.id());
  json.key("edition");
  json.string(rubric.edition());
  json.end_object();
  std::vector<detail::LeafStudy> studies;
  for (const detail::LeafText& leaf : text.leaves()) studies.emplace_back(leaf);
  json.key("base");
  json.begin_object();
  std::string group;
  for (const detail::LeafStudy& study : studies) {
    const auto best = study ? study.best() : std::nullopt;
    if (!best) continue;
    for (std::size_t i = 0; i < best->cells.size(); ++i) {
      json.key(study.plan().columns()[i].name);
      detail::cell_json(best->cells[i], json);
    }
  }
  json.end_object();
  json.key("cases");
  json.begin_array();
  for (std::size_t k = 0; k < studies.size(); ++k) {
    if (!studies[k]) continue;
    const std::string& code = text.leaves()[k].code;
    const Plan& plan = studies[k].plan();
    std::size_t number = 0;
    for (const detail::LeafCase& one : studies[k].cases()) {
      json.begin_object();
      json.key("unit");
      json.string(code + " #" + std::to_string(++number));
      json.key("title");
      json.string(one.why);
      json.key("given");
      json.begin_object();
      for (std::size_t i = 0; i < one.input.cells.size(); ++i) {
        json.key(plan.columns()[i].name);
        detail::cell_json(one.input.cells[i], json);
      }
      json.end_object();
      if (!one.input.group.empty()) {
        json.key("group");
        json.string(one.input.group);
      }
      json.key("expect");
      json.begin_object();
      json.key("nodes");
      json.begin_object();
      json.key(code);
      json.begin_object();
      json.key("points");
      if (one.outcome.points) {
        const auto& rounding = plan.node(1).rounding;
        json.string(rounding ? one.outcome.points->to_string(*rounding)
                             : one.outcome.points->to_string());
      } else {
        json.null();
        json.key("status");
        json.string(to_string(one.outcome.status));
      }
      json.end_object();
      json.end_object();
      if (!one.outcome.issues.empty()) {
        json.key("issues");
        json.begin_array();
        for (const std::string& found : one.outcome.issues) {
          json.begin_object();
          json.key("code");
          json.string(found.substr(0, found.find(' ')));
          json.key("field");
          json.string(found.substr(found.find(' ') + 1));
          json.end_object();
        }
        json.end_array();
      }
      json.end_object();
      json.key("confirmed");
      json.boolean(false);
      json.end_object();
    }
  }
  json.end_array();
  json.end_object();
  return detail::indent_json(json.take(), 160);
}

PARINDEX_INLINE std::string_view to_string(CoverageKind kind) {
  switch (kind) {
    case CoverageKind::branch: return "branch";
    case CoverageKind::boundary: return "boundary";
    case CoverageKind::flag: return "flag";
  }
  return "";
}

PARINDEX_END_NAMESPACE
