// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/parindex.hpp>
#include <parindex/rubric/build.hpp>

/// Rubrics and shorthands that several tests share.
namespace sample {

namespace px = parindex;
using namespace parindex::literals;

inline px::Input count(std::string name, std::optional<px::Rational> min = std::nullopt) {
  px::Input input;
  input.name = std::move(name);
  input.type = px::InputType::count;
  input.min = std::move(min);
  return input;
}

inline px::Input number(std::string name, std::optional<px::Rational> min = std::nullopt,
                        std::optional<px::Rational> max = std::nullopt) {
  px::Input input;
  input.name = std::move(name);
  input.min = std::move(min);
  input.max = std::move(max);
  return input;
}

inline px::Quantity percent(std::string numerator, std::string denominator) {
  px::Quantity on;
  on.kind = px::Quantity::Kind::percent;
  on.numerator = std::move(numerator);
  on.denominator = std::move(denominator);
  return on;
}

inline px::Quantity value(std::string name) {
  px::Quantity on;
  on.numerator = std::move(name);
  return on;
}

inline px::Band band(std::optional<px::Bound> lower, std::optional<px::Bound> upper,
                     px::Rational points) {
  return {std::move(lower), std::move(upper), std::move(points), {}};
}

inline px::Bound from(px::Rational at) { return {std::move(at), true}; }
inline px::Bound to(px::Rational at) { return {std::move(at), true}; }
inline px::Bound above(px::Rational at) { return {std::move(at), false}; }
inline px::Bound below(px::Rational at) { return {std::move(at), false}; }

inline px::Node leaf(std::string code, px::Rational max, px::Rule rule,
                     std::vector<px::Input> inputs = {}) {
  px::Node node = px::build::node(std::move(code)).max(std::move(max)).rule(std::move(rule));
  node.inputs = std::move(inputs);
  return node;
}

/// A node with children; its aggregation is inherited unless set afterwards.
inline px::Node group(std::string code, px::Rational max, std::vector<px::Node> children) {
  px::Node node = px::build::node(std::move(code)).max(std::move(max));
  node.children = std::move(children);
  return node;
}

/// Over 90 % gives 2, from 70 % to 90 % gives 1, below 70 % gives 0.
inline px::Bands plan_bands() {
  return {percent("done", "planned"),
          {band(above(90), {}, 2), band(from(70), to(90), 1), band({}, below(70), 0)}};
}

inline px::Node plan_leaf(std::string code) {
  return leaf(std::move(code), 2, plan_bands(), {count("done"), count("planned", 1)});
}

inline px::Node yes_no_leaf(std::string code, px::Rational points) {
  return leaf(std::move(code), points, px::YesNo{points, 0});
}

/// A draft around fields: sums, missing values are errors, indices rounded half up to 2 digits.
inline px::RubricDraft draft(px::Rational max, std::vector<px::Node> fields) {
  px::RubricDraft draft;
  draft.id = "sample";
  draft.edition = "2026";
  draft.index_rounding = px::Rounding{2, px::RoundingMode::half_up};
  draft.root.max = std::move(max);
  draft.root.aggregation = px::Sum{};
  draft.root.missing = px::MissingPolicy::error;
  draft.root.children = std::move(fields);
  return draft;
}

}  // namespace sample
