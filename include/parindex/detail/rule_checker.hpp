// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/node_report.hpp>
#include <parindex/detail/rule_reach.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Checks the rule of one leaf: its parts, its inputs, and the points that it can give.
class RuleChecker {
 public:
  RuleChecker(const Node& node, NodeReport& report) : node_(node), report_(report) {}

  void run() {
    check_inputs();
    std::visit(*this, *node_.rule);
    check_unused_inputs();
    if (sound_) check_reach();
  }

  void operator()(const Choice& rule) { check_options("/rule/choice/options", rule.options, false); }
  void operator()(const YesNo&) {}
  void operator()(const Checklist& rule) {
    check_options("/rule/checklist/items", rule.items, true);
  }

  void operator()(const AllOf& rule) {
    std::set<std::string_view> seen;
    if (rule.items.empty()) {
      add(issue::range_empty, "/rule/all_of/items", "The rule has no items", "at least one", "0");
    }
    for (std::size_t i = 0; i < rule.items.size(); ++i) {
      check_id("/rule/all_of/items/" + std::to_string(i) + "/id", "The id of an item",
               rule.items[i].id, true, seen);
    }
  }

  void operator()(const Direct& rule) {
    if (rule.max < rule.min) {
      add(issue::range_empty, "/rule/direct", "The minimum exceeds the maximum",
          "min <= max", rule.min.to_string() + " > " + rule.max.to_string());
    }
    check_step("/rule/direct", rule.min, rule.max, rule.step);
  }

  void operator()(const Bands& rule) {
    if (rule.steps.empty()) {
      add(issue::range_empty, "/rule/bands/steps", "The rule has no bands", "at least one", "0");
    }
    const auto domain = check_quantity("/rule/bands/on", rule.on);
    if (domain && sound_) check_cover(rule, *domain);
  }

  void operator()(const Proportional& rule) {
    check_quantity("/rule/proportional/on", rule.on);
    if (rule.full_at.sign() <= 0) {
      add(issue::number_out_of_range, "/rule/proportional/full_at",
          "The quantity that earns the maximum is not above 0", "above 0",
          rule.full_at.to_string());
    }
    if (rule.cap && rule.floor && *rule.cap < *rule.floor) {
      add(issue::range_empty, "/rule/proportional", "The floor exceeds the cap", "floor <= cap",
          rule.floor->to_string() + " > " + rule.cap->to_string());
    }
  }

 private:
  // An issue after which the points of the rule are not worth computing.
  void add(const IssueCode& code, const std::string& where, std::string message,
           std::string expected = {}, std::string actual = {}) {
    if (code.severity == Severity::error) sound_ = false;
    report_.add(code, where, std::move(message), std::move(expected), std::move(actual));
  }

  void check_id(const std::string& where, std::string_view what, const std::string& id,
                bool as_name, std::set<std::string_view>& seen) {
    check_identifier(report_, where, what, id, as_name);
    if (!seen.insert(id).second) {
      add(issue::id_duplicate, where, std::string(what) + " stands twice in one list",
          "ids that differ", quote(id));
    }
  }

  void check_options(const std::string& where, const std::vector<Option>& options, bool as_name) {
    std::set<std::string_view> seen;
    if (options.empty()) {
      add(issue::range_empty, where, "The rule has no options", "at least one", "0");
    }
    for (std::size_t i = 0; i < options.size(); ++i) {
      check_id(where + "/" + std::to_string(i) + "/id", "The id of an option", options[i].id,
               as_name, seen);
    }
  }

  void check_step(const std::string& where, const std::optional<Rational>& min,
                  const std::optional<Rational>& max, const std::optional<Rational>& step) {
    if (!step) return;
    if (step->sign() <= 0) {
      add(issue::number_out_of_range, where + "/step", "A step is not above 0", "above 0",
          step->to_string());
      return;
    }
    const Rational base = min.value_or(0);
    if (max && !((*max - base) / *step).is_integer()) {
      add(issue::step_mismatch, where + "/step",
          "Steps of " + step->to_string() + " from " + base.to_string() +
              " do not arrive at the maximum",
          max->to_string(),
          (base + *step * ((*max - base) / *step).floor()).to_string());
    }
  }

  void check_inputs() {
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < node_.inputs.size(); ++i) {
      const Input& input = node_.inputs[i];
      const std::string where = "/inputs/" + std::to_string(i);
      check_id(where + "/name", "The name of an input", input.name, true, seen);
      if (input.min && input.max && *input.max < *input.min) {
        add(issue::range_empty, where, "The minimum of an input exceeds its maximum",
            "min <= max", input.min->to_string() + " > " + input.max->to_string());
      }
      if (input.type == InputType::count && input.max && input.max->sign() < 0) {
        add(issue::range_empty, where + "/max", "The maximum of a count is below 0", "0 or more",
            input.max->to_string());
      }
      check_step(where, input.min, input.max, input.step);
    }
  }

  void check_unused_inputs() {
    for (std::size_t i = 0; i < node_.inputs.size(); ++i) {
      if (!used_.contains(node_.inputs[i].name)) {
        report_.add(issue::input_unused, "/inputs/" + std::to_string(i),
                    "The rule does not read this input", {}, quote(node_.inputs[i].name));
      }
    }
  }

  std::optional<Domain> check_quantity(const std::string& where, const Quantity& on) {
    const std::string key = where + (on.kind == Quantity::Kind::value     ? "/value"
                                     : on.kind == Quantity::Kind::percent ? "/percent"
                                                                          : "/ratio");
    const bool quotient = on.kind != Quantity::Kind::value;
    if (!quotient && (on.when_zero || !on.denominator.empty())) {
      add(issue::part_misplaced, where + "/when_zero", "A plain value has no denominator",
          "nothing there");
    }
    check_reference(quotient ? key + "/0" : key, on.numerator);
    if (quotient) check_reference(key + "/1", on.denominator);
    if (on.min && on.max && *on.max < *on.min) {
      add(issue::range_empty, where, "The minimum of a quantity exceeds its maximum", "min <= max",
          on.min->to_string() + " > " + on.max->to_string());
    }
    const auto domain = sound_ ? domain_of(node_, on) : std::nullopt;
    if (domain && quotient && !on.when_zero &&
        holds_zero(domain_of(*find_input(node_, on.denominator)))) {
      add(issue::zero_denominator, where,
          "The input " + quote(on.denominator) + " can be 0 and divides",
          "when_zero here, or a min above 0 on the input", "neither");
    }
    return domain;
  }

  void check_reference(const std::string& where, const std::string& name) {
    used_.insert(name);
    if (!find_input(node_, name)) {
      add(issue::input_unknown, where, "The leaf declares no input of this name", {}, quote(name));
    }
  }

  /// Every value of the domain must lie in exactly one band. Sorted by lower end, a band must begin
  /// where those before it end: earlier is an overlap, later is a gap.
  void check_cover(const Bands& rule, const Domain& domain) {
    struct Range {
      Cut lower;
      Cut upper;
      std::size_t index;
    };
    const auto where = [](std::size_t index) {
      return "/rule/bands/steps/" + std::to_string(index);
    };
    std::vector<Range> ranges;
    for (std::size_t i = 0; i < rule.steps.size(); ++i) {
      const Band& band = rule.steps[i];
      Range range{lower_cut(band.lower), upper_cut(band.upper), i};
      if (!(range.lower < range.upper)) {
        add(issue::range_empty, where(i), "The band holds no value", "lower end <= upper end",
            describe(band));
      } else {
        if (!witness(domain, range.lower, range.upper)) {
          add(issue::band_unreachable, where(i), "No value that can occur falls into this band",
              {}, describe(band));
        }
        ranges.push_back(std::move(range));
      }
    }
    std::stable_sort(ranges.begin(), ranges.end(),
                     [](const Range& a, const Range& b) { return a.lower < b.lower; });
    const auto gap = [&](const Cut& from, const Cut& to, const std::string& place) {
      if (const auto value = witness(domain, from, to)) {
        add(issue::bands_gap, place, "No band holds " + describe_gap(from, to),
            "a band for " + value->to_string(), "none");
      }
    };
    Cut covered{Cut::Where::below_all, 0};
    std::optional<std::size_t> covered_by;
    for (const Range& range : ranges) {
      gap(covered, range.lower, where(range.index));
      if (covered_by) {
        const Cut& end = range.upper < covered ? range.upper : covered;
        if (const auto value = witness(domain, range.lower, end)) {
          add(issue::bands_overlap, where(range.index),
              "The value " + value->to_string() + " falls into two bands",
              "one of " + describe(rule.steps[*covered_by]) + " and " +
                  describe(rule.steps[range.index]),
              "both");
        }
      }
      if (covered < range.upper) {
        covered = range.upper;
        covered_by = range.index;
      }
    }
    gap(covered, {Cut::Where::above_all, 0}, "/rule/bands/steps");
  }

  static std::string describe_gap(const Cut& from, const Cut& to) {
    Band band;
    if (is_finite(from)) band.lower = Bound{from.value, from.where == Cut::Where::before};
    if (is_finite(to)) band.upper = Bound{to.value, to.where == Cut::Where::after};
    return describe(band);
  }

  void check_reach() {
    const auto reach = rule_reach(node_);
    if (!reach || !node_.max || node_.max->sign() <= 0) return;
    const std::string where = "/rule/" + std::string(name_of(*node_.rule));
    const auto text = [](const std::optional<Rational>& value) {
      return value ? value->to_string() : std::string("no limit");
    };
    if (!reach->max || *reach->max > *node_.max) {
      report_.add(issue::maximum_exceeded, where,
                  "The rule can give more than the maximum points", node_.max->to_string(),
                  text(reach->max));
    } else if (*reach->max < *node_.max) {
      report_.add(issue::maximum_unreachable, where,
                  "The rule can never give the maximum points", node_.max->to_string(),
                  text(reach->max));
    }
    if (reach->min && reach->min->sign() > 0) {
      report_.add(issue::minimum_above_zero, where, "The rule always gives points", "0",
                  text(reach->min));
    } else if (!reach->min || reach->min->sign() < 0) {
      report_.add(issue::minimum_below_zero, where, "The rule can give points below 0", "0",
                  text(reach->min));
    }
  }

  const Node& node_;
  NodeReport& report_;
  std::set<std::string, std::less<>> used_;
  bool sound_ = true;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
