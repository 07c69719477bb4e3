// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <parindex/testing/search/rubric_study.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The number of random inputs of a leaf, and of units, on which a mutant is tried if nothing else
/// decides.
inline constexpr std::size_t random_tries = 2'000;

/// Random numbers that are the same in every run and on every platform.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  /// A number from 0 to `sides` - 1.
  std::size_t roll(std::size_t sides) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::size_t>((state_ >> 33) % sides);
  }
  bool percent(std::size_t chance) { return roll(100) < chance; }

 private:
  std::uint64_t state_;
};

/// A value that a column can contain: random within its range, with few or many digits.
inline Cell random_cell(const ColumnSpec& spec, Dice& dice) {
  switch (spec.type) {
    case InputType::boolean: return Cell(dice.roll(2) == 1);
    case InputType::choice: return Cell(spec.options[dice.roll(spec.options.size())]);
    default: break;
  }
  const bool whole = spec.type == InputType::count || spec.type == InputType::date;
  const Rational low = spec.min.value_or(spec.max ? *spec.max - 100 : Rational(0));
  static constexpr std::int64_t widths[] = {3, 10, 100, 1'000, 100'000};
  const Rational high = spec.max.value_or(low + Rational(widths[dice.roll(std::size(widths))]));
  Rational unit = spec.step.value_or(Rational(1));
  if (!whole && !spec.step) unit = Rational(10).pow(-static_cast<int>(dice.roll(5)));
  const Rational steps = ((high - low) / unit).floor();
  constexpr std::size_t most = 1'000'000'000;
  const std::size_t count = steps.is_small() && steps.small_numerator() >= 0 &&
                                    static_cast<std::uint64_t>(steps.small_numerator()) < most
                                ? static_cast<std::size_t>(steps.small_numerator()) + 1
                                : most;
  const Rational value = low + unit * Rational(static_cast<std::int64_t>(dice.roll(count)));
  if (spec.type == InputType::date) {
    return value.is_small() && value.is_integer() ? Cell(iso_date(value.small_numerator()))
                                                  : Cell();
  }
  return Cell(value);
}

/// Inputs of a leaf: those that its study found worth trying, mixed with random values.
inline std::vector<LeafInput> random_inputs(const LeafStudy& study) {
  std::vector<LeafInput> inputs;
  Dice dice(1);
  const auto& specs = study.plan().state().specs;
  for (std::size_t i = 0; i < random_tries; ++i) {
    LeafInput input = study.inputs()[dice.roll(study.inputs().size())];
    for (std::size_t c = 0; c < input.cells.size(); ++c) {
      if (dice.percent(70)) input.cells[c] = random_cell(specs[c], dice);
      if (dice.percent(3)) input.cells[c] = Cell();
    }
    inputs.push_back(std::move(input));
  }
  return inputs;
}

/// Units of a rubric whose leaves have inputs without issues. Some have missing values, in
/// proportions from none to most. Occasionally one leaf has an input with an issue.
inline std::vector<StudyUnit> random_units(const RubricStudy& study,
                                           std::size_t count = random_tries) {
  std::vector<StudyUnit> units;
  Dice dice(2);
  const std::vector<std::string> groups = study.groups();
  struct Sound {
    std::vector<std::size_t> with;
    std::vector<std::size_t> without;  // a policy replaced the values
  };
  std::vector<Sound> sound(study.leaves.size());
  std::vector<std::vector<std::size_t>> faulty(study.leaves.size());
  for (std::size_t k = 0; k < study.leaves.size(); ++k) {
    const LeafStudy& leaf = study.leaves[k];
    for (std::size_t i = 0; leaf && i < leaf.inputs().size(); ++i) {
      if (!leaf.inputs()[i].cohort.empty()) continue;
      if (!leaf.outcomes()[i].issues.empty()) {
        faulty[k].push_back(i);
        continue;
      }
      const bool none = leaf.outcomes()[i].branch == "/missing";
      (none ? sound[k].without : sound[k].with).push_back(i);
    }
  }
  static constexpr std::size_t chances[] = {0, 0, 10, 30, 50, 80};
  for (std::size_t n = 0; n < count; ++n) {
    const std::string& group = groups[dice.roll(groups.size())];
    const std::size_t chance = chances[dice.roll(std::size(chances))];
    std::vector<std::optional<LeafInput>> inputs(study.leaves.size());
    const std::size_t faulty_leaf =
        dice.percent(15) ? dice.roll(study.leaves.size()) : study.leaves.size();
    for (std::size_t k = 0; k < inputs.size(); ++k) {
      const bool none = dice.percent(chance) && !sound[k].without.empty();
      const bool fault = k == faulty_leaf && !faulty[k].empty();
      const auto& list = fault ? faulty[k] : none ? sound[k].without : sound[k].with;
      const std::size_t pick = dice.roll(1'000'000);
      if (list.empty()) continue;
      const LeafStudy& leaf = study.leaves[k];
      const LeafInput& input = leaf.inputs()[list[pick % list.size()]];
      if (leaf.by_group() && input.group != group) continue;
      inputs[k] = input;
    }
    StudyUnit unit = study.unit(inputs, group);
    for (const std::size_t column : study.gates_of(group)) {
      if (dice.percent(10)) unit.own[study.plan.columns()[column].name] = Cell(true);
    }
    units.push_back(std::move(unit));
  }
  return units;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
