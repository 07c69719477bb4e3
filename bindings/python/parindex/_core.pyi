"""
The C++ engine. Private: use the classes of `parindex`, which are documented.
"""
from __future__ import annotations
import collections.abc
import decimal
import parindex._fraction
import parindex.errors
import parindex.novalue
import parindex.rounding
import typing
import typing_extensions
__all__: list[str] = ['Assessment', 'CaseRun', 'CodedColumn', 'Cohort', 'Comparison', 'DelimitedColumn', 'DelimitedText', 'Diff', 'Plan', 'PreparedTable', 'RandomStream', 'Ranking', 'Replay', 'Rubric', 'ScoreOptions', 'Scores', 'TimeLimit', 'Trace', 'UnitReader', 'Verification', 'WeightIntervals', 'audit', 'boundary_cases', 'check_assessment', 'check_cohort', 'check_cohort_arrow', 'check_delimited', 'check_editions', 'check_prepare', 'check_prepare_arrow', 'check_rubric', 'check_rubric_file', 'check_score', 'check_score_arrow', 'check_snapshot', 'coded_column', 'compare', 'decompose', 'diff', 'edition_at', 'empty_part_to_arrow', 'explain', 'issue_blocks', 'issue_codes', 'issue_place', 'issue_text', 'issues_text', 'issues_to_json', 'keys_to_arrow', 'limit_specs', 'limits', 'merge', 'merge_digests', 'nearest', 'overlay', 'part_to_arrow', 'plain', 'proofs', 'random_stream', 'ranking_to_arrow', 'replay', 'restored_cohort', 'restored_scores', 'round', 'rows_and_digest', 'run_cases', 'runs_as_formula', 'schema_of_kinds', 'score_options', 'score_prepared', 'set_limits', 'step', 'time_limit', 'to_arrow', 'unit_reader', 'verify', 'visible', 'visible_json', 'visible_lines', 'weight_intervals', 'what_if', 'worksheet', 'write_ranks']
class TimeLimit:
    def __enter__(self) -> None:
        ...
    def __exit__(self, type: typing.Any, value: typing.Any, trace: typing.Any) -> None:
        ...
class Rubric:
    def compile(self, custom: collections.abc.Mapping[str, tuple[str, collections.abc.Callable[[typing.Any], typing.Any]]]) -> Plan:
        ...
    def digest(self) -> str:
        ...
    def resolved_json(self) -> str:
        ...
    def to_json(self) -> str:
        ...
    def with_weights(self, set: str) -> Rubric:
        ...
    @property
    def class_titles(self) -> dict[str, dict[str, str]]:
        ...
    @property
    def edition(self) -> str:
        ...
    @property
    def has_classes(self) -> bool:
        ...
    @property
    def has_ranking(self) -> bool:
        ...
    @property
    def id(self) -> str:
        ...
    @property
    def index_rounding(self) -> parindex.rounding.Rounding | None:
        ...
    @property
    def titles(self) -> dict[str, str]:
        ...
    @property
    def warnings(self) -> list[parindex.errors.Issue]:
        ...
    @property
    def weight_sets(self) -> list[str]:
        ...
class Plan:
    def find(self, code: str) -> int | None:
        ...
    def lanes(self) -> list[tuple[str, str, str, str]]:
        ...
    def statistics(self) -> list[tuple[str, str, str, str]]:
        ...
    def terminating(self) -> list[tuple[str, bool, bool, bool, bool, bool, bool]]:
        ...
    @property
    def codes(self) -> list[str]:
        ...
    @property
    def columns(self) -> list[tuple[str, str, str, str]]:
        ...
    @property
    def fingerprint(self) -> str:
        ...
    @property
    def options(self) -> list[list[str]]:
        ...
    @property
    def rubric(self) -> Rubric:
        ...
class Cohort:
    """
    The units that statistics are computed over.
    """
    @staticmethod
    def merge(cohorts: collections.abc.Iterable[Cohort]) -> Cohort:
        """
        The cohort of the units of several cohorts of one plan: that of one table with these units, whatever the parts and their order.
        """
    def __copy__(self) -> typing.Any:
        ...
    def __deepcopy__(self, memo: typing.Any) -> typing.Any:
        ...
    def __eq__(self, arg0: typing.Any) -> bool:
        ...
    def __hash__(self) -> int:
        ...
    def __reduce__(self) -> tuple[typing.Any, typing.Any]:
        ...
    def __repr__(self) -> str:
        ...
    def _repr_html_(self) -> str:
        ...
class Scores:
    def __len__(self) -> int:
        ...
    def block(self, begin: typing.SupportsInt | typing.SupportsIndex, end: typing.SupportsInt | typing.SupportsIndex) -> Scores:
        """
        The rows from begin to end, or more of them, with the results of every node.
        """
    def classes(self, node: str) -> list[str | None]:
        ...
    def data_digest(self) -> str:
        ...
    def digest(self) -> str:
        ...
    def digest_part(self) -> bytes:
        """
        The bytes of a part for `merge_digests`.
        """
    def figure_lists(self, nodes: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex], figure: str) -> list[list[typing.Any]]:
        """
        For each node a list of exact numbers by row.
        """
    def find(self, unit: str) -> int | None:
        ...
    def group(self, row: typing.SupportsInt | typing.SupportsIndex) -> str:
        ...
    def groups(self) -> tuple[str, ...]:
        ...
    def has_classes(self, node: str) -> bool:
        ...
    def index(self, row: typing.SupportsInt | typing.SupportsIndex) -> decimal.Decimal | parindex._fraction.ExactFraction | None:
        ...
    def matches(self, digest: str) -> bool:
        ...
    def max(self, row: typing.SupportsInt | typing.SupportsIndex) -> decimal.Decimal | parindex._fraction.ExactFraction | None:
        ...
    def node(self, row: typing.SupportsInt | typing.SupportsIndex, position: typing.SupportsInt | typing.SupportsIndex) -> tuple[str, decimal.Decimal | parindex._fraction.ExactFraction | None, decimal.Decimal | parindex._fraction.ExactFraction | None, decimal.Decimal | parindex._fraction.ExactFraction | None, decimal.Decimal | parindex._fraction.ExactFraction | None, decimal.Decimal | parindex._fraction.ExactFraction | None]:
        ...
    def nodes(self, row: typing.SupportsInt | typing.SupportsIndex) -> list[tuple[str, decimal.Decimal | parindex._fraction.ExactFraction | None, decimal.Decimal | parindex._fraction.ExactFraction | None, decimal.Decimal | parindex._fraction.ExactFraction | None, decimal.Decimal | parindex._fraction.ExactFraction | None, decimal.Decimal | parindex._fraction.ExactFraction | None]]:
        ...
    def points(self, row: typing.SupportsInt | typing.SupportsIndex) -> decimal.Decimal | parindex._fraction.ExactFraction | None:
        ...
    def points_lost(self, row: typing.SupportsInt | typing.SupportsIndex) -> list[tuple[str, decimal.Decimal | parindex._fraction.ExactFraction | None, decimal.Decimal | parindex._fraction.ExactFraction | None, decimal.Decimal | parindex._fraction.ExactFraction | None]]:
        ...
    def rank(self, *, node: str, on: str | None, stage: str | None, ties: str | None, tie_break: collections.abc.Sequence[str] | None, within: str | None) -> Ranking:
        ...
    def row_issues(self, row: typing.SupportsInt | typing.SupportsIndex) -> list[parindex.errors.Issue]:
        ...
    def state(self) -> tuple[typing.Any, ...]:
        """
        The state from which the scores are made again, without the plan.
        """
    def status(self, row: typing.SupportsInt | typing.SupportsIndex) -> str:
        ...
    def status_lists(self, nodes: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex]) -> list[list[str]]:
        """
        For each node a list of statuses by row.
        """
    def statuses(self) -> tuple[str, ...]:
        ...
    def to_json(self, ranking: Ranking | None) -> str:
        ...
    def unit(self, row: typing.SupportsInt | typing.SupportsIndex) -> str:
        ...
    def units(self) -> tuple[str, ...]:
        ...
    def write_csv(self, ranking: Ranking | None, *, delimiter: str, decimal: str, rounding: parindex.rounding.Rounding | None, guard: bool, excel: bool, take: collections.abc.Callable[[bytes], typing.Any]) -> None:
        """
        The results as CSV, in parts.
        """
    def write_figures(self, nodes: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex], figure: str, out: typing_extensions.Buffer) -> None:
        """
        Fills a buffer of doubles, node by node.
        """
    def write_json(self, ranking: Ranking | None, take: collections.abc.Callable[[bytes], typing.Any]) -> None:
        """
        The text of `to_json` in parts, with invisible characters escaped.
        """
    @property
    def cohort(self) -> Cohort | None:
        ...
    @property
    def declared_results(self) -> list[tuple[str, bool, bool]]:
        ...
    @property
    def has_groups(self) -> bool:
        ...
    @property
    def issues(self) -> list[parindex.errors.Issue]:
        ...
    @property
    def plan(self) -> Plan:
        ...
class Ranking:
    def __len__(self) -> int:
        ...
    def entries(self, scores: Scores) -> list[tuple[int, int | None, bool, decimal.Decimal | parindex._fraction.ExactFraction | None, str, str, str]]:
        ...
    def ranks(self, scores: Scores) -> list[int | None]:
        """
        The rank of each row.
        """
    def to_json(self, scores: Scores) -> str:
        ...
    @property
    def issues(self) -> list[parindex.errors.Issue]:
        ...
    @property
    def node(self) -> str:
        ...
    @property
    def rule(self) -> dict[str, typing.Any]:
        ...
class CodedColumn:
    """
    A column of few different texts.
    """
class ScoreOptions:
    pass
class PreparedTable:
    """
    A table that was read for a plan.
    """
    def __len__(self) -> int:
        """
        The number of units.
        """
    @property
    def fingerprint(self) -> str:
        """
        The fingerprint of the plan.
        """
class UnitReader:
    def score(self, given: dict[typing.Any, typing.Any]) -> tuple[str, decimal.Decimal | parindex._fraction.ExactFraction | None, decimal.Decimal | parindex._fraction.ExactFraction | None, decimal.Decimal | parindex._fraction.ExactFraction | None] | None:
        """
        Status, points, maximum and index; None if a table must be scored.
        """
class DelimitedColumn:
    """
    Values of a delimited text, read where they are.
    """
    def __len__(self) -> int:
        ...
class DelimitedText:
    """
    Delimited text whose cells are read where they are.
    """
    def __len__(self) -> int:
        ...
    def cell(self, row: typing.SupportsInt | typing.SupportsIndex, column: typing.SupportsInt | typing.SupportsIndex) -> str:
        ...
    def cells(self, column: typing.SupportsInt | typing.SupportsIndex) -> list[str]:
        ...
    def columns(self, forms: collections.abc.Sequence[tuple[str, str, bool, collections.abc.Sequence[str], dict[str, typing.Any]]]) -> list[DelimitedColumn] | None:
        """
        The columns by these forms; None if a meaning is not a value of a cell.
        """
    def line(self, row: typing.SupportsInt | typing.SupportsIndex) -> int:
        ...
    def rows_without(self, columns: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex]) -> list[int]:
        """
        The rows in which all these columns are empty.
        """
    def unusual(self, forms: collections.abc.Sequence[tuple[str, str, bool, collections.abc.Sequence[str], dict[str, typing.Any]]], most: typing.SupportsInt | typing.SupportsIndex) -> list[list[str]]:
        """
        The unusual texts of each column; empty if a column has more than `most`, or if a meaning is not a value of a cell.
        """
    @property
    def heads(self) -> list[str]:
        ...
class Assessment:
    def freeze(self) -> tuple[str, str]:
        ...
    def gap(self, first: str, second: str | None) -> str:
        ...
    def history(self, unit: str, code: str, input: str) -> list[int]:
        ...
    def progress(self, layer: str) -> str:
        ...
    def refused_on(self, first: typing.SupportsInt | typing.SupportsIndex, date: str) -> list[parindex.errors.Issue]:
        ...
    def reopenings_of(self, unit: str, code: str) -> list[int]:
        ...
    def score(self, layer: str | None) -> Scores:
        ...
    def stages_on(self, date: str) -> str:
        ...
    def to_json(self) -> str:
        ...
    @property
    def plan(self) -> Plan:
        ...
    @property
    def warnings(self) -> list[parindex.errors.Issue]:
        ...
class Trace:
    def to_json(self) -> str:
        ...
    def to_markdown(self, language: str, depth: typing.SupportsInt | typing.SupportsIndex | None) -> str:
        ...
    def to_text(self, language: str) -> str:
        ...
    @property
    def branch(self) -> str:
        ...
    @property
    def branch_text(self) -> str:
        ...
    @property
    def children(self) -> list[Trace]:
        ...
    @property
    def class_id(self) -> str | None:
        ...
    @property
    def code(self) -> str:
        ...
    @property
    def declared_max(self) -> decimal.Decimal | parindex._fraction.ExactFraction | None:
        ...
    @property
    def exact(self) -> decimal.Decimal | parindex._fraction.ExactFraction | None:
        ...
    @property
    def index(self) -> decimal.Decimal | parindex._fraction.ExactFraction | None:
        ...
    @property
    def index_rounding(self) -> parindex.rounding.Rounding | None:
        ...
    @property
    def informative(self) -> bool:
        ...
    @property
    def inputs(self) -> list[tuple[str, str, bool | decimal.Decimal | parindex._fraction.ExactFraction | float | str | parindex.novalue.NoValue | None, str | None, str | None]]:
        ...
    @property
    def issues(self) -> list[parindex.errors.Issue]:
        ...
    @property
    def kind(self) -> str:
        ...
    @property
    def layer(self) -> str:
        ...
    @property
    def lost(self) -> decimal.Decimal | parindex._fraction.ExactFraction | None:
        ...
    @property
    def max(self) -> decimal.Decimal | parindex._fraction.ExactFraction | None:
        ...
    @property
    def points(self) -> decimal.Decimal | parindex._fraction.ExactFraction | None:
        ...
    @property
    def quantity(self) -> decimal.Decimal | parindex._fraction.ExactFraction | None:
        ...
    @property
    def quantity_text(self) -> str:
        ...
    @property
    def rounding(self) -> parindex.rounding.Rounding | None:
        ...
    @property
    def source(self) -> dict[str, str] | None:
        ...
    @property
    def statistics(self) -> list[tuple[str, typing.Any]]:
        ...
    @property
    def status(self) -> str:
        ...
    @property
    def steps(self) -> list[tuple[str, str, str, dict[str, str], decimal.Decimal | parindex._fraction.ExactFraction | None, str]]:
        ...
    @property
    def titles(self) -> dict[str, str]:
        ...
    @property
    def weight(self) -> decimal.Decimal | parindex._fraction.ExactFraction | None:
        ...
class CaseRun:
    def coverage(self, rubric: Rubric) -> tuple[str, str, str]:
        ...
    def failure_text(self, at: typing.SupportsInt | typing.SupportsIndex, language: str) -> str:
        ...
    def mutate(self, rubric: Rubric, threads: typing.SupportsInt | typing.SupportsIndex, progress: collections.abc.Callable[[int, int], typing.Any] | None) -> tuple[str, str, str]:
        ...
    def to_json(self) -> str:
        ...
    def to_junit(self, language: str) -> str:
        ...
    def to_text(self, language: str) -> str:
        ...
    def updates(self) -> list[tuple[str, str, str]]:
        ...
class Comparison:
    def overtaken_by(self, unit: str) -> list[str]:
        ...
    def parts(self, unit: str) -> list[tuple[str, bool, bool, decimal.Decimal | parindex._fraction.ExactFraction | None, decimal.Decimal | parindex._fraction.ExactFraction | None, decimal.Decimal | parindex._fraction.ExactFraction | None, decimal.Decimal | parindex._fraction.ExactFraction | None]]:
        ...
    def to_json(self) -> str:
        ...
    @property
    def changed(self) -> bool:
        ...
    @property
    def units(self) -> list[tuple[str, str, decimal.Decimal | parindex._fraction.ExactFraction | None, decimal.Decimal | parindex._fraction.ExactFraction | None, decimal.Decimal | parindex._fraction.ExactFraction | None, int | None, int | None, str, str, str, str]]:
        ...
class Diff:
    def to_json(self) -> str:
        ...
    def to_text(self, language: str) -> str:
        ...
    @property
    def changes(self) -> list[tuple[str, str, str, str, str, str, str, str, dict[str, str], bool]]:
        ...
    @property
    def codes(self) -> dict[str, str]:
        ...
class WeightIntervals:
    def between(self, first: typing.SupportsInt | typing.SupportsIndex, second: typing.SupportsInt | typing.SupportsIndex) -> tuple[tuple[int, int], list[tuple[decimal.Decimal | parindex._fraction.ExactFraction | None, decimal.Decimal | parindex._fraction.ExactFraction | None, bool, bool]]]:
        ...
    def order(self) -> list[tuple[decimal.Decimal | parindex._fraction.ExactFraction | None, decimal.Decimal | parindex._fraction.ExactFraction | None, tuple[int, int] | None, tuple[int, int] | None, bool, bool]]:
        ...
    @property
    def codes(self) -> list[str]:
        ...
    @property
    def left_out(self) -> list[tuple[str, str, str]]:
        ...
    @property
    def rows(self) -> list[int]:
        ...
    @property
    def weights(self) -> list[decimal.Decimal | parindex._fraction.ExactFraction | None]:
        ...
class Replay:
    def effects(self, row: typing.SupportsInt | typing.SupportsIndex) -> list[decimal.Decimal | parindex._fraction.ExactFraction | None]:
        ...
    def to_json(self) -> str:
        ...
    @property
    def after(self) -> Scores:
        ...
    @property
    def comparison(self) -> Comparison:
        ...
    @property
    def diff(self) -> Diff:
        ...
    @property
    def lacking(self) -> list[str]:
        ...
    @property
    def steps(self) -> list[tuple[list[str], list[int], decimal.Decimal | parindex._fraction.ExactFraction | None, int]]:
        ...
    @property
    def taken(self) -> list[str]:
        ...
    @property
    def total_after(self) -> decimal.Decimal | parindex._fraction.ExactFraction | None:
        ...
    @property
    def total_before(self) -> decimal.Decimal | parindex._fraction.ExactFraction | None:
        ...
    @property
    def units(self) -> int:
        ...
    @property
    def unused(self) -> list[str]:
        ...
class Verification:
    def to_json(self) -> str:
        ...
    def to_text(self, language: str) -> str:
        ...
    @property
    def differences(self) -> list[tuple[str, str, str, str, str]]:
        ...
    @property
    def engine_before(self) -> str:
        ...
    @property
    def engine_now(self) -> str:
        ...
    @property
    def figures(self) -> int:
        ...
    @property
    def identical(self) -> bool:
        ...
    @property
    def same_data(self) -> bool:
        ...
    @property
    def same_engine(self) -> bool:
        ...
    @property
    def same_rubric(self) -> bool:
        ...
class RandomStream:
    def write_below(self, limit: typing.SupportsInt | typing.SupportsIndex, first: typing.SupportsInt | typing.SupportsIndex, count: typing.SupportsInt | typing.SupportsIndex, size: typing.SupportsInt | typing.SupportsIndex, out: typing_extensions.Buffer) -> None:
        """
        Fills an array with numbers below a limit.
        """
    def write_bits(self, bits: typing.SupportsInt | typing.SupportsIndex, first: typing.SupportsInt | typing.SupportsIndex, count: typing.SupportsInt | typing.SupportsIndex, size: typing.SupportsInt | typing.SupportsIndex, attempt: typing.SupportsInt | typing.SupportsIndex, out: typing_extensions.Buffer) -> None:
        """
        Fills an array with numbers of some bits.
        """
    def write_simplex(self, parts: typing.SupportsInt | typing.SupportsIndex, bits: typing.SupportsInt | typing.SupportsIndex, first: typing.SupportsInt | typing.SupportsIndex, count: typing.SupportsInt | typing.SupportsIndex, out: typing_extensions.Buffer) -> None:
        """
        Fills an array with weights that add up to 2^bits.
        """
def audit(scores: Scores) -> str:
    """
    The parts of a result that depend on a convention, as JSON text.
    """
def boundary_cases(rubric: Rubric) -> str:
    """
    A case file with a case at every boundary.
    """
def check_assessment(plan: Plan, text: bytes) -> tuple[Assessment | None, list[parindex.errors.Issue]]:
    """
    Reads and checks an assessment.
    """
def check_cohort(plan: Plan, columns: list[tuple[str, typing.Any]], *, unit: str | None, group: str, ranked: str, nan_missing: bool, options: ScoreOptions) -> tuple[Cohort | None, list[parindex.errors.Issue]]:
    """
    The units of columns, a list of (name, values), as a cohort; or says why there is none.
    """
def check_cohort_arrow(plan: Plan, data: typing.Any, *, unit: str | None, group: str, ranked: str, options: ScoreOptions) -> tuple[Cohort | None, list[parindex.errors.Issue]]:
    """
    The units of Arrow capsules as a cohort; or says why there is none.
    """
def check_delimited(content: bytes, delimiter: str, header: typing.SupportsInt | typing.SupportsIndex) -> DelimitedText | None:
    """
    A delimited text in UTF-8; None when it is not plain.
    """
def check_editions(rubrics: collections.abc.Sequence[Rubric]) -> tuple[list[Rubric], list[parindex.errors.Issue]]:
    """
    The editions in order; none when there are errors.
    """
def check_prepare(plan: Plan, columns: list[tuple[str, typing.Any]], *, unit: str | None, group: str, ranked: str, nan_missing: bool, options: ScoreOptions) -> tuple[PreparedTable | None, list[parindex.errors.Issue]]:
    """
    Prepares columns, a list of (name, values); or says why they cannot be scored.
    """
def check_prepare_arrow(plan: Plan, data: typing.Any, *, unit: str | None, group: str, ranked: str, options: ScoreOptions) -> tuple[PreparedTable | None, list[parindex.errors.Issue]]:
    """
    Prepares Arrow capsules; or says why they cannot be scored.
    """
def check_rubric(text: bytes) -> tuple[Rubric | None, list[parindex.errors.Issue]]:
    """
    Reads and checks a rubric.
    """
def check_rubric_file(path: bytes) -> tuple[Rubric | None, list[parindex.errors.Issue]]:
    """
    Reads and checks the rubric in a file.
    """
def check_score(plan: Plan, columns: list[tuple[str, typing.Any]], *, unit: str | None, group: str, ranked: str, nan_missing: bool, options: ScoreOptions) -> tuple[Scores | None, list[parindex.errors.Issue]]:
    """
    Scores columns, a list of (name, values); or says why the table cannot be scored.
    """
def check_score_arrow(plan: Plan, data: typing.Any, *, unit: str | None, group: str, ranked: str, options: ScoreOptions) -> tuple[Scores | None, list[parindex.errors.Issue]]:
    """
    Scores Arrow capsules; or says why it cannot be scored.
    """
def check_snapshot(text: bytes, custom: collections.abc.Mapping[str, tuple[str, collections.abc.Callable[[typing.Any], typing.Any]]]) -> tuple[Assessment | None, list[parindex.errors.Issue]]:
    """
    Reads, checks and verifies a snapshot.
    """
def coded_column(codes: typing_extensions.Buffer, values: list[typing.Any]) -> CodedColumn | None:
    """
    Codes of 32 bits and the texts that they stand for; None if a text has no UTF-8.
    """
def compare(before: Scores, after: Scores, *, on: str, stage: str, codes: collections.abc.Mapping[str, str]) -> Comparison:
    """
    Compares two results unit by unit.
    """
def decompose(before: Scores, row_before: typing.SupportsInt | typing.SupportsIndex, after: Scores, row_after: typing.SupportsInt | typing.SupportsIndex, *, on: str, stage: str, codes: collections.abc.Mapping[str, str]) -> list[tuple[str, bool, bool, decimal.Decimal | parindex._fraction.ExactFraction | None, decimal.Decimal | parindex._fraction.ExactFraction | None, decimal.Decimal | parindex._fraction.ExactFraction | None, decimal.Decimal | parindex._fraction.ExactFraction | None]]:
    """
    The difference of two totals over the nodes.
    """
def diff(before: Rubric, after: Rubric, codes: collections.abc.Mapping[str, str]) -> Diff:
    """
    What changed between two rubrics.
    """
def edition_at(rubrics: collections.abc.Sequence[Rubric], date: str) -> Rubric:
    """
    The edition in force on a day.
    """
def empty_part_to_arrow(plan: Plan, numbers: str, groups: bool) -> typing_extensions.CapsuleType:
    """
    The columns of `part_to_arrow` without a row.
    """
def explain(scores: Scores, row: typing.SupportsInt | typing.SupportsIndex) -> Trace:
    """
    The trace of one row.
    """
def issue_blocks(issues: collections.abc.Sequence[parindex.errors.Issue], language: str) -> str:
    """
    Issues over a few lines each, similar ones as one.
    """
def issue_codes() -> list[tuple[str, str, str, str]]:
    """
    Slug, severity and summary of every issue code, and the summary in Vietnamese.
    """
def issue_place(issue: parindex.errors.Issue, language: str) -> str:
    """
    Where an issue is.
    """
def issue_text(issue: parindex.errors.Issue, language: str) -> str:
    """
    An issue as one line.
    """
def issues_text(issues: collections.abc.Sequence[parindex.errors.Issue], language: str) -> str:
    """
    Issues as lines, similar ones as one, at most fifty.
    """
def issues_to_json(issues: collections.abc.Sequence[parindex.errors.Issue]) -> str:
    """
    Issues as JSON text.
    """
def keys_to_arrow(scores: Scores, *, node: str, on: str, stage: str, tie_break: collections.abc.Sequence[str]) -> typing_extensions.CapsuleType:
    """
    What a ranking compares, as an arrow_array_stream capsule.
    """
def limit_specs() -> list[tuple[str, int, str, str]]:
    """
    Name, default, slug of the issue and what is limited, of each.
    """
def limits() -> dict[str, int]:
    """
    The current limits, by name.
    """
def merge(plan: Plan, text: bytes, layer: str) -> list[parindex.errors.Issue]:
    """
    The issues of the submissions of agencies.
    """
def merge_digests(parts: collections.abc.Sequence[bytes]) -> bytes:
    """
    The bytes of all parts as one.
    """
def nearest(wrong: str, known: collections.abc.Sequence[str]) -> str:
    """
    The known word that was probably meant, or nothing.
    """
def overlay(base: Rubric, overlays: collections.abc.Sequence[bytes]) -> tuple[Rubric | None, list[tuple[str, str, str, str, list[str], dict[str, str], dict[str, str], str]], list[parindex.errors.Issue]]:
    """
    A rubric with the changes of overlays, or the issues that prevent it.
    """
def part_to_arrow(scores: Scores, numbers: str, groups: bool) -> typing_extensions.CapsuleType:
    """
    Results of a part of the units as an arrow_array_stream capsule; numbers are "declared" or "float64".
    """
def plain(value: typing.Any) -> tuple[bool | decimal.Decimal | parindex._fraction.ExactFraction | float | str | parindex.novalue.NoValue | None, parindex.errors.Issue | None]:
    """
    A value of the data as one of few types.
    """
def proofs(rubric: Rubric) -> str:
    """
    What the check proved of a rubric, as JSON.
    """
def random_stream(seed: typing.SupportsInt | typing.SupportsIndex, name: str) -> RandomStream:
    """
    The random numbers of a name under a seed.
    """
def ranking_to_arrow(ranking: Ranking, scores: Scores, numbers: str) -> typing_extensions.CapsuleType:
    """
    A ranking as an arrow_array_stream capsule; numbers are "decimal" or "float64".
    """
def replay(old: Scores, rubric: Rubric, *, codes: collections.abc.Mapping[str, str], lacking: str | None, on: str, stage: str, custom: collections.abc.Mapping[str, tuple[str, collections.abc.Callable[[typing.Any], typing.Any]]], cohort: Cohort | None) -> Replay:
    """
    Old data under new rules.
    """
def restored_cohort(fingerprint: str, parts: collections.abc.Sequence[collections.abc.Mapping[str, collections.abc.Sequence[tuple[str, typing.SupportsInt | typing.SupportsIndex]]]]) -> Cohort:
    """
    A cohort from its state.
    """
def restored_scores(plan: Plan, units: collections.abc.Sequence[str], groups: collections.abc.Sequence[str], unranked: collections.abc.Sequence[bool], columns: collections.abc.Sequence[tuple[str, typing.Any]], origins: collections.abc.Sequence[tuple[typing.SupportsInt | typing.SupportsIndex, str, str, str, str]] | None, cohort: Cohort | None, part: bool, keep: str) -> Scores:
    """
    Scores from their state: the data are scored again.
    """
def round(value: typing.Any, rounding: parindex.rounding.Rounding) -> decimal.Decimal | parindex._fraction.ExactFraction | None:
    """
    A number, rounded.
    """
def rows_and_digest(part: bytes) -> tuple[int, str]:
    """
    How many rows a part covers, and their digest.
    """
def run_cases(paths: collections.abc.Sequence[bytes], rubric: Rubric | None, *, custom: collections.abc.Mapping[str, tuple[str, collections.abc.Callable[[typing.Any], typing.Any]]], cohort: Cohort | None, root: bytes) -> CaseRun:
    """
    Runs the cases of files and folders.
    """
def runs_as_formula(text: str) -> bool:
    """
    Whether a spreadsheet would run a cell with this text, ignoring apostrophes in front.
    """
def schema_of_kinds() -> str:
    """
    The kinds of rules and aggregations as JSON Schema.
    """
def score_options(*, allow_missing_columns: bool, allow_unknown_columns: bool, keep: str, threads: typing.SupportsInt | typing.SupportsIndex, cohort: Cohort | None, part: bool) -> ScoreOptions:
    """
    How a table is scored.
    """
def score_prepared(plan: Plan, table: PreparedTable, options: ScoreOptions) -> tuple[Scores | None, list[parindex.errors.Issue]]:
    """
    Scores a prepared table; or says why it cannot be scored.
    """
def set_limits(values: collections.abc.Mapping[str, typing.SupportsInt | typing.SupportsIndex]) -> None:
    """
    Replaces limits of the process.
    """
def step(thing: typing.Any) -> typing.Any:
    """
    The argument itself, after a check of signals and deadlines: for loops, and as a hook.
    """
def time_limit(seconds: typing.SupportsFloat | typing.SupportsIndex) -> TimeLimit:
    """
    A deadline for all calls inside its `with` block.
    """
def to_arrow(scores: Scores, numbers: str, every_node: bool) -> typing_extensions.CapsuleType:
    """
    Results as an arrow_array_stream capsule; numbers are "decimal" or "float64".
    """
def unit_reader(plan: Plan, allow_missing: bool) -> UnitReader:
    """
    Reads units of a plan.
    """
def verify(result: bytes, scores: Scores) -> Verification:
    """
    Compares a result file with results computed now.
    """
def visible(text: str) -> str:
    """
    A name for display: invisible characters are escaped.
    """
def visible_json(text: str) -> str:
    """
    A JSON text with the same values, with invisible characters escaped.
    """
def visible_lines(text: str) -> str:
    """
    A finished text: invisible characters are escaped, except line ends and tabs.
    """
def weight_intervals(scores: Scores) -> WeightIntervals:
    """
    The interval of each weight in which units keep their order.
    """
def what_if(scores: Scores, row: typing.SupportsInt | typing.SupportsIndex, values: collections.abc.Sequence[tuple[str, typing.Any]]) -> tuple[list[bool | decimal.Decimal | parindex._fraction.ExactFraction | float | str | parindex.novalue.NoValue | None], Scores, Comparison]:
    """
    The table with other values of a row, a list of (column, value): the values before by column of the plan, the scores after, and the comparison.
    """
def worksheet(plan: Plan, agency: str) -> str:
    """
    The worksheet of an agency, as JSON text.
    """
def write_ranks(numerators: typing_extensions.Buffer, denominators: typing_extensions.Buffer | None, valid: typing_extensions.Buffer, groups: typing_extensions.Buffer | None, *, dense: bool, out: typing_extensions.Buffer) -> None:
    """
    Fills an array with the ranks of every draw.
    """
__version__: str = '0.2.0'
