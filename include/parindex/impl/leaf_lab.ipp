// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/json_writer.hpp>
#include <parindex/impl/json_text.ipp>
#include <parindex/json.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A tree as compact JSON text.
inline void write_json(const JsonValue& value, JsonWriter& out) {
  switch (value.kind) {
    case JsonValue::Kind::null: return out.null();
    case JsonValue::Kind::boolean: return out.boolean(value.truth);
    case JsonValue::Kind::number: return out.raw(value.text);
    case JsonValue::Kind::string: return out.string(value.text);
    case JsonValue::Kind::array:
      out.begin_array();
      for (const JsonValue& item : value.children) write_json(item, out);
      return out.end_array();
    case JsonValue::Kind::object:
      out.begin_object();
      for (const JsonValue& member : value.children) {
        out.key(member.key);
        write_json(member, out);
      }
      return out.end_object();
  }
}

inline std::string json_text(const JsonValue& value) {
  JsonWriter out;
  write_json(value, out);
  return out.take();
}

/// The values of one leaf for one unit, one cell per column, and the unit's group.
struct LeafInput {
  std::vector<Cell> cells;
  std::string group;
  friend bool operator==(const LeafInput&, const LeafInput&) = default;
};

/// What a leaf made of them.
struct LeafOutcome {
  NodeStatus status = NodeStatus::failed;
  std::optional<Rational> points;
  std::optional<Rational> max;
  std::optional<Rational> index;
  std::vector<std::string> issues;  // code and column of each
  // Only when asked for.
  std::string branch;
  std::string branch_text;
  std::optional<Rational> quantity;
  std::optional<Rational> exact;  // points before the leaf's rounding

  bool same_result(const LeafOutcome& other) const {
    return status == other.status && points == other.points && max == other.max &&
           issues == other.issues;
  }
};

/// One leaf taken out of its rubric: a rubric of this leaf alone, whose text can be changed and
/// tried a thousand times while the whole rubric is read once.
struct LeafText {
  std::string code;
  std::string pointer;            // of the leaf in the rubric file
  const JsonValue* json = nullptr;
  std::string before;             // before + text of a leaf + after is a rubric
  std::string after;
  std::vector<std::string> groups;  // of the rubric

  Checked<Rubric> check(const std::string& leaf) const {
    return check_rubric(before + leaf + after);
  }
};

/// A rubric as the tree of its canonical text.
class RubricText {
 public:
  explicit RubricText(const Rubric& rubric)
      : text_(to_json(rubric)), root_(parse_json(text_).value()) {
    std::map<std::string, std::string> inherited;
    bool mean = false;
    inherit(root_, inherited, mean);
    if (const JsonValue* groups = root_.find("groups")) {
      for (const JsonValue& group : groups->children) {
        if (const JsonValue* id = group.find("id")) groups_.push_back(id->text);
      }
    }
    walk(*root_.find("nodes"), "/nodes", inherited, mean);
  }
  RubricText(const RubricText&) = delete;
  RubricText& operator=(const RubricText&) = delete;

  const JsonValue& root() const { return root_; }
  const std::vector<LeafText>& leaves() const { return leaves_; }
  const LeafText* find(std::string_view code) const {
    for (const LeafText& leaf : leaves_) {
      if (leaf.code == code) return &leaf;
    }
    return nullptr;
  }

 private:
  // What a leaf takes over from above, and what of the top it cannot do without.
  static bool is_inherited(std::string_view key) {
    for (const char* word : {"missing", "not_applicable", "not_proven", "refused", "layer"}) {
      if (key == word) return true;
    }
    return false;
  }
  static bool is_needed(std::string_view key) {
    for (const char* word :
         {"parindex", "id", "edition", "index_rounding", "groups", "calendar", "markers",
          "weight_sets"}) {
      if (key == word) return true;
    }
    return false;
  }

  static void inherit(const JsonValue& node, std::map<std::string, std::string>& inherited,
                      bool& mean) {
    for (const JsonValue& member : node.children) {
      if (is_inherited(member.key)) inherited[member.key] = json_text(member);
    }
    if (const JsonValue* aggregation = node.find("aggregation")) {
      mean = json_text(*aggregation).find("sum") == std::string::npos;
    }
  }

  void walk(const JsonValue& nodes, const std::string& pointer,
            const std::map<std::string, std::string>& inherited, bool mean) {
    for (std::size_t i = 0; i < nodes.children.size(); ++i) {
      const JsonValue& node = nodes.children[i];
      const std::string at = pointer + "/" + std::to_string(i);
      if (const JsonValue* children = node.find("children")) {
        auto below = inherited;
        bool below_mean = mean;
        inherit(node, below, below_mean);
        walk(*children, at + "/children", below, below_mean);
        continue;
      }
      LeafText leaf;
      leaf.code = node.find("code")->text;
      leaf.pointer = at;
      leaf.json = &node;
      leaf.groups = groups_;
      std::string& head = leaf.before;
      head = "{";
      for (const JsonValue& member : root_.children) {
        if (is_needed(member.key)) head += in_quotes(member.key) + ":" + json_text(member) + ",";
      }
      for (const auto& [key, value] : inherited) head += in_quotes(key) + ":" + value + ",";
      // Under a mean a leaf has a weight and its maximum is its own affair.
      const bool weighted = node.find("weight") != nullptr;
      head += "\"max\":" + json_text(*node.find("max")) + ",\"aggregation\":" +
              (weighted ? "\"weighted_mean\"" : mean ? "\"mean\"" : "\"sum\"") + ",\"nodes\":[";
      leaf.after = "]}";
      leaves_.push_back(std::move(leaf));
    }
  }

  std::string text_;
  JsonValue root_;
  std::vector<std::string> groups_;
  std::vector<LeafText> leaves_;
};

/// Scores the only leaf of a plan for some inputs. Empty when the table cannot be scored.
inline std::vector<LeafOutcome> try_leaf(const Plan& plan, const std::vector<LeafInput>& inputs,
                                         bool traced) {
  std::vector<LeafOutcome> outcomes;
  if (inputs.empty()) return outcomes;
  Table table;
  for (std::size_t i = 0; i < plan.columns().size(); ++i) {
    std::vector<Cell> cells;
    for (const LeafInput& input : inputs) cells.push_back(input.cells[i]);
    table.columns.emplace_back(plan.columns()[i].name, std::move(cells));
  }
  if (std::any_of(inputs.begin(), inputs.end(),
                  [](const LeafInput& input) { return !input.group.empty(); })) {
    for (const LeafInput& input : inputs) table.groups.push_back(input.group);
  }
  ScoreOptions options;
  options.threads = 1;
  const Checked<Scores> checked = check_score(plan, std::move(table), options);
  if (!checked) return outcomes;
  const Scores& scores = checked.value();
  outcomes.resize(inputs.size());
  for (const Issue& found : scores.issues()) {
    if (found.row != 0) outcomes[found.row - 1].issues.push_back(found.code + " " + found.field);
  }
  for (std::size_t row = 0; row < inputs.size(); ++row) {
    LeafOutcome& outcome = outcomes[row];
    const NodeResult result = scores.at(row, std::size_t{1});
    outcome.status = result.status;
    outcome.points = result.points;
    outcome.max = result.max;
    outcome.index = result.index;
    if (!traced) continue;
    const Trace trace = explain(scores, row).children.front();
    outcome.branch = trace.branch;
    outcome.branch_text = trace.branch_text;
    outcome.quantity = trace.quantity;
    outcome.exact = trace.exact;
  }
  return outcomes;
}

/// The last digit that a number is written with: 1 for 90, 1/100 for 0.25.
inline Rational unit_of(const Rational& value) {
  const int digits = std::max(0, value.decimal_digits());
  Rational unit = 1;
  for (int i = 0; i < digits; ++i) unit /= 10;
  return unit;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
