// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/detail/text.hpp>
#include <parindex/results/classes.hpp>
#include <parindex/results/detail/ranking_key.hpp>
#include <parindex/testing/search/inner_node_item.hpp>
#include <parindex/testing/search/rubric_study.hpp>
#include <parindex/testing/search/unit_figures.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Lists the behaviour of nodes above leaves, of gates that test other nodes, and the classes.
class InnerNodeItems {
 public:
  /// Gives each side the place of its figure among `figures`.
  static std::vector<InnerNodeItem> of(const RubricStudy& study, UnitFigures& figures) {
    InnerNodeItems found(study, figures);
    found.collect(study.text.root(), "", "");
    found.collect_classes(study.text.root(), "", "");
    return std::move(found.items_);
  }

 private:
  InnerNodeItems(const RubricStudy& study, UnitFigures& figures)
      : plan_(study.plan), figures_(figures) {}

  void collect(const JsonValue& node, const std::string& code, const std::string& at) {
    const JsonValue* children = node.find("children");
    const bool leaf = children == nullptr && node.find("nodes") == nullptr;
    if (const JsonValue* gates = node.find("gates")) {
      for (std::size_t i = 0; i < gates->children.size(); ++i) {
        gate(gates->children[i], code, at, "/gates/" + std::to_string(i), leaf);
      }
    }
    if (!leaf) {
      for (const char* limit : {"cap", "floor"}) {
        if (const JsonValue* value = node.find(limit)) {
          const bool cap = std::string_view(limit) == "cap";
          step(code, at, std::string("/") + limit,
               say(cap ? sentence::item_cap : sentence::item_floor, value->text));
        }
      }
      if (const JsonValue* aggregation = node.find("aggregation")) tables(*aggregation, code, at);
      minimum(code, at);
      if (node.find("nothing_left") != nullptr) nothing_left(code, at);
    }
    if (children == nullptr) children = node.find("nodes");
    for (std::size_t i = 0; children != nullptr && i < children->children.size(); ++i) {
      const JsonValue& child = children->children[i];
      collect(child, child.find("code")->text, at + "/" + children->key + "/" + std::to_string(i));
    }
  }

  InnerNodeItem& add(InnerNodeItem::Kind kind, const std::string& code, std::string pointer,
                     Phrase text) {
    InnerNodeItem item;
    item.kind = kind;
    item.node = *plan_.find(code);
    item.pointer = std::move(pointer);
    item.text = std::move(text);
    return items_.emplace_back(std::move(item));
  }

  void step(const std::string& code, const std::string& at, const std::string& pointer, Phrase text,
            std::size_t which = 0, InnerNodeItem::Kind kind = InnerNodeItem::Kind::step) {
    InnerNodeItem& item = add(kind, code, at + pointer, std::move(text));
    item.step = pointer;
    item.at = which;
  }

  /// Rows of a lookup, and the adjustments of a sum.
  void tables(const JsonValue& aggregation, const std::string& code, const std::string& at) {
    for (const JsonValue& kind : aggregation.children) {
      if (const JsonValue* drop = kind.find("drop")) {
        dropped(*drop, code, at, "/aggregation/" + kind.key + "/drop/");
      }
      for (const char* list : {"rows", "adjust"}) {
        const JsonValue* found = kind.find(list);
        for (std::size_t i = 0; found != nullptr && i < found->children.size(); ++i) {
          const std::string pointer =
              "/aggregation/" + kind.key + "/" + list + "/" + std::to_string(i);
          const bool rows = std::string_view(list) == "rows";
          const Phrase text = say(rows ? sentence::item_rows : sentence::item_adjust,
                                  tree_text(found->children[i]));
          step(code, at, pointer, text, i);
          for (const char* limit : {"cap", "floor"}) {
            if (found->children[i].find(limit) == nullptr) continue;
            const bool cap = std::string_view(limit) == "cap";
            step(code, at, pointer + "/" + limit,
                 say(cap ? sentence::item_cap_reached : sentence::item_floor_reached, text), i,
                 InnerNodeItem::Kind::limit);
          }
        }
      }
    }
  }

  /// The ends of a drop, and excluded children that count as one of the lowest.
  void dropped(const JsonValue& drop, const std::string& code, const std::string& at,
               const std::string& pointer) {
    for (const char* end : {"lowest", "highest"}) {
      const JsonValue* count = drop.find(end);
      if (count == nullptr) continue;
      const bool lowest = std::string_view(end) == "lowest";
      step(code, at, pointer + end,
           say(lowest ? sentence::item_lowest : sentence::item_highest, count->text));
    }
    const JsonValue* excluded = drop.find("excluded");
    if (excluded == nullptr || excluded->text != "counted") return;
    step(code, at, pointer + "excluded", sentence::item_excluded_lowest);
    items_.back().proof = always_points(code);
  }

  void nothing_left(const std::string& code, const std::string& at) {
    step(code, at, "/nothing_left", sentence::item_nothing_left);
    const auto& children = plan_.state().nodes[*plan_.find(code)].children;
    if (!std::all_of(children.begin(), children.end(),
                     [&](std::size_t child) { return may_lack_points(child); })) {
      items_.back().proof = sentence::proof_a_child_always_counts;
    }
  }

  /// The reason if no child of a node can be without points.
  Phrase always_points(const std::string& code) const {
    const auto& children = plan_.state().nodes[*plan_.find(code)].children;
    const bool always = std::none_of(children.begin(), children.end(),
                                     [&](std::size_t child) { return may_lack_points(child); });
    if (!always) return {};
    return say(sentence::proof_children_always, std::to_string(children.size()));
  }

  /// The place that states the kind of a node: the node itself, or an ancestor.
  std::string minimum_pointer(std::size_t position, const std::string& at) const {
    std::string pointer = at;
    std::size_t node = position;
    while (node != 0 && !plan_.node(node).aggregation) {
      node = plan_.parent(node);
      // Two parts of the pointer for each level: "children" or "nodes", and a number.
      for (int part = 0; part < 2; ++part) pointer.resize(pointer.rfind('/'));
    }
    return pointer + "/aggregation/" +
           std::string(name_of(plan_.state().nodes[position].aggregation)) + "/minimum_available";
  }

  /// "Too few available", and the two sides of the required number.
  void minimum(const std::string& code, const std::string& at) {
    const std::size_t position = *plan_.find(code);
    const PlanNode& node = plan_.state().nodes[position];
    const auto needed = minimum_of(node.aggregation);
    if (!needed) return;
    const std::string pointer = minimum_pointer(position, at);
    // At least this many always have points.
    const auto always = static_cast<std::size_t>(
        std::count_if(node.children.begin(), node.children.end(),
                      [&](std::size_t child) { return !may_lack_points(child); }));
    const auto least = [&](std::size_t available) -> Phrase {
      if (available == 0) return sentence::proof_excluded_without_children;
      if (always <= available) return {};
      return say(sentence::proof_children_always, std::to_string(always));
    };
    InnerNodeItem& few = add(InnerNodeItem::Kind::few, code, pointer,
                             say(sentence::few_available, std::to_string(*needed)));
    few.proof = least(*needed - 1);
    const auto figure = [position](const Scores& scores, std::size_t row) {
      Rational count = 0;
      for (const std::size_t child : scores.plan().state().nodes[position].children) {
        if (scores.at(row, child).status == Status::ok) count += 1;
      }
      return std::optional(count);
    };
    for (const Side side : {Side::below, Side::at}) {
      InnerNodeItem& item = add(InnerNodeItem::Kind::side, code, pointer, {});
      item.on_minimum = true;
      item.figure = figure;
      item.of = figures_.place_of(FigureKey{position, false, false, true}, item.figure);
      item.side.bound = {"",
                         "needed",
                         Rational(*needed),
                         std::string(sentence::children_available.en),
                         1,
                         {},
                         0,
                         false,
                         std::string(sentence::children_available.vi)};
      item.side.side = side;
      item.text = item.side.words();
      item.proof = least(side == Side::below ? *needed - 1 : *needed);
    }
  }

  /// Whether a node may have no points although the row has no error; false is proven.
  bool may_lack_points(std::size_t position) const {
    const PlanNode& node = plan_.state().nodes[position];
    if (!node.exists_for.empty() || std::holds_alternative<OneOf>(node.aggregation)) {
      return true;
    }
    if (node.children.empty()) {
      if (std::any_of(node.policies.begin(), node.policies.end(),
                      [](const auto& policy) { return policy == MissingPolicy::exclude; })) {
        return true;
      }
      return contains(policies_of(*node.node), MissingPolicy::exclude);
    }
    return std::any_of(node.children.begin(), node.children.end(),
                       [&](std::size_t child) { return may_lack_points(child); });
  }

  void gate(const JsonValue& gate, const std::string& code, const std::string& at,
            const std::string& pointer, bool leaf) {
    const std::string& id = gate.find("id")->text;
    const JsonValue* when = gate.find("when");
    if (when == nullptr && leaf) return;  // a value of the leaf like any other
    const auto which = static_cast<std::size_t>(std::stoul(pointer.substr(pointer.rfind('/') + 1)));
    step(code, at, pointer, say(sentence::item_gate, id), which);
    step(code, at, pointer, say(sentence::item_gate_passed, id), which,
         InnerNodeItem::Kind::passed);
    if (when == nullptr) {
      for (const PlanGate& planned : plan_.state().nodes[*plan_.find(code)].gates) {
        if (planned.gate->id != id) continue;
        for (const bool wanted : {true, false}) {
          const std::string& column = plan_.columns()[planned.at].name;
          add(InnerNodeItem::Kind::flag, code, column,
              say(wanted ? sentence::flag_is_yes : sentence::flag_is_no, column))
              .wanted = wanted;
        }
      }
      return;
    }
    const std::size_t other = *plan_.find(when->find("node")->text);
    for (const char* on : {"index", "points"}) {
      const JsonValue* range = when->find(on);
      if (range == nullptr) continue;
      const bool points = std::string_view(on) == "points";
      const JsonValue* stage = when->find("stage");
      const bool exact = stage != nullptr && stage->text == "exact";
      const auto figure = [other, points, exact](const Scores& scores, std::size_t row) {
        const NodeResult result = scores.at(row, other);
        return points ? result.points : exact ? result.index_exact : result.index;
      };
      const auto rounding = points  ? plan_.node(other).rounding
                            : exact ? std::nullopt
                                    : plan_.state().nodes[other].index_rounding;
      sides(*range, code, at + pointer + "/when/" + on,
            say(points ? sentence::points_of : sentence::index_of, when->find("node")->text),
            figure, rounding, FigureKey{other, points, false, false}, which);
    }
  }

  void sides(const JsonValue& range, const std::string& code, const std::string& at,
             const Phrase& what, const FigureOf& figure, const std::optional<Rounding>& rounding,
             const FigureKey& key, std::size_t gate) {
    for (const JsonValue& end : range.children) {
      const auto value = number_in(end);
      if (!value || !is_range_key(end.key)) continue;
      const Rational unit = rounding ? step_of(*rounding) : unit_of(*value);
      for (const Side side : {Side::below, Side::at, Side::above}) {
        InnerNodeItem& item = add(InnerNodeItem::Kind::side, code, at + "/" + end.key, {});
        item.of_class = key.of_class;
        item.at = gate;
        item.figure = figure;
        item.of = figures_.place_of(key, item.figure);
        item.side.bound = {"", end.key, *value, what.en, unit, {}, 0, false, what.vi};
        item.side.side = side;
        item.text = item.side.words();
      }
    }
  }

  /// The classes of a node and of all nodes below it.
  void collect_classes(const JsonValue& node, const std::string& code, const std::string& at) {
    if (const JsonValue* classes = node.find("classes")) bands(*classes, code, at + "/classes");
    const JsonValue* children = node.find("children");
    if (children == nullptr) children = node.find("nodes");
    for (std::size_t i = 0; children != nullptr && i < children->children.size(); ++i) {
      const JsonValue& child = children->children[i];
      collect_classes(child, child.find("code")->text,
                      at + "/" + children->key + "/" + std::to_string(i));
    }
  }

  void bands(const JsonValue& classes, const std::string& code, const std::string& at) {
    const std::size_t position = *plan_.find(code);
    const ClassRule& rule = *classes_of(plan_.rubric().draft(), plan_.node(position));
    const bool points = rule.on == Figure::points;
    const auto rounding = ranking_key_rounding(plan_.state(), rule.on, rule.stage, position);
    // Without the bands of the rule, because every side of each band has a copy of this.
    const auto figure = [on = rule.on, stage = rule.stage, position](const Scores& scores,
                                                                     std::size_t row) {
      return ranking_key(scores, row, on, stage, position);
    };
    const Phrase of_total = points ? sentence::points_of_the_total : sentence::index_of_the_total;
    const Phrase what =
        position == 0 ? of_total : say(points ? sentence::points_of : sentence::index_of, code);
    const JsonValue* list = classes.find("bands");
    for (std::size_t i = 0; list != nullptr && i < list->children.size(); ++i) {
      if (rule.quota) {
        InnerNodeItem& item =
            add(InnerNodeItem::Kind::quota, code, at + "/bands/" + std::to_string(i),
                say(sentence::item_quota, rule.bands[i].id));
        item.of_class = true;
        item.at = i;
      }
      sides(list->children[i], code, at + "/bands/" + std::to_string(i), what, figure, rounding,
            FigureKey{position, points, true, false}, 0);
    }
  }

  const Plan& plan_;
  UnitFigures& figures_;
  std::vector<InnerNodeItem> items_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
