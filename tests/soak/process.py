# SPDX-License-Identifier: MIT
"""The rows of a table as marks of layers from agencies must give the result of the table."""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import parindex as px
from generate import Job, every_node
from parindex.reference import read_rubric
from parindex.reference.cells import column, inputs_of
from strategies import CUSTOM, leaves_of

Json = dict[str, Any]
Place = tuple[str, str, str]  # code of the leaf, its input, the column


def places_of(rubric: Json) -> list[Place]:
    """Every input of every leaf; the flags of gates are observed too, as inputs of their node."""
    found = [
        (leaf["code"], name, column(leaf, name))
        for leaf in leaves_of(read_rubric(rubric))
        for name in inputs_of(leaf)
    ]
    found += [
        (node.get("code", ""), gate["id"], column(node, gate["id"]))
        for node in every_node(rubric)
        for gate in node.get("gates", ())
        if "when" not in gate
    ]
    return found


def observed(draw: Random, job: Job, rows: list[Json]) -> list[Json]:
    """Every value as the effective mark, among marks without effect."""
    above = job.rubric["resolution"]
    resolution = {leaf["code"]: leaf.get("resolution", above) for leaf in leaves_of(job.rubric)}
    made: list[Json] = []
    for code, name, field in places_of(job.rubric):
        layers = resolution.get(code, above)
        for row in rows:
            mark = {"unit": row["unit"], "code": code, "input": name, "date": "2026-02-01"}
            mark |= {"note": "as in the table"}
            counts = draw.randrange(len(layers))
            if row[field] is None or row[field] == "":
                continue
            made.append({**mark, "layer": layers[counts], "value": row[field]})
            for other in layers[counts + 1 :]:  # a later layer is not read
                decoy = rows[draw.randrange(len(rows))][field]
                if decoy is not None and decoy != "":
                    made.append({**mark, "layer": other, "value": decoy})
    draw.shuffle(made)
    return made


def accepted(
    plan: px.Plan, marks: list[Json], units: list[Json]
) -> tuple[px.Assessment, list[Json]]:
    """The assessment without the values that it rejects, and the marks of the others."""
    try:
        return px.Assessment.from_observations(plan, marks, units=units), marks
    except px.DataError as error:
        wrong = {i.pointer.split("/")[2] for i in error.issues if i.pointer.count("/") >= 2}
    refused = [mark for n, mark in enumerate(marks) if str(n) in wrong]
    places = {(m["unit"], m["code"], m["input"]) for m in refused}
    marks = [m for m in marks if (m["unit"], m["code"], m["input"]) not in places]
    return px.Assessment.from_observations(plan, marks, units=units), marks


def check_process(draw: Random, job: Job, plan: px.Plan, rows: list[Json]) -> int:
    """Score the rows through an assessment; returns the number of compared figures.

    An assessment rejects values that cannot be read; they are also left out of the table.
    """
    marks = observed(draw, job, rows)
    units = [
        {
            "unit": row["unit"],
            "ranked": row.get("ranked", True),
            **({"group": row["group"]} if "group" in row else {}),
        }
        for row in rows
    ]
    assessment, marks = accepted(plan, marks, units)
    given = {(mark["unit"], mark["code"], mark["input"]) for mark in marks}
    fields = {field: (code, name) for code, name, field in places_of(job.rubric)}
    table = [
        {
            field: value if field not in fields or (row["unit"], *fields[field]) in given else None
            for field, value in row.items()
        }
        for row in rows
    ]
    expected = plan.score(table)
    if assessment.score().digest != expected.digest:
        raise AssertionError("the assessment has another digest than its table")
    figures = 3 * len(rows) * (len(plan.codes) + 1)
    check_snapshot(job, assessment, expected.digest)
    if "agencies" in job.rubric:
        check_agencies(job, plan, units, marks)
        figures *= 2
    return figures


def check_snapshot(job: Job, assessment: px.Assessment, digest: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "snapshot.json"
        assessment.freeze().save(path)
        thawed = px.load_snapshot(path, custom=CUSTOM)
    if thawed.score().digest != digest:
        raise AssertionError(f"a snapshot of {job.rows} units has another digest")


def check_agencies(job: Job, plan: px.Plan, units: list[Json], marks: list[Json]) -> None:
    """The worksheets of the single agencies, merged, equal one assessment with all marks."""
    own = [mark for mark in marks if mark["layer"] == "self"]
    below = {
        field["code"]: {leaf["code"] for leaf in leaves_of(field)} for field in job.rubric["nodes"]
    }
    sheets = {
        agency["id"]: [m for m in own if any(m["code"] in below[code] for code in agency["lead"])]
        for agency in job.rubric["agencies"]
    }
    if sum(map(len, sheets.values())) == 0:
        return
    merged = px.merge_worksheets(plan, sheets, layer="self", units=units)
    if merged.assessment is None:
        raise AssertionError(f"worksheets do not fit: {merged.issues}")
    together = [mark for sheet in sheets.values() for mark in sheet]
    at_once = px.Assessment.from_observations(plan, together, units=units)
    if merged.assessment.score().digest != at_once.score().digest:
        raise AssertionError("worksheets put together have another digest")
