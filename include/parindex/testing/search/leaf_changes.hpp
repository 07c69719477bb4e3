// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <parindex/detail/date.hpp>
#include <parindex/engine/detail/evaluate.hpp>
#include <parindex/rubric/detail/json/rubric.hpp>
#include <parindex/rubric/detail/proof/interval.hpp>
#include <parindex/rubric/detail/statistics.hpp>
#include <parindex/testing/search/leaf_bounds.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// What a leaf makes of one row before its gates, and what it reports: code and column of each.
struct LeafResult {
  NodeOutcome own;
  std::vector<std::string> issues;
};

inline std::vector<std::string> names_of(const Issues& issues) {
  std::vector<std::string> names;
  for (const Issue& found : issues) names.push_back(found.code + " " + found.field);
  return names;
}

/// What a leaf of a plan makes of one row. Nothing where it has no branch for these values, which
/// no rubric that was checked lacks.
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

/// The part of a leaf that a pointer leads to, and what it is a part of; nullptr where there is
/// none.
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

/// Changes a leaf; false where a pointer leads nowhere.
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

/// A leaf in its place in a plan with some numbers changed. It is read and not checked: what comes
/// out for a row shows whether the row hangs on the numbers, whatever the check would say of them.
class ChangedLeaf {
 public:
  /// `leaf` is the JSON of the leaf as it is.
  ChangedLeaf(const PlanState& whole, std::size_t position, JsonValue leaf, const LeafEdits& edits)
      : plan_(whole.rubric) {
    stop_point(100 * leaf.children.size());
    const PlanNode& as_is = whole.nodes[position];
    first_column_ = as_is.first_column;
    if (!edit(leaf, edits)) return;
    JsonValue root;
    root.kind = JsonValue::Kind::object;
    JsonValue& nodes = root.children.emplace_back();
    nodes.kind = JsonValue::Kind::array;
    nodes.key = "nodes";
    nodes.children.push_back(std::move(leaf));
    RubricDraft draft = RubricReader(root).read();
    if (draft.root.children.size() != 1 || !draft.root.children.front().rule) return;
    node_ = std::make_unique<Node>(std::move(draft.root.children.front()));
    plan_.groups = whole.groups;
    plan_.markers = whole.markers;
    plan_.calendar = whole.calendar;
    plan_.specs = columns_of(*node_);
    const auto first = whole.columns.begin() + static_cast<std::ptrdiff_t>(first_column_);
    plan_.columns.assign(first, first + static_cast<std::ptrdiff_t>(as_is.column_count));
    const auto before = statistics_of(*as_is.node->rule);
    const auto after = statistics_of(*node_->rule);
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

/// The slips in a bound that a value beside it can show: the bound moved so that the value comes to
/// lie on its other side, moved by its last digit or ten of them, and moved beyond the value as far
/// as it lies before it. Of bands, of pieces and of rows of which one has to hold, both sides of a
/// bound move together, so that no gap opens.
class BoundSlips {
 public:
  BoundSlips(const JsonValue& leaf, const std::vector<LeafBound>& bounds)
      : leaf_(leaf), bounds_(bounds) {}

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

  /// The same for two cuts between which no value lies.
  static Cut place_of(const LeafBound& bound) {
    const Cut cut = cut_of(bound);
    const bool behind = bound.grid && cut.where == Cut::Where::after;
    return behind ? Cut{Cut::Where::before, cut.value + bound.unit} : cut;
  }

  /// The list in which every value has exactly one part, if the bound stands in one.
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

  LeafEdits moved(std::size_t b, const Cut& to) const {
    const LeafBound& bound = bounds_[b];
    LeafEdits edits{edit_of(bound, to)};
    const std::string list = list_of(bound.pointer);
    if (list.empty()) return edits;
    for (const LeafBound& other : bounds_) {
      stop_point(50);
      if (other.pointer == bound.pointer || other.variable != bound.variable ||
          !other.pointer.starts_with(list) || !(place_of(other) == place_of(bound))) {
        continue;
      }
      edits.push_back(edit_of(other, to));
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
    // No other key says whether the value itself belongs to its side: only the number moves.
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
};

/// The changed versions of one leaf, each read once.
class LeafVersions {
 public:
  LeafVersions(const PlanState& whole, std::size_t position, const JsonValue& leaf)
      : whole_(&whole), position_(position), leaf_(&leaf) {}

  /// Nothing where the leaf cannot be read like this.
  const ChangedLeaf* of(const LeafEdits& edits) {
    std::string key;
    for (const LeafEdit& each : edits)
      key += each.pointer + ' ' + each.key + ' ' + each.text + '\n';
    if (versions_.size() >= most) versions_.clear();
    auto& version = versions_[key];
    if (!version) version = std::make_unique<ChangedLeaf>(*whole_, position_, *leaf_, edits);
    return *version ? version.get() : nullptr;
  }

 private:
  static constexpr std::size_t most = 2'000;
  const PlanState* whole_;
  std::size_t position_;
  const JsonValue* leaf_;
  std::unordered_map<std::string, std::unique_ptr<ChangedLeaf>> versions_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
