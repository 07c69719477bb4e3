// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <parindex/detail/node_report.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Checks the agencies: that their scopes name nodes, and that exactly one leads each leaf.
class ScopeChecker {
 public:
  /// `codes` are those of all nodes.
  ScopeChecker(const RubricDraft& draft, const std::unordered_map<std::string, std::string>& codes,
               NodeReport& report)
      : draft_(draft), codes_(codes), report_(report) {}

  void run() {
    if (draft_.agencies.empty()) return;
    std::set<std::string_view> ids;
    bool known = true;
    for (std::size_t i = 0; i < draft_.agencies.size(); ++i) {
      const Agency& agency = draft_.agencies[i];
      const std::string where = "/agencies/" + std::to_string(i);
      check_identifier(report_, where + "/id", "The id of an agency", agency.id);
      if (!ids.insert(agency.id).second) {
        report_.add(issue::id_duplicate, where + "/id", "Two agencies share one id",
                    "ids that differ", quote(agency.id));
      }
      const auto check_list = [&](const std::vector<std::string>& codes, const std::string& key) {
        for (std::size_t k = 0; k < codes.size(); ++k) {
          if (codes_.contains(codes[k])) continue;
          known = false;
          report_.add(issue::code_unknown, where + key + "/" + std::to_string(k),
                       "The rubric has no node of this code", {}, quote(codes[k]));
        }
      };
      check_list(agency.lead, "/lead");
      check_list(agency.except, "/except");
      for (std::size_t k = 0; k < agency.coordinate.size(); ++k) {
        check_list(agency.coordinate[k].codes,
                   "/coordinate/" + std::to_string(k) + "/codes");
      }
    }
    // Lead scopes over unknown codes would report every leaf below them once more.
    if (known) check_scopes(draft_.root, "", {});
  }

 private:
  // `leading` holds the positions of the agencies whose scope the parent lies in.
  void check_scopes(const Node& node, const std::string& pointer,
                    std::set<std::size_t> leading) {
    const auto names = [&](const std::vector<std::string>& codes) {
      stop_point(20 + 5 * codes.size());
      return std::find(codes.begin(), codes.end(), node.code) != codes.end();
    };
    for (std::size_t i = 0; i < draft_.agencies.size(); ++i) {
      if (names(draft_.agencies[i].lead)) leading.insert(i);
      if (names(draft_.agencies[i].except)) leading.erase(i);
    }
    const std::string list = pointer + (pointer.empty() ? "/nodes/" : "/children/");
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      check_scopes(node.children[i], list + std::to_string(i), leading);
    }
    if (!node.children.empty() || leading.size() == 1) return;
    if (leading.empty()) {
      report_.add(issue::scope_gap, pointer, "No agency leads " + quote(node.code),
                  "one agency", "none");
    } else {
      std::string found;
      for (const std::size_t i : leading) {
        found += (found.empty() ? "" : ", ") + draft_.agencies[i].id;
      }
      report_.add(issue::scope_overlap, pointer, "Several agencies lead " + quote(node.code),
                  "one agency", found);
    }
  }

  const RubricDraft& draft_;
  const std::unordered_map<std::string, std::string>& codes_;
  NodeReport& report_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
