// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/analysis/detail/sentences.hpp>
#include <parindex/analysis/generator.hpp>
#include <parindex/analysis/uncertainty.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/visit.hpp>
#include <parindex/engine/detail/plan_state.hpp>
#include <parindex/issue_codes.hpp>
#include <parindex/rubric/detail/dropped.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Steps on each side of a range in percent.
inline constexpr std::int64_t weight_steps = 1000;
/// Weights of a simplex add up to 2^24.
inline constexpr unsigned weight_bits = 24;
/// Weights are below this, so that sums of products with shares fit 128 bits.
inline constexpr std::int64_t most_of_weight = std::int64_t{1} << 50;

/// The weights of a node in every draw, as whole numbers on the scale of its siblings.
struct WeightColumn {
  std::size_t node = 0;  // position
  std::vector<std::int64_t> values;
};

/// The drawn weights below one mean: those of all its children.
struct DrawnMean {
  std::size_t node = 0;
  std::vector<WeightColumn> children;
};

struct DrawnMeans {
  std::vector<std::string> choices;
  std::vector<DrawnMean> means;
};

/// Reads which weights are drawn, and draws them.
class WeightReader {
 public:
  WeightReader(const PlanState& plan, const UncertaintyOptions& options)
      : plan_(plan), options_(options) {
    for (std::size_t position = 0; position < plan.nodes.size(); ++position) {
      if (!has_weights(*plan.nodes[position].node)) continue;
      means_.push_back(position);
      for (const Node& child : plan.nodes[position].node->children) {
        mean_of_.emplace(child.code, position);
      }
    }
  }

  /// Issues are in `issues()`; without them, the result has every drawn weight.
  DrawnMeans read() {
    visit([this](const auto& weights) { take(weights); }, options_.weights);
    if (any_.empty() && near_.empty() && issues_.empty()) {
      add(issue::value_unexpected, "",
          means_.empty() ? sentence::no_mean_with_weights : sentence::nothing_is_drawn);
    }
    DrawnMeans found;
    if (!issues_.empty()) return found;
    for (const std::size_t mean : any_) draw_any(mean, found);
    for (const std::size_t mean : near_) draw_near(mean, found);
    return found;
  }
  Issues take_issues() { return std::move(issues_); }

 private:
  static bool has_weights(const Node& node) {
    return node.children.size() > 1 &&
           std::all_of(node.children.begin(), node.children.end(), [](const Node& child) {
             return child.weight && child.weight_input.empty();
           });
  }

  void add(const IssueCode& code, const std::string& field, const Said& message,
           const Detail& expected = {}, const Detail& actual = {}) {
    Issue found = make_issue(code, message, expected, actual);
    found.field = field;
    issues_.push_back(std::move(found));
  }

  // ---- what is drawn
  // ------------------------------------------------------------------------------

  void take(const AnyWeights&) {
    for (const std::size_t mean : means_) take_any(mean);
  }
  void take(const Rational& percent) {
    check_percent("", percent);
    for (const std::size_t mean : means_) {
      for (const Node& child : plan_.nodes[mean].node->children) take_near(child.code, percent);
    }
  }
  void take(const std::vector<DrawnWeight>& weights) {
    for (const DrawnWeight& one : weights) {
      const auto found = one.code.empty() ? std::size_t{0} : position(one.code);
      if (!found) continue;
      const bool is_mean = std::find(means_.begin(), means_.end(), *found) != means_.end();
      if (!one.percent && is_mean) {
        take_any(*found);
      } else if (one.percent && mean_of_.contains(one.code)) {
        check_percent(one.code, *one.percent);
        take_near(one.code, *one.percent);
      } else {
        add(issue::value_unexpected, one.code, sentence::no_weights_to_draw);
      }
    }
  }

  std::optional<std::size_t> position(const std::string& code) {
    const auto found = plan_.positions.find(code);
    if (found != plan_.positions.end()) return found->second;
    add(issue::code_unknown, code,
        did_you_mean(message_of(issue::code_unknown), code, sorted_keys(plan_.positions)),
        sentence::a_code_of_the_rubric, code);
    return std::nullopt;
  }

  /// Whether the weights below a mean can be drawn, and none of them is drawn yet.
  bool can_draw(std::size_t mean, const std::string& code) {
    const Aggregation& kind = plan_.nodes[mean].aggregation;
    const bool plain = (std::holds_alternative<WeightedMean>(kind) ||
                        std::holds_alternative<HarmonicMean>(kind)) &&
                       drop_of(kind) == nullptr;
    if (!plain) {
      if (refused_.insert(mean).second) {
        add(issue::value_unexpected, plan_.nodes[mean].node->code,
            sentence::these_weights_cannot_be_drawn);
      }
      return false;
    }
    if (std::find(any_.begin(), any_.end(), mean) == any_.end()) return true;
    add(issue::value_unexpected, code, sentence::a_weight_is_drawn_once);
    return false;
  }

  void take_any(std::size_t mean) {
    const std::string& code = plan_.nodes[mean].node->code;
    if (!can_draw(mean, code)) return;
    if (std::find(near_.begin(), near_.end(), mean) != near_.end()) {
      add(issue::value_unexpected, code, sentence::a_weight_is_drawn_once);
      return;
    }
    any_.push_back(mean);
  }

  void check_percent(const std::string& code, const Rational& percent) {
    if (percent.sign() < 0) {
      add(issue::value_below_minimum, code, message_of(issue::value_below_minimum), as_is("0"),
          percent.to_string());
    } else if (percent > 100) {
      add(issue::value_above_maximum, code, sentence::more_than_100_percent, as_is("100"),
          percent.to_string());
    }
  }

  void take_near(const std::string& code, const Rational& percent) {
    const std::size_t mean = mean_of_.at(code);
    if (!can_draw(mean, code)) return;
    if (!percents_.emplace(code, percent).second) {
      add(issue::value_unexpected, code, sentence::a_weight_is_drawn_once);
    }
    if (std::find(near_.begin(), near_.end(), mean) == near_.end()) near_.push_back(mean);
  }

  // ---- draws
  // --------------------------------------------------------------------------------------

  RandomStream stream(const std::string& code, DrawnMeans& found) const {
    found.choices.push_back(code.empty() ? "weights" : "weights " + code);
    return RandomStream(options_.seed, found.choices.back());
  }

  void draw_any(std::size_t mean, DrawnMeans& found) const {
    const Node& node = *plan_.nodes[mean].node;
    const std::size_t count = node.children.size();
    const auto drawn = stream(node.code, found).simplex(count, weight_bits, 0, options_.draws);
    DrawnMean made{mean, {}};
    for (std::size_t i = 0; i < count; ++i) {
      stop_point(5 * options_.draws);
      WeightColumn& column = made.children.emplace_back();
      column.node = plan_.positions.at(node.children[i].code);
      column.values.resize(options_.draws);
      for (std::size_t draw = 0; draw < options_.draws; ++draw) {
        column.values[draw] = drawn[draw * count + i];
      }
    }
    found.means.push_back(std::move(made));
  }

  void draw_near(std::size_t mean, DrawnMeans& found) {
    const Node& node = *plan_.nodes[mean].node;
    const std::optional<Rational> scale = scale_of(node);
    DrawnMean made{mean, {}};
    for (const Node& child : node.children) {
      stop_point(5 * options_.draws);
      const auto percent = percents_.find(child.code);
      const bool drawn = percent != percents_.end();
      const auto middle = scale ? whole(*child.weight * *scale) : std::nullopt;
      if (!middle) {
        add(issue::number_out_of_range, node.code, sentence::weights_with_too_many_digits);
        return;
      }
      WeightColumn& column = made.children.emplace_back();
      column.node = plan_.positions.at(child.code);
      column.values.assign(options_.draws, *middle);
      if (!drawn) continue;
      const std::int64_t step =
          *whole(*child.weight * *scale * percent->second / (100 * weight_steps));
      const auto steps = stream(child.code, found).below(2 * weight_steps + 1, 0, options_.draws);
      for (std::size_t draw = 0; draw < options_.draws; ++draw) {
        column.values[draw] += step * (steps[draw] - weight_steps);
      }
    }
    for (std::size_t draw = 0; draw < options_.draws; ++draw) {
      const bool zero = std::all_of(made.children.begin(), made.children.end(),
                                    [&](const WeightColumn& one) { return one.values[draw] == 0; });
      if (!zero) continue;
      add(issue::weight_zero, node.code, message_of(issue::weight_zero), {},
          say(sentence::in_draw, std::to_string(draw)));
      return;
    }
    found.means.push_back(std::move(made));
  }

  /// A number that makes all weights and all steps whole.
  std::optional<Rational> scale_of(const Node& node) const {
    std::int64_t scale = 100 * weight_steps;
    const auto divide = [&](const Rational& value) {
      if (!value.is_small()) return false;
      const std::int64_t below = value.small_denominator();
      const auto shared = static_cast<std::int64_t>(gcd(magnitude(scale), magnitude(below)));
      return !mul_overflow(scale, below / shared, scale);
    };
    // The percentages first: their denominators multiply those of the steps.
    for (const Node& child : node.children) {
      const auto percent = percents_.find(child.code);
      const Rational grid = percent == percents_.end()
                                ? *child.weight
                                : *child.weight * percent->second / (100 * weight_steps);
      if (!divide(*child.weight) || !divide(grid)) return std::nullopt;
    }
    return scale;
  }

  static std::optional<std::int64_t> whole(const Rational& value) {
    const auto found = value.to_scaled_int64(0);
    return found && *found < most_of_weight ? found : std::nullopt;
  }

  const PlanState& plan_;
  const UncertaintyOptions& options_;
  std::vector<std::size_t> means_;              // positions of all means with weights
  std::map<std::string, std::size_t> mean_of_;  // code of a child -> position of its mean
  std::vector<std::size_t> any_;
  std::vector<std::size_t> near_;
  std::set<std::size_t> refused_;  // means whose weights cannot be drawn
  std::map<std::string, Rational> percents_;
  Issues issues_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
