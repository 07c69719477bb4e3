// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/rubric/detail/proof/interval.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// What a rubric declares about the results of a node. The declarations of the total are members of
// the draft, those of other nodes are members of the node.

inline const std::optional<RankRule>& ranking_of(const RubricDraft& draft, const Node& node) {
  return &node == &draft.root ? draft.ranking : node.ranking;
}
inline const std::optional<ClassRule>& classes_of(const RubricDraft& draft, const Node& node) {
  return &node == &draft.root ? draft.classes : node.classes;
}

/// The decision table of a leaf whose outputs are the classes of the units, or nullptr.
inline const DecisionTable* table_of_outputs(const Node& node) {
  const auto* const table = node.rule ? std::get_if<DecisionTable>(&*node.rule) : nullptr;
  return table != nullptr && !table->outputs.empty() ? table : nullptr;
}

/// Whether the units have classes by a node: declared ones, or the outputs of its table.
inline bool gives_classes(const RubricDraft& draft, const Node& node) {
  return classes_of(draft, node) || table_of_outputs(node) != nullptr;
}

/// The outputs of a table as classes.
inline ClassRule classes_of_outputs(const DecisionTable& table) {
  ClassRule rule;
  rule.on = Figure::points;
  for (const Option& output : table.outputs) {
    const Bound points{output.points, true};
    rule.bands.push_back({points, points, output.id, output.title});
  }
  return rule;
}

/// The first band that contains a value, or nullptr.
inline const ClassBand* band_of(const ClassRule& rule, const Rational& value) {
  const Cut before{Cut::Where::before, value};
  const Cut after{Cut::Where::after, value};
  for (const ClassBand& band : rule.bands) {
    if (!(before < lower_cut(band.lower)) && !(upper_cut(band.upper) < after)) return &band;
  }
  return nullptr;
}

/// The rounding of the index of a node below one whose index has the rounding `above`.
inline const std::optional<Rounding>& index_rounding_below(const std::optional<Rounding>& above,
                                                           const Node& node) {
  return node.index_rounding ? node.index_rounding->rounding : above;
}

/// The rounding of the index of every node.
class IndexRoundings {
 public:
  explicit IndexRoundings(const RubricDraft& draft) {
    std::vector<std::pair<const Node*, const std::optional<Rounding>*>> open{
        {&draft.root, &draft.index_rounding}};
    while (!open.empty()) {
      const auto [node, own] = open.back();
      open.pop_back();
      of_.emplace(node, own);
      at_.emplace(node->code, all_.size());
      all_.push_back(own);
      for (const Node& child : node->children) {
        open.emplace_back(&child, &index_rounding_below(*own, child));
      }
    }
  }

  const std::optional<Rounding>& of(const Node& node) const { return *of_.at(&node); }
  /// Nothing for an unknown code.
  std::optional<Rounding> at(std::string_view code) const {
    const auto found = at_.find(code);
    return found == at_.end() ? std::nullopt : *all_[found->second];
  }

 private:
  std::unordered_map<const Node*, const std::optional<Rounding>*> of_;
  std::vector<const std::optional<Rounding>*> all_;
  std::unordered_map<std::string_view, std::size_t> at_;  // code -> position in all_
};

/// The children of a node that it aggregates: all but those for information.
inline std::vector<const Node*> counted_children(const Node& node) {
  std::vector<const Node*> counted;
  for (const Node& child : node.children) {
    if (!child.informative) counted.push_back(&child);
  }
  return counted;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
