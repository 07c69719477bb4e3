// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/rubric/detail/check/class_checker.hpp>
#include <parindex/rubric/detail/check/node_report.hpp>
#include <parindex/rubric/detail/node_results.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Checks what the nodes declare about their results: rankings, classes and roundings of indices.
class ResultChecker {
 public:
  explicit ResultChecker(const RubricDraft& draft) : draft_(draft), index_roundings_(draft) {
    add(draft.root, "");
  }

  /// Remembers what a node declares.
  void add(const Node& node, const std::string& pointer) {
    if (ranking_of(draft_, node)) ranked_.push_back({&node, pointer});
    if (classes_of(draft_, node)) classified_.push_back({&node, pointer});
  }

  /// The rounding of the index of a node; nothing for an unknown code.
  std::optional<Rounding> index_rounding(std::string_view code) const {
    return index_roundings_.at(code);
  }
  /// The pointer of the first classes, if any node has some.
  std::optional<std::string> first_classes() const {
    if (classified_.empty()) return std::nullopt;
    return classified_.front().pointer + "/classes";
  }

  /// Every code of a tie-break chain; `check_known(code, pointer, report)` reports an unknown one.
  template <class CheckKnown>
  void check_rankings(IssueLog& issues, const CheckKnown& check_known) const {
    for (const Declaring& each : ranked_) {
      NodeReport report(*each.node, each.pointer, issues);
      const auto& chain = ranking_of(draft_, *each.node)->tie_break;
      for (std::size_t i = 0; i < chain.size(); ++i) {
        check_known(chain[i], "/ranking/tie_break/" + std::to_string(i), report);
      }
    }
  }

  /// `guarded(report, pointer, check)` runs a check whose numbers may become too long.
  template <class Guarded>
  void check_classes(IssueLog& issues, const ReachOfNodes& reaches, const Guarded& guarded) const {
    const bool has_errors = issues.has_errors();
    for (const Declaring& each : classified_) {
      NodeReport report(*each.node, each.pointer, issues);
      guarded(report, "/classes", [&] {
        ClassChecker(*each.node, index_roundings_.of(*each.node), report)
            .run(*classes_of(draft_, *each.node), reaches, has_errors);
      });
    }
  }

 private:
  struct Declaring {
    const Node* node;
    std::string pointer;
  };

  const RubricDraft& draft_;
  const IndexRoundings index_roundings_;
  std::vector<Declaring> ranked_;
  std::vector<Declaring> classified_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
