# SPDX-License-Identifier: MIT
"""What runs on the executors: batches of a partition in, batches out."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from parindex import _batch_messages, _core
from parindex._core import Cohort
from parindex._limits import Limits, set_limits
from parindex.batches import issue_schema, score
from parindex.batches._arrow import arrow, batches_of, table_of
from parindex.batches._scored import Numbers, ScoredBatches
from parindex.engine.digests import DigestPart, merge_digests
from parindex.engine.plan import Plan
from parindex.errors import DataError, Error
from parindex.rubric.rubric import Rubric
from parindex.spark._order import order_key

if TYPE_CHECKING:
    import pyarrow as pa

    from parindex.engine.scores import Scores

Batches = Iterator["pa.RecordBatch"]


@dataclass(frozen=True)
class Sent:
    """The plan and the options of a call, as they are sent to the executors."""

    rubric: str
    """The rubric as canonical JSON."""
    fingerprint: str
    custom: bytes | None
    """The custom rules as pickled code, if they were asked for."""
    cohort: bytes | None
    options: tuple[tuple[str, Any], ...]
    limits: Limits
    """Those of the driver: whether a number is too long must not depend on the machine."""

    def packed(self) -> bytes:
        """These as bytes."""
        return pickle.dumps(self)


@lru_cache(maxsize=4)
def _unpacked(packed: bytes) -> tuple[Sent, Plan, Cohort | None]:
    """The plan, compiled once for each process."""
    sent: Sent = pickle.loads(packed)
    set_limits(sent.limits)  # the rubric is checked by them
    custom = None if sent.custom is None else pickle.loads(sent.custom)
    plan = Rubric.from_json(sent.rubric).compile(custom=custom)
    cohort = None if sent.cohort is None else pickle.loads(sent.cohort)
    return sent, plan, cohort


@dataclass(frozen=True)
class Task:
    """The work on one partition."""

    numbers: Numbers = "declared"
    ranking: dict[str, Any] = field(default_factory=dict)
    of: Literal["cohort", "digest"] = "cohort"
    """What `merged` merges."""

    def scored(self, packed: bytes, batches: Batches) -> ScoredBatches:
        sent, plan, cohort = _unpacked(packed)
        options: dict[str, Any] = dict(sent.options)
        return score(plan, batches, cohort=cohort, numbers=self.numbers, threads=1, **options)

    def results(self, packed: bytes, batches: Batches) -> Batches:
        """The results of the units."""
        yield from self.scored(packed, batches)

    def issues(self, packed: bytes, batches: Batches) -> Batches:
        """The issues of the units; those beyond the limit are counted."""
        scored = self.scored(packed, batches)
        for _ in scored:
            pass
        # A row of a partition has no number that means anything elsewhere.
        table = scored.issues.drop_columns("row")
        yield from table.cast(arrow().schema(list(issue_schema())[1:])).to_batches()

    def cohort(self, packed: bytes, batches: Batches) -> Batches:
        """The units of the partition as a cohort."""
        sent, plan, _ = _unpacked(packed)
        cohort = plan.cohort(_filled(batches), **dict(sent.options))
        if cohort is not None:
            yield _part_batch(cohort)

    def digest(self, packed: bytes, batches: Batches) -> Batches:
        """The part of the partition in the digest of all units."""
        whole: DigestPart | None = None
        for scores in self._every_node(packed, batches):
            part = scores.digest_part()
            whole = part if whole is None else merge_digests([whole, part])
        if whole is not None:
            yield _part_batch(whole)

    def merged(self, packed: bytes, batches: Batches) -> Batches:
        """The cohorts or the digests of several partitions as one."""
        del packed
        found = parts_of(each for batch in batches for each in batch.column(0).to_pylist())
        if found:
            yield _part_batch(MERGES[self.of](found))

    def keys(self, packed: bytes, batches: Batches) -> Batches:
        """What the ranking compares: unit, group, whether it takes part, and a key that sorts."""
        pa = arrow()
        for scores in self._every_node(packed, batches):
            table = table_of(_core.keys_to_arrow(scores._core, **self.ranking))
            chain = [_keys(column) for column in table.columns[3:]]
            key = [b"".join(parts) for parts in zip(*chain, strict=True)]
            columns = [*table.columns[:3], pa.chunked_array([pa.array(key, pa.binary())])]
            made = pa.table(columns, names=["unit", "group", "ranked", "key"])
            yield from made.combine_chunks().to_batches()

    def _every_node(self, packed: bytes, batches: Batches) -> Iterator[Scores]:
        """The scores of each batch, with those of every node."""
        sent, plan, cohort = _unpacked(packed)
        options: dict[str, Any] = {**dict(sent.options), "part": True, "threads": 1}
        for batch in _filled(batches):
            yield plan.score(batch, cohort=cohort, **options)


def _filled(batches: Batches) -> Batches:
    """The batches that have rows; Spark also hands over empty ones."""
    return (batch for batch in batches_of(batches) if batch.num_rows)


def _keys(column: Any) -> list[bytes]:
    """The keys of a column of numbers; each distinct one is made once."""
    encoded = column.combine_chunks().dictionary_encode(null_encoding="encode")
    keys = [order_key(text) for text in encoded.dictionary.to_pylist()]
    return [keys[at] for at in encoded.indices.to_pylist()]


MERGES: dict[str, Callable[[list[Any]], Any]] = {"cohort": Cohort.merge, "digest": merge_digests}
"""How what the partitions give becomes one."""


def _part_batch(part: Cohort | DigestPart) -> Any:
    pa = arrow()
    return pa.record_batch([pa.array([pickle.dumps(part)], pa.binary())], names=["part"])


def parts_of(content: Iterable[bytes]) -> list[Any]:
    """The cohorts or digests that `cohort`, `digest` and `merged` of `Task` wrote."""
    return [pickle.loads(each) for each in content]


def run(
    fingerprint: str,
    packed: bytes,
    step: str,
    how: dict[str, Any],
    names: list[str],
    batches: Batches,
) -> Batches:
    """A step of `Task` on one partition, if the engine and the rubric are those of the driver.

    The columns of the batches get `names`.

    Raises
    ------
    Error
        If they are not.
    DataError
        Of the step, with the number of the partition.
    """
    from pyspark import TaskContext

    sent, plan, _ = _unpacked(packed)
    set_limits(sent.limits)  # a process serves several calls
    if plan.fingerprint != fingerprint:
        raise Error(_batch_messages.THE_EXECUTOR_HAS_ANOTHER_PLAN(plan.fingerprint, fingerprint))
    try:
        named = (batch.rename_columns(names) for batch in batches)
        yield from getattr(Task(**how), step)(packed, named)
    except DataError as failure:
        context = TaskContext.get()
        place = "?" if context is None else context.partitionId()
        subject = _batch_messages.IN_PARTITION(failure.subject, place)
        raise DataError(subject, failure.issues) from None


def sendable(
    version: str, fingerprint: str, packed: Any, step: str, how: dict[str, Any], names: list[str]
) -> Callable[[Any], Any]:
    """The function for `mapInArrow`. It is pickled by value, so that an executor without this package can report that."""

    def start(batches: Any) -> Any:
        import socket

        try:
            from parindex import _core as found
        except ImportError:
            raise ImportError(
                f"executor {socket.gethostname()} has no parindex: "
                f"install parindex[spark]=={version} there"
            ) from None
        if found.__version__ != version:
            raise RuntimeError(
                f"executor {socket.gethostname()} has parindex {found.__version__}, the driver "
                f"{version}: install the same version"
            )
        from parindex.spark._executor import run

        sent = packed if isinstance(packed, bytes) else packed.value
        return run(fingerprint, sent, step, how, names, batches)

    return start
