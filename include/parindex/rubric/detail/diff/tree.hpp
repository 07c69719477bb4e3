// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <parindex/detail/json_text.hpp>
#include <parindex/rubric/detail/canonical.hpp>
#include <parindex/rubric/rubric.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A rubric in canonical form as a tree, with its nodes by code.
class RubricTree {
 public:
  struct Place {
    const JsonValue* node = nullptr;
    std::string parent;  ///< code, empty for a field
    std::string pointer;
  };

  explicit RubricTree(const Rubric& rubric) : root_(canonical_tree(rubric.draft())) {
    codes.emplace_back();
    places.emplace("", Place{&root_, {}, {}});
    nodes(root_.find("nodes"), "", "/nodes");
  }
  RubricTree(const RubricTree&) = delete;
  RubricTree& operator=(const RubricTree&) = delete;

  std::vector<std::string> codes;  ///< in document order, the whole rubric first
  std::unordered_map<std::string, Place> places;

 private:
  void nodes(const JsonValue* list, const std::string& parent, const std::string& pointer) {
    if (list == nullptr) return;
    for (std::size_t i = 0; i < list->children.size(); ++i) {
      const JsonValue& node = list->children[i];
      const std::string& code = node.find("code")->text;
      const std::string here = pointer + '/' + std::to_string(i);
      codes.push_back(code);
      places.emplace(code, Place{&node, parent, here});
      nodes(node.find("children"), code, here + "/children");
    }
  }

  JsonValue root_;
};

/// Codes under which the second tree has a node with exactly the same content as a node of the
/// first, if no other node of either has it.
inline CodeMap find_renamed(const RubricTree& before, const RubricTree& after, CodeMap given) {
  std::map<std::string, std::vector<std::string>> lost;
  std::map<std::string, std::vector<std::string>> found;
  const auto content = [](const RubricTree& tree, const std::string& code) {
    std::string all;
    stop_point(2000);
    const JsonValue& node = *tree.places.at(code).node;
    if (node.find("title") == nullptr && node.find("rule") == nullptr) return all;
    for (const JsonValue& member : node.children) {
      if (member.key != "code" && member.key != "children") {
        all += member.key + ':' + tree_text(member) + '\n';
      }
    }
    return all;
  };
  std::set<std::string, std::less<>> taken;
  for (const auto& [old_code, new_code] : given) taken.insert(new_code);
  for (const std::string& code : before.codes) {
    if (after.places.contains(code) || given.contains(code)) continue;
    lost[content(before, code)].push_back(code);
  }
  for (const std::string& code : after.codes) {
    if (!before.places.contains(code) && !taken.contains(code)) {
      found[content(after, code)].push_back(code);
    }
  }
  for (const auto& [said, codes] : lost) {
    const auto same = found.find(said);
    if (said.empty() || same == found.end()) continue;
    if (codes.size() == 1 && same->second.size() == 1) given.emplace(codes[0], same->second[0]);
  }
  return given;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
