// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/detail/date.hpp>
#include <parindex/detail/visit.hpp>
#include <parindex/engine/detail/evaluate.hpp>
#include <parindex/rubric/detail/json/rubric.hpp>
#include <parindex/rubric/detail/proof/interval.hpp>
#include <parindex/rubric/detail/statistics.hpp>
#include <parindex/testing/search/leaf_bounds.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The result of a leaf for one row before its gates, and its issues: code and column of each.
struct LeafResult {
  NodeOutcome own;
  std::vector<std::string> issues;
};

inline std::vector<std::string> names_of(const Issues& issues) {
  std::vector<std::string> names;
  for (const Issue& found : issues) names.push_back(found.code + " " + found.field);
  return names;
}

/// The result of a leaf of a plan for one row. Nothing if it has no branch for these values, which
/// cannot happen in a checked rubric.
template <class CellAt>
std::optional<LeafResult> leaf_result(const PlanState& plan, const PlanNode& leaf,
                                      std::size_t group, const CellAt& cell_at,
                                      const UnitContext& unit) {
  try {
    IssueLog log(no_limit);
    IssueListener listener{log};
    std::vector<Value> values;
    LeafResult result;
    result.own = evaluate_leaf(plan, leaf, group, cell_at, values, listener, unit);
    result.issues = names_of(log.take());
    return result;
  } catch (const StoppedError&) {
    throw;
  } catch (const Error&) {
    return std::nullopt;
  }
}

/// One number of a leaf with another key and value: `from 90` as `above 91`. Without a key the
/// member is removed.
struct LeafEdit {
  std::string pointer;  // relative to the leaf
  std::string key;
  std::string text;
  friend bool operator==(const LeafEdit&, const LeafEdit&) = default;
};
using LeafEdits = std::vector<LeafEdit>;

/// The part of a leaf that a pointer leads to, and its parent; nullptr if there is none.
template <class Json>
std::pair<Json*, Json*> part_at(Json& leaf, std::string_view pointer) {
  Json* at = &leaf;
  Json* around = nullptr;
  while (at != nullptr && !pointer.empty()) {
    pointer.remove_prefix(1);
    const std::string_view part = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(part.size());
    around = at;
    auto& children = at->children;
    auto found = children.end();
    if (at->kind == JsonValue::Kind::array) {
      const auto index = Rational::parse(part);
      const bool inside = index && *index < Rational(children.size());
      if (inside) found = children.begin() + static_cast<std::ptrdiff_t>(index->small_numerator());
    } else {
      found = std::find_if(children.begin(), children.end(),
                           [&](const JsonValue& child) { return child.key == part; });
    }
    at = found == children.end() ? nullptr : &*found;
  }
  return {at, around};
}
inline const JsonValue* value_at(const JsonValue& leaf, std::string_view pointer) {
  return part_at(leaf, pointer).first;
}

/// Changes a leaf; false if a pointer leads nowhere.
inline bool edit(JsonValue& leaf, const LeafEdits& edits) {
  for (const LeafEdit& each : edits) {
    const auto [at, around] = part_at(leaf, each.pointer);
    if (at == nullptr || around == nullptr) return false;
    if (each.key.empty()) {
      around->children.erase(around->children.begin() + (at - around->children.data()));
      continue;
    }
    at->key = each.key;
    at->text = each.text;
  }
  return true;
}

/// A leaf with some numbers changed; nothing if the result cannot be read.
inline std::unique_ptr<Node> read_changed(JsonValue leaf, const LeafEdits& edits) {
  stop_point(100 * leaf.children.size());
  if (!edit(leaf, edits)) return nullptr;
  JsonValue root;
  root.kind = JsonValue::Kind::object;
  JsonValue& nodes = root.children.emplace_back();
  nodes.kind = JsonValue::Kind::array;
  nodes.key = "nodes";
  nodes.children.push_back(std::move(leaf));
  RubricDraft draft = RubricReader(root).read();
  if (draft.root.children.size() != 1 || !draft.root.children.front().rule) return nullptr;
  return std::make_unique<Node>(std::move(draft.root.children.front()));
}

/// A leaf in its place in a plan with some numbers changed. It is read but not checked: the result
/// for a row shows whether the row depends on the numbers, even if the check would reject them.
class ChangedLeaf {
 public:
  ChangedLeaf(const PlanState& whole, std::size_t position, std::unique_ptr<Node> node)
      : node_(std::move(node)), plan_(whole.rubric) {
    const PlanNode& as_is = whole.nodes[position];
    first_column_ = as_is.first_column;
    if (!node_) return;
    plan_.groups = whole.groups;
    plan_.markers = whole.markers;
    plan_.calendar = whole.calendar;
    plan_.specs = columns_of(*node_);
    const auto first = whole.columns.begin() + static_cast<std::ptrdiff_t>(first_column_);
    plan_.columns.assign(first, first + static_cast<std::ptrdiff_t>(as_is.column_count));
    const auto before = statistics_of(*as_is.node);
    const auto after = statistics_of(*node_);
    sound_ = plan_.specs.size() == as_is.column_count && before.size() == after.size();
    if (!sound_) return;
    for (std::size_t i = 0; i < after.size(); ++i) {
      plan_.statistic_places.emplace(after[i], whole.statistic_places.at(before[i]));
    }
    PlanNode changed = as_is;
    changed.node = node_.get();
    changed.first_column = 0;
    changed.inputs.emplace(*node_);
    plan_.nodes.push_back(std::move(changed));
  }
  ChangedLeaf(const ChangedLeaf&) = delete;
  ChangedLeaf& operator=(const ChangedLeaf&) = delete;

  explicit operator bool() const { return sound_; }
  Rule& rule() { return *node_->rule; }

  /// `cell_at` takes columns of the whole plan.
  template <class CellAt>
  std::optional<LeafResult> result(std::size_t group, const CellAt& cell_at,
                                   const UnitContext& unit) const {
    return leaf_result(
        plan_, plan_.nodes.front(), group,
        [&](std::size_t column) { return cell_at(first_column_ + column); }, unit);
  }

 private:
  std::unique_ptr<Node> node_;
  PlanState plan_;
  std::size_t first_column_ = 0;
  bool sound_ = false;
};

/// The small changes of a bound that a value next to it can detect: the bound moved so that the
/// value is on its other side, moved by its last digit or ten times that, and moved beyond the
/// value by the distance between the two. In bands, pieces and rows that must cover all values,
/// both sides of a bound move together, so that no gap opens, and so do the ends of a single value.
class BoundSlips {
 public:
  BoundSlips(const JsonValue& leaf, const std::vector<LeafBound>& bounds)
      : leaf_(leaf), bounds_(bounds) {
    for (std::size_t b = 0; b < bounds_.size(); ++b) {
      const std::string list = list_of(bounds_[b].pointer);
      if (!list.empty()) neighbours_[list + bounds_[b].variable][place_of(bounds_[b])].push_back(b);
      if (is_range_key(bounds_[b].key)) ranges_[range_of(bounds_[b].pointer)].push_back(b);
    }
  }

  std::vector<LeafEdits> of(std::size_t b, const Rational& value) const {
    const LeafBound& bound = bounds_[b];
    const Cut cut = cut_of(bound);
    const Cut at{Cut::Where::before, value};
    const bool beyond = !(at < cut);
    const Rational fine = bound.unit / 1'000'000;
    Cut crossed;
    if (beyond) {
      const Rational up = value.is_terminating() ? value : (value / fine).floor() * fine + fine;
      crossed = {Cut::Where::after, up};
    } else {
      const Rational down = value.is_terminating() ? value : (value / fine).floor() * fine;
      crossed = {Cut::Where::before, down};
    }
    std::vector<LeafEdits> slips{moved(b, crossed)};
    const auto add = [&](const Cut& to) {
      LeafEdits other = moved(b, to);
      if (!contains(slips, other)) slips.push_back(std::move(other));
    };
    for (const int far : {1, -1, 10, -10}) {
      add({cut.where, cut.value + Rational(far) * bound.unit});
    }
    if (value.is_terminating() && value != cut.value) {
      add({cut.where, value + (value - cut.value)});
    }
    return slips;
  }

 private:
  static bool is_lower(std::string_view key) { return key == "from" || key == "above"; }
  static Cut cut_of(const LeafBound& bound) {
    const bool before = bound.key != "above" && bound.key != "to" && bound.key != "max";
    return {before ? Cut::Where::before : Cut::Where::after, bound.value};
  }

  /// The same for two cuts with no value between them.
  static Cut place_of(const LeafBound& bound) {
    const Cut cut = cut_of(bound);
    const bool behind = bound.grid && cut.where == Cut::Where::after;
    return behind ? Cut{Cut::Where::before, cut.value + bound.unit} : cut;
  }

  /// The list in which every value belongs to exactly one part, if the bound is in one.
  std::string list_of(const std::string& pointer) const {
    for (const char* list : {"/bands/steps/", "/linear/pieces/"}) {
      const std::size_t found = pointer.find(list);
      if (found != std::string::npos) return pointer.substr(0, found + std::string(list).size());
    }
    const std::string rows = "/decision_table/rows/";
    const std::size_t found = pointer.find(rows);
    if (found == std::string::npos) return {};
    const JsonValue* table = value_at(leaf_, pointer.substr(0, found) + "/decision_table");
    const JsonValue* hit = table == nullptr ? nullptr : table->find("hit");
    return hit != nullptr && hit->text == "unique" ? pointer.substr(0, found + rows.size())
                                                   : std::string();
  }

  /// The pointer of the range that an end belongs to.
  static std::string range_of(const std::string& pointer) {
    return pointer.substr(0, pointer.rfind('/'));
  }

  /// The other end of a range that contains a single value: a mistake in the value changes both.
  std::optional<std::size_t> same_value(std::size_t b) const {
    if (!is_range_key(bounds_[b].key)) return std::nullopt;
    for (const std::size_t other : ranges_.at(range_of(bounds_[b].pointer))) {
      const bool closed = (bounds_[b].key == "from" && bounds_[other].key == "to") ||
                          (bounds_[b].key == "to" && bounds_[other].key == "from");
      if (closed && bounds_[other].value == bounds_[b].value) return other;
    }
    return std::nullopt;
  }

  LeafEdits moved(std::size_t b, const Cut& to) const {
    const LeafBound& bound = bounds_[b];
    LeafEdits edits{edit_of(bound, to)};
    const std::string list = list_of(bound.pointer);
    const auto other_end = same_value(b);
    if (other_end && to.where == cut_of(bound).where && list.empty()) {
      const bool lower = is_lower(bound.key);
      edits.push_back(
          edit_of(bounds_[*other_end], {lower ? Cut::Where::after : Cut::Where::before, to.value}));
    }
    if (list.empty()) return edits;
    for (const std::size_t other : neighbours_.at(list + bound.variable).at(place_of(bound))) {
      if (other != b) edits.push_back(edit_of(bounds_[other], to));
    }
    return edits;
  }

  LeafEdit edit_of(const LeafBound& bound, const Cut& to) const {
    const bool before = to.where == Cut::Where::before;
    if (is_range_key(bound.key)) {
      const bool lower = is_lower(bound.key);
      return {bound.pointer,
              lower    ? before ? "from" : "above"
              : before ? "below"
                       : "to",
              text_of(bound, to.value)};
    }
    // No other key states whether the value belongs to its side: only the number moves.
    const Rational step = cut_of(bound).where == to.where ? Rational(0) : bound.unit;
    return {bound.pointer, bound.key, text_of(bound, before ? to.value - step : to.value + step)};
  }

  std::string text_of(const LeafBound& bound, const Rational& value) const {
    const JsonValue* now = value_at(leaf_, bound.pointer);
    const bool date = now != nullptr && day_of(now->text).has_value();
    return date ? iso_date(value.floor().small_numerator()) : value.to_string();
  }

  const JsonValue& leaf_;
  const std::vector<LeafBound>& bounds_;
  // Bounds that move together: by list and variable, and by place.
  std::map<std::string, std::map<Cut, std::vector<std::size_t>>> neighbours_;
  std::map<std::string, std::vector<std::size_t>> ranges_;  // ends by the pointer of their range
};

/// The part of a list in a rule that contains the target of a pointer: a band, a piece, a row or a
/// case.
struct ListPart {
  std::string pointer;
  std::size_t at = 0;
};

inline std::optional<ListPart> list_part_of(const std::string& pointer) {
  for (const std::string_view list : {"/rule/bands/steps/", "/rule/linear/pieces/",
                                      "/rule/decision_table/rows/", "/rule/formula/cases/"}) {
    if (!pointer.starts_with(list)) continue;
    const std::size_t end = pointer.find('/', list.size());
    const auto at = Rational::parse(pointer.substr(list.size(), end - list.size()));
    if (end == std::string::npos || !at) return std::nullopt;
    return ListPart{pointer.substr(0, end), static_cast<std::size_t>(at->small_numerator())};
  }
  return std::nullopt;
}

/// A leaf in which single parts of a list are read again and put back: a rule may have thousands of
/// parts, and as many bounds.
class LeafInParts {
 public:
  LeafInParts(const PlanState& whole, std::size_t position, const JsonValue& leaf)
      : leaf_(leaf),
        changed_(whole, position, std::make_unique<Node>(*whole.nodes[position].node)) {}

  /// Nothing if the changes are not all within parts of lists.
  static bool takes(const LeafEdits& edits) {
    return std::all_of(edits.begin(), edits.end(), [](const LeafEdit& each) {
      return !each.key.empty() && list_part_of(each.pointer).has_value();
    });
  }

  /// The leaf with the changes, valid until the next call; nothing if a pointer leads nowhere.
  const ChangedLeaf* of(const LeafEdits& edits) {
    while (!undo_.empty()) {
      undo_.back()();
      undo_.pop_back();
    }
    std::map<std::string, JsonValue> parts;
    for (LeafEdit each : edits) {
      const ListPart place = *list_part_of(each.pointer);
      auto found = parts.find(place.pointer);
      if (found == parts.end()) {
        const JsonValue* part = value_at(leaf_, place.pointer);
        if (part == nullptr) return nullptr;
        found = parts.emplace(place.pointer, *part).first;
      }
      each.pointer.erase(0, place.pointer.size());
      if (!edit(found->second, {each})) return nullptr;
    }
    for (const auto& [pointer, part] : parts) put(list_part_of(pointer + "/")->at, part);
    return &changed_;
  }

 private:
  void put(std::size_t at, const JsonValue& json) {
    detail::visit(
        [&](auto& rule) {
          if constexpr (requires { rule.steps; }) replace(rule.steps[at], json);
          if constexpr (requires { rule.pieces; }) replace(rule.pieces[at], json);
          if constexpr (requires { rule.rows; }) replace(rule.rows[at], json);
          if constexpr (requires { rule.cases.front().points; }) replace(rule.cases[at], json);
        },
        changed_.rule());
  }
  template <class Part>
  void replace(Part& part, const JsonValue& json) {
    stop_point(100);
    AggregationReader reader(json);
    Part made;
    read_fields(reader, json, made);
    undo_.push_back([&part, before = std::exchange(part, std::move(made))] { part = before; });
  }

  const JsonValue& leaf_;
  ChangedLeaf changed_;
  std::vector<std::function<void()>> undo_;
};

/// The changed versions of one leaf. The result of `of` is valid until the next call.
class LeafVersions {
 public:
  LeafVersions(const PlanState& whole, std::size_t position, const JsonValue& leaf)
      : whole_(&whole),
        position_(position),
        leaf_(&leaf),
        without_statistics_(statistics_of(*whole.nodes[position].node).empty()) {}

  /// Nothing if the leaf cannot be read with these changes.
  const ChangedLeaf* of(const LeafEdits& edits) {
    if (without_statistics_ && LeafInParts::takes(edits)) {
      if (!parts_) parts_ = std::make_unique<LeafInParts>(*whole_, position_, *leaf_);
      return parts_->of(edits);
    }
    std::string key;
    for (const LeafEdit& each : edits)
      key += each.pointer + ' ' + each.key + ' ' + each.text + '\n';
    if (versions_.size() >= most) versions_.clear();
    auto& version = versions_[key];
    if (!version) {
      version = std::make_unique<ChangedLeaf>(*whole_, position_, read_changed(*leaf_, edits));
    }
    return *version ? version.get() : nullptr;
  }

 private:
  static constexpr std::size_t most = 2'000;
  const PlanState* whole_;
  std::size_t position_;
  const JsonValue* leaf_;
  bool without_statistics_;  // statistics are keyed by their place in the rule
  std::unique_ptr<LeafInParts> parts_;
  std::unordered_map<std::string, std::unique_ptr<ChangedLeaf>> versions_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
