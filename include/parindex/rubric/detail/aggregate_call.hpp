// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <parindex/rubric/detail/rule_call.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>
#include <parindex/rubric/rubric.hpp>
#include <parindex/status.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A child that has points, as an aggregation sees it.
struct Part {
  const Node& node;
  const Rational& points;
  const Rational& max;                // applicable
  const Rational* weighed = nullptr;  // the weight, if it comes from the data

  Rational share() const { return points / max; }
  Rational weight() const { return weighed ? *weighed : node.weight.value_or(Rational(1)); }
};

/// The arguments of an aggregation: its node and the children that have points (at least one), in
/// document order. The listener is notified of events, as in a RuleCall.
struct AggregateCall {
  const Node& node;
  const std::vector<Part>& parts;
  Listener& listener;

  const Rational& max() const { return *node.max; }
  template <class Describe>
  void say(const Describe& describe) const {
    listener.branch([&] { return Branch{"/aggregation", describe()}; });
  }
};

/// The result of an aggregation: points and applicable maximum, or a status without them.
struct AggregateOutcome {
  Status status = Status::ok;
  Rational points;  // before cap, floor and rounding of the node
  Rational max;
};

inline AggregateOutcome no_points(Status status) { return {status, {}, {}}; }

/// A list of the parts.
template <class Describe>
std::string joined(const std::vector<Part>& parts, const char* between, const Describe& describe) {
  std::string text;
  for (const Part& part : parts) text += (text.empty() ? "" : between) + describe(part);
  return text;
}

inline std::string code_and_points(const Part& part) {
  return part.node.code + " " + part.points.to_string();
}

/// A number as a factor: fractions and negative numbers are in brackets.
inline std::string factor(const Rational& value) {
  std::string text = value.to_string();
  const bool plain = text.find_first_of("-/") == std::string::npos;
  return plain ? text : "(" + text + ")";
}

/// The share of a part as readers write it: its points over its maximum.
inline std::string points_over_max(const Part& part) {
  return factor(part.points) + "/" + factor(part.max);
}

/// Whether every part has the maximum of the node, so that the mean of the shares is the mean of
/// the points.
inline bool all_have_its_maximum(const AggregateCall& call) {
  for (const Part& part : call.parts) {
    if (part.max != call.max()) return false;
  }
  return true;
}

/// Common to all means: with too few children the node is unavailable.
inline std::optional<AggregateOutcome> if_too_few(const AggregateCall& call,
                                                  const std::optional<std::size_t>& minimum) {
  if (!minimum || call.parts.size() >= *minimum) return std::nullopt;
  call.say([&] {
    return say(words::too_few, std::to_string(call.parts.size()), std::to_string(*minimum));
  });
  return no_points(Status::unavailable);
}

/// A mean that takes roots or reciprocals has no value if a share is negative.
inline bool has_negative_share(const AggregateCall& call) {
  for (const Part& part : call.parts) {
    if (part.points.sign() >= 0) continue;
    call.listener.issue(value_issue(issue::mean_undefined, message_of(issue::mean_undefined),
                                    sentence::points_of_at_least_0, code_and_points(part),
                                    call.node.code));
    return true;
  }
  return false;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
