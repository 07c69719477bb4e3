// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/rubric/detail/check/node_report.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline Phrase layer_words(const RubricDraft& rubric) {
  std::vector<std::string_view> ids;
  for (const Layer& layer : rubric.layers) ids.push_back(layer.id);
  return listed(ids);
}

/// The layers of marks that a node states or inherits: one list shared by all nodes with the same
/// layers.
struct LayerList {
  std::vector<std::string> order;
  std::set<std::string, std::less<>> apart;  // the separate ones among them
  bool mixed = false;                        // some are apart and some are not
};

/// Layers by their ids.
using LayersById = std::unordered_map<std::string_view, const Layer*>;

inline LayersById layers_by_id(const RubricDraft& rubric) {
  LayersById found;
  for (const Layer& layer : rubric.layers) found.emplace(layer.id, &layer);
  return found;
}

/// The layers that a node states or inherits for its marks.
inline std::shared_ptr<const LayerList> own_layers(const Node& node, const LayersById& layers,
                                                   std::shared_ptr<const LayerList> inherited) {
  if (node.resolution.empty() && node.layer.empty()) return inherited;
  auto own = std::make_shared<LayerList>();
  own->order = node.resolution;
  if (own->order.empty()) own->order.push_back(node.layer);
  std::size_t apart = 0;
  for (const std::string& id : own->order) {
    const auto found = layers.find(id);
    if (found == layers.end() || !found->second->apart) continue;
    own->apart.insert(id);
    ++apart;
  }
  own->mixed = apart != 0 && apart != own->order.size();
  return own;
}

/// Checks the declared layers, and that every leaf resolves from existing layers.
class LayerChecker {
 public:
  LayerChecker(const RubricDraft& draft, IssueLog& issues)
      : draft_(draft), issues_(issues), layers_(layers_by_id(draft)) {}

  void run() {
    NodeReport report(draft_.root, "", issues_);
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < draft_.layers.size(); ++i) {
      const std::string where = "/layers/" + std::to_string(i) + "/id";
      check_identifier(report, where, sentence::the_id_of_a_layer, draft_.layers[i].id);
      if (!seen.insert(draft_.layers[i].id).second) {
        report.add(issue::id_duplicate, where, sentence::the_id_appears_twice_in_the_list,
                   sentence::distinct_ids, quote(draft_.layers[i].id));
      }
    }
    walk(draft_.root, "", std::make_shared<const LayerList>());
  }

 private:
  // Recursive over the children: the check limits a rubric to `Limits::depth` levels.
  void walk(const Node& node, const std::string& pointer,
            const std::shared_ptr<const LayerList>& inherited) {
    stop_point(500);
    NodeReport report(node, pointer, issues_);
    check_stated(node, report);
    const auto own = own_layers(node, layers_, inherited);
    if (node.children.empty() && !draft_.layers.empty()) check_leaf(*own, report);
    const std::string list = pointer + (pointer.empty() ? "/nodes/" : "/children/");
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      walk(node.children[i], list + std::to_string(i), own);
    }
  }

  void check_stated(const Node& node, NodeReport& report) {
    // Without declared layers, `layer` is a text for people.
    if (!draft_.layers.empty() && !node.layer.empty()) check_known(node.layer, "/layer", report);
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < node.resolution.size(); ++i) {
      const std::string where = "/resolution/" + std::to_string(i);
      check_known(node.resolution[i], where, report);
      if (!seen.insert(node.resolution[i]).second) {
        report.add(issue::id_duplicate, where, sentence::the_layer_appears_twice_in_the_list,
                   sentence::distinct_layers, quote(node.resolution[i]));
      }
    }
  }

  void check_known(const std::string& id, const std::string& where, NodeReport& report) {
    if (!layers_.contains(id)) {
      report.add(issue::layer_unknown, where,
                 did_you_mean(sentence::unknown_layer, id, names_of(draft_.layers, &Layer::id)),
                 draft_.layers.empty() ? sentence::a_declared_layer : Phrase(layer_words(draft_)),
                 quote(id));
    }
  }

  void check_leaf(const LayerList& layers, NodeReport& report) {
    if (layers.order.empty()) {
      report.add(issue::resolution_missing, "",
                 sentence::neither_the_leaf_nor_an_ancestor_states_the,
                 sentence::resolution_or_layer, sentence::neither);
    }
    if (layers.mixed) {
      report.add(issue::resolution_mixed, "", sentence::the_leaf_combines_a_separate_layer,
                 sentence::layers_of_one_kind_all_standing_alone_or, sentence::both);
    }
  }

  const RubricDraft& draft_;
  IssueLog& issues_;
  const LayersById layers_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
