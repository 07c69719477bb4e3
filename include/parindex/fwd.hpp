// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/version.hpp>

/// Declarations of all classes, for headers that use them only by pointer or reference.

PARINDEX_BEGIN_NAMESPACE

// errors, limits, stopping
template <class T>
class Checked;
class DataError;
class Error;
struct Issue;
struct IssueCode;
class IssuesError;
struct LimitSpec;
struct Limits;
class RubricError;
struct Stop;
class StopScope;
class StoppedError;

// numbers
class Decimal;
class NumberTooLong;
class Rational;
struct Rounding;

// analysis
class RandomStream;

// rubric
struct Adjustment;
struct Agency;
class Aggregation;
struct AllOf;
struct Answer;
struct Band;
struct Bands;
struct Best;
struct Bound;
struct ByGroup;
struct Calendar;
struct Checklist;
struct Choice;
struct ClassBand;
struct ClassQuota;
struct ClassRule;
struct Condition;
struct Coordination;
struct Custom;
struct CustomCall;
struct CustomRule;
struct CutOff;
struct DataForm;
struct DecisionRow;
struct DecisionTable;
struct Deduction;
struct Diff;
struct Direct;
struct Drop;
class Editions;
struct Effective;
struct Evidence;
struct Expression;
struct Formula;
struct FormulaCase;
struct Gate;
struct GateTest;
struct Constant;
struct SharedParts;
struct GeometricMean;
struct Goalposts;
struct Group;
struct GroupCase;
struct HarmonicMean;
struct Imported;
struct Imputation;
struct Increments;
struct IndexRounding;
struct Input;
struct Item;
struct Layer;
struct Level;
struct Levels;
struct Linear;
struct Lookup;
struct LookupRow;
struct Mean;
struct Median;
struct Minimum;
struct Node;
struct OneOf;
struct Option;
struct Overlaid;
struct OverlayChange;
struct PerItem;
struct Piece;
struct PointsRange;
struct Product;
struct Proof;
struct Proportional;
struct Quantity;
struct RankRule;
struct Respondents;
class Rubric;
struct RubricChange;
struct RubricDraft;
class Rule;
struct Source;
struct Sum;
struct Survey;
struct Target;
struct Violation;
struct WeightedMean;
struct YesNo;

// building a rubric in code
namespace build {
class AllOfBuilder;
class BandsBuilder;
class ByGroupBuilder;
class ChecklistBuilder;
class ChoiceBuilder;
class ClassesBuilder;
class CustomBuilder;
struct Date;
class DecisionTableBuilder;
class DeductionBuilder;
class DirectBuilder;
class FormulaBuilder;
class GateBuilder;
class GoalpostsBuilder;
class ImportedBuilder;
class IncrementsBuilder;
class InputBuilder;
class LevelsBuilder;
class LinearBuilder;
class LookupBuilder;
struct Lower;
class NodeBuilder;
template <class Self>
class NodeSetters;
class PerItemBuilder;
class ProportionalBuilder;
class QuantityBuilder;
struct Range;
class RubricBuilder;
template <class Kind>
class RuleBuilder;
class SumBuilder;
class SurveyBuilder;
class Term;
class Test;
struct Upper;
}  // namespace build

// engine
class Cell;
class Cohort;
class PreparedTable;
class DigestPart;
struct Column;
struct ColumnRoles;
class ColumnSource;
struct CompileOptions;
struct Lane;
struct Missing;
struct NodeResult;
struct NodeScore;
struct NotFinite;
struct Origin;
class Origins;
class Plan;
struct PlanColumn;
struct PlanStatistic;
struct PointsLost;
class RowScorer;
struct ScoreOptions;
class Scores;
struct Table;
struct TerminatingFigures;
struct Trace;
struct TraceInput;
struct TraceStatistic;
struct TraceStep;
class UnitIterator;
class UnitScore;

// results
struct Audit;
struct CellDifference;
struct ClassDependence;
struct ClassEntry;
struct Classes;
struct CompareOptions;
struct Comparison;
struct CsvFormat;
struct Decision;
struct HalfTie;
struct NodePart;
struct Place;
struct RankDependence;
struct RankEntry;
struct Ranking;
struct Replay;
struct ReplayOptions;
struct ReplayStep;
struct UnitChange;
struct Verification;

// process
struct AgencyProgress;
struct AssessedUnit;
class Assessment;
struct AssessmentDraft;
struct ComponentGap;
struct EvidenceGiven;
struct CellGap;
struct LayerGap;
struct Merged;
struct Observation;
struct Reopening;
struct Snapshot;
struct Stage;
struct StageState;
struct Submission;
struct UnitGap;
struct UnitLeaf;
struct Worksheet;
struct WorksheetLine;

// files
struct CellForm;
struct DelimitedFormat;
class DelimitedText;

// testing
struct Case;
struct CaseFile;
struct CaseFileName;
struct CaseReport;
struct CaseResult;
struct CaseSet;
struct BoundaryCases;
struct Coverage;
struct CoverageItem;
struct Expectation;
struct Failure;
struct FileIssues;
struct Mutant;
struct MutateOptions;
struct MutationReport;
struct RunOptions;

PARINDEX_END_NAMESPACE
