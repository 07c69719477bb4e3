// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <parindex/detail/sentences.hpp>
#include <parindex/rubric/detail/check/rule_checker.hpp>
#include <parindex/rubric/detail/fields.hpp>
#include <parindex/rubric/detail/proof/cover.hpp>
#include <parindex/rubric/detail/proof/stretch.hpp>
#include <parindex/rubric/detail/proof/terminating.hpp>
#include <parindex/rubric/detail/quantity_call.hpp>
#include <parindex/rubric/detail/rule_branches.hpp>
#include <parindex/rubric/detail/sentences/kinds.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// linear: points on lines between thresholds.

inline constexpr KindName kind_of(const Linear&) {
  return {"linear", "Points on the line of the piece that contains the quantity."};
}

template <class To>
void fields(To& to, Is<Piece> auto& piece) {
  to.ends(piece.lower, piece.upper);
  to.line("points", "points_from", "points_to", piece.points_from, piece.points_to);
  to.optional("title", piece.title);
}

template <class To>
void fields(To& to, Is<Linear> auto& rule) {
  to("on", rule.on);
  to.some("pieces", rule.pieces);
}

inline void add_columns(const Linear&, LeafColumns& columns) { columns.add_inputs(); }

/// The points of a piece at a quantity; beyond its ends, on the same line.
inline Rational points_at(const Piece& piece, const Rational& quantity) {
  if (piece.constant()) return piece.points_from;
  const Rational& from = piece.lower->value;
  return piece.points_from +
         (piece.points_to - piece.points_from) * (quantity - from) / (piece.upper->value - from);
}

inline void check(const Linear& rule, RuleChecker& checker) {
  const std::string list = "/rule/linear/pieces";
  if (rule.pieces.empty()) {
    checker.add(issue::range_empty, list, sentence::the_rule_has_no_pieces, sentence::at_least_one,
                as_is("0"));
  }
  for (std::size_t i = 0; i < rule.pieces.size(); ++i) {
    const Piece& piece = rule.pieces[i];
    const std::string where = list + "/" + std::to_string(i);
    if (piece.constant()) continue;
    if (!piece.lower || !piece.upper) {
      checker.add(issue::piece_open, where, sentence::a_linear_piece_needs_both_ends,
                  sentence::from_or_above_and_to_or_below,
                  describe(Band{piece.lower, piece.upper, 0, {}}));
    } else if (piece.lower->value >= piece.upper->value) {
      checker.add(issue::range_empty, where, sentence::the_piece_has_no_length,
                  sentence::lower_end_upper_end_2, describe(Band{piece.lower, piece.upper, 0, {}}));
    }
  }
  const auto domain = checker.check_quantity("/rule/linear/on", rule.on);
  if (!domain || !checker.sound()) return;
  std::vector<CoverRange> ranges;
  for (const Piece& piece : rule.pieces) {
    ranges.push_back({piece.lower, piece.upper, list + "/" + std::to_string(ranges.size())});
  }
  check_cover(checker, list, ranges, *domain);
}

inline std::optional<PointsRange> reach_of(const Linear& rule, const Node& node) {
  const auto domain = domain_of(node, rule.on);
  if (!domain) return std::nullopt;
  ReachBuilder reach;
  for (const Piece& piece : rule.pieces) {
    Cut low = lower_cut(piece.lower);
    Cut high = upper_cut(piece.upper);
    if (!witness(*domain, low, high)) continue;
    if (piece.constant()) {
      reach.add(piece.points_from);
      continue;
    }
    // Within a piece the points are monotonic, so its ends within the domain give the ends of the
    // points.
    if (low < domain->lower) low = domain->lower;
    if (domain->upper < high) high = domain->upper;
    reach.add(points_at(piece, low.value));
    reach.add(points_at(piece, high.value));
  }
  return reach.done();
}

inline void add_stretches(const Linear& rule, const Node&, std::vector<Stretch>& out) {
  for (const Piece& piece : rule.pieces) {
    out.push_back({lower_cut(piece.lower), upper_cut(piece.upper),
                   [piece](const Rational& x) { return points_at(piece, x); }});
  }
}

inline RuleOutcome evaluate(const Linear& rule, const RuleCall& call) {
  RuleOutcome outcome;
  const auto value = evaluate_quantity(call, rule.on, outcome);
  if (!value) return outcome;
  for (std::size_t i = 0; i < rule.pieces.size(); ++i) {
    const Piece& piece = rule.pieces[i];
    const Band range{piece.lower, piece.upper, 0, {}};
    if (!holds(range, *value)) continue;
    Rational points = points_at(piece, *value);
    call.listener.branch([&] {
      std::string text;
      if (!piece.constant()) {
        const Rational rise = piece.points_to - piece.points_from;
        text = piece.points_from.to_string() + (rise.sign() < 0 ? " - " : " + ") +
               abs(rise).to_string() + " * (x - " + piece.lower->value.to_string() + ") / " +
               (piece.upper->value - piece.lower->value).to_string() + " = ";
      }
      return Branch{"/rule/linear/pieces/" + std::to_string(i),
                    say(words::gives, phrase_of(range), text + points.to_string()), piece.title};
    });
    return {{}, std::move(points)};
  }
  // check() proved that the pieces cover every value that can occur here.
  throw Error(say(sentence::no_piece_of_contains, call.node.code, value->to_string()));
}

inline bool terminates(const Linear& rule, const Node& leaf) {
  const bool quantity = terminates(rule.on, leaf);
  return std::all_of(rule.pieces.begin(), rule.pieces.end(), [&](const Piece& piece) {
    if (!terminates(piece.points_from)) return false;
    if (piece.constant()) return true;
    const Rational& from = piece.lower->value;
    return quantity && terminates(from) &&
           quotient_terminates(piece.points_to - piece.points_from, piece.upper->value - from);
  });
}

inline std::vector<std::string> branches_of(const Linear& rule) {
  return with_when_zero(rule.on, "/rule/linear",
                        numbered("/rule/linear/pieces/", rule.pieces.size()));
}

}  // namespace detail

PARINDEX_END_NAMESPACE
