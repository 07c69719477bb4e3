# SPDX-License-Identifier: MIT
"""``parindex verify``: checks a snapshot, or compares a result file with results computed now."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

import parindex as px
from parindex import _core
from parindex._sentences import Text, counted
from parindex.cli import arguments, issues, messages, options, tables, terminal
from parindex.cli.arguments import UsageError
from parindex.errors import error

SHOWN = 20
"""Maximum number of differing figures in the text output."""

SUMMARY = Text(
    "Verify a snapshot, or compare a result file with a new computation.",
    "Kiểm tra một bản chốt, hoặc đối chiếu tệp kết quả với kết quả tính lại.",
)
FORMATS = ("text", "json")
OUTPUT = True


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument(
        "file",
        metavar="FILE",
        help=Text(
            "a snapshot, or a file written by score or assess with --format json",
            "bản chốt, hoặc tệp do score hoặc assess --format json ghi ra",
        ),
    )
    parser.add_argument(
        "--fingerprint",
        metavar="SHA256",
        help=Text(
            "published fingerprint that the snapshot must have",
            "dấu vân tay mà bản chốt phải có, đúng như đã công bố",
        ),
    )
    options.add_evidence_folder(
        parser,
        Text(
            "also compare the files of evidence in this folder",
            "so sánh thêm các tệp tài liệu kiểm chứng trong thư mục này",
        ),
    )
    parser.add_argument(
        "--signature",
        metavar="FILE",
        help=Text(
            "the Ed25519 signature of the snapshot: 64 bytes, or base64 text",
            "chữ ký Ed25519 của bản chốt: 64 byte, hoặc chuỗi base64",
        ),
    )
    parser.add_argument(
        "--public-key",
        metavar="PEM",
        help=Text(
            "file with the public key to check the signature with",
            "tệp khóa công khai để kiểm tra chữ ký",
        ),
    )
    parser.add_argument(
        "--snapshot",
        metavar="FILE",
        help=Text("compute the results from this snapshot", "tính lại kết quả từ bản chốt này"),
    )
    options.add_layer(
        parser,
        Text("from this layer of the snapshot alone", "chỉ từ bước chấm này của bản chốt"),
    )
    parser.add_argument(
        "--rubric",
        metavar="RUBRIC",
        help=Text(
            "compute the results with this rubric: a file, or the name of a shipped rubric",
            "tính lại kết quả theo bộ tiêu chí này: tệp, hoặc tên một bộ tiêu chí kèm theo",
        ),
    )
    options.add_weights(parser)
    options.add_data(parser, option=True)


def run(args: Namespace) -> int:
    """Print whether anything was changed; 1 if something was."""
    of_results = [
        option for option in ("snapshot", "layer", "rubric", "data") if given(args, option)
    ]
    if given(args, "signature") != given(args, "public_key"):
        raise UsageError(messages.SIGNATURE_AND_PUBLIC_KEY_MUST_BE_GIVEN())
    # The signature of a file is checked before its contents are read.
    if given(args, "signature") or arguments.has_key(Path(args.file), "parindex_snapshot"):
        if of_results:
            raise UsageError(messages.DO_NOT_GIVE_WITH_A_SNAPSHOT(of_results[0]))
        return snapshot(args)
    for option in ("fingerprint", "evidence-folder"):
        if given(args, option):
            raise UsageError(messages.CAN_BE_GIVEN_ONLY_WITH_A_SNAPSHOT(option))
    if of_results not in (["rubric", "data"], ["snapshot"], ["snapshot", "layer"]):
        raise UsageError(messages.TO_VERIFY_RESULTS_GIVE_RUBRIC_AND_DATA())
    return results(args)


def given(args: Namespace, option: str) -> bool:
    """Whether the call has an option."""
    return getattr(args, option.replace("-", "_")) is not None


def snapshot(args: Namespace) -> int:
    """Check a snapshot: its signature, its contents, its fingerprint, and files of evidence."""
    with terminal.working(messages.READING_THE_SNAPSHOT()):
        assessment = px.load_snapshot(
            args.file, signature=args.signature, public_key=args.public_key
        )
        fingerprint = assessment.freeze().fingerprint
    if args.fingerprint not in (None, fingerprint):
        other = error(
            "snapshot_mismatch",
            messages.THE_SNAPSHOT_DIFFERS_FROM_THE_PUBLISHED(),
            expected=args.fingerprint,
            actual=fingerprint,
        )
        raise px.DataError(messages.THE_SNAPSHOT_DIFFERS_FROM_THE_PUBLISHED_2(), [other])
    files = None
    if args.evidence_folder is not None:
        with terminal.working(messages.READING_THE_FILES_OF_EVIDENCE()):
            wrong = px.verify_evidence(assessment, args.evidence_folder)
        if wrong:
            raise px.DataError(messages.THE_EVIDENCE_DIFFERS_FROM_WHAT_WAS(), wrong)
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
        terminal.write_json(document, args.output)
    else:
        shown = _core.visible(f"{rubric.id} · {rubric.edition}: ") + terminal.said(
            messages.SNAPSHOT_IDENTICAL(
                counted(units, messages.ONE_UNIT, messages.SOME_UNITS),
                counted(seen, messages.ONE_OBSERVATION, messages.SOME_OBSERVATIONS),
            )
        )
        shown += f"\n{fingerprint}"
        if args.signature is not None:
            shown += "\n" + terminal.said(messages.THE_SIGNATURE_IS_VALID())
        if files is not None:
            shown += "\n" + terminal.said(
                messages.EVIDENCE_IDENTICAL(counted(files, messages.ONE_FILE, messages.SOME_FILES))
            )
        terminal.write(shown + "\n", args.output)
    return 0


def evidence_files(assessment: px.Assessment) -> set[str]:
    """The files that observations name as evidence."""
    return {
        given["file"]
        for seen in assessment.observations
        for given in seen.get("evidence", ())
        if "file" in given
    }


def results(args: Namespace) -> int:
    """Recompute a result file from a table or from a snapshot."""
    if args.snapshot is None:
        scores = arguments.score(args)
    elif args.weights is not None:
        raise UsageError(messages.A_SNAPSHOT_STATES_ITS_WEIGHTS_DO_NOT())
    else:
        scores = px.load_snapshot(args.snapshot).score(args.layer)
    found = px.verify(args.file, scores)
    if args.format == "json":
        terminal.write_json(issues.with_notes(found.to_json(), found.notes), args.output)
    else:
        grid = found._grid(args.language or "en", SHOWN)
        grid.notes.clear()
        shown = tables.to_text(grid, args.decimal) if grid.rows else grid.caption + "\n"
        terminal.write(shown, args.output)
        issues.report(found.notes)
    return 0 if found else 1
