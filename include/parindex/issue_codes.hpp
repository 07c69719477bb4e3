// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

enum class Severity { error, warning };

/// A kind of issue: its stable slug, its severity and one sentence for the error reference.
struct IssueCode {
  std::string_view code;
  Severity severity;
  std::string_view summary;
};

/// Every issue that the library can report. docs/errors.md has a section for each, and a test
/// compares the two both ways.
namespace issue {

namespace detail {
/// The code that is stated on a line of this file; elsewhere one without a name. No pointer: with
/// -fsanitize=undefined g++ 12 takes the address of a variable for no constant.
template <std::size_t Line>
inline constexpr IssueCode line{};
}  // namespace detail

// States a code once: its name is its slug, and the line puts it into the table.
#define PARINDEX_ISSUE(name, severity, summary)                        \
  inline constexpr IssueCode name{#name, Severity::severity, summary}; \
  template <>                                                          \
  inline constexpr IssueCode detail::line<__LINE__> = name

// Of any kind.
PARINDEX_ISSUE(issues_omitted, error, "More issues were found than are kept.");

// A rubric file as text.
PARINDEX_ISSUE(file_unreadable, error, "The file does not exist or cannot be read.");
PARINDEX_ISSUE(file_unwritable, error,
               "A file cannot be written; the file that was there is unchanged.");
PARINDEX_ISSUE(file_too_large, error, "The file is larger than the limit.");
PARINDEX_ISSUE(text_not_utf8, error, "The text is not valid UTF-8.");
PARINDEX_ISSUE(text_not_nfc, error,
               "An identifier holds combining marks: it is not in Unicode normal form C.");
PARINDEX_ISSUE(json_malformed, error, "The text is not JSON.");
PARINDEX_ISSUE(json_too_deep, error, "The JSON text is nested more deeply than the limit.");
PARINDEX_ISSUE(key_duplicate, error, "An object holds the same key twice.");
PARINDEX_ISSUE(key_unknown, error, "An object holds a key that the format does not define.");
PARINDEX_ISSUE(key_missing, error, "An object lacks a required key.");
PARINDEX_ISSUE(type_mismatch, error, "A JSON value is of another type than the format says.");
PARINDEX_ISSUE(word_unknown, error, "A text is none of the words that may stand there.");
PARINDEX_ISSUE(number_malformed, error, "A text is not a valid number.");
PARINDEX_ISSUE(number_too_long, error, "A number has more digits than the limit.");
PARINDEX_ISSUE(number_out_of_range, error, "A number lies outside its allowed range.");
PARINDEX_ISSUE(format_version, error, "The rubric file is of a format this version cannot read.");
PARINDEX_ISSUE(date_malformed, error, "A text is not a valid date.");

// Overlays and editions.
PARINDEX_ISSUE(overlay_base, error, "An overlay was made for another rubric or edition.");
PARINDEX_ISSUE(overlay_conflict, error, "Two overlays change the same thing.");
PARINDEX_ISSUE(edition_foreign, error, "A set of editions holds a rubric of another id.");
PARINDEX_ISSUE(edition_undated, error, "An edition does not say when it is in force.");
PARINDEX_ISSUE(edition_duplicate, error, "Two rubrics of a set are the same edition.");
PARINDEX_ISSUE(edition_overlap, error, "Two editions are in force on the same day.");
PARINDEX_ISSUE(edition_gap, warning, "Between two editions none is in force.");
PARINDEX_ISSUE(date_out_of_range, error, "A date lies outside the days that are declared.");

// The structure of a rubric.
PARINDEX_ISSUE(rubric_empty, error, "The rubric has no nodes.");
PARINDEX_ISSUE(rubric_too_large, error, "The rubric has more nodes or levels than the limit.");
PARINDEX_ISSUE(code_invalid, error, "A code or identifier is empty or badly formed.");
PARINDEX_ISSUE(code_duplicate, error, "Two nodes carry the same code.");
PARINDEX_ISSUE(code_skipped, warning, "The numbering of siblings leaves out a code.");
PARINDEX_ISSUE(code_unknown, error, "A code names no node of the rubric.");
PARINDEX_ISSUE(id_duplicate, error, "Two options, items, inputs or agencies share one id.");
PARINDEX_ISSUE(column_clash, error, "Two inputs would read the same data column.");
PARINDEX_ISSUE(leaf_without_rule, error, "A node has neither children nor a rule.");
PARINDEX_ISSUE(node_with_rule_and_children, error, "A node has both children and a rule.");
PARINDEX_ISSUE(part_misplaced, error,
               "A node states something that has no meaning where it stands.");
PARINDEX_ISSUE(group_without_nodes, error,
               "A node that a group has is without any child that the group has.");
PARINDEX_ISSUE(marker_clash, error, "A marker for a kind of no-value can also be a value.");
PARINDEX_ISSUE(maximum_missing, error, "A node does not state its maximum points.");
PARINDEX_ISSUE(weight_missing, error, "A child of a weighted mean does not state its weight.");
PARINDEX_ISSUE(weight_unused, error, "A node states a weight that its parent does not use.");
PARINDEX_ISSUE(weight_zero, error, "The weights under a weighted mean add up to zero.");
PARINDEX_ISSUE(weight_set_unknown, error, "A text names no set of weights of the rubric.");
PARINDEX_ISSUE(reference_cyclic, error, "A gate looks at a node whose points depend on the gate.");
PARINDEX_ISSUE(policy_missing, error,
               "A leaf neither states nor inherits what happens when its value is missing.");
PARINDEX_ISSUE(aggregation_missing, error,
               "A node with children neither states nor inherits its aggregation.");
PARINDEX_ISSUE(input_unknown, error, "A rule names an input that its leaf does not declare.");
PARINDEX_ISSUE(input_unused, error, "A leaf declares an input that its rule does not read.");
PARINDEX_ISSUE(scope_overlap, error, "Two agencies lead the same leaf.");
PARINDEX_ISSUE(scope_gap, error, "No agency leads a leaf although agencies are declared.");

// The figures of a rubric.
PARINDEX_ISSUE(maximum_mismatch, error,
               "The maxima of the children do not add up to the maximum of their parent.");
PARINDEX_ISSUE(maximum_unreachable, error, "The rule can never give the maximum points.");
PARINDEX_ISSUE(maximum_exceeded, error, "The rule can give more than the maximum points.");
PARINDEX_ISSUE(minimum_above_zero, error, "The lowest points that the rule can give exceed 0.");
PARINDEX_ISSUE(minimum_below_zero, error, "The lowest points that the rule can give are below 0.");
PARINDEX_ISSUE(range_empty, error, "A range holds no value: its lower end exceeds its upper end.");
PARINDEX_ISSUE(step_mismatch, error, "The step does not lead from the minimum to the maximum.");
PARINDEX_ISSUE(bands_gap, error, "A value that can occur falls into no band.");
PARINDEX_ISSUE(bands_overlap, error, "A value falls into two bands.");
PARINDEX_ISSUE(piece_open, error, "A line between two points lacks one of its ends.");
PARINDEX_ISSUE(band_unreachable, warning, "No value that can occur falls into the band.");
PARINDEX_ISSUE(direction_broken, error,
               "The points of a rule go against the direction that it declares.");
PARINDEX_ISSUE(zero_denominator, error,
               "The denominator of a ratio can be 0 and the rule does not say what happens then.");
PARINDEX_ISSUE(custom_unknown, error,
               "A rubric asks for a custom rule that is not given when it is compiled.");
PARINDEX_ISSUE(custom_version, error,
               "A custom rule is given in another version than the rubric asks for.");
PARINDEX_ISSUE(lookup_gap, error, "No row of a lookup holds points that the children can give.");
PARINDEX_ISSUE(lookup_overlap, error, "Two rows of a lookup hold the same points.");
PARINDEX_ISSUE(type_conflict, error,
               "An input or a part of an expression is of another type than its place needs.");
PARINDEX_ISSUE(calendar_missing, error,
               "Working days are counted and the rubric has no calendar of them.");
PARINDEX_ISSUE(rounding_missing, error,
               "A result has digits without end and nothing says how to round it.");
PARINDEX_ISSUE(cases_gap, error, "No case of a rule holds for values that can occur.");
PARINDEX_ISSUE(
    cases_unproven, error,
    "It cannot be shown that a case of a rule always holds, nor values for which none does.");
PARINDEX_ISSUE(cases_overlap, error, "Two cases of a rule hold for the same values.");
PARINDEX_ISSUE(case_unreachable, warning, "No values that can occur lead to a case of a rule.");
PARINDEX_ISSUE(cases_too_many, error,
               "The cases of a rule tell more values apart than can be proven.");
PARINDEX_ISSUE(gate_raises, warning, "A gate can give a node more points than it had before.");
PARINDEX_ISSUE(
    gate_rounded, warning,
    "A gate looks at an index that is rounded for display and does not state this stage.");
PARINDEX_ISSUE(
    bonus_above_maximum, warning,
    "The cap of a bonus can lie above the applicable maximum, which children left out lower.");
PARINDEX_ISSUE(maxima_unequal, warning,
               "Under minimum or best the points of children of different maxima are compared.");
PARINDEX_ISSUE(weights_sum_mismatch, error,
               "The weights of the children do not add up to the sum that is declared.");
PARINDEX_ISSUE(accept_unused, warning, "A node accepts an issue that it does not have.");
PARINDEX_ISSUE(accept_refused, error, "A node accepts an issue of a kind that cannot be accepted.");

// Cases.
PARINDEX_ISSUE(case_empty, error, "A case file holds no case, or a case expects nothing.");
PARINDEX_ISSUE(case_edition, error, "The cases are for another rubric or another edition.");
PARINDEX_ISSUE(case_cycle, error, "A case file includes itself, directly or through others.");
PARINDEX_ISSUE(case_outside, error, "A case file leads to a file outside its folder.");
PARINDEX_ISSUE(includes_too_many, error, "Case files include more files than the limit.");
PARINDEX_ISSUE(case_unit_unknown, error, "The expected units are not those of the rows.");
PARINDEX_ISSUE(case_cell_unknown, error,
               "A case expects something of a node or figure that the rubric does not give.");
PARINDEX_ISSUE(case_digits, error,
               "A case expects more digits than the rounding of the rubric leaves.");
PARINDEX_ISSUE(too_many_generated, error, "A rubric needs more cases or mutants than the limit.");

// Data.
PARINDEX_ISSUE(table_empty, error, "The table has no rows.");
PARINDEX_ISSUE(table_malformed, error, "The table is not rectangular or cannot be read.");
PARINDEX_ISSUE(column_missing, error, "The table lacks a column that the rubric reads.");
PARINDEX_ISSUE(column_unknown, error, "The table has a column that the rubric does not read.");
PARINDEX_ISSUE(column_duplicate, error, "The table has two columns of the same name.");
PARINDEX_ISSUE(column_changed, error,
               "The values of an array are no longer those that were scored.");
PARINDEX_ISSUE(unit_missing, error, "A row does not name its unit.");
PARINDEX_ISSUE(unit_duplicate, error, "Two rows name the same unit.");
PARINDEX_ISSUE(group_missing, error,
               "A row does not name the group of its unit although the rubric declares groups.");
PARINDEX_ISSUE(group_unknown, error, "A group is none of those that the rubric declares.");
PARINDEX_ISSUE(value_missing, error, "A value is missing and the policy of its leaf is error.");
PARINDEX_ISSUE(
    value_absent, error,
    "A value is not applicable, not proven or refused and the policy for this is error.");
PARINDEX_ISSUE(policy_undeclared, error,
               "A value is absent for a reason for which the rubric has no policy.");
PARINDEX_ISSUE(value_unexpected, error,
               "A value is given for a leaf that the group of the unit does not have.");
PARINDEX_ISSUE(alternatives_several, error,
               "More than one of the alternatives of a node is given.");
PARINDEX_ISSUE(mean_undefined, error,
               "A geometric or harmonic mean has no value for points below 0.");
PARINDEX_ISSUE(cell_too_large, error, "A cell holds a text that is longer than the limit.");
PARINDEX_ISSUE(value_type, error, "A value is of another type than its input.");
PARINDEX_ISSUE(value_not_finite, error, "A value is NaN or infinite.");
PARINDEX_ISSUE(value_below_minimum, error, "A value lies below the declared minimum.");
PARINDEX_ISSUE(value_above_maximum, error, "A value lies above the declared maximum.");
PARINDEX_ISSUE(value_off_step, error, "A value is not reached by the declared steps.");
PARINDEX_ISSUE(value_not_integer, error, "A count is not a whole number.");
PARINDEX_ISSUE(choice_unknown, error, "A value is none of the options of its choice.");
PARINDEX_ISSUE(denominator_zero, error,
               "The denominator of a ratio is 0 and the rule says that this is an error.");
PARINDEX_ISSUE(survey_sample_mismatch, error,
               "The answers of a survey do not add up to the sample that is stated.");
PARINDEX_ISSUE(
    survey_sample_small, error,
    "The sample of a survey is too small; a warning where the rule says what holds then.");
PARINDEX_ISSUE(custom_failed, error, "A custom rule failed or gave no exact number.");
PARINDEX_ISSUE(custom_out_of_range, error,
               "A custom rule gave points beyond the reach that the rubric declares.");
PARINDEX_ISSUE(date_outside_calendar, error,
               "Working days are counted where the calendar does not reach.");
PARINDEX_ISSUE(cohort_missing, error, "A rule looks at the other units and they are not there.");
PARINDEX_ISSUE(cohort_empty, error, "No unit of the cohort has a value.");
PARINDEX_ISSUE(ranking_undeclared, error, "Neither the rubric nor the call says how to rank.");
PARINDEX_ISSUE(tie_unresolved, warning,
               "Ordinal ranks were asked for but the tie-break chain leaves units tied.");

PARINDEX_ISSUE(classes_undeclared, error, "The rubric does not say which classes there are.");

// Layers, assessments and agencies.
PARINDEX_ISSUE(layers_undeclared, error, "The rubric declares no layers of marks.");
PARINDEX_ISSUE(layer_unknown, error, "A text names no layer of the rubric.");
PARINDEX_ISSUE(layer_refused, error, "A leaf takes no marks of the layer.");
PARINDEX_ISSUE(resolution_missing, error,
               "Nothing says which layer the marks of a leaf come from.");
PARINDEX_ISSUE(resolution_mixed, error,
               "A leaf resolves from a layer that stands apart and from another.");
PARINDEX_ISSUE(unit_unknown, error,
               "An observation or a reopening names a unit that is not assessed.");
PARINDEX_ISSUE(evidence_unknown, error, "A leaf declares no evidence of this id.");
PARINDEX_ISSUE(evidence_missing, warning,
               "Marks have neither the evidence that their leaf asks for nor an explanation.");
PARINDEX_ISSUE(evidence_incomplete, error,
               "A file of evidence lacks its name, its size or its SHA-256.");
PARINDEX_ISSUE(file_name_invalid, error,
               "A text cannot be the name of a file in the folder of the evidence.");
PARINDEX_ISSUE(sha256_malformed, error, "A text is not a valid SHA-256.");
PARINDEX_ISSUE(evidence_file_missing, error, "A file of evidence is not in the folder.");
PARINDEX_ISSUE(evidence_file_refused, error,
               "What has the name of a file of evidence is not a plain file in the folder.");
PARINDEX_ISSUE(evidence_file_size, error,
               "A file of evidence does not have the size that was recorded.");
PARINDEX_ISSUE(evidence_file_changed, error,
               "A file of evidence does not have the SHA-256 that was recorded.");
PARINDEX_ISSUE(stage_limit, error, "An assessment has more stages than the limit.");
PARINDEX_ISSUE(stage_empty, error, "A stage takes marks of no layer.");
PARINDEX_ISSUE(stage_dates, error, "The days of a stage or of a reopening do not fit together.");
PARINDEX_ISSUE(stage_overlap, error, "Two stages take marks of one layer on the same day.");
PARINDEX_ISSUE(stage_unknown, error, "A reopening names no stage of the assessment.");
PARINDEX_ISSUE(reopening_unexplained, error, "A reopening does not say who decided it, or why.");
PARINDEX_ISSUE(stage_missing, error, "No stage takes marks of the layer of an observation.");
PARINDEX_ISSUE(stage_locked, error,
               "An observation is dated on a day on which its layer takes no marks.");
PARINDEX_ISSUE(date_order, error, "An observation or a reopening is older than one before it.");
PARINDEX_ISSUE(observation_empty, error,
               "An observation holds neither a value nor evidence nor a note.");
PARINDEX_ISSUE(rubric_mismatch, error, "A file was made for another rubric or edition.");
PARINDEX_ISSUE(snapshot_mismatch, error,
               "The fingerprint of a snapshot is not that of what it holds.");
PARINDEX_ISSUE(signature_malformed, error, "A file does not hold a valid signature.");
PARINDEX_ISSUE(public_key_malformed, error, "A file does not hold a valid public key.");
PARINDEX_ISSUE(public_key_type, error, "A public key is of another type than Ed25519.");
PARINDEX_ISSUE(signature_mismatch, error,
               "A signature is not that of the file by the owner of the public key.");
PARINDEX_ISSUE(store_damaged, error, "A file is not a store of observations, or it is damaged.");
PARINDEX_ISSUE(store_locked, error,
               "Another program kept a store of observations locked for too long.");
PARINDEX_ISSUE(agency_unknown, error, "A text names no agency of the rubric.");
PARINDEX_ISSUE(scope_foreign, error,
               "An agency gave a mark to a leaf that it neither leads nor coordinates.");
PARINDEX_ISSUE(merge_conflict, error, "Two agencies gave one cell differently.");
PARINDEX_ISSUE(cell_omitted, warning, "An agency gave no mark to a cell that it leads.");

namespace detail {

inline constexpr std::size_t end = __LINE__;

template <std::size_t... Line>
constexpr std::array<IssueCode, sizeof...(Line)> lines(std::index_sequence<Line...>) {
  return {line<Line>...};
}

constexpr std::size_t count() {
  std::size_t found = 0;
  for (const IssueCode& each : lines(std::make_index_sequence<end>())) found += !each.code.empty();
  return found;
}

constexpr std::array<IssueCode, count()> codes() {
  std::array<IssueCode, count()> found{};
  std::size_t next = 0;
  for (const IssueCode& each : lines(std::make_index_sequence<end>())) {
    if (!each.code.empty()) found[next++] = each;
  }
  return found;
}

}  // namespace detail

#undef PARINDEX_ISSUE

}  // namespace issue

/// All codes above, in order.
inline constexpr std::array issue_codes = issue::detail::codes();

PARINDEX_END_NAMESPACE
