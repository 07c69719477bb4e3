// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/engine/detail/row_outcomes.hpp>
#include <parindex/engine/detail/scores_access.hpp>
#include <parindex/engine/detail/whole_column.hpp>
#include <parindex/io/arrow.hpp>
#include <parindex/io/detail/arrow_writer.hpp>
#include <parindex/results/classes.hpp>
#include <parindex/results/detail/ranking_key.hpp>
#include <parindex/rubric/detail/node_results.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The results of a part of the units; without scores the same columns without a row.
class PartColumns {
 public:
  PartColumns(const Plan& plan, const Scores* scores, ArrowNumbers numbers)
      : plan_(plan), scores_(scores), writer_(scores ? scores->size() : 0, numbers) {}

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
    for (std::size_t i = 1; i < plan_.size(); ++i) {
      const bool ranks = state.nodes[i].node->ranking.has_value();
      if (plan_.parent(i) != 0 && !ranks && !classifies(i)) continue;
      const std::string code = plan_.codes()[i] + ".";
      add_points(code + "points", i);
      add_class(code + "class", i);
    }
    return writer_.take();
  }

 private:
  template <class Of>
  std::optional<WholeColumn> whole(const Of& of) const {
    return scores_ ? of(ScoresAccess::state(*scores_)) : std::nullopt;
  }
  void add_points(const std::string& name, std::size_t position) {
    writer_.add_numbers(
        name, whole([&](const ScoresState& of) { return whole_points(of, position); }),
        [&](std::size_t row) { return scores_->at(row, position).points; },
        plan_.node(position).rounding);
  }
  bool classifies(std::size_t position) const {
    const RubricDraft& draft = plan_.rubric().draft();
    const Node& node = plan_.node(position);
    const auto& declared = classes_of(draft, node);
    return gives_classes(draft, node) && !(declared && declared->quota);
  }
  void add_class(std::string name, std::size_t position) {
    if (!classifies(position)) return;
    const std::optional<Classes> classes =
        scores_ ? std::optional(classify(*scores_, plan_.codes()[position]).value()) : std::nullopt;
    writer_.add_classes(std::move(name), [&](std::size_t row) { return classes->of(row); });
  }

  const Plan& plan_;
  const Scores* scores_;
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
