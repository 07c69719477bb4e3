// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/detail/json_writer.hpp>
#include <parindex/rubric/aggregations/sum.hpp>
#include <parindex/rubric/detail/proof/node_reach.hpp>
#include <parindex/rubric/detail/rules.hpp>
#include <parindex/rubric/proofs.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Says in sentences what the check has proven.
class ProofWriter {
 public:
  explicit ProofWriter(const Rubric& rubric) : rubric_(rubric) {}

  std::vector<Proof> run() {
    const Node& root = rubric_.root();
    node_reach(root, Inherited{}.at(root), &reaches_);
    node(root, "", Aggregation{});
    if (!rubric_.draft().agencies.empty()) {
      add("scopes", "the lead scopes of " + counted(rubric_.draft().agencies.size(), "agency") +
                        " hold each of the " + std::to_string(leaves_) + " leaves once");
      std::rotate(found_.begin(), found_.end() - 1, found_.end());
      found_.front().code.clear();
      found_.front().pointer.clear();
    }
    return std::move(found_);
  }

 private:
  void node(const Node& at, const std::string& pointer, const Aggregation& inherited) {
    code_ = at.code;
    pointer_ = pointer;
    reached(at);
    if (at.rule) {
      ++leaves_;
      leaf(at);
      return;
    }
    const Aggregation& own = at.aggregation ? *at.aggregation : inherited;
    if (const Sum* sum = std::get_if<Sum>(&own)) maxima(at, *sum);
    const std::string list = pointer + (pointer.empty() ? "/nodes/" : "/children/");
    for (std::size_t i = 0; i < at.children.size(); ++i) {
      node(at.children[i], list + std::to_string(i), own);
    }
  }

  /// What the maxima of the children add up to, unless the author accepted that they do not fit.
  void maxima(const Node& at, const Sum& sum) {
    if (at.accept.contains(issue::maximum_mismatch.code)) return;
    std::size_t counting = 0;
    bool forms = false;  // groups of units have children of their own
    const AdjustedChildren adjusting(sum);
    Rational total = 0;
    for (const Node& child : at.children) {
      if (adjusting.contains(child)) continue;
      ++counting;
      forms = forms || !child.only_for.empty();
      total += *child.max;
    }
    const std::string without =
        sum.adjust.empty() ? "" : " without the " + counted(sum.adjust.size(), "adjustment");
    if (forms) {
      // The check went through the form of every group. With a cap, a form may exceed it.
      add("maxima", "in the form of every group, the maxima of the children" + without +
                        " add up to " + (at.cap ? "at least " : "") + at.max->to_string());
      return;
    }
    const bool capped = at.cap && *at.cap < total;
    add("maxima", (counting == 1 ? "the maximum of its 1 child"
                                 : "the maxima of its " + counted(counting, "child")) +
                      without + (counting == 1 ? " is " : " add up to ") + total.to_string() +
                      (capped ? ", under a cap of " + at.cap->to_string() : ""));
  }

  /// Bounds come from intervals: no value lies beyond them, but none need reach them either.
  void reached(const Node& at) {
    const PointsRange& range = reaches_.at(&at).points;
    const std::string most = at.max->to_string();
    if (range.max && *range.max < *at.max) {
      add("reach", "cannot reach " + most + " points: at most " + range.max->to_string(), false);
    } else if (!range.max || *range.max > *at.max) {
      add("reach",
          "not shown to stay within " + most +
              " points: " + (range.max ? "at most " + range.max->to_string() : "no upper bound"),
          false);
    } else if (!range.min || range.min->sign() < 0) {
      add("reach",
          std::string("not shown to stay at 0 points or above: ") +
              (range.min ? "at least " + range.min->to_string() : "no lower bound"),
          false);
    } else if (range.min->sign() > 0) {
      add("reach", "gives at least " + range.min->to_string() + " of " + most + " points", false);
    } else {
      add("reach", "gives at least 0 and at most " + range.max->to_string() + " points");
    }
  }

  void leaf(const Node& at) {
    of_rule(at, *at.rule);
    if (!at.inputs.empty()) {
      add("inputs",
          "the rule reads " + counted(at.inputs.size(), "input") + ", each that is declared");
    }
  }

  void of_rule(const Node& at, const Rule& any) {
    std::visit(
        [&](const auto& rule) {
          if constexpr (requires { rule.on; }) quantity(at, rule.on);
          if constexpr (requires {
                          rule.on;
                          rule.steps;
                        }) {
            const auto domain = domain_of(at, rule.on);
            add("cover", (domain ? range_of(*domain) : std::string("every x")) +
                             " lies in exactly one of " + counted(rule.steps.size(), "band"));
          }
          if constexpr (requires { rule.cases.front().rule; }) {
            for (const GroupCase& each : rule.cases) {
              whose_ = phrase_of(each).en + ": ";
              of_rule(at, each.rule);
            }
            whose_.clear();
            add("groups", "every group that has the leaf has exactly one of its " +
                              counted(rule.cases.size(), "rule"));
          }
        },
        any);
  }

  void quantity(const Node& at, const Quantity& on) {
    if constexpr (requires { on.direction; }) {
      if (on.direction) {
        add("direction", std::string("the points never ") +
                             (*on.direction == Direction::up ? "fall" : "rise") + " as " +
                             describe(on) + " grows");
      }
    }
    const Input* divisor = on.denominator.empty() ? nullptr : find_input(at, on.denominator);
    if (divisor == nullptr) return;
    if (!holds_zero(domain_of(*divisor))) {
      add("denominator", on.denominator + " is never 0");
    } else if (on.when_zero) {
      add("denominator",
          "when " + on.denominator + " is 0: " + std::string(to_string(*on.when_zero)));
    }
  }

  static std::string range_of(const Domain& domain) {
    std::string text = domain.step && *domain.step == Rational(1) ? "every whole x" : "every x";
    if (is_finite(domain.lower)) text += " from " + domain.lower.value.to_string();
    if (is_finite(domain.upper)) text += " to " + domain.upper.value.to_string();
    return text;
  }

  static std::string counted(std::size_t count, const std::string& what) {
    if (count == 1) return "1 " + what;
    if (what == "child") return std::to_string(count) + " children";
    if (what == "agency") return std::to_string(count) + " agencies";
    return std::to_string(count) + " " + what + "s";
  }

  void add(std::string kind, const std::string& text, bool good = true) {
    found_.push_back({code_, pointer_, std::move(kind), whose_ + text, good});
  }

  const Rubric& rubric_;
  ReachOfNodes reaches_;
  std::string code_;
  std::string pointer_;
  std::string whose_;  // the groups whose rule is looked at, in front of every sentence
  std::size_t leaves_ = 0;
  std::vector<Proof> found_;
};

}  // namespace detail

std::vector<Proof> proofs(const Rubric& rubric) { return detail::ProofWriter(rubric).run(); }

std::string to_json(const std::vector<Proof>& proofs) {
  detail::JsonWriter json;
  json.begin_array();
  for (const Proof& proof : proofs) {
    json.begin_object();
    for (const auto& [key, value] : {std::pair("code", &proof.code),
                                     {"pointer", &proof.pointer},
                                     {"kind", &proof.kind},
                                     {"text", &proof.text}}) {
      json.key(key);
      json.string(*value);
    }
    json.key("good");
    json.boolean(proof.good);
    json.end_object();
  }
  json.end_array();
  return json.take();
}

PARINDEX_END_NAMESPACE
