// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/coverage.hpp>
#include <parindex/detail/rules.hpp>
#include <parindex/impl/rubric_study.ipp>

PARINDEX_BEGIN_NAMESPACE

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
      add(CoverageKind::boundary, leaf.pointer + side.bound.pointer, side.to_string());
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

namespace detail {

/// Writes the file of generated cases.
class BoundaryWriter {
 public:
  explicit BoundaryWriter(const Rubric& rubric) : rubric_(rubric), study_(rubric) {}

  std::string write() {
    json_.begin_object();
    text("title", "Cases at every boundary, branch and policy");
    json_.key("for");
    json_.begin_object();
    text("rubric", rubric_.id());
    text("edition", rubric_.edition());
    json_.end_object();
    json_.key("base");
    json_.begin_object();
    for (const LeafStudy& leaf : study_.leaves) {
      if (const auto best = leaf ? leaf.best() : std::nullopt) values(leaf, *best);
    }
    json_.end_object();
    json_.key("cases");
    json_.begin_array();
    for (std::size_t k = 0; k < study_.leaves.size(); ++k) {
      std::size_t number = 0;
      for (const LeafCase& one : study_.chosen[k]) {
        leaf_case(study_.leaves[k], study_.text.leaves()[k].code, ++number, one);
      }
    }
    whole_cases();
    json_.end_array();
    json_.end_object();
    return indent_json(json_.take(), 160);
  }

 private:
  void text(std::string_view key, std::string_view value) {
    json_.key(key);
    json_.string(value);
  }

  void values(const LeafStudy& leaf, const LeafInput& input) {
    for (std::size_t i = 0; i < input.cells.size(); ++i) {
      json_.key(leaf.plan().columns()[i].name);
      cell_json(input.cells[i], json_);
    }
  }

  void points(const std::optional<Rational>& value, const std::optional<Rounding>& rounding) {
    json_.key("points");
    if (value) {
      json_.string(rounding ? value->to_string(*rounding) : value->to_string());
    } else {
      json_.null();
    }
  }

  void leaf_case(const LeafStudy& leaf, const std::string& code, std::size_t number,
                 const LeafCase& one) {
    json_.begin_object();
    text("unit", code + " #" + std::to_string(number));
    text("title", one.why);
    json_.key("given");
    json_.begin_object();
    values(leaf, one.input);
    json_.end_object();
    if (!one.input.group.empty()) text("group", one.input.group);
    json_.key("expect");
    json_.begin_object();
    json_.key("nodes");
    json_.begin_object();
    json_.key(code);
    json_.begin_object();
    points(one.outcome.points, leaf.plan().node(1).rounding);
    if (one.outcome.index) {
      index(one.outcome.index);
    } else {
      text("status", to_string(one.outcome.status));
    }
    json_.end_object();
    json_.end_object();
    if (!one.outcome.issues.empty()) issues(one.outcome.issues);
    json_.end_object();
    confirmed();
  }

  void issues(const std::vector<std::string>& found) {
    json_.key("issues");
    json_.begin_array();
    for (const std::string& one : found) {
      json_.begin_object();
      text("code", one.substr(0, one.find(' ')));
      text("field", one.substr(one.find(' ') + 1));
      json_.end_object();
    }
    json_.end_array();
  }

  void confirmed() {
    json_.key("confirmed");
    json_.boolean(false);
    json_.end_object();
  }

  /// Mixtures of all leaves, for what happens above them: sums, roundings, indices.
  void whole_cases() {
    const Plan plan = compile(rubric_);
    Table table;
    for (const PlanColumn& column : plan.columns()) {
      table.columns.emplace_back(column.name, std::vector<Cell>(mixtures));
    }
    for (std::size_t m = 0; m < mixtures; ++m) {
      const auto mixture = study_.mixture(m);
      for (std::size_t k = 0; k < mixture.size(); ++k) {
        if (mixture[k] == nullptr) continue;
        const std::vector<PlanColumn>& columns = study_.leaves[k].plan().columns();
        for (std::size_t c = 0; c < columns.size(); ++c) {
          for (Column& column : table.columns) {
            if (column.name == columns[c].name) column.cells[m] = mixture[k]->cells[c];
          }
        }
      }
    }
    const Checked<Scores> checked = check_score(plan, table);
    if (!checked) return;
    const Scores& scores = checked.value();
    for (std::size_t m = 0; m < mixtures; ++m) {
      const auto mixture = study_.mixture(m);
      json_.begin_object();
      text("unit", "mixture " + std::to_string(m + 1));
      json_.key("given");
      json_.begin_object();
      for (std::size_t k = 0; k < mixture.size(); ++k) {
        if (mixture[k] != nullptr) values(study_.leaves[k], *mixture[k]);
      }
      json_.end_object();
      json_.key("expect");
      json_.begin_object();
      figures(plan, scores, m, 0);
      json_.key("nodes");
      json_.begin_object();
      for (std::size_t i = 1; i < plan.size(); ++i) {
        if (plan.node(i).rule) continue;
        json_.key(plan.codes()[i]);
        json_.begin_object();
        figures(plan, scores, m, i);
        json_.end_object();
      }
      json_.end_object();
      std::vector<std::string> found;
      for (const Issue& one : scores.issues()) {
        if (one.row == m + 1) found.push_back(one.code + " " + one.field);
      }
      if (!found.empty()) issues(found);
      json_.end_object();
      confirmed();
    }
  }

  void figures(const Plan& plan, const Scores& scores, std::size_t row, std::size_t position) {
    const NodeResult result = scores.at(row, position);
    points(result.points, plan.node(position).rounding);
    index(result.index);
  }

  void index(const std::optional<Rational>& value) {
    const auto& rounding = rubric_.draft().index_rounding;
    json_.key("index");
    if (value) {
      json_.string(rounding ? value->to_string(*rounding) : value->to_string());
    } else {
      json_.null();
    }
  }

  const Rubric& rubric_;
  RubricStudy study_;
  JsonWriter json_;
};

}  // namespace detail

PARINDEX_INLINE std::string boundary_cases(const Rubric& rubric) {
  return detail::BoundaryWriter(rubric).write();
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
