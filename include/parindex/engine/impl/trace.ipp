// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <ostream>

#include <parindex/detail/issue_line.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/stable_sort.hpp>
#include <parindex/engine/detail/case_scores.hpp>
#include <parindex/engine/detail/evaluate.hpp>
#include <parindex/engine/detail/row_outcomes.hpp>
#include <parindex/engine/detail/sentences.hpp>
#include <parindex/engine/detail/table_output.hpp>
#include <parindex/engine/detail/trace_classes.hpp>
#include <parindex/engine/trace.hpp>
#include <parindex/rubric/detail/compared.hpp>
#include <parindex/rubric/detail/diff/words.hpp>
#include <parindex/rubric/detail/figures.hpp>
#include <parindex/rubric/detail/phrases.hpp>
#include <parindex/rubric/detail/statistics.hpp>
#include <parindex/rubric/detail/titles.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Records the steps of a rule while it runs.
class TraceListener final : public Listener {
 public:
  explicit TraceListener(Trace& trace) : Listener(true), trace_(trace) {}

  void issue(Issue found) override { trace_.issues.push_back(std::move(found)); }
  void add(StepKind kind, Branch what) {
    trace_.steps.push_back({kind,
                            std::move(what.pointer),
                            std::move(what.text.en),
                            std::move(what.text.vi),
                            std::move(what.title),
                            {}});
  }

 protected:
  void take_branch(Branch taken) override {
    trace_.branch = taken.pointer;
    trace_.branch_text = taken.text.en;
    trace_.branch_text_vi = taken.text.vi;
    const bool above = taken.pointer.starts_with("/aggregation");
    add(above ? StepKind::aggregation : StepKind::branch, std::move(taken));
  }
  void take_step(Branch happened) override {
    const StepKind kind = kind_of(happened.pointer);
    add(kind, std::move(happened));
  }
  void take_quantity(const Rational& value, const Quantity& on,
                     const std::vector<Phrase>& names) override {
    trace_.quantity = value;
    trace_.quantity_text = describe(on);
    trace_.quantity_text_vi = phrase_of(on).vi;
    Phrase text = "x = " + phrase_of(on) + " = " + value.to_string();
    if (!names.empty()) text = say(words::names_where, text, joined(names, "; "));
    add(StepKind::quantity, {"", std::move(text)});
  }
  void take_points(const Rational& value) override {
    if (!trace_.steps.empty()) trace_.steps.back().points = value;
  }

 private:
  static StepKind kind_of(std::string_view pointer) {
    if (pointer == "/cap") return StepKind::cap;
    if (pointer == "/floor") return StepKind::floor;
    if (pointer == "/rounding") return StepKind::rounding;
    if (pointer.starts_with("/gates/")) return StepKind::gate;
    if (pointer.starts_with("/inputs/") || pointer.find("/winsorise/") != std::string_view::npos) {
      return StepKind::replaced;
    }
    const bool above = pointer == "/aggregation/sum" || pointer == "/nothing_left";
    return above ? StepKind::aggregation : StepKind::adjustment;
  }

  Trace& trace_;
};

/// A value, or nothing if the row may have reported it as too long.
inline std::optional<Rational> value_of(Evaluator& evaluator, const Expression& expression) {
  try {
    return evaluator.value(expression);
  } catch (const NumberTooLong&) {
    return std::nullopt;
  }
}

/// The difference of two figures of a result, each of which is within the limit.
inline Rational difference_of(const Rational& a, const Rational& b) {
  const DigitScope lifted(no_limit);
  return a - b;
}

/// The statistics that the leaf used, and their words; `values` are those of the leaf.
inline std::vector<Phrase> add_statistics(const ScoresState& scores, std::size_t row,
                                          std::size_t position, const std::vector<Value>& values,
                                          Trace& trace) {
  const PlanState& plan = scores.plan.state();
  const PlanNode& leaf = plan.nodes[position];
  const UnitContext unit = scores.unit(row);
  const RuleContext context = context_of(plan, leaf, unit);
  std::vector<Phrase> told;
  if (values.size() < leaf.column_count) return told;  // the leaf does not exist for the unit
  for (std::size_t i = 0; i < leaf.column_count; ++i) {
    if (values[i].none && !plan.specs[leaf.first_column + i].optional) return told;
  }
  Evaluator evaluator(*leaf.node, std::span(values.data(), leaf.column_count), context);
  for (const Expression* asked : statistics_of(rule_for(*leaf.node->rule, unit.group))) {
    if (const auto value = value_of(evaluator, *asked)) {
      trace.statistics.push_back({describe(*asked), *value});
      told.push_back(phrase_of(*asked) + " = " + value->to_string());
    }
  }
  return told;
}

/// The figures of other nodes that the rule of a leaf names, in words, each once.
inline std::vector<Phrase> told_figures(const PlanState& plan, const PlanNode& leaf,
                                        std::string_view group, const RowOutcomes& outcomes) {
  std::vector<Phrase> told;
  if (leaf.reads.empty()) return told;
  std::vector<const Expression*> seen;
  const std::vector<NodeFigures> figures = figures_read(plan, leaf, outcomes);
  const std::vector<Value> none;
  RuleContext context = context_of(plan, leaf, {nullptr, group, &figures});
  Evaluator evaluator(*leaf.node, none, context);
  for (const FigurePlace& place : figures_in(rule_for(*leaf.node->rule, group))) {
    const Expression& asked = *place.figure;
    if (std::any_of(seen.begin(), seen.end(), [&](const Expression* other) {
          return other->node == asked.node && other->figure == asked.figure;
        })) {
      continue;
    }
    seen.push_back(&asked);
    const auto value = value_of(evaluator, asked);
    const Status status = outcomes[plan.positions.at(asked.node)].status;
    told.push_back(phrase_of(asked) + " = " +
                   (value ? Phrase(value->to_string()) : name_of_word(to_string(status))));
  }
  return told;
}

std::vector<std::optional<Rational>> compared_values(const Scores& scored, std::size_t row,
                                                     std::size_t position) {
  const ScoresState& scores = ScoresAccess::state(scored);
  const PlanState& plan = scores.plan.state();
  const PlanNode& leaf = plan.nodes[position];
  const std::vector<Compared> compared = compared_in(*leaf.node->rule);
  std::vector<std::optional<Rational>> found(compared.size());
  if (compared.empty()) return found;
  IssueLog ignored(0);
  IssueListener listener{ignored};
  std::vector<Value> values;
  UnitContext unit = scores.unit(row);
  RowOutcomes outcomes(scores, row);
  if (!leaf.reads.empty()) outcomes.find_needs(position);
  const std::vector<NodeFigures> figures = figures_read(plan, leaf, outcomes);
  unit.figures = &figures;
  evaluate_leaf(
      plan, leaf, scores.group(row), [&](std::size_t column) { return scores.cell(row, column); },
      values, listener, unit);
  if (values.size() < leaf.column_count) return found;  // the leaf does not exist for the unit
  for (std::size_t i = 0; i < leaf.column_count; ++i) {
    if (values[i].none && !plan.specs[leaf.first_column + i].optional) return found;
  }
  const RuleContext context = context_of(plan, leaf, unit);
  Evaluator evaluator(*leaf.node, std::span(values.data(), leaf.column_count), context);
  for (std::size_t i = 0; i < compared.size(); ++i) {
    // Another rule may use the same names: each condition has its own evaluation.
    if (!compared[i].let->empty()) {
      Evaluator with_names(*leaf.node, std::span(values.data(), leaf.column_count), context);
      with_names.read_names(compared[i].let);
      found[i] = value_of(with_names, compared[i].test->of);
      continue;
    }
    found[i] = value_of(evaluator, compared[i].test->of);
  }
  return found;
}

/// The value of an input after its rounding, if the rounding changes it.
inline std::optional<Rational> rounded_value(const PlanState& plan, const ColumnSpec& spec,
                                             const Cell& cell) {
  Value value;
  if (!spec.rounding || no_value_of(plan.markers, spec, cell) || read_cell(spec, cell, value)) {
    return std::nullopt;
  }
  ColumnSpec plain = spec;
  plain.rounding.reset();
  Value given;
  read_cell(plain, cell, given);
  return given.number == value.number ? std::nullopt : std::optional(value.number);
}

/// A value as it was given, without the quotes of a message, which would look like a part of a
/// text.
inline Phrase phrase_of(const Cell& cell) {
  if (const auto* words = std::get_if<std::string>(&cell.value())) return *words;
  const std::string text = cell.to_string();
  if (std::holds_alternative<bool>(cell.value())) return {text, name_of_word(text).vi};
  const bool number = std::holds_alternative<Rational>(cell.value()) ||
                      std::holds_alternative<NotFinite>(cell.value());
  return number ? Phrase(text) : Phrase(text, key_phrase(text).vi);
}

/// `bands: done = 46, planned = 50`, with the layer and day of each value if they are known.
inline Phrase phrase_of_inputs(const Trace& trace) {
  Phrase text = Phrase(trace.kind, key_phrase(trace.kind).vi) + ":";
  for (const TraceInput& input : trace.inputs) {
    text += " " + input.name + " = " + phrase_of(input.value);
    if (input.rounded) text += say(words::input_rounded, input.rounded->to_string());
    if (input.origin) text += " (" + input.origin->layer + ", " + input.origin->date + ")";
    if (&input != &trace.inputs.back()) text += ",";
  }
  return text;
}

inline Phrase phrase_of(const Issue& issue) {
  const bool error = issue.severity == Severity::error;
  Phrase text =
      say(error ? words::error_line : words::warning_line, issue.code + ": " + message_of(issue));
  if (!issue.expected.empty()) text = say(words::expected, text, expected_of(issue));
  if (!issue.actual.empty()) text = say(words::found, text, actual_of(issue));
  return text;
}

// Recursive over the children: the check limits a rubric to `limits::depth` levels.
inline Trace trace_node(const ScoresState& scores, std::size_t row, std::size_t position,
                        RowOutcomes& outcomes, std::vector<Value>& scratch) {
  stop_point(5000);
  const PlanState& plan = scores.plan.state();
  const PlanNode& compiled = plan.nodes[position];
  const Node& node = *compiled.node;
  Trace trace;
  trace.code = node.code;
  trace.title = position == 0 ? plan.rubric.draft().title : node.title;
  trace.kind = node.rule ? name_of(*node.rule) : name_of(compiled.aggregation);
  trace.layer = compiled.layer;
  trace.weight = node.weight;
  trace.rounding = node.rounding;
  trace.declared_max = node.max;
  trace.source = position == 0 ? plan.rubric.draft().source : node.source;
  const auto cell_at = [&](std::size_t column) { return scores.cell(row, column); };
  const auto add_input = [&](std::size_t column) {
    const std::string& name = plan.columns[column].name;
    const auto& origins = scores.table.origins;
    trace.inputs.push_back({plan.columns[column].input, name, cell_at(column),
                            origins ? origins->of(row, name) : std::nullopt,
                            rounded_value(plan, plan.specs[column], cell_at(column))});
  };
  for (std::size_t i = 0; i < compiled.column_count; ++i) add_input(compiled.first_column + i);
  for (const PlanGate& gate : compiled.gates) {
    if (!gate.gate->when) add_input(gate.at);
  }
  const bool own_weight =
      compiled.weight_at && *compiled.weight_at >= compiled.first_column + compiled.column_count;
  if (own_weight) add_input(*compiled.weight_at);
  TraceListener listener{trace};
  if (node.informative) {
    trace.informative = true;
    listener.add(StepKind::informative, {"/informative", say(words::informative)});
  }
  if (node.weight)
    listener.add(StepKind::weight, {"/weight", say(words::weight, node.weight->to_string())});
  if (!trace.inputs.empty()) listener.add(StepKind::inputs, {"", phrase_of_inputs(trace)});
  const std::size_t first = trace.steps.size();
  const std::size_t group = scores.group(row);
  outcomes.find_needs(position);
  NodeOutcome own;
  if (compiled.children.empty()) {
    scratch.clear();
    own = evaluate_leaf_among(plan, compiled, group, cell_at, outcomes, scratch, listener,
                              scores.unit(row));
    std::vector<TraceStep> told;
    if (exists(compiled, group)) {
      for (Phrase& each : told_figures(plan, compiled, scores.unit(row).group, outcomes)) {
        told.push_back({StepKind::figure, "", std::move(each.en), std::move(each.vi), {}, {}});
      }
    }
    const bool sound =
        std::none_of(trace.issues.begin(), trace.issues.end(),
                     [](const Issue& found) { return found.severity == Severity::error; });
    if (sound) {
      for (Phrase& each : add_statistics(scores, row, position, scratch, trace)) {
        told.push_back({StepKind::statistic, "", std::move(each.en), std::move(each.vi), {}, {}});
      }
    }
    trace.steps.insert(trace.steps.begin() + static_cast<std::ptrdiff_t>(first), told.begin(),
                       told.end());
  }
  read_gates(plan, compiled, group, cell_at, listener);
  if (!compiled.children.empty()) {
    own = evaluate_inner(plan, compiled, outcomes, exists(compiled, group), listener);
  }
  own = apply_gates(plan, compiled, group, cell_at, outcomes, std::move(own), listener);
  if (own.weight) {
    trace.weight = own.weight;
    listener.add(StepKind::weight,
                 {"/weight_input", say(words::weight_from_data, own.weight->to_string(),
                                       plan.columns[*compiled.weight_at].name)});
  }
  for (Issue& issue : trace.issues) {
    issue.row = row + 1;
    issue.unit = scores.table.unit(row);
  }
  each_child(plan.nodes, position, [&](std::size_t child) {
    trace.children.push_back(trace_node(scores, row, child, outcomes, scratch));
  });
  const NodeResult result = to_result(plan, outcomes.at(position), position);
  trace.status = result.status;
  if (result.points) trace.exact = node.rounding ? own.exact : *result.points;
  trace.points = result.points;
  trace.max = result.max;
  trace.index = result.index;
  trace.index_rounding = compiled.index_rounding;
  if (result.points) trace.lost = difference_of(*result.max, *result.points);
  if (node.classes) {
    add_class(scores, row, position, *node.classes, result, trace, listener);
  } else if (const DecisionTable* const table = table_of_outputs(node)) {
    add_output(*table, result.points ? output_at(scores, row, position) : std::nullopt, trace,
               listener);
  }
  for (const Issue& issue : trace.issues) {
    listener.add(StepKind::issue, {"", phrase_of(issue)});
  }
  if (!result.points) {
    listener.add(StepKind::status, {"", name_of_word(to_string(result.status))});
  }
  return trace;
}

Trace explain_node(const Scores& scores, std::size_t row, std::size_t position,
                   RowOutcomes& outcomes) {
  std::vector<Value> scratch;
  return trace_node(ScoresAccess::state(scores), row, position, outcomes, scratch);
}

inline std::string step_line(const TraceStep& step, std::string_view language) {
  const std::string_view title = pick_title(step.title, language);
  const std::string& text = step.in(language);
  return title.empty() ? text : text + " (" + std::string(title) + ")";
}

/// `total  Title`, or the code if there is no title.
inline std::string head_line(const Trace& trace, std::string_view language) {
  std::string line = trace.code.empty() ? say(words::total).in(language) : trace.code;
  const std::string_view title = pick_title(trace.title, language);
  if (!title.empty()) line += "  " + std::string(title);
  return line;
}

/// `points 1 of 2, index 50 %, lost 1`, or the status of a node without points.
inline std::string figures_line(const Trace& trace, std::string_view language) {
  if (!trace.points) return name_of_word(to_string(trace.status)).in(language);
  const auto written = [](const Rational& value, const std::optional<Rounding>& rounding) {
    return rounding ? value.to_string(*rounding) : value.to_string();
  };
  Phrase line = say(words::figures, written(*trace.points, trace.rounding), trace.max->to_string());
  if (trace.max != trace.declared_max) {
    line = say(words::applicable, line, trace.declared_max->to_string());
  }
  if (trace.index) {
    line = say(words::with_index, line, written(*trace.index, trace.index_rounding));
  }
  if (!trace.lost->is_zero()) line = say(words::with_lost, line, trace.lost->to_string());
  return line.in(language);
}

inline void print_trace(const Trace& trace, std::string_view language, std::size_t depth,
                        std::string& out) {
  stop_point(1000);
  const std::string indent(2 * depth, ' ');
  const std::string inside = indent + "    ";
  const auto line = [&](const std::string& before, const std::string& text) {
    out += before + visible(text) + '\n';
  };
  line(indent, head_line(trace, language));
  line(inside, figures_line(trace, language));
  for (const TraceStep& step : trace.steps) {
    if (step.kind != StepKind::status) line(inside, step_line(step, language));
  }
  for (const Trace& child : trace.children) {
    print_trace(child, language, depth + 1, out);
  }
}

/// Escapes a text so that Markdown finds no markup in it.
inline std::string markdown_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("\\`*_{}[]<>#|~!").find(c) != std::string_view::npos) out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

inline void print_markdown(const Trace& trace, std::string_view language, std::size_t depth,
                           const std::optional<std::size_t>& deepest, std::string& out) {
  const std::string indent(2 * depth, ' ');
  out += indent + "- **" + markdown_text(visible(head_line(trace, language))) +
         "**: " + markdown_text(visible(figures_line(trace, language))) + '\n';
  for (const TraceStep& step : trace.steps) {
    if (step.kind == StepKind::status) continue;
    out += indent + "  - " + markdown_text(visible(step_line(step, language))) + '\n';
  }
  if (deepest && depth >= *deepest) return;
  for (const Trace& child : trace.children) {
    print_markdown(child, language, depth + 1, deepest, out);
  }
}

}  // namespace detail

const Trace* Trace::find(std::string_view wanted) const {
  if (code == wanted) return this;
  for (const Trace& child : children) {
    if (const Trace* found = child.find(wanted)) return found;
  }
  return nullptr;
}

std::string Trace::to_string(std::string_view language) const {
  std::string out;
  detail::print_trace(*this, language, 0, out);
  return out;
}

std::string Trace::to_markdown(std::string_view language, std::optional<std::size_t> depth) const {
  std::string out;
  detail::print_markdown(*this, language, 0, depth, out);
  return out;
}

std::string_view to_string(StepKind kind) {
  static constexpr std::string_view words[] = {
      "weight", "inputs",      "replaced",   "statistic",   "figure", "quantity",
      "branch", "aggregation", "adjustment", "cap",         "floor",  "rounding",
      "gate",   "issue",       "status",     "informative", "class"};
  return words[static_cast<std::size_t>(kind)];
}

Trace explain(const Scores& scores, std::size_t row) { return explain_node(scores, row, 0); }

Trace explain_node(const Scores& scores, std::size_t row, std::size_t position) {
  const detail::ScoresState& state = ScoresAccess::state(scores);
  state.require(row, position);
  detail::RowOutcomes outcomes(state, row);
  return detail::explain_node(scores, row, position, outcomes);
}

Trace explain(const Scores& scores, std::string_view unit) {
  const auto row = scores.find(unit);
  if (!row) {
    throw Error(
        detail::did_you_mean(detail::say(detail::sentence::no_unit_was_scored, std::string(unit)),
                             unit, scores.table().units));
  }
  return explain(scores, *row);
}

std::vector<PointsLost> points_lost(const Scores& scores, std::size_t row) {
  const detail::PlanState& plan = scores.plan().state();
  detail::RowOutcomes outcomes(ScoresAccess::state(scores), row);
  std::vector<PointsLost> lost;
  for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
    if (plan.nodes[i].node->informative) {
      i = plan.nodes[i].end - 1;  // no point of it counts for the total
      continue;
    }
    if (!plan.nodes[i].children.empty()) continue;
    detail::stop_point(500);
    const detail::NodeOutcome outcome = outcomes.at(i);
    if (outcome.status != Status::ok) continue;
    Rational difference = detail::difference_of(outcome.max, outcome.points);
    if (difference.sign() > 0) {
      lost.push_back({plan.codes[i], std::move(difference), outcome.points, outcome.max});
    }
  }
  detail::stable_sort(lost,
                      [](const PointsLost& a, const PointsLost& b) { return a.lost > b.lost; });
  return lost;
}

std::ostream& operator<<(std::ostream& out, const Trace& value) {
  return out << value.to_string("en");
}

PARINDEX_END_NAMESPACE
