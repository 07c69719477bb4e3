// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/rubric/detail/check/node_report.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Checks the agencies: their scopes must name nodes, and exactly one agency must lead each leaf.
class ScopeChecker {
 public:
  /// `codes` are the codes of all nodes.
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
      check_identifier(report_, where + "/id", sentence::the_id_of_an_agency, agency.id);
      if (!ids.insert(agency.id).second) {
        report_.add(issue::id_duplicate, where + "/id", sentence::two_agencies_have_the_same_id,
                    sentence::distinct_ids, quote(agency.id));
      }
      const auto check_list = [&](const std::vector<std::string>& codes, const std::string& key) {
        for (std::size_t k = 0; k < codes.size(); ++k) {
          if (codes_.contains(codes[k])) continue;
          known = false;
          report_.add(issue::code_unknown, where + key + "/" + std::to_string(k),
                      did_you_mean(sentence::unknown_node_code, codes[k], sorted_keys(codes_)),
                      sentence::a_code_of_the_rubric, quote(codes[k]));
        }
      };
      check_list(agency.lead, "/lead");
      check_list(agency.except, "/except");
      for (std::size_t k = 0; k < agency.coordinate.size(); ++k) {
        check_list(agency.coordinate[k].codes, "/coordinate/" + std::to_string(k) + "/codes");
      }
    }
    // Lead scopes with unknown codes would cause a second report for every leaf below them.
    if (!known) return;
    for (std::size_t i = 0; i < draft_.agencies.size(); ++i) {
      for (const std::string& code : draft_.agencies[i].lead) lead_[code].push_back(i);
      for (const std::string& code : draft_.agencies[i].except) except_[code].push_back(i);
    }
    check_scopes(draft_.root, "");
  }

 private:
  using Agencies = std::vector<std::size_t>;  // positions

  // Recursive over the children: the check limits a rubric to `Limits::depth` levels.
  void check_scopes(const Node& node, const std::string& pointer) {
    stop_point(500);
    Agencies entered;
    Agencies left;
    for (const std::size_t i : named(lead_, node.code)) {
      if (leading_.insert(i).second) entered.push_back(i);
    }
    for (const std::size_t i : named(except_, node.code)) {
      if (leading_.erase(i) != 0) left.push_back(i);
    }
    const std::string list = pointer + (pointer.empty() ? "/nodes/" : "/children/");
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      check_scopes(node.children[i], list + std::to_string(i));
    }
    if (node.children.empty()) check_leaf(node, pointer);
    leading_.insert(left.begin(), left.end());
    for (const std::size_t i : entered) leading_.erase(i);
  }

  void check_leaf(const Node& leaf, const std::string& pointer) {
    if (leading_.size() == 1) return;
    if (leading_.empty()) {
      report_.add(issue::scope_gap, pointer, say(sentence::no_agency_leads, quote(leaf.code)),
                  sentence::one_agency, sentence::none);
      return;
    }
    std::vector<std::string_view> ids;
    for (const std::size_t i : leading_) ids.push_back(draft_.agencies[i].id);
    report_.add(issue::scope_overlap, pointer,
                say(sentence::several_agencies_lead, quote(leaf.code)), sentence::one_agency,
                listed(ids));
  }

  using ByCode = std::map<std::string, Agencies, std::less<>>;
  static const Agencies& named(const ByCode& by_code, const std::string& code) {
    static const Agencies none;
    const auto found = by_code.find(code);
    return found == by_code.end() ? none : found->second;
  }

  const RubricDraft& draft_;
  const std::unordered_map<std::string, std::string>& codes_;
  NodeReport& report_;
  ByCode lead_;
  ByCode except_;
  std::set<std::size_t> leading_;  // agencies whose scope contains the current node
};

}  // namespace detail

PARINDEX_END_NAMESPACE
