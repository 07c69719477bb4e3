// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/detail/json_writer.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/detail/visit.hpp>
#include <parindex/rubric/aggregations/sum.hpp>
#include <parindex/rubric/detail/proof/node_reach.hpp>
#include <parindex/rubric/detail/rules.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>
#include <parindex/rubric/proofs.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Describes in sentences what the check has proven.
class ProofWriter {
 public:
  explicit ProofWriter(const Rubric& rubric) : rubric_(rubric) {}

  std::vector<Proof> run() {
    const Node& root = rubric_.root();
    node_reach(root, Inherited{}.at(root), &reaches_);
    node(root, "", Aggregation{});
    if (!rubric_.draft().agencies.empty()) {
      add("scopes", say(sentence::proof_scopes,
                        counted(rubric_.draft().agencies.size(), sentence::one_agency_counted,
                                sentence::agencies_counted),
                        std::to_string(leaves_)));
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

  /// The sum of the maxima of the children, unless the author accepted that they do not match.
  void maxima(const Node& at, const Sum& sum) {
    if (sum.drop) return;
    if (at.accept.contains(issue::maximum_mismatch.code)) return;
    std::size_t counting = 0;
    bool forms = false;  // some groups of units have their own children
    const AdjustedChildren adjusting(sum);
    Rational total = 0;
    for (const Node& child : at.children) {
      if (child.informative || adjusting.contains(child)) continue;
      ++counting;
      forms = forms || !child.only_for.empty();
      total += *child.max;
    }
    const Phrase without = sum.adjust.empty()
                               ? Phrase()
                               : say(sentence::without_adjustments,
                                     counted(sum.adjust.size(), sentence::one_adjustment_counted,
                                             sentence::adjustments_counted));
    if (forms) {
      // The check covered the form of every group. With a cap, a form may exceed it.
      const Phrase most = at.max->to_string();
      add("maxima", say(sentence::proof_maxima_of_forms, without,
                        at.cap ? say(sentence::at_least, most) : most));
      return;
    }
    const bool capped = at.cap && *at.cap < total;
    const Phrase added =
        counting == 1
            ? say(sentence::proof_maximum_of_child, without, total.to_string())
            : say(sentence::proof_maxima, say(sentence::children_counted, std::to_string(counting)),
                  without, total.to_string());
    add("maxima", capped ? say(sentence::under_a_cap, added, at.cap->to_string()) : added);
  }

  /// Bounds come from intervals: no value is beyond them, but they need not be reached.
  void reached(const Node& at) {
    const PointsRange& range = reaches_.at(&at).points;
    const std::string most = at.max->to_string();
    if (range.max && *range.max < *at.max) {
      add("reach", say(sentence::proof_cannot_reach, most, range.max->to_string()), false);
    } else if (!range.max || *range.max > *at.max) {
      add("reach",
          say(sentence::proof_may_exceed, most,
              range.max ? say(sentence::at_most, range.max->to_string())
                        : Phrase(sentence::no_upper_bound)),
          false);
    } else if (!range.min || range.min->sign() < 0) {
      add("reach",
          say(sentence::proof_may_be_below_zero,
              range.min ? say(sentence::at_least, range.min->to_string())
                        : Phrase(sentence::no_lower_bound)),
          false);
    } else if (range.min->sign() > 0) {
      add("reach", say(sentence::proof_least, range.min->to_string(), most), false);
    } else {
      add("reach", say(sentence::proof_reach, range.max->to_string()));
    }
  }

  void leaf(const Node& at) {
    of_rule(at, *at.rule);
    if (!at.inputs.empty()) {
      add("inputs",
          say(sentence::proof_inputs,
              counted(at.inputs.size(), sentence::one_input_counted, sentence::inputs_counted)));
    }
  }

  void of_rule(const Node& at, const Rule& any) {
    detail::visit(
        [&](const auto& rule) {
          if constexpr (requires { rule.on; }) quantity(at, rule.on);
          if constexpr (requires {
                          rule.on;
                          rule.steps;
                        }) {
            const auto domain = domain_of(at, rule.on);
            add("cover",
                say(sentence::proof_cover, domain ? range_of(*domain) : Phrase(sentence::every_x),
                    counted(rule.steps.size(), sentence::one_band_counted,
                            sentence::bands_counted)));
          }
          if constexpr (requires { rule.direction.begin(); }) {
            for (const auto& [name, direction] : rule.direction) {
              add("direction", say(direction == Direction::up ? sentence::proof_never_fall
                                                              : sentence::proof_never_rise,
                                   name));
            }
          }
          if constexpr (requires { rule.cases.front().rule; }) {
            for (const GroupCase& each : rule.cases) {
              whose_ = phrase_of(each) + ": ";
              of_rule(at, each.rule);
            }
            whose_ = {};
            add("groups",
                say(sentence::proof_groups, counted(rule.cases.size(), sentence::one_rule_counted,
                                                    sentence::rules_counted)));
          }
        },
        any);
  }

  void quantity(const Node& at, const Quantity& on) {
    if constexpr (requires { on.direction; }) {
      if (on.direction) {
        add("direction", say(*on.direction == Direction::up ? sentence::proof_never_fall
                                                            : sentence::proof_never_rise,
                             phrase_of(on)));
      }
    }
    const Input* divisor = on.denominator.empty() ? nullptr : find_input(at, on.denominator);
    if (divisor == nullptr) return;
    if (!holds_zero(domain_of(*divisor))) {
      add("denominator", say(sentence::proof_never_zero, on.denominator));
    } else if (on.when_zero) {
      add("denominator", say(sentence::proof_when_zero, on.denominator, to_string(*on.when_zero)));
    }
  }

  static Phrase range_of(const Domain& domain) {
    Phrase text =
        domain.step && *domain.step == Rational(1) ? sentence::every_whole_x : sentence::every_x;
    if (is_finite(domain.lower)) {
      text = say(sentence::range_from, text, domain.lower.value.to_string());
    }
    if (is_finite(domain.upper)) {
      text = say(sentence::range_to, text, domain.upper.value.to_string());
    }
    return text;
  }

  static Phrase counted(std::size_t count, const Sentence<0>& one, const Sentence<1>& several) {
    return count == 1 ? Phrase(one) : say(several, std::to_string(count));
  }

  void add(std::string kind, const Phrase& text, bool good = true) {
    Phrase said = whose_ + text;
    found_.push_back(
        {code_, pointer_, std::move(kind), std::move(said.en), std::move(said.vi), good});
  }

  const Rubric& rubric_;
  ReachOfNodes reaches_;
  std::string code_;
  std::string pointer_;
  Phrase whose_;  // the groups of the current rule, a prefix of every sentence
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
                                     {"text", &proof.text},
                                     {"text_vi", &proof.text_vi}}) {
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
