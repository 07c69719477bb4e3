// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/cases.hpp>
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

  /// Whether the leaf has these points in its place.
  bool gives(std::size_t row, const std::string& leaf,
             const std::optional<Rational>& points) const {
    return checked_.value().at(row, leaf).points == points;
  }

  /// Whether the case itself expects something of the leaf that the two outcomes differ in.
  bool tells(std::size_t row, const std::string& leaf, const LeafOutcome& before,
             const LeafOutcome& after) const {
    // Issues that no case expects fail it, and those that one expects are counted.
    if (before.issues != after.issues) return true;
    for (const Expectation& expected : file_.cases[row].expects) {
      if (expected.code != leaf) continue;
      const std::string& key = expected.key;
      if ((key == "points" || key == "exact") && before.points != after.points) return true;
      if (key == "max" && before.max != after.max) return true;
      if (key == "status" && before.status != after.status) return true;
    }
    return false;
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
    plain ? out.raw(number->to_string()) : out.string(number->to_string());
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    out.string(*text);
  } else {
    out.null();
  }
}

inline bool same_rubric(const Rubric& a, const Rubric& b) {
  return a.id() == b.id() && a.edition() == b.edition();
}

/// Every leaf of a rubric, studied.
struct RubricStudy {
  explicit RubricStudy(const Rubric& rubric) : text(rubric) {
    for (const LeafText& leaf : text.leaves()) leaves.emplace_back(leaf);
    for (const LeafStudy& leaf : leaves) chosen.push_back(leaf ? leaf.cases() : NoCases());
  }

  /// The i-th of a few mixtures of the leaves' inputs, none with an issue: what a whole unit may look
  /// like. The first has every leaf at its best.
  std::vector<const LeafInput*> mixture(std::size_t i) const {
    std::vector<const LeafInput*> inputs;
    for (std::size_t k = 0; k < leaves.size(); ++k) {
      std::vector<const LeafCase*> sound;
      for (const LeafCase& one : chosen[k]) {
        if (one.outcome.issues.empty()) sound.push_back(&one);
      }
      std::stable_sort(sound.begin(), sound.end(), [](const LeafCase* a, const LeafCase* b) {
        return a->outcome.points.value_or(Rational(0)) > b->outcome.points.value_or(Rational(0));
      });
      inputs.push_back(sound.empty() ? nullptr
                                     : &sound[(i * (2 * k + 1)) % sound.size()]->input);
    }
    return inputs;
  }

  RubricText text;
  std::vector<LeafStudy> leaves;
  std::vector<std::vector<LeafCase>> chosen;

 private:
  using NoCases = std::vector<LeafCase>;
};

/// How many mixtures show what happens above the leaves.
inline constexpr std::size_t mixtures = 12;

}  // namespace detail

PARINDEX_END_NAMESPACE
