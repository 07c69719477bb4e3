// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <parindex/detail/cover.hpp>
#include <parindex/detail/quantity_call.hpp>
#include <parindex/detail/rule_branches.hpp>
#include <parindex/detail/rule_checker.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// linear: points on lines between thresholds.

inline void add_columns(const Linear&, LeafColumns& columns) { columns.add_inputs(); }

/// The points of a piece at a quantity; beyond its ends, on the same line.
inline Rational points_at(const Piece& piece, const Rational& quantity) {
  if (piece.constant()) return piece.points_from;
  const Rational& from = piece.lower->value;
  return piece.points_from + (piece.points_to - piece.points_from) * (quantity - from) /
                                 (piece.upper->value - from);
}

inline void check(const Linear& rule, RuleChecker& checker) {
  const std::string list = "/rule/linear/pieces";
  if (rule.pieces.empty()) {
    checker.add(issue::range_empty, list, "The rule has no pieces", "at least one", "0");
  }
  for (std::size_t i = 0; i < rule.pieces.size(); ++i) {
    const Piece& piece = rule.pieces[i];
    const std::string where = list + "/" + std::to_string(i);
    if (piece.constant()) continue;
    if (!piece.lower || !piece.upper) {
      checker.add(issue::piece_open, where, "A line needs both of its ends",
                  "from or above, and to or below", describe(Band{piece.lower, piece.upper, 0, {}}));
    } else if (piece.lower->value >= piece.upper->value) {
      checker.add(issue::range_empty, where, "A line has no length", "lower end < upper end",
                  describe(Band{piece.lower, piece.upper, 0, {}}));
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

inline std::optional<Reach> reach_of(const Linear& rule, const Node& node) {
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
    // Within a piece the points go one way, so its ends within the domain give the ends of them.
    if (low < domain->lower) low = domain->lower;
    if (domain->upper < high) high = domain->upper;
    reach.add(points_at(piece, low.value));
    reach.add(points_at(piece, high.value));
  }
  return reach.done();
}

template <class Listener>
RuleOutcome evaluate(const Linear& rule, const RuleCall<Listener>& call) {
  RuleOutcome outcome;
  const auto value = evaluate_quantity(call, rule.on, outcome);
  if (!value) return outcome;
  for (std::size_t i = 0; i < rule.pieces.size(); ++i) {
    const Piece& piece = rule.pieces[i];
    const Band range{piece.lower, piece.upper, 0, {}};
    if (!holds(range, *value)) continue;
    Rational points = points_at(piece, *value);
    call.listener.branch([&] {
      std::string text = describe(range) + " gives ";
      if (!piece.constant()) {
        const Rational rise = piece.points_to - piece.points_from;
        text += piece.points_from.to_string() + (rise.sign() < 0 ? " - " : " + ") +
                abs(rise).to_string() + " * (x - " + piece.lower->value.to_string() + ") / " +
                (piece.upper->value - piece.lower->value).to_string() + " = ";
      }
      return Branch{"/rule/linear/pieces/" + std::to_string(i), text + points.to_string(),
                    piece.title};
    });
    return {{}, std::move(points)};
  }
  // check() proved that the pieces cover every value that can get here.
  throw Error("no piece of " + call.node.code + " holds " + value->to_string());
}

inline std::vector<std::string> branches_of(const Linear& rule) {
  return with_when_zero(rule.on, "/rule/linear",
                        numbered("/rule/linear/pieces/", rule.pieces.size()));
}

template <class Writer>
void write(const Piece& piece, Writer& out) {
  if (piece.lower) out.member(piece.lower->closed ? "from" : "above", piece.lower->value);
  if (piece.upper) out.member(piece.upper->closed ? "to" : "below", piece.upper->value);
  if (piece.constant()) {
    out.member("points", piece.points_from);
  } else {
    out.member("points_from", piece.points_from);
    out.member("points_to", piece.points_to);
  }
  out.optional("title", piece.title);
}

template <class Writer>
void write(const Linear& rule, Writer& out) {
  out.member("on", rule.on);
  out.member("pieces", rule.pieces);
}

template <class Reader, class Json>
void read(Reader& in, const Json& body, Linear& out) {
  if (!in.object(body, {{"on", true}, {"pieces", true}})) return;
  in.quantity(body.find("on"), out.on);
  in.list(body.find("pieces"), [&](const Json& item) {
    Piece& piece = out.pieces.emplace_back();
    const bool even = item.find("points") != nullptr;
    if (even ? !in.object(item, {{"from"}, {"above"}, {"to"}, {"below"}, {"points", true},
                                 {"title"}})
             : !in.object(item, {{"from"}, {"above"}, {"to"}, {"below"}, {"points_from", true},
                                 {"points_to", true}, {"title"}})) {
      return;
    }
    in.ends(item, piece.lower, piece.upper);
    in.number(item.find(even ? "points" : "points_from"), piece.points_from);
    in.number(item.find(even ? "points" : "points_to"), piece.points_to);
    in.text_map(item.find("title"), piece.title);
  });
}

}  // namespace detail

PARINDEX_END_NAMESPACE
