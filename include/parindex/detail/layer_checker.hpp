// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/detail/node_report.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline const Layer* find_layer(const RubricDraft& rubric, std::string_view id) {
  for (const Layer& layer : rubric.layers) {
    if (layer.id == id) return &layer;
  }
  return nullptr;
}

inline std::string layer_words(const RubricDraft& rubric) {
  std::string words;
  for (const Layer& layer : rubric.layers) words += (words.empty() ? "" : ", ") + layer.id;
  return words;
}

/// What a node says about where its marks come from, or hands down.
inline std::vector<std::string> own_resolution(const Node& node,
                                               const std::vector<std::string>& inherited) {
  if (!node.resolution.empty()) return node.resolution;
  if (!node.layer.empty()) return {node.layer};
  return inherited;
}

/// Checks the declared layers, and that every leaf resolves from layers that are there.
class LayerChecker {
 public:
  LayerChecker(const RubricDraft& draft, IssueLog& issues) : draft_(draft), issues_(issues) {}

  void run() {
    NodeReport report(draft_.root, "", issues_);
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < draft_.layers.size(); ++i) {
      const std::string where = "/layers/" + std::to_string(i) + "/id";
      check_identifier(report, where, "The id of a layer", draft_.layers[i].id);
      if (!seen.insert(draft_.layers[i].id).second) {
        report.add(issue::id_duplicate, where, "The id stands twice in one list",
                   "ids that differ", quote(draft_.layers[i].id));
      }
    }
    walk(draft_.root, "", {});
  }

 private:
  void walk(const Node& node, const std::string& pointer,
            const std::vector<std::string>& inherited) {
    stop_point(500);
    NodeReport report(node, pointer, issues_);
    check_stated(node, report);
    const std::vector<std::string> own = own_resolution(node, inherited);
    if (node.children.empty() && !draft_.layers.empty()) check_leaf(own, report);
    const std::string list = pointer + (pointer.empty() ? "/nodes/" : "/children/");
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      walk(node.children[i], list + std::to_string(i), own);
    }
  }

  void check_stated(const Node& node, NodeReport& report) {
    // Without declared layers `layer` is a word for people, as it was before there were any.
    if (!draft_.layers.empty() && !node.layer.empty()) check_known(node.layer, "/layer", report);
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < node.resolution.size(); ++i) {
      const std::string where = "/resolution/" + std::to_string(i);
      check_known(node.resolution[i], where, report);
      if (!seen.insert(node.resolution[i]).second) {
        report.add(issue::id_duplicate, where, "The layer stands twice in one list",
                   "layers that differ", quote(node.resolution[i]));
      }
    }
  }

  void check_known(const std::string& id, const std::string& where, NodeReport& report) {
    if (find_layer(draft_, id) == nullptr) {
      report.add(issue::layer_unknown, where, "The rubric declares no layer of this id",
                 draft_.layers.empty() ? "a declared layer" : layer_words(draft_), quote(id));
    }
  }

  void check_leaf(const std::vector<std::string>& resolution, NodeReport& report) {
    if (resolution.empty()) {
      report.add(issue::resolution_missing, "",
                 "Neither the leaf nor a node above it says which layer its marks come from",
                 "resolution or layer", "neither");
    }
    const auto apart = static_cast<std::size_t>(
        std::count_if(resolution.begin(), resolution.end(), [&](const std::string& id) {
          const Layer* layer = find_layer(draft_, id);
          return layer != nullptr && layer->apart;
        }));
    if (apart != 0 && apart != resolution.size()) {
      report.add(issue::resolution_mixed, "",
                 "The leaf resolves from a layer that stands apart and from another",
                 "layers of one kind", "both");
    }
  }

  const RubricDraft& draft_;
  IssueLog& issues_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
