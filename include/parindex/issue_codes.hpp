// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string_view>

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

// Of any kind.
inline constexpr IssueCode issues_omitted{
    "issues_omitted", Severity::error, "More issues were found than are kept."};

// A rubric file as text.
inline constexpr IssueCode file_unreadable{
    "file_unreadable", Severity::error, "The file does not exist or cannot be read."};
inline constexpr IssueCode file_unwritable{
    "file_unwritable", Severity::error,
    "A file cannot be written; the file that was there is unchanged."};
inline constexpr IssueCode file_too_large{
    "file_too_large", Severity::error, "The file is larger than the limit."};
inline constexpr IssueCode text_not_utf8{
    "text_not_utf8", Severity::error, "The text is not valid UTF-8."};
inline constexpr IssueCode text_not_nfc{
    "text_not_nfc", Severity::error,
    "An identifier holds combining marks: it is not in Unicode normal form C."};
inline constexpr IssueCode json_malformed{
    "json_malformed", Severity::error, "The text is not JSON."};
inline constexpr IssueCode json_too_deep{
    "json_too_deep", Severity::error, "The JSON text is nested more deeply than the limit."};
inline constexpr IssueCode key_duplicate{
    "key_duplicate", Severity::error, "An object holds the same key twice."};
inline constexpr IssueCode key_unknown{
    "key_unknown", Severity::error, "An object holds a key that the format does not define."};
inline constexpr IssueCode key_missing{
    "key_missing", Severity::error, "An object lacks a required key."};
inline constexpr IssueCode type_mismatch{
    "type_mismatch", Severity::error, "A JSON value is of another type than the format says."};
inline constexpr IssueCode word_unknown{
    "word_unknown", Severity::error, "A text is none of the words that may stand there."};
inline constexpr IssueCode number_malformed{
    "number_malformed", Severity::error, "A text is not a valid number."};
inline constexpr IssueCode number_too_long{
    "number_too_long", Severity::error, "A number has more digits than the limit."};
inline constexpr IssueCode number_out_of_range{
    "number_out_of_range", Severity::error, "A number lies outside its allowed range."};
inline constexpr IssueCode format_version{
    "format_version", Severity::error, "The rubric file is of a format this version cannot read."};
inline constexpr IssueCode date_malformed{
    "date_malformed", Severity::error, "A text is not a valid date."};

// Overlays and editions.
inline constexpr IssueCode overlay_base{
    "overlay_base", Severity::error, "An overlay was made for another rubric or edition."};
inline constexpr IssueCode overlay_conflict{
    "overlay_conflict", Severity::error, "Two overlays change the same thing."};
inline constexpr IssueCode edition_foreign{
    "edition_foreign", Severity::error, "A set of editions holds a rubric of another id."};
inline constexpr IssueCode edition_undated{
    "edition_undated", Severity::error, "An edition does not say when it is in force."};
inline constexpr IssueCode edition_duplicate{
    "edition_duplicate", Severity::error, "Two rubrics of a set are the same edition."};
inline constexpr IssueCode edition_overlap{
    "edition_overlap", Severity::error, "Two editions are in force on the same day."};
inline constexpr IssueCode edition_gap{
    "edition_gap", Severity::warning, "Between two editions none is in force."};
inline constexpr IssueCode date_out_of_range{
    "date_out_of_range", Severity::error, "A date lies outside the days that are declared."};

// The structure of a rubric.
inline constexpr IssueCode rubric_empty{
    "rubric_empty", Severity::error, "The rubric has no nodes."};
inline constexpr IssueCode rubric_too_large{
    "rubric_too_large", Severity::error, "The rubric has more nodes or levels than the limit."};
inline constexpr IssueCode code_invalid{
    "code_invalid", Severity::error, "A code or identifier is empty or badly formed."};
inline constexpr IssueCode code_duplicate{
    "code_duplicate", Severity::error, "Two nodes carry the same code."};
inline constexpr IssueCode code_skipped{
    "code_skipped", Severity::warning, "The numbering of siblings leaves out a code."};
inline constexpr IssueCode code_unknown{
    "code_unknown", Severity::error, "A code names no node of the rubric."};
inline constexpr IssueCode id_duplicate{
    "id_duplicate", Severity::error, "Two options, items, inputs or agencies share one id."};
inline constexpr IssueCode column_clash{
    "column_clash", Severity::error, "Two inputs would read the same data column."};
inline constexpr IssueCode leaf_without_rule{
    "leaf_without_rule", Severity::error, "A node has neither children nor a rule."};
inline constexpr IssueCode node_with_rule_and_children{
    "node_with_rule_and_children", Severity::error, "A node has both children and a rule."};
inline constexpr IssueCode part_misplaced{
    "part_misplaced", Severity::error,
    "A node states something that has no meaning where it stands."};
inline constexpr IssueCode group_without_nodes{
    "group_without_nodes", Severity::error,
    "A node that a group has is without any child that the group has."};
inline constexpr IssueCode marker_clash{
    "marker_clash", Severity::error,
    "A marker for a kind of no-value can also be a value."};
inline constexpr IssueCode maximum_missing{
    "maximum_missing", Severity::error, "A node does not state its maximum points."};
inline constexpr IssueCode weight_missing{
    "weight_missing", Severity::error, "A child of a weighted mean does not state its weight."};
inline constexpr IssueCode weight_unused{
    "weight_unused", Severity::error, "A node states a weight that its parent does not use."};
inline constexpr IssueCode weight_zero{
    "weight_zero", Severity::error, "The weights under a weighted mean add up to zero."};
inline constexpr IssueCode weight_set_unknown{
    "weight_set_unknown", Severity::error,
    "A text names no set of weights of the rubric."};
inline constexpr IssueCode reference_cyclic{
    "reference_cyclic", Severity::error,
    "A gate looks at a node whose points depend on the gate."};
inline constexpr IssueCode policy_missing{
    "policy_missing", Severity::error,
    "A leaf neither states nor inherits what happens when its value is missing."};
inline constexpr IssueCode aggregation_missing{
    "aggregation_missing", Severity::error,
    "A node with children neither states nor inherits its aggregation."};
inline constexpr IssueCode input_unknown{
    "input_unknown", Severity::error, "A rule names an input that its leaf does not declare."};
inline constexpr IssueCode input_unused{
    "input_unused", Severity::error, "A leaf declares an input that its rule does not read."};
inline constexpr IssueCode scope_overlap{
    "scope_overlap", Severity::error, "Two agencies lead the same leaf."};
inline constexpr IssueCode scope_gap{
    "scope_gap", Severity::error, "No agency leads a leaf although agencies are declared."};

// The figures of a rubric.
inline constexpr IssueCode maximum_mismatch{
    "maximum_mismatch", Severity::error,
    "The maxima of the children do not add up to the maximum of their parent."};
inline constexpr IssueCode maximum_unreachable{
    "maximum_unreachable", Severity::error, "The rule can never give the maximum points."};
inline constexpr IssueCode maximum_exceeded{
    "maximum_exceeded", Severity::error, "The rule can give more than the maximum points."};
inline constexpr IssueCode minimum_above_zero{
    "minimum_above_zero", Severity::error, "The lowest points that the rule can give exceed 0."};
inline constexpr IssueCode minimum_below_zero{
    "minimum_below_zero", Severity::error, "The lowest points that the rule can give are below 0."};
inline constexpr IssueCode range_empty{
    "range_empty", Severity::error, "A range holds no value: its lower end exceeds its upper end."};
inline constexpr IssueCode step_mismatch{
    "step_mismatch", Severity::error, "The step does not lead from the minimum to the maximum."};
inline constexpr IssueCode bands_gap{
    "bands_gap", Severity::error, "A value that can occur falls into no band."};
inline constexpr IssueCode bands_overlap{
    "bands_overlap", Severity::error, "A value falls into two bands."};
inline constexpr IssueCode piece_open{
    "piece_open", Severity::error, "A line between two points lacks one of its ends."};
inline constexpr IssueCode band_unreachable{
    "band_unreachable", Severity::warning, "No value that can occur falls into the band."};
inline constexpr IssueCode direction_broken{
    "direction_broken", Severity::error,
    "The points of a rule go against the direction that it declares."};
inline constexpr IssueCode zero_denominator{
    "zero_denominator", Severity::error,
    "The denominator of a ratio can be 0 and the rule does not say what happens then."};
inline constexpr IssueCode custom_unknown{
    "custom_unknown", Severity::error,
    "A rubric asks for a custom rule that is not given when it is compiled."};
inline constexpr IssueCode custom_version{
    "custom_version", Severity::error,
    "A custom rule is given in another version than the rubric asks for."};
inline constexpr IssueCode lookup_gap{
    "lookup_gap", Severity::error,
    "No row of a lookup holds points that the children can give."};
inline constexpr IssueCode lookup_overlap{
    "lookup_overlap", Severity::error,
    "Two rows of a lookup hold the same points."};
inline constexpr IssueCode type_conflict{
    "type_conflict", Severity::error,
    "An input or a part of an expression is of another type than its place needs."};
inline constexpr IssueCode calendar_missing{
    "calendar_missing", Severity::error,
    "Working days are counted and the rubric has no calendar of them."};
inline constexpr IssueCode rounding_missing{
    "rounding_missing", Severity::error,
    "A result has digits without end and nothing says how to round it."};
inline constexpr IssueCode cases_gap{
    "cases_gap", Severity::error, "No case of a rule holds for values that can occur."};
inline constexpr IssueCode cases_unproven{
    "cases_unproven", Severity::error,
    "It cannot be shown that a case of a rule always holds, nor values for which none does."};
inline constexpr IssueCode cases_overlap{
    "cases_overlap", Severity::error, "Two cases of a rule hold for the same values."};
inline constexpr IssueCode case_unreachable{
    "case_unreachable", Severity::warning, "No values that can occur lead to a case of a rule."};
inline constexpr IssueCode cases_too_many{
    "cases_too_many", Severity::error,
    "The cases of a rule tell more values apart than can be proven."};
inline constexpr IssueCode gate_raises{
    "gate_raises", Severity::warning, "A gate can give a node more points than it had before."};
inline constexpr IssueCode gate_rounded{
    "gate_rounded", Severity::warning,
    "A gate looks at an index that is rounded for display and does not state this stage."};
inline constexpr IssueCode bonus_above_maximum{
    "bonus_above_maximum", Severity::warning,
    "The cap of a bonus can lie above the applicable maximum, which children left out lower."};
inline constexpr IssueCode maxima_unequal{
    "maxima_unequal", Severity::warning,
    "Under minimum or best the points of children of different maxima are compared."};
inline constexpr IssueCode weights_sum_mismatch{
    "weights_sum_mismatch", Severity::error,
    "The weights of the children do not add up to the sum that is declared."};
inline constexpr IssueCode accept_unused{
    "accept_unused", Severity::warning, "A node accepts an issue that it does not have."};
inline constexpr IssueCode accept_refused{
    "accept_refused", Severity::error, "A node accepts an issue of a kind that cannot be accepted."};

// Cases.
inline constexpr IssueCode case_empty{
    "case_empty", Severity::error, "A case file holds no case, or a case expects nothing."};
inline constexpr IssueCode case_edition{
    "case_edition", Severity::error, "The cases are for another rubric or another edition."};
inline constexpr IssueCode case_cycle{
    "case_cycle", Severity::error, "A case file includes itself, directly or through others."};
inline constexpr IssueCode case_outside{
    "case_outside", Severity::error, "A case file leads to a file outside its folder."};
inline constexpr IssueCode includes_too_many{
    "includes_too_many", Severity::error, "Case files include more files than the limit."};
inline constexpr IssueCode case_unit_unknown{
    "case_unit_unknown", Severity::error, "The expected units are not those of the rows."};
inline constexpr IssueCode case_cell_unknown{
    "case_cell_unknown", Severity::error,
    "A case expects something of a node or figure that the rubric does not give."};
inline constexpr IssueCode case_digits{
    "case_digits", Severity::error,
    "A case expects more digits than the rounding of the rubric leaves."};
inline constexpr IssueCode too_many_generated{
    "too_many_generated", Severity::error,
    "A rubric needs more cases or mutants than the limit."};

// Data.
inline constexpr IssueCode table_empty{
    "table_empty", Severity::error, "The table has no rows."};
inline constexpr IssueCode table_malformed{
    "table_malformed", Severity::error, "The table is not rectangular or cannot be read."};
inline constexpr IssueCode column_missing{
    "column_missing", Severity::error, "The table lacks a column that the rubric reads."};
inline constexpr IssueCode column_unknown{
    "column_unknown", Severity::error, "The table has a column that the rubric does not read."};
inline constexpr IssueCode column_duplicate{
    "column_duplicate", Severity::error, "The table has two columns of the same name."};
inline constexpr IssueCode column_changed{
    "column_changed", Severity::error,
    "The values of an array are no longer those that were scored."};
inline constexpr IssueCode unit_missing{
    "unit_missing", Severity::error, "A row does not name its unit."};
inline constexpr IssueCode unit_duplicate{
    "unit_duplicate", Severity::error, "Two rows name the same unit."};
inline constexpr IssueCode group_missing{
    "group_missing", Severity::error,
    "A row does not name the group of its unit although the rubric declares groups."};
inline constexpr IssueCode group_unknown{
    "group_unknown", Severity::error,
    "A group is none of those that the rubric declares."};
inline constexpr IssueCode value_missing{
    "value_missing", Severity::error, "A value is missing and the policy of its leaf is error."};
inline constexpr IssueCode value_absent{
    "value_absent", Severity::error,
    "A value is not applicable, not proven or refused and the policy for this is error."};
inline constexpr IssueCode policy_undeclared{
    "policy_undeclared", Severity::error,
    "A value is absent for a reason for which the rubric has no policy."};
inline constexpr IssueCode value_unexpected{
    "value_unexpected", Severity::error,
    "A value is given for a leaf that the group of the unit does not have."};
inline constexpr IssueCode alternatives_several{
    "alternatives_several", Severity::error,
    "More than one of the alternatives of a node is given."};
inline constexpr IssueCode mean_undefined{
    "mean_undefined", Severity::error,
    "A geometric or harmonic mean has no value for points below 0."};
inline constexpr IssueCode cell_too_large{
    "cell_too_large", Severity::error, "A cell holds a text that is longer than the limit."};
inline constexpr IssueCode value_type{
    "value_type", Severity::error, "A value is of another type than its input."};
inline constexpr IssueCode value_not_finite{
    "value_not_finite", Severity::error, "A value is NaN or infinite."};
inline constexpr IssueCode value_below_minimum{
    "value_below_minimum", Severity::error, "A value lies below the declared minimum."};
inline constexpr IssueCode value_above_maximum{
    "value_above_maximum", Severity::error, "A value lies above the declared maximum."};
inline constexpr IssueCode value_off_step{
    "value_off_step", Severity::error, "A value is not reached by the declared steps."};
inline constexpr IssueCode value_not_integer{
    "value_not_integer", Severity::error, "A count is not a whole number."};
inline constexpr IssueCode choice_unknown{
    "choice_unknown", Severity::error, "A value is none of the options of its choice."};
inline constexpr IssueCode denominator_zero{
    "denominator_zero", Severity::error,
    "The denominator of a ratio is 0 and the rule says that this is an error."};
inline constexpr IssueCode survey_sample_mismatch{
    "survey_sample_mismatch", Severity::error,
    "The answers of a survey do not add up to the sample that is stated."};
inline constexpr IssueCode survey_sample_small{
    "survey_sample_small", Severity::error,
    "The sample of a survey is too small; a warning where the rule says what holds then."};
inline constexpr IssueCode custom_failed{
    "custom_failed", Severity::error, "A custom rule failed or gave no exact number."};
inline constexpr IssueCode custom_out_of_range{
    "custom_out_of_range", Severity::error,
    "A custom rule gave points beyond the reach that the rubric declares."};
inline constexpr IssueCode date_outside_calendar{
    "date_outside_calendar", Severity::error,
    "Working days are counted where the calendar does not reach."};
inline constexpr IssueCode cohort_missing{
    "cohort_missing", Severity::error,
    "A rule looks at the other units and they are not there."};
inline constexpr IssueCode cohort_empty{
    "cohort_empty", Severity::error, "No unit of the cohort has a value."};
inline constexpr IssueCode ranking_undeclared{
    "ranking_undeclared", Severity::error,
    "Neither the rubric nor the call says how to rank."};
inline constexpr IssueCode tie_unresolved{
    "tie_unresolved", Severity::warning,
    "Ordinal ranks were asked for but the tie-break chain leaves units tied."};

inline constexpr IssueCode classes_undeclared{
    "classes_undeclared", Severity::error, "The rubric does not say which classes there are."};

// Layers, assessments and agencies.
inline constexpr IssueCode layers_undeclared{
    "layers_undeclared", Severity::error, "The rubric declares no layers of marks."};
inline constexpr IssueCode layer_unknown{
    "layer_unknown", Severity::error, "A text names no layer of the rubric."};
inline constexpr IssueCode layer_refused{
    "layer_refused", Severity::error, "A leaf takes no marks of the layer."};
inline constexpr IssueCode resolution_missing{
    "resolution_missing", Severity::error,
    "Nothing says which layer the marks of a leaf come from."};
inline constexpr IssueCode resolution_mixed{
    "resolution_mixed", Severity::error,
    "A leaf resolves from a layer that stands apart and from another."};
inline constexpr IssueCode unit_unknown{
    "unit_unknown", Severity::error,
    "An observation or a reopening names a unit that is not assessed."};
inline constexpr IssueCode evidence_unknown{
    "evidence_unknown", Severity::error, "A leaf declares no evidence of this id."};
inline constexpr IssueCode evidence_missing{
    "evidence_missing", Severity::warning,
    "Marks have neither the evidence that their leaf asks for nor an explanation."};
inline constexpr IssueCode evidence_incomplete{
    "evidence_incomplete", Severity::error,
    "A file of evidence lacks its name, its size or its SHA-256."};
inline constexpr IssueCode file_name_invalid{
    "file_name_invalid", Severity::error,
    "A text cannot be the name of a file in the folder of the evidence."};
inline constexpr IssueCode sha256_malformed{
    "sha256_malformed", Severity::error, "A text is not a valid SHA-256."};
inline constexpr IssueCode evidence_file_missing{
    "evidence_file_missing", Severity::error, "A file of evidence is not in the folder."};
inline constexpr IssueCode evidence_file_refused{
    "evidence_file_refused", Severity::error,
    "What has the name of a file of evidence is not a plain file in the folder."};
inline constexpr IssueCode evidence_file_size{
    "evidence_file_size", Severity::error,
    "A file of evidence does not have the size that was recorded."};
inline constexpr IssueCode evidence_file_changed{
    "evidence_file_changed", Severity::error,
    "A file of evidence does not have the SHA-256 that was recorded."};
inline constexpr IssueCode stage_limit{
    "stage_limit", Severity::error, "An assessment has more stages than the limit."};
inline constexpr IssueCode stage_empty{
    "stage_empty", Severity::error, "A stage takes marks of no layer."};
inline constexpr IssueCode stage_dates{
    "stage_dates", Severity::error,
    "The days of a stage or of a reopening do not fit together."};
inline constexpr IssueCode stage_overlap{
    "stage_overlap", Severity::error, "Two stages take marks of one layer on the same day."};
inline constexpr IssueCode stage_unknown{
    "stage_unknown", Severity::error, "A reopening names no stage of the assessment."};
inline constexpr IssueCode reopening_unexplained{
    "reopening_unexplained", Severity::error,
    "A reopening does not say who decided it, or why."};
inline constexpr IssueCode stage_missing{
    "stage_missing", Severity::error,
    "No stage takes marks of the layer of an observation."};
inline constexpr IssueCode stage_locked{
    "stage_locked", Severity::error,
    "An observation is dated on a day on which its layer takes no marks."};
inline constexpr IssueCode date_order{
    "date_order", Severity::error, "An observation or a reopening is older than one before it."};
inline constexpr IssueCode observation_empty{
    "observation_empty", Severity::error,
    "An observation holds neither a value nor evidence nor a note."};
inline constexpr IssueCode rubric_mismatch{
    "rubric_mismatch", Severity::error, "A file was made for another rubric or edition."};
inline constexpr IssueCode snapshot_mismatch{
    "snapshot_mismatch", Severity::error,
    "The fingerprint of a snapshot is not that of what it holds."};
inline constexpr IssueCode signature_malformed{
    "signature_malformed", Severity::error, "A file does not hold a valid signature."};
inline constexpr IssueCode public_key_malformed{
    "public_key_malformed", Severity::error, "A file does not hold a valid public key."};
inline constexpr IssueCode public_key_type{
    "public_key_type", Severity::error, "A public key is of another type than Ed25519."};
inline constexpr IssueCode signature_mismatch{
    "signature_mismatch", Severity::error,
    "A signature is not that of the file by the owner of the public key."};
inline constexpr IssueCode store_damaged{
    "store_damaged", Severity::error,
    "A file is not a store of observations, or it is damaged."};
inline constexpr IssueCode store_locked{
    "store_locked", Severity::error,
    "Another program kept a store of observations locked for too long."};
inline constexpr IssueCode agency_unknown{
    "agency_unknown", Severity::error, "A text names no agency of the rubric."};
inline constexpr IssueCode scope_foreign{
    "scope_foreign", Severity::error,
    "An agency gave a mark to a leaf that it neither leads nor coordinates."};
inline constexpr IssueCode merge_conflict{
    "merge_conflict", Severity::error, "Two agencies gave one cell differently."};
inline constexpr IssueCode cell_omitted{
    "cell_omitted", Severity::warning, "An agency gave no mark to a cell that it leads."};

}  // namespace issue

/// All codes above, in order.
inline constexpr std::array issue_codes{
    issue::issues_omitted,
    issue::file_unreadable,
    issue::file_unwritable,
    issue::file_too_large,
    issue::text_not_utf8,
    issue::text_not_nfc,
    issue::json_malformed,
    issue::json_too_deep,
    issue::key_duplicate,
    issue::key_unknown,
    issue::key_missing,
    issue::type_mismatch,
    issue::word_unknown,
    issue::number_malformed,
    issue::number_too_long,
    issue::number_out_of_range,
    issue::format_version,
    issue::date_malformed,
    issue::overlay_base,
    issue::overlay_conflict,
    issue::edition_foreign,
    issue::edition_undated,
    issue::edition_duplicate,
    issue::edition_overlap,
    issue::edition_gap,
    issue::date_out_of_range,
    issue::rubric_empty,
    issue::rubric_too_large,
    issue::code_invalid,
    issue::code_duplicate,
    issue::code_skipped,
    issue::code_unknown,
    issue::id_duplicate,
    issue::column_clash,
    issue::leaf_without_rule,
    issue::node_with_rule_and_children,
    issue::part_misplaced,
    issue::group_without_nodes,
    issue::marker_clash,
    issue::maximum_missing,
    issue::weight_missing,
    issue::weight_unused,
    issue::weight_zero,
    issue::weight_set_unknown,
    issue::reference_cyclic,
    issue::policy_missing,
    issue::aggregation_missing,
    issue::input_unknown,
    issue::input_unused,
    issue::scope_overlap,
    issue::scope_gap,
    issue::maximum_mismatch,
    issue::maximum_unreachable,
    issue::maximum_exceeded,
    issue::minimum_above_zero,
    issue::minimum_below_zero,
    issue::range_empty,
    issue::step_mismatch,
    issue::bands_gap,
    issue::bands_overlap,
    issue::piece_open,
    issue::band_unreachable,
    issue::direction_broken,
    issue::zero_denominator,
    issue::custom_unknown,
    issue::custom_version,
    issue::lookup_gap,
    issue::lookup_overlap,
    issue::type_conflict,
    issue::calendar_missing,
    issue::rounding_missing,
    issue::cases_gap,
    issue::cases_unproven,
    issue::cases_overlap,
    issue::case_unreachable,
    issue::cases_too_many,
    issue::gate_raises,
    issue::gate_rounded,
    issue::bonus_above_maximum,
    issue::maxima_unequal,
    issue::weights_sum_mismatch,
    issue::accept_unused,
    issue::accept_refused,
    issue::case_empty,
    issue::case_edition,
    issue::case_cycle,
    issue::case_outside,
    issue::includes_too_many,
    issue::case_unit_unknown,
    issue::case_cell_unknown,
    issue::case_digits,
    issue::too_many_generated,
    issue::table_empty,
    issue::table_malformed,
    issue::column_missing,
    issue::column_unknown,
    issue::column_duplicate,
    issue::column_changed,
    issue::unit_missing,
    issue::unit_duplicate,
    issue::group_missing,
    issue::group_unknown,
    issue::value_missing,
    issue::value_absent,
    issue::policy_undeclared,
    issue::value_unexpected,
    issue::alternatives_several,
    issue::mean_undefined,
    issue::cell_too_large,
    issue::value_type,
    issue::value_not_finite,
    issue::value_below_minimum,
    issue::value_above_maximum,
    issue::value_off_step,
    issue::value_not_integer,
    issue::choice_unknown,
    issue::denominator_zero,
    issue::survey_sample_mismatch,
    issue::survey_sample_small,
    issue::custom_failed,
    issue::custom_out_of_range,
    issue::date_outside_calendar,
    issue::cohort_missing,
    issue::cohort_empty,
    issue::ranking_undeclared,
    issue::tie_unresolved,
    issue::classes_undeclared,
    issue::layers_undeclared,
    issue::layer_unknown,
    issue::layer_refused,
    issue::resolution_missing,
    issue::resolution_mixed,
    issue::unit_unknown,
    issue::evidence_unknown,
    issue::evidence_missing,
    issue::evidence_incomplete,
    issue::file_name_invalid,
    issue::sha256_malformed,
    issue::evidence_file_missing,
    issue::evidence_file_refused,
    issue::evidence_file_size,
    issue::evidence_file_changed,
    issue::stage_limit,
    issue::stage_empty,
    issue::stage_dates,
    issue::stage_overlap,
    issue::stage_unknown,
    issue::reopening_unexplained,
    issue::stage_missing,
    issue::stage_locked,
    issue::date_order,
    issue::observation_empty,
    issue::rubric_mismatch,
    issue::snapshot_mismatch,
    issue::signature_malformed,
    issue::public_key_malformed,
    issue::public_key_type,
    issue::signature_mismatch,
    issue::store_damaged,
    issue::store_locked,
    issue::agency_unknown,
    issue::scope_foreign,
    issue::merge_conflict,
    issue::cell_omitted,
};

PARINDEX_END_NAMESPACE
