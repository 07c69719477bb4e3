// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/detail/json_writer.hpp>
#include <parindex/detail/visit.hpp>
#include <parindex/engine/detail/scored_block.hpp>
#include <parindex/engine/detail/scores_access.hpp>
#include <parindex/results/classes.hpp>
#include <parindex/results/detail/figure_texts.hpp>
#include <parindex/results/detail/node_members.hpp>
#include <parindex/results/detail/ranking_key.hpp>
#include <parindex/results/detail/row_blocks.hpp>
#include <parindex/results/json.hpp>
#include <parindex/rubric/json.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Writes results. All keys are always present, so that readers need no test; an absent value is
/// null.
class ResultWriter {
 public:
  std::string take() { return json_.take(); }

  /// Objects of units, with commas between them.
  void units(const Scores& scores, std::size_t begin, std::size_t end,
             const std::vector<const RankEntry*>& places, const std::optional<Classes>& classes,
             const DeclaredResults& of_nodes) {
    const ScoredBlock block(scores, begin, end);
    FigureTexts figures(block.scores());
    NodeMembers members(scores.plan());
    for (std::size_t row = begin; row < end; ++row) {
      const auto texts = [&](std::size_t node) { return figures.of(block.row(row), node); };
      const auto figures_of = [&](std::size_t node) -> const NodeMembers::Known& {
        return members.of(node, figures.key(block.row(row), node), [&] { return texts(node); });
      };
      unit(scores, row, texts, figures_of, members, places[row],
           classes ? classes->of(row) : nullptr, of_nodes);
    }
  }

  /// The members that follow the units.
  void origin(const Scores& scores) {
    json_.begin_object();
    if (!scores.issues().empty() && scores.issues().back().row == 0) {
      json_.key("issues");  // contains the count of omitted issues
      write(Issues{scores.issues().back()});
    }
    text("fingerprint", scores.plan().fingerprint());
    // The origin of the results, so that they can be verified later: `parindex verify`.
    const Rubric& rubric = scores.plan().rubric();
    json_.key("rubric");
    json_.begin_object();
    text("id", rubric.id());
    text("edition", rubric.edition());
    text("digest", digest(rubric));
    json_.end_object();
    text("engine", version);
    text("data", scores.data_digest());
    json_.end_object();
  }

  void write(const Ranking& ranking, const Scores& scores) {
    const std::optional<Classes> classes = declared_classes(scores, ranking.node);
    json_.begin_object();
    if (!ranking.node.empty()) text("node", ranking.node);
    json_.key("rule");
    rule(ranking.rule);
    json_.key("entries");
    json_.begin_array();
    for (const RankEntry& entry : ranking.entries) {
      json_.begin_object();
      text("unit", scores.unit(entry.row));
      text_or_null("group", scores.group(entry.row));
      rank(entry.rank);
      text("label", entry.label());
      json_.key("tied");
      json_.boolean(entry.tied);
      number("value", entry.value,
             ranking_key_rounding(scores.plan().state(), ranking.rule.on, ranking.rule.stage,
                                  position_of(scores, ranking.node)));
      class_of(classes ? classes->of(entry.row) : nullptr);
      text_or_null("reason", entry.reason);
      text_or_null("reason_vi", entry.reason_vi);
      json_.end_object();
    }
    json_.end_array();
    json_.key("issues");
    write(ranking.issues);
    text("fingerprint", scores.plan().fingerprint());
    json_.end_object();
  }

  void write(const Audit& audit, const Scores& scores) {
    json_.begin_object();
    json_.key("halves");
    json_.begin_array();
    for (const HalfTie& half : audit.halves) {
      json_.begin_object();
      text("unit", scores.unit(half.row));
      text("code", half.code);
      text("figure", half.of_index ? "index" : "points");
      number("exact", half.exact);
      number("below", half.below, half.rounding);
      number("above", half.above, half.rounding);
      number("chosen", half.chosen, half.rounding);
      rounding("rounding", half.rounding);
      json_.end_object();
    }
    json_.end_array();
    json_.key("ranks");
    json_.begin_array();
    for (const RankDependence& found : audit.ranks) {
      json_.begin_object();
      text("unit", scores.unit(found.row));
      if (!found.code.empty()) text("code", found.code);
      text_or_null("group", scores.group(found.row));
      text_or_null("rank", found.place.label());
      changes(found.changes,
              [&](const auto& change) { text_or_null("rank", change.place.label()); });
      json_.end_object();
    }
    json_.end_array();
    json_.key("classes");
    json_.begin_array();
    for (const ClassDependence& found : audit.classes) {
      json_.begin_object();
      text("unit", scores.unit(found.row));
      if (!found.code.empty()) text("code", found.code);
      text_or_null("class", found.class_id);
      changes(found.changes, [&](const auto& change) { text_or_null("class", change.class_id); });
      json_.end_object();
    }
    json_.end_array();
    json_.key("issues");
    write(audit.issues);
    text("fingerprint", scores.plan().fingerprint());
    json_.end_object();
  }

  void write(const Trace& trace) {
    json_.begin_object();
    text("code", trace.code);
    json_.key("title");
    titles(trace.title);
    text("kind", trace.kind);
    text_or_null("layer", trace.layer);
    text("status", to_string(trace.status));
    json_.key("inputs");
    json_.begin_array();
    for (const TraceInput& input : trace.inputs) {
      json_.begin_object();
      text("name", input.name);
      text("column", input.column);
      json_.key("value");
      detail::visit([this](const auto& value) { cell(value); }, input.value.value());
      const Origin origin = input.origin.value_or(Origin{});
      text_or_null("layer", origin.layer);
      text_or_null("date", origin.date);
      text_or_null("author", origin.author);
      json_.end_object();
    }
    json_.end_array();
    number("quantity", trace.quantity);
    text_or_null("quantity_text", trace.quantity_text);
    if (!trace.statistics.empty()) {
      json_.key("statistics");
      json_.begin_array();
      for (const TraceStatistic& statistic : trace.statistics) {
        json_.begin_object();
        text("text", statistic.text);
        number("value", statistic.value);
        json_.end_object();
      }
      json_.end_array();
    }
    text_or_null("branch", trace.branch);
    text_or_null("branch_text", trace.branch_text);
    json_.key("steps");
    json_.begin_array();
    for (const TraceStep& step : trace.steps) {
      json_.begin_object();
      text("kind", to_string(step.kind));
      text("pointer", step.pointer);
      text("text", step.text);
      text("text_vi", step.text_vi);
      json_.key("title");
      titles(step.title);
      number("points", step.points);
      json_.end_object();
    }
    json_.end_array();
    number("weight", trace.weight);
    number("exact", trace.exact);
    rounding("rounding", trace.rounding);
    number("points", trace.points, trace.rounding);
    number("declared_max", trace.declared_max);
    number("max", trace.max);
    rounding("index_rounding", trace.index_rounding);
    number("index", trace.index, trace.index_rounding);
    number("lost", trace.lost);
    if (trace.informative) {
      json_.key("informative");
      json_.boolean(true);
    }
    if (trace.class_id) text_or_null("class", *trace.class_id);
    json_.key("source");
    source(trace.source);
    json_.key("issues");
    write(trace.issues);
    json_.key("children");
    json_.begin_array();
    for (const Trace& child : trace.children) write(child);
    json_.end_array();
    json_.end_object();
  }

  void write(const Issues& issues) {
    json_.begin_array();
    for (const Issue& issue : issues) write(issue);
    json_.end_array();
  }

 private:
  void write(const Issue& issue) {
    json_.begin_object();
    text("code", issue.code);
    text("severity", issue.severity == Severity::error ? "error" : "warning");
    text("message", issue.message);
    text("expected", issue.expected);
    text("actual", issue.actual);
    text("pointer", issue.pointer);
    integer("line", issue.line);
    integer("column", issue.column);
    integer("row", issue.row);
    text("unit", issue.unit);
    text("field", issue.field);
    text("file", issue.file);
    json_.end_object();
  }

  template <class TextsOf, class FiguresOf>
  void unit(const Scores& scores, std::size_t row, const TextsOf& texts_of,
            const FiguresOf& figures_of, const NodeMembers& members, const RankEntry* place,
            const ClassBand* band, const DeclaredResults& of_nodes) {
    const Plan& plan = scores.plan();
    json_.begin_object();
    text("unit", scores.unit(row));
    text_or_null("group", scores.group(row));
    const FigureTexts::Texts total = texts_of(0);
    json_.append(",");
    json_.append(members_of(total));
    rank(place == nullptr ? std::nullopt : place->rank);
    class_of(band);
    json_.key("nodes");
    json_.begin_object();
    for (std::size_t position = 1; position < plan.size(); ++position) {
      if (position > 1) json_.append(",");
      json_.append(members.head(position));
      const NodeMembers::Known& found = figures_of(position);
      json_.append(found.figures);
      if (of_nodes.ranks(position)) rank(of_nodes.rank_of(position, row));
      if (of_nodes.classifies(position)) class_of(of_nodes.class_of(position, row));
      json_.append(found.end);
    }
    json_.end_object();
    text("status", to_string(scores.status(row)));
    const auto own = ScoresAccess::state(scores).issues_of(row);
    if (!own.empty()) {
      json_.key("issues");
      json_.begin_array();
      for (const Issue& issue : own) write(issue);
      json_.end_array();
    }
    json_.end_object();
  }

  void class_of(const ClassBand* band) {
    text_or_null("class", band == nullptr ? std::string_view() : std::string_view(band->id));
  }

  void rule(const RankRule& rule) {
    json_.begin_object();
    text("on", to_string(rule.on));
    text("stage", to_string(rule.stage));
    text("ties", to_string(rule.ties));
    json_.key("tie_break");
    json_.begin_array();
    for (const std::string& code : rule.tie_break) json_.string(code);
    json_.end_array();
    text("within", rule.by_group ? "group" : "all");
    json_.end_object();
  }

  template <class Change, class Outcome>
  void changes(const std::vector<Change>& all, const Outcome& outcome) {
    json_.key("changes");
    json_.begin_array();
    for (const Change& change : all) {
      json_.begin_object();
      text("decision", change.decision.what);
      text("option", change.decision.option);
      outcome(change);
      json_.end_object();
    }
    json_.end_array();
  }

  void titles(const Titles& all) {
    json_.begin_object();
    for (const auto& [language, title] : all) text(language, title);
    json_.end_object();
  }

  void source(const std::optional<Source>& from) {
    if (!from) return json_.null();
    json_.begin_object();
    text_or_null("document", from->document);
    text_or_null("date", from->date);
    text_or_null("clause", from->clause);
    text_or_null("url", from->url);
    text_or_null("note", from->note);
    json_.end_object();
  }

  void rounding(std::string_view key, const std::optional<Rounding>& how) {
    json_.key(key);
    if (!how) return json_.null();
    json_.begin_object();
    if (how->has_step()) {
      text("step", step_of(*how).to_string());
    } else {
      integer("digits", static_cast<std::size_t>(how->digits));
    }
    text("mode", to_string(how->mode));
    json_.end_object();
  }

  void cell(Missing) { json_.null(); }
  void cell(bool value) { json_.boolean(value); }
  void cell(const Rational& value) { json_.string(value.to_string()); }
  void cell(const std::string& value) { json_.string(value); }
  void cell(const NotFinite& value) { json_.string(value.text); }
  // An object, so that no text of the data can look like it.
  void cell(NoValue kind) {
    json_.begin_object();
    text("no_value", to_string(kind));
    json_.end_object();
  }

  /// A rounded number with all its digits: "93.00".
  void number(std::string_view key, const std::optional<Rational>& value,
              const std::optional<Rounding>& rounded = std::nullopt) {
    json_.key(key);
    if (!value) return json_.null();
    json_.string(rounded ? value->to_string(*rounded) : value->to_string());
  }
  void rank(const std::optional<std::size_t>& place) {
    json_.key("rank");
    place ? json_.integer(*place) : json_.null();
  }
  void integer(std::string_view key, std::size_t value) {
    json_.key(key);
    json_.integer(value);
  }
  void text(std::string_view key, std::string_view value) {
    json_.key(key);
    json_.string(value);
  }
  void text_or_null(std::string_view key, std::string_view value) {
    json_.key(key);
    value.empty() ? json_.null() : json_.string(value);
  }

  JsonWriter json_;
};

}  // namespace detail

void write_json(const Scores& scores, const Ranking* ranking, const TextSink& sink) {
  check_stop();
  const std::vector<const RankEntry*> places = detail::places_of(scores, ranking);
  const std::optional<Classes> classes = detail::declared_classes(scores, "");
  const detail::DeclaredResults of_nodes(scores);
  sink("{\"units\":[");
  detail::write_blocks(scores, sink, [&](std::size_t begin, std::size_t end) {
    detail::ResultWriter writer;
    writer.units(scores, begin, end, places, classes, of_nodes);
    return (begin == 0 ? "" : ",") + writer.take();
  });
  detail::ResultWriter writer;
  writer.origin(scores);
  sink("]," + writer.take().substr(1));
}

std::string to_json(const Scores& scores, const Ranking* ranking) {
  std::string text;
  write_json(scores, ranking, [&](std::string_view part) { text += part; });
  return text;
}

std::string to_json(const Ranking& ranking, const Scores& scores) {
  detail::ResultWriter writer;
  writer.write(ranking, scores);
  return writer.take();
}

std::string to_json(const Audit& audit, const Scores& scores) {
  detail::ResultWriter writer;
  writer.write(audit, scores);
  return writer.take();
}

std::string to_json(const Trace& trace) {
  detail::ResultWriter writer;
  writer.write(trace);
  return writer.take();
}

std::string to_json(const Issues& issues) {
  detail::ResultWriter writer;
  writer.write(issues);
  return writer.take();
}

PARINDEX_END_NAMESPACE
