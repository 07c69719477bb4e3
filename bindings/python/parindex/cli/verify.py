# SPDX-License-Identifier: MIT
"""``parindex verify``: a snapshot, or a result file against what is computed now."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

import parindex as px
from parindex import _core, _messages
from parindex._sentences import counted
from parindex.cli import arguments, options, tables, terminal
from parindex.cli.arguments import UsageError
from parindex.errors import error

SHOWN = 20
"""Figures that differ, in the text output."""

SUMMARY = "Verify a snapshot, or a result file against what is computed now."
FORMATS = ("text", "json")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument(
        "file",
        metavar="FILE",
        help="a snapshot, or a file that score or assess --format json has written",
    )
    parser.add_argument(
        "--fingerprint", metavar="SHA256", help="what the snapshot must have: as it was published"
    )
    parser.add_argument(
        "--evidence", metavar="DIR", help="compare the files of evidence in this folder as well"
    )
    parser.add_argument(
        "--signature",
        metavar="FILE",
        help="the Ed25519 signature of the snapshot: 64 bytes, or base64 text",
    )
    parser.add_argument(
        "--public-key", metavar="PEM", help="the public key that the signature is checked with"
    )
    parser.add_argument("--snapshot", metavar="FILE", help="the results are those of this snapshot")
    parser.add_argument(
        "--layer", type=options.name, metavar="ID", help="of this layer of the snapshot alone"
    )
    parser.add_argument("--rubric", metavar="RUBRIC", help="the results are those of this rubric")
    options.add_weights(parser)
    options.add_data(parser, option=True)
    options.add_text_options(parser)


def run(args: Namespace) -> int:
    """Say whether nothing was changed; 1 when something was."""
    of_results = [
        option for option in ("snapshot", "layer", "rubric", "data") if given(args, option)
    ]
    if given(args, "signature") != given(args, "public_key"):
        raise UsageError(_messages.SIGNATURE_AND_PUBLIC_KEY_MUST_BE_GIVEN())
    # A file that is signed is not even looked into before its signature is checked.
    if given(args, "signature") or arguments.has_key(Path(args.file), "parindex_snapshot"):
        if of_results:
            raise UsageError(_messages.DO_NOT_GIVE_WITH_A_SNAPSHOT(of_results[0]))
        return snapshot(args)
    for option in ("fingerprint", "evidence"):
        if given(args, option):
            raise UsageError(_messages.CAN_BE_GIVEN_ONLY_WITH_A_SNAPSHOT(option))
    if of_results not in (["rubric", "data"], ["snapshot"], ["snapshot", "layer"]):
        raise UsageError(_messages.TO_VERIFY_RESULTS_GIVE_RUBRIC_AND_DATA())
    return results(args)


def given(args: Namespace, option: str) -> bool:
    """Whether the call has an option."""
    return getattr(args, option) is not None


def snapshot(args: Namespace) -> int:
    """Check a snapshot: its signature, everything in it, its fingerprint, and files of evidence."""
    with terminal.working(_messages.READING_THE_SNAPSHOT()):
        assessment = px.load_snapshot(
            args.file, signature=args.signature, public_key=args.public_key
        )
        fingerprint = assessment.freeze().fingerprint
    if args.fingerprint not in (None, fingerprint):
        other = error(
            "snapshot_mismatch",
            _messages.THE_SNAPSHOT_DIFFERS_FROM_THE_PUBLISHED(),
            expected=args.fingerprint,
            actual=fingerprint,
        )
        raise px.DataError(_messages.THE_SNAPSHOT_DIFFERS_FROM_THE_PUBLISHED_2(), [other])
    files = None
    if args.evidence is not None:
        with terminal.working(_messages.READING_THE_FILES_OF_EVIDENCE()):
            wrong = px.verify_evidence(assessment, args.evidence)
        if wrong:
            raise px.DataError(_messages.THE_EVIDENCE_DIFFERS_FROM_WHAT_WAS(), wrong)
        files = len(evidence_files(assessment))
    rubric = assessment.plan.rubric
    units, seen = len(assessment.units), len(assessment.observations)
    if args.format == "json":
        document = {
            "identical": True,
            "fingerprint": fingerprint,
            "rubric": {"id": rubric.id, "edition": rubric.edition},
            "units": units,
            "observations": seen,
        }
        if args.signature is not None:
            document["signed"] = True
        if files is not None:
            document["evidence_files"] = files
        terminal.write_json(document)
    else:
        shown = _core.visible(f"{rubric.id} · {rubric.edition}: ") + terminal.said(
            _messages.SNAPSHOT_IDENTICAL(
                counted(units, _messages.ONE_UNIT, _messages.SOME_UNITS),
                counted(seen, _messages.ONE_OBSERVATION, _messages.SOME_OBSERVATIONS),
            )
        )
        shown += f"\n{fingerprint}"
        if args.signature is not None:
            shown += "\n" + terminal.said(_messages.THE_SIGNATURE_IS_VALID())
        if files is not None:
            shown += "\n" + terminal.said(
                _messages.EVIDENCE_IDENTICAL(
                    counted(files, _messages.ONE_FILE, _messages.SOME_FILES)
                )
            )
        terminal.write(shown + "\n")
    return 0


def evidence_files(assessment: px.Assessment) -> set[str]:
    """The names of the files that observations name as evidence."""
    return {
        given["file"]
        for seen in assessment.observations
        for given in seen.get("evidence", ())
        if "file" in given
    }


def results(args: Namespace) -> int:
    """Compute a result file again, from a table or from a snapshot."""
    if args.snapshot is None:
        scores = arguments.score(args)
    elif args.weights is not None:
        raise UsageError(_messages.A_SNAPSHOT_STATES_ITS_WEIGHTS_DO_NOT())
    else:
        scores = px.load_snapshot(args.snapshot).score(args.layer)
    found = px.verify(args.file, scores)
    if args.format == "json":
        terminal.write_json(found.to_json() + "\n")
    else:
        grid = found._grid(args.language or "en", SHOWN)
        shown = tables.to_text(grid, args.decimal) if grid.rows else grid.caption + "\n"
        terminal.write(shown)
    return 0 if found else 1
