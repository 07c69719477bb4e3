// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/engine/detail/row_outcomes.hpp>
#include <parindex/engine/detail/scored_block.hpp>
#include <parindex/engine/detail/scores_access.hpp>
#include <parindex/engine/detail/whole_column.hpp>
#include <parindex/io/arrow.hpp>
#include <parindex/io/detail/arrow_writer.hpp>
#include <parindex/results/classes.hpp>
#include <parindex/results/detail/ranking_key.hpp>
#include <parindex/rubric/detail/node_results.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Whether a node has classes that a part of the units determines: not those by quota.
inline bool has_classes_of_parts(const Plan& plan, std::size_t position) {
  const RubricDraft& draft = plan.rubric().draft();
  const Node& node = plan.node(position);
  const auto& declared = classes_of(draft, node);
  return gives_classes(draft, node) && !(declared && declared->quota);
}

/// The nodes whose points are among the results of a part, in document order.
inline std::vector<std::size_t> shown_nodes(const Plan& plan) {
  std::vector<std::size_t> shown;
  for (std::size_t i = 1; i < plan.size(); ++i) {
    if (plan.parent(i) == 0 || plan.node(i).ranking || has_classes_of_parts(plan, i))
      shown.push_back(i);
  }
  return shown;
}

/// The results of a part of the units; without scores the same columns without a row.
class PartColumns {
 public:
  PartColumns(const Plan& plan, const Scores* scores, ArrowNumbers numbers)
      : plan_(plan),
        shown_(shown_nodes(plan)),
        scores_(scores),
        every_(scores ? std::optional(with_nodes(*scores)) : std::nullopt),
        writer_(scores ? scores->size() : 0, numbers) {}

  std::vector<OutColumn> write(bool groups) {
    check_stop();
    const PlanState& state = plan_.state();
    writer_.add_text("unit", [&](std::size_t row) { return scores_->unit(row); });
    if (groups) {
      writer_.add_text("group",
                       [&](std::size_t row) -> std::string_view { return scores_->group(row); });
    }
    writer_.add_text("status", [&](std::size_t row) { return to_string(scores_->status(row)); });
    add_points("points", 0);
    writer_.add_numbers("max", whole([](const ScoresState& of) { return whole_max(of, 0); }),
                        [&](std::size_t row) { return scores_->total(row).max; });
    const auto& rounding = state.nodes[0].index_rounding;
    writer_.add_numbers(
        "index", whole([&](const ScoresState& of) {
          return rounding ? whole_index(of, 0, *rounding) : whole_index_exact(of, 0);
        }),
        [&](std::size_t row) { return scores_->total(row).index; }, rounding);
    add_class("class", 0);
    for (const std::size_t i : shown_) {
      const std::string code = plan_.codes()[i] + ".";
      add_points(code + "points", i);
      add_class(code + "class", i);
    }
    return writer_.take();
  }

 private:
  /// The same scores, with the results of all nodes that are shown.
  Scores with_nodes(const Scores& scores) const {
    const ScoresState& state = ScoresAccess::state(scores);
    const bool kept =
        std::all_of(shown_.begin(), shown_.end(), [&](std::size_t i) { return state.is_kept(i); });
    return kept ? scores : complete(scores);
  }
  template <class Of>
  std::optional<WholeColumn> whole(const Of& of) const {
    return every_ ? of(ScoresAccess::state(*every_)) : std::nullopt;
  }
  void add_points(const std::string& name, std::size_t position) {
    writer_.add_numbers(
        name, whole([&](const ScoresState& of) { return whole_points(of, position); }),
        [&](std::size_t row) { return every_->at(row, position).points; },
        plan_.node(position).rounding);
  }
  void add_class(std::string name, std::size_t position) {
    if (!has_classes_of_parts(plan_, position)) return;
    const std::optional<Classes> classes =
        every_ ? std::optional(classify(*every_, plan_.codes()[position]).value()) : std::nullopt;
    writer_.add_classes(std::move(name), [&](std::size_t row) { return classes->of(row); });
  }

  const Plan& plan_;
  const std::vector<std::size_t> shown_;
  const Scores* const scores_;
  const std::optional<Scores> every_;
  ArrowWriter writer_;
};

}  // namespace detail

void write_arrow_part(const Scores& scores, ArrowNumbers numbers, bool groups,
                      ArrowArrayStream* stream) {
  detail::PartColumns columns(scores.plan(), &scores, numbers);
  detail::export_columns(columns.write(groups), scores.size(), stream);
}

void write_arrow_part(const Plan& plan, ArrowNumbers numbers, bool groups,
                      ArrowArrayStream* stream) {
  detail::PartColumns columns(plan, nullptr, numbers);
  detail::export_columns(columns.write(groups), 0, stream);
}

void write_arrow_keys(const Scores& scores, const RankRule& rule, std::string_view node,
                      ArrowArrayStream* stream) {
  check_stop();
  const std::size_t position = detail::position_of(scores, node);
  detail::ArrowWriter writer(scores.size(), ArrowNumbers::declared);
  writer.add_text("unit", [&](std::size_t row) { return scores.unit(row); });
  writer.add_text("group", [&](std::size_t row) -> std::string_view { return scores.group(row); });
  writer.add_flags("ranked", [&](std::size_t row) {
    const Status status = position == 0 ? scores.status(row) : scores.at(row, position).status;
    return !scores.unranked(row) && status == Status::ok;
  });
  std::size_t place = 0;
  const auto add = [&](std::size_t of, Figure on) {
    writer.add_exact_texts(std::to_string(place++), std::nullopt, [&](std::size_t row) {
      return detail::ranking_key(scores, row, on, rule.stage, of);
    });
  };
  add(position, rule.on);
  for (const std::string& code : rule.tie_break) {
    add(detail::position_of(scores, code), Figure::points);
  }
  detail::export_columns(writer.take(), scores.size(), stream);
}

PARINDEX_END_NAMESPACE
