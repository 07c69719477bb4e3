// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/threads.hpp>
#include <parindex/engine/detail/scores_access.hpp>
#include <parindex/results/classes.hpp>
#include <parindex/results/detail/ranking_key.hpp>
#include <parindex/results/json.hpp>
#include <parindex/results/rank.hpp>
#include <parindex/rubric/detail/node_results.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Writes results block by block, on all processors, and passes the texts on in the order of the
/// rows. At any time there is one block for each processor.
inline void write_blocks(const Scores& scores, const TextSink& sink,
                         const std::function<std::string(std::size_t, std::size_t)>& text_of) {
  constexpr std::size_t nodes_of_a_block = 40'000;
  const std::size_t rows = scores.size();
  const std::size_t length =
      std::clamp<std::size_t>(nodes_of_a_block / scores.plan().size(), 16, 1024);
  const std::size_t together = threads_of(0);
  std::vector<std::string> texts;
  for (std::size_t first = 0; first < rows; first += together * length) {
    const std::size_t blocks = std::min(together, (rows - first + length - 1) / length);
    texts.assign(blocks, {});
    std::atomic<std::size_t> next{0};
    run_threads(blocks, [&] {
      for (std::size_t block = next++; block < blocks; block = next++) {
        const std::size_t begin = first + block * length;
        texts[block] = text_of(begin, std::min(rows, begin + length));
      }
    });
    for (const std::string& text : texts) sink(text);
  }
}

/// The entry of each row in a ranking; nullptr for a row that has none, or without a ranking.
/// Throws Error for a ranking of other scores.
inline std::vector<const RankEntry*> places_of(const Scores& scores, const Ranking* ranking) {
  std::vector<const RankEntry*> places(scores.size(), nullptr);
  if (ranking == nullptr) return places;
  for (const RankEntry& entry : ranking->entries) {
    ScoresAccess::state(scores).check_row(entry.row);
    places[entry.row] = &entry;
  }
  return places;
}

/// The classes that the rubric declares for a node.
inline std::optional<Classes> declared_classes(const Scores& scores, std::string_view node) {
  const Plan& plan = scores.plan();
  if (!gives_classes(plan.rubric().draft(), plan.node(position_of(scores, node)))) {
    return std::nullopt;
  }
  return classify(scores, node).value();
}

/// The ranks and classes of the units by the nodes other than the total that declare any.
class DeclaredResults {
 public:
  explicit DeclaredResults(const Scores& scores) {
    const PlanState& plan = scores.plan().state();
    for (const std::size_t position : declaring_nodes(plan)) {
      const Node& node = *plan.nodes[position].node;
      Of& own = of_[position];
      if (node.ranking) {
        own.ranking = rank(scores, node.code).value();
        own.places = places_of(scores, &*own.ranking);
      }
      own.classes = declared_classes(scores, node.code);
    }
  }

  bool ranks(std::size_t position) const {
    const Of* const own = find(position);
    return own != nullptr && own->ranking;
  }
  bool classifies(std::size_t position) const {
    const Of* const own = find(position);
    return own != nullptr && own->classes;
  }
  std::optional<std::size_t> rank_of(std::size_t position, std::size_t row) const {
    const RankEntry* const place = of_.at(position).places[row];
    return place == nullptr ? std::nullopt : place->rank;
  }
  const ClassBand* class_of(std::size_t position, std::size_t row) const {
    return of_.at(position).classes->of(row);
  }

 private:
  struct Of {
    std::optional<Ranking> ranking;
    std::vector<const RankEntry*> places;
    std::optional<Classes> classes;
  };

  const Of* find(std::size_t position) const {
    if (of_.empty()) return nullptr;
    const auto found = of_.find(position);
    return found == of_.end() ? nullptr : &found->second;
  }

  std::map<std::size_t, Of> of_;  // by position
};

}  // namespace detail

PARINDEX_END_NAMESPACE
